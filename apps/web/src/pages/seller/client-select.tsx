import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { identity } from '../../api/identity';

/** A window imports for a client who gave it a mandate. */
export function ClientSelect({ value, onChange }: { value: string | null; onChange: (id: string) => void }) {
  const { t } = useTranslation();
  const clients = useQuery({ queryKey: ['/windows/mine/clients'], queryFn: identity.clients });
  return (
    <Select
      aria-label={t('import.client')}
      placeholder={t('import.clientHint')}
      style={{ minWidth: 220 }}
      value={value}
      loading={clients.isPending}
      onChange={(id) => id && onChange(id)}
      options={(clients.data?.items ?? []).map((client) => ({ value: client.organisationId, label: client.name }))}
    />
  );
}
