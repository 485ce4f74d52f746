import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AuctionItem } from '../../api/auctions';
import { sales } from '../../api/sales';
import { Guard } from '../../auth/guard';
import { saleWord } from '../../room/sale-word';
import { DataList } from '../../ui/data-list';
import { Moment } from '../../ui/moment';
import { More } from '../../ui/more';
import { Money } from '../../ui/money';
import { PageHead } from '../../ui/page-head';
import { StateTag } from '../../ui/state-tag';
import { Empty } from '../../ui/states';
import { useFilters } from '../../ui/use-filters';
import { SaleFilters } from './sale-filters';
import { ApprovalItem } from '../room/operator/approvals';
import { usePendingApprovals } from '../room/operator/use-approvals';

export function Component() {
  return (
    <Guard permission="auction.operate">
      <Sales />
    </Guard>
  );
}

/** The sales of this exchange: without a state, those that still want something of somebody, the most urgent first. */
function Sales() {
  const { t } = useTranslation();
  const { values, set } = useFilters(['state', 'q'] as const);
  return (
    <>
      <PageHead title={t('sales.title')} intro={t('sales.intro')} />
      <Waiting />
      <DataList<AuctionItem>
        route="/sales"
        query={values}
        fetchPage={sales.list}
        refetchMs={2_000}
        rowKey={(sale) => sale.auctionId}
        caption={t('sales.title')}
        empty={<Empty title={t('sales.none')} hint={t('sales.noneHint')} />}
        toolbar={<SaleFilters values={values} set={set} otherwise={t('sales.unfinished')} />}
        columns={[
          {
            title: t('listing.achievement'),
            lead: true,
            render: (sale) => (
              <>
                <Link to={`/auctions/${sale.auctionId}`} className="cell-title">
                  {sale.title}
                </Link>
                <span className="cell-sub">{t(`mode.${sale.mode}`, { defaultValue: t('mode.other') })}</span>
              </>
            ),
          },
          { title: t('listing.state'), render: (sale) => <StateTag domain="auction" state={saleWord(sale)} /> },
          { title: t('room.currentPrice'), end: true, render: (sale) => <Money amount={sale.priceMinor} /> },
          { title: t('sales.next'), render: (sale) => <Next sale={sale} /> },
          {
            title: t('sales.objections'),
            end: true,
            render: ({ openObjections }) => (
              <span className={`num ${openObjections > 0 ? 'tag bad' : 'muted'}`}>{openObjections}</span>
            ),
          },
        ]}
      />
    </>
  );
}

function Waiting() {
  const { t } = useTranslation();
  const pages = usePendingApprovals(2_000);
  const { items, isSuccess } = pages;
  return (
    <section className="panel" style={{ marginBottom: 20 }} aria-labelledby="waiting-title">
      <h2 id="waiting-title">{t('sales.approvals')}</h2>
      {isSuccess && items.length === 0 && <p className="muted">{t('approval.none')}</p>}
      <ul className="disputes">
        {items.map((approval) => (
          <ApprovalItem key={approval.id} approval={approval} withSale />
        ))}
      </ul>
      <More pages={pages} label={t('approval.more')} />
    </section>
  );
}

/** When the clock acts next, or that it waits for people. */
function Next({ sale }: { sale: AuctionItem }) {
  const { t } = useTranslation();
  const due = dueAtMs(sale);
  if (due === null) return t(waitsFor(sale));
  return (
    <>
      <Moment at={due} />
      <span className="cell-sub">{t(`sales.due.${sale.state}`)}</span>
    </>
  );
}

function waitsFor({ state, result, openObjections }: AuctionItem): string {
  if (state === 'closed' && result !== 'pending') return 'sales.over';
  return state === 'closed' && openObjections === 0 ? 'sales.objectionWindow' : 'sales.waitsForPeople';
}

/** When the clock acts next; null while only people can go on. */
function dueAtMs(sale: AuctionItem): number | null {
  if (sale.state === 'announced') return sale.opensAtMs;
  if (sale.state === 'open') return sale.endsAtMs;
  if (sale.state === 'paused') return sale.resumesAtMs ?? null;
  return sale.state === 'ended' ? (sale.awaitsUntilMs ?? null) : null;
}
