import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { identity } from '../../api/identity';
import { regionName } from '../../lib/regions';

interface PartySelectProps {
  id?: string;
  value?: string;
  onChange?: (id: string | undefined) => void;
}

interface WindowSelectProps extends PartySelectProps {
  /** A window belongs to an exchange: choosing it chooses that too. */
  onExchange: (exchangeId: string) => void;
}

export function WindowSelect({ id, value, onChange, onExchange }: WindowSelectProps) {
  const { t, i18n } = useTranslation();
  const windows = useQuery({ queryKey: ['/windows'], queryFn: identity.windows });
  const options = (windows.data?.items ?? []).map((item) => ({
    value: item.id,
    label: [item.name, regionName(item.regionCode, i18n.language)].filter(Boolean).join(' · '),
  }));
  return (
    <Select
      {...(id ? { id } : {})}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={t('draft.windowNone')}
      value={value ?? null}
      loading={windows.isPending}
      onChange={(chosen) => {
        onChange?.(chosen ?? undefined);
        const window = windows.data?.items.find((item) => item.id === chosen);
        if (window) onExchange(window.exchangeId);
      }}
      options={options}
    />
  );
}

export function ExchangeSelect(props: PartySelectProps) {
  const { t } = useTranslation();
  const exchanges = useQuery({
    queryKey: ['/organisations', 'exchange'],
    queryFn: () => identity.organisations('exchange'),
  });
  const { id, value, onChange } = props;
  return (
    <Select
      {...(id ? { id } : {})}
      allowClear
      placeholder={t('draft.exchangeNone')}
      value={value ?? null}
      loading={exchanges.isPending}
      onChange={(chosen) => onChange?.(chosen ?? undefined)}
      options={(exchanges.data?.items ?? []).map((item) => ({ value: item.id, label: item.name }))}
    />
  );
}

/** Any company may be the transferee: found by part of its name or by its credit code. */
export function TransfereeSelect({ id, value, onChange }: PartySelectProps) {
  const { t } = useTranslation();
  const [q, setQ] = useState('');
  const companies = useQuery({
    queryKey: ['/organisations', 'company', q],
    queryFn: () => identity.organisations('company', q),
    placeholderData: (previous) => previous,
  });
  return (
    <Select
      {...(id ? { id } : {})}
      showSearch={{ filterOption: false, onSearch: setQ }}
      placeholder={t('draft.transfereeHint')}
      value={value ?? null}
      loading={companies.isFetching}
      onChange={(chosen) => onChange?.(chosen ?? undefined)}
      options={(companies.data?.items ?? []).map((item) => ({
        value: item.id,
        label: [item.name, item.uscc].filter(Boolean).join(' · '),
      }))}
    />
  );
}
