import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type AuctionItem, auctions } from '../../api/auctions';
import { sales } from '../../api/sales';
import { Guard } from '../../auth/guard';
import { saleWord } from '../../room/sale-word';
import { Moment } from '../../ui/moment';
import { Money } from '../../ui/money';
import { PageHead } from '../../ui/page-head';
import { StateTag } from '../../ui/state-tag';
import { Empty, Loading } from '../../ui/states';
import { ApprovalItem } from '../room/operator/approvals';

export function Component() {
  return (
    <Guard permission="auction.operate">
      <Sales />
    </Guard>
  );
}

const RUNNING = ['open', 'paused', 'ended', 'announced', 'closed'];

/** Sales that still want something of somebody: running ones, and closed ones whose result is not final. */
async function unfinished(): Promise<AuctionItem[]> {
  const pages = await Promise.all(RUNNING.map((state) => auctions.list({ state, limit: 100 })));
  return pages
    .flatMap(({ items }) => items)
    .filter(({ state, result }) => state !== 'closed' || result === 'pending')
    .sort((a, b) => (dueAtMs(a) ?? 0) - (dueAtMs(b) ?? 0));
}

function Sales() {
  const { t } = useTranslation();
  const { data, isPending } = useQuery({
    queryKey: ['/auctions', 'unfinished'],
    queryFn: unfinished,
    refetchInterval: 2_000,
  });
  return (
    <>
      <PageHead title={t('sales.title')} intro={t('sales.intro')} />
      <Waiting />
      {isPending && <Loading />}
      {data?.length === 0 && <Empty title={t('sales.none')} hint={t('sales.noneHint')} />}
      {data && data.length > 0 && (
        <div className="data-wrap">
          <table className="data">
            <caption className="sr-only">{t('sales.title')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('listing.achievement')}</th>
                <th scope="col">{t('listing.state')}</th>
                <th scope="col" className="end">
                  {t('room.currentPrice')}
                </th>
                <th scope="col">{t('sales.next')}</th>
                <th scope="col" className="end">
                  {t('sales.objections')}
                </th>
              </tr>
            </thead>
            <tbody>
              {data.map((sale) => (
                <Line key={sale.auctionId} sale={sale} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}

function Waiting() {
  const { t } = useTranslation();
  const { data } = useQuery({
    queryKey: ['/approvals', 'pending'],
    queryFn: () => sales.approvals({ state: 'pending', limit: 50 }),
    refetchInterval: 2_000,
  });
  return (
    <section className="panel" style={{ marginBottom: 20 }} aria-labelledby="waiting-title">
      <h2 id="waiting-title">{t('sales.approvals')}</h2>
      {data?.items.length === 0 && <p className="muted">{t('approval.none')}</p>}
      <ul className="disputes">
        {data?.items.map((approval) => (
          <ApprovalItem key={approval.id} approval={approval} withSale />
        ))}
      </ul>
    </section>
  );
}

function Line({ sale }: { sale: AuctionItem }) {
  const { t } = useTranslation();
  const due = dueAtMs(sale);
  return (
    <tr>
      <td className="lead">
        <div className="cell">
          <Link to={`/auctions/${sale.auctionId}`} className="cell-title">
            {sale.title}
          </Link>
          <span className="cell-sub">{t(`mode.${sale.mode}`, { defaultValue: t('mode.other') })}</span>
        </div>
      </td>
      <td data-label={t('listing.state')}>
        <div className="cell">
          <StateTag domain="auction" state={saleWord(sale)} />
        </div>
      </td>
      <td className="end" data-label={t('room.currentPrice')}>
        <div className="cell">
          <Money amount={sale.priceMinor} />
        </div>
      </td>
      <td data-label={t('sales.next')}>
        <div className="cell">
          {due === null ? (
            t(waitsFor(sale))
          ) : (
            <>
              <Moment at={due} />
              <span className="cell-sub">{t(`sales.due.${sale.state}`)}</span>
            </>
          )}
        </div>
      </td>
      <td className="end" data-label={t('sales.objections')}>
        <div className="cell">
          <span className={`num ${sale.openObjections > 0 ? 'tag bad' : 'muted'}`}>{sale.openObjections}</span>
        </div>
      </td>
    </tr>
  );
}

function waitsFor({ state, openObjections }: AuctionItem): string {
  return state === 'closed' && openObjections === 0 ? 'sales.objectionWindow' : 'sales.waitsForPeople';
}

/** When the clock acts next; null while only people can go on. */
function dueAtMs(sale: AuctionItem): number | null {
  if (sale.state === 'announced') return sale.opensAtMs;
  if (sale.state === 'open') return sale.endsAtMs;
  if (sale.state === 'paused') return sale.resumesAtMs ?? null;
  return sale.state === 'ended' ? (sale.awaitsUntilMs ?? null) : null;
}
