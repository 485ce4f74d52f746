import { Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';

const STATES = ['announced', 'open', 'paused', 'ended', 'closed'];

interface Props {
  values: { state?: string; q?: string };
  set: (name: 'state' | 'q', value: string) => void;
  /** What the list shows without a state. */
  otherwise: string;
}

/** A list of sales narrowed by title and state. */
export function SaleFilters({ values, set, otherwise }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <Input.Search
        allowClear
        aria-label={t('sales.search')}
        placeholder={t('sales.search')}
        defaultValue={values.q ?? ''}
        onSearch={(value) => set('q', value.trim())}
        style={{ width: 240 }}
      />
      <Select
        aria-label={t('auctions.state')}
        style={{ width: 180 }}
        value={values.state ?? ''}
        onChange={(value) => set('state', value)}
        options={[
          { value: '', label: otherwise },
          ...STATES.map((value) => ({ value, label: t(`state.auction.${value}`) })),
        ]}
      />
    </>
  );
}
