import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { rules } from '../../api/rules';

interface AnyProfileSelectProps {
  id?: string;
  value?: string;
  onChange?: (code: string) => void;
}

/** All rules in force, where exchange and listing are not known yet; what is lawful is judged with the listing. */
export function AnyProfileSelect({ id, value, onChange }: AnyProfileSelectProps) {
  const { i18n } = useTranslation();
  const profiles = useQuery({ queryKey: ['/rule-profiles'], queryFn: () => rules.list() });
  const language = i18n.language.startsWith('zh') ? 'zh' : 'en';
  return (
    <Select
      {...(id ? { id } : {})}
      value={value ?? null}
      loading={profiles.isPending}
      showSearch={{ optionFilterProp: 'label' }}
      onChange={(code) => code && onChange?.(code)}
      options={(profiles.data?.items ?? []).map((profile) => ({
        value: profile.code,
        label: `${profile.body.name[language]} · v${profile.version}`,
      }))}
    />
  );
}
