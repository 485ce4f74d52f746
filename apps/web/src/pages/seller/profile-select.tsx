import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { listings } from '../../api/listings';

interface ProfileSelectProps {
  id?: string;
  value?: string;
  onChange?: (code: string) => void;
}

export function ProfileSelect({ id, value, onChange }: ProfileSelectProps) {
  const { i18n } = useTranslation();
  const profiles = useQuery({ queryKey: ['/rule-profiles'], queryFn: listings.profiles });
  const language = i18n.language.startsWith('zh') ? 'zh' : 'en';
  const codes = new Map((profiles.data?.items ?? []).map((profile) => [profile.code, profile]));
  return (
    <Select
      {...(id ? { id } : {})}
      value={value ?? null}
      loading={profiles.isPending}
      onChange={(code) => code && onChange?.(code)}
      options={[...codes.values()].map((profile) => ({
        value: profile.code,
        label: `${profile.body?.name?.[language] ?? profile.code} · v${profile.version}`,
      }))}
    />
  );
}
