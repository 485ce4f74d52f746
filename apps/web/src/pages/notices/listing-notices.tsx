import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type Both, calendar, notices } from '../../api/notices';
import { Moment } from '../../ui/moment';

/** What was announced of one listing, in the order in which it was announced, and its dates for a calendar. */
export function ListingNotices({ listingId }: { listingId: string }) {
  const { t, i18n } = useTranslation();
  const language: keyof Both = i18n.language.startsWith('zh') ? 'zh' : 'en';
  const { data } = useQuery({
    queryKey: ['/notices', { listingId }],
    queryFn: () => notices.list({ listingId, limit: 100 }),
    refetchInterval: 30_000,
  });
  if (!data || data.items.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="notices-title">
      <div className="panel-head">
        <h2 id="notices-title">{t('notice.ofListing')}</h2>
        <a href={calendar.listingPath(listingId, { lang: language })} download>
          {t('calendar.add')}
        </a>
      </div>
      <ol className="timeline">
        {data.items.toReversed().map((notice) => (
          <li key={notice.id}>
            <Link to={`/notices/${notice.id}`}>
              <b>{t(`notice.kind.${notice.kind}`)}</b>
            </Link>
            <span className="cell-sub">
              {notice.number[language]} · <Moment at={notice.issuedAt} />
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
