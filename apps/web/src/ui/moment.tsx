import { useTranslation } from 'react-i18next';
import { formatDate, formatDateTime } from '../lib/time';

/** A point in exchange time; `day` leaves the clock out. */
export function Moment({ at, day = false }: { at: string | number | null | undefined; day?: boolean }) {
  const { i18n } = useTranslation();
  if (at === null || at === undefined) return <span className="muted">—</span>;
  const text = day ? formatDate(at, i18n.language) : formatDateTime(at, i18n.language);
  return (
    <time className="num" dateTime={new Date(at).toISOString()}>
      {text}
    </time>
  );
}
