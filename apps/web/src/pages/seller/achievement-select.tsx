import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listings } from '../../api/listings';

interface AchievementSelectProps {
  id?: string;
  value?: string;
  onChange?: (id: string) => void;
  disabled?: boolean;
}

/** Searches on the server: a university has thousands. The chosen one is fetched by itself, whatever is searched for. */
export function AchievementSelect({ id, value, onChange, disabled = false }: AchievementSelectProps) {
  const { t } = useTranslation();
  const [q, setQ] = useState('');
  const found = useQuery({
    queryKey: ['/achievements', 'select', q],
    queryFn: () => listings.achievements({ q, limit: 50 }),
    placeholderData: (previous) => previous,
  });
  const chosen = useQuery({
    queryKey: ['/achievements', value],
    queryFn: () => listings.achievement(value ?? ''),
    enabled: Boolean(value),
  });
  const items = found.data?.items ?? [];
  const all = chosen.data && !items.some((item) => item.id === chosen.data.id) ? [chosen.data, ...items] : items;
  return (
    <Select
      {...(id ? { id } : {})}
      value={value ?? null}
      disabled={disabled}
      aria-label={t('draft.achievement')}
      showSearch={{ filterOption: false, onSearch: setQ }}
      loading={found.isFetching}
      placeholder={t('draft.achievementHint')}
      onChange={(chosenId) => chosenId && onChange?.(chosenId)}
      options={all.map((item) => ({
        value: item.id,
        label: [item.title, item.patentNumber || item.applicationNumber].filter(Boolean).join(' · '),
      }))}
    />
  );
}
