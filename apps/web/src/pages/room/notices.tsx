import { useTranslation } from 'react-i18next';
import { formatBookTime, formatDateTime } from '../../lib/time';
import type { Notice } from '../../room/book';

const SHOWN = 8;

/** What happened besides bids, newest first: openings, extensions, pauses, the close. */
export function Notices({ notices }: { notices: Notice[] }) {
  const { t, i18n } = useTranslation();
  if (notices.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="notices-title">
      <h2 id="notices-title">{t('room.notices')}</h2>
      <ol className="notices" aria-live="polite">
        {notices.slice(0, SHOWN).map((notice) => (
          <li key={notice.seq}>
            <span className="num muted">{formatBookTime(notice.atMs).slice(0, 8)}</span>
            <span>
              {notice.kind === 'extended' && notice.byOperator
                ? t('room.notice.extendedByOperator')
                : t(`room.notice.${notice.kind}`)}
              {notice.endsAtMs !== undefined && (
                <span className="cell-sub">
                  {t('room.newEnd', { at: formatDateTime(notice.endsAtMs, i18n.language) })}
                </span>
              )}
              {notice.reason && <span className="cell-sub">{t('room.because', { reason: notice.reason })}</span>}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
