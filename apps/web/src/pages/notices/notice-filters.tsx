import { useQuery } from '@tanstack/react-query';
import { Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { notices } from '../../api/notices';
import { FIELDS } from '../../lib/fields';
import { REGIONS, regionName } from '../../lib/regions';

export type SaleFilter = 'kind' | 'exchangeId' | 'field' | 'region';

interface SaleFiltersProps {
  values: Partial<Record<SaleFilter, string>>;
  set: (name: SaleFilter, value: string | null | undefined) => void;
  kindLabel: string;
  kinds: { value: string; label: string }[];
}

/** What narrows notices and dates alike. */
export function SaleFilters({ values, set, kindLabel, kinds }: SaleFiltersProps) {
  const { t, i18n } = useTranslation();
  const exchanges = useQuery({
    queryKey: ['/notices/issuers'],
    queryFn: notices.issuers,
    staleTime: 300_000,
  }).data;
  const choice = (name: SaleFilter, label: string, options: { value: string; label: string }[]) => (
    <Select
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      aria-label={label}
      placeholder={label}
      style={{ flex: '1 1 130px', minWidth: 120 }}
      value={values[name] ?? null}
      onChange={(value) => set(name, value)}
      options={options}
    />
  );
  return (
    <>
      {choice('kind', kindLabel, kinds)}
      {exchanges &&
        exchanges.items.length > 1 &&
        choice(
          'exchangeId',
          t('notice.filter.exchange'),
          exchanges.items.map(({ id, name }) => ({ value: id, label: name })),
        )}
      {choice(
        'field',
        t('market.filter.field'),
        FIELDS.map((value) => ({ value, label: t(`field.${value}`) })),
      )}
      {choice(
        'region',
        t('market.filter.region'),
        Object.keys(REGIONS).map((value) => ({ value, label: regionName(value, i18n.language) })),
      )}
    </>
  );
}

/** From a day to a day, as the browser's own field for days asks for them. */
export function DayField({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (day: string) => void;
}) {
  return (
    <Input
      type="date"
      aria-label={label}
      title={label}
      prefix={<span className="muted small">{label}</span>}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      style={{ flex: '1 1 165px', minWidth: 160 }}
    />
  );
}
