import { useTranslation } from 'react-i18next';
import { sales } from '../../../api/sales';
import { formatYuan } from '../../../lib/money';
import { formatBookTime } from '../../../lib/time';
import { Moment } from '../../../ui/moment';
import { More } from '../../../ui/more';
import { usePages } from '../../../ui/use-pages';

/** What went wrong beside the book; nothing is shown while nothing did. */
export function IncidentsPanel({ auctionId }: { auctionId: string }) {
  const { t } = useTranslation();
  const pages = usePages(['/auctions/incidents', auctionId], 5_000, (query) => sales.incidents(auctionId, query));
  const { items } = pages;
  if (items.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="incidents-title">
      <h2 id="incidents-title">{t('incident.title')}</h2>
      <p className="explain">{t('incident.intro')}</p>
      <ul className="disputes">
        {items.map(({ id, at, kind, bidder, command, amountMinor, arrivedAtMs }) => (
          <li key={id}>
            <div className="row">
              <span className="tag bad">
                {t(`incident.kind.${kind.replaceAll('.', '_')}`, { defaultValue: t('incident.kind.other') })}
              </span>
              {bidder && <b className="num">{bidder}</b>}
              {command && (
                <span>{t(`incident.command.${command}`, { defaultValue: t('incident.command.other') })}</span>
              )}
              {amountMinor !== null && <span className="num">{formatYuan(amountMinor, false)}</span>}
            </div>
            <p className="small muted">
              <Moment at={at} />
              {arrivedAtMs !== null && ` · ${t('incident.arrived', { at: formatBookTime(arrivedAtMs) })}`}
            </p>
          </li>
        ))}
      </ul>
      <More pages={pages} label={t('incident.more')} />
    </section>
  );
}
