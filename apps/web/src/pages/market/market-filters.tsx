import { useQuery } from '@tanstack/react-query';
import { Input, Select } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { windows } from '../../api/windows';
import { FIELDS } from '../../lib/fields';
import { REGIONS, regionName } from '../../lib/regions';

export type MarketFilter = 'q' | 'field' | 'region' | 'pricingWay' | 'state' | 'exchangeId';

interface MarketFiltersProps {
  values: Partial<Record<MarketFilter, string>>;
  set: (name: MarketFilter, value: string | null | undefined) => void;
}

const STATES = [
  'listed',
  'extended',
  'resumed',
  'suspended',
  'sold',
  'certified',
  'delisted',
  'withdrawn',
  'terminated',
];
const WAYS = ['auction', 'listing', 'negotiated'];

export function MarketFilters({ values, set }: MarketFiltersProps) {
  const { t, i18n } = useTranslation();
  const exchanges = useExchanges();
  const choice = (name: MarketFilter, options: { value: string; label: string }[]) => (
    <Select
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      aria-label={t(`market.filter.${name}`)}
      placeholder={t(`market.filter.${name}`)}
      style={{ flex: '1 1 140px', minWidth: 130 }}
      value={values[name] ?? null}
      onChange={(value) => set(name, value)}
      options={options}
    />
  );
  return (
    <search className="filters" aria-label={t('market.filter.label')}>
      <SearchBox value={values.q ?? ''} onSearch={(text) => set('q', text)} />
      {choice(
        'field',
        FIELDS.map((value) => ({ value, label: t(`field.${value}`) })),
      )}
      {choice(
        'region',
        Object.keys(REGIONS).map((value) => ({ value, label: regionName(value, i18n.language) })),
      )}
      {choice(
        'pricingWay',
        WAYS.map((value) => ({ value, label: t(`pricingWay.${value}`) })),
      )}
      {exchanges.length > 0 && choice('exchangeId', exchanges)}
      {choice(
        'state',
        STATES.map((value) => ({ value, label: t(`state.listing.${value}`) })),
      )}
    </search>
  );
}

/** Exchanges whose market can be looked at: those that have a window. */
function useExchanges(): { value: string; label: string }[] {
  const { data } = useQuery({
    queryKey: ['/windows', 'exchanges'],
    queryFn: () => windows.list({ limit: 100 }),
    staleTime: 300_000,
  });
  const names = new Map((data?.items ?? []).map((window) => [window.exchangeId, window.exchangeName]));
  return [...names].map(([value, label]) => ({ value, label }));
}

/** Searches when the typing pauses, and at once on Enter. */
function SearchBox({ value, onSearch }: { value: string; onSearch: (text: string) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState(value);
  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => onSearch(text.trim()), 400);
    return () => clearTimeout(timer);
  }, [text, value, onSearch]);
  return (
    <Input.Search
      style={{ flex: '2 1 260px' }}
      allowClear
      aria-label={t('market.filter.q')}
      placeholder={t('market.filter.q')}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onSearch={(entered) => onSearch(entered.trim())}
    />
  );
}
