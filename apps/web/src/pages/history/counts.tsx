import { useTranslation } from 'react-i18next';
import { type HistoryImportItem, ROW_STATUSES } from '../../api/history';

const SHOWN = ['waiting', ...ROW_STATUSES] as const;

/** How many rows are what; those that are none are not named. */
export function Counts({ item }: { item: HistoryImportItem }) {
  const { t } = useTranslation();
  return (
    <span className="moving-counts">
      {SHOWN.filter((status) => item.counts[status] > 0).map((status) => (
        <span key={status} className={`moving-count ${status}`}>
          {t(`state.historyRow.${status}`)} <b className="num">{item.counts[status].toLocaleString('en-US')}</b>
        </span>
      ))}
    </span>
  );
}
