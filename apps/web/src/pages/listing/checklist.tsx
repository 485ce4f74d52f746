import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type ListingView, listings } from '../../api/listings';

const BEFORE_PUBLICATION = ['draft', 'intake', 'review', 'pre_listed'];

/** What the rules ask of a listing before it is public: done or missing, each with its source. */
export function Checklist({ listing }: { listing: ListingView }) {
  const { t, i18n } = useTranslation();
  const { data } = useQuery({
    queryKey: ['/listings', listing.id, 'checklist', listing.state, i18n.language],
    queryFn: () => listings.checklist(listing.id),
    enabled: BEFORE_PUBLICATION.includes(listing.state),
    refetchInterval: 10_000,
  });
  if (!data || data.items.length === 0) return null;
  const open = data.items.filter(({ ok }) => !ok).length;
  return (
    <section className="panel" aria-labelledby="checklist-title">
      <h2 id="checklist-title">{t('life.checklist')}</h2>
      <p className="muted small">{open === 0 ? t('life.complete') : t('life.missing', { count: open })}</p>
      <ul className="listing-checklist">
        {data.items.map((item) => (
          <li key={`${item.kind}:${item.paper ?? ''}`} className={item.ok ? 'ok' : 'open'}>
            <b>{item.paper ? t(`documents.kind.${item.paper}`) : t(`life.check.${item.kind}`)}</b>
            <span className={`tag ${item.ok ? 'good' : 'wait'}`}>{t(item.ok ? 'life.there' : 'life.notThere')}</span>
            {item.missing.map((text) => (
              <span key={text} className="cell-sub">
                {text}
              </span>
            ))}
            {item.source && (
              <span className="source" lang="zh">
                {item.source}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
