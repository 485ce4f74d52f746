import { useTranslation } from 'react-i18next';
import type { HistoryRecord } from '../../api/history';
import { regionName } from '../../lib/regions';
import { Money } from '../../ui/money';

/** Fields whose content is one of a few words, and where those words are. */
const WORDS: Record<string, string> = {
  ipKind: 'ipKind',
  pricingWay: 'pricingWay',
  fieldCode: 'field',
  contractType: 'moving.contractType',
  kind: 'moving.memberKind',
  result: 'moving.result',
};

/** One field of a record as people read it. */
export function ShownValue({ field, value }: { field: string; value: HistoryRecord[string] | undefined }) {
  const { t, i18n } = useTranslation();
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'number')
    return field === 'royaltyPpm' ? <span className="num">{value / 10_000}%</span> : <Money amount={value} />;
  if (Array.isArray(value)) return <>{value.join('; ')}</>;
  const words = WORDS[field];
  if (words) return <>{t(`${words}.${value}`, { defaultValue: value })}</>;
  return <>{field === 'regionCode' ? regionName(value, i18n.language) : value}</>;
}
