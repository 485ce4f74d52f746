import { useTranslation } from 'react-i18next';
import type { DisclosureItem } from '../../api/disclosures';
import { Moment } from '../../ui/moment';

/** The last day of what is owed. A day is over at its midnight, so the instant before it names the day. */
export function Due({ item }: { item: Pick<DisclosureItem, 'turn' | 'state' | 'dueAt' | 'overdue'> }) {
  const { t } = useTranslation();
  if (!item.turn || item.state === 'draft') return <span className="muted">—</span>;
  if (!item.dueAt) return <span className="muted">{t('disclosure.calendarMissing')}</span>;
  return (
    <>
      <Moment at={new Date(item.dueAt).getTime() - 1} day />
      {item.overdue && (
        <>
          {' '}
          <span className="tag bad">{t('disclosure.overdue')}</span>
        </>
      )}
    </>
  );
}
