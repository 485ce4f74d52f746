import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type Claim, invoices, ownItems, type OwnMoney, ownMoney } from '../../api/invoices';
import { money } from '../../api/money';
import { useAuth } from '../../auth/actor';
import { Guard } from '../../auth/guard';
import { Moment } from '../../ui/moment';
import { Money } from '../../ui/money';
import { PageHead } from '../../ui/page-head';
import { ProblemAlert } from '../../ui/problem-alert';
import { StateTag } from '../../ui/state-tag';
import { Loading } from '../../ui/states';
import { Deadline } from '../notices/deadline';
import { RequestInvoice } from '../invoices/request-invoice';
import { PayWays } from './pay-ways';

const REFETCH_MS = 8_000;
/** The most recent; the whole list is a click away. */
const SHOWN = 8;

export function Component() {
  return (
    <Guard permission="statement.read">
      <Own />
    </Guard>
  );
}

/** What this organisation owes, what is kept for it, what comes to it, and the papers of what it paid. */
function Own() {
  const { t } = useTranslation();
  const { can } = useAuth();
  const { data, error, isPending } = useQuery({
    queryKey: ['/own-money'],
    queryFn: ownMoney,
    refetchInterval: REFETCH_MS,
  });
  return (
    <>
      <PageHead
        title={t('ownMoney.title')}
        intro={t('ownMoney.intro')}
        actions={<Link to="/desk/statement">{t('ownMoney.statement')}</Link>}
      />
      <ProblemAlert error={error} />
      {isPending && <Loading />}
      {data && (
        <>
          <dl className="book-sums">
            <Sum label={t('ownMoney.owed')} amount={data.owedDepositsMinor + data.owedPaymentsMinor} strong />
            <Sum label={t('ownMoney.kept')} amount={data.keptMinor} />
            <Sum label={t('ownMoney.coming')} amount={data.comingMinor} />
            <Sum label={t('ownMoney.uninvoiced')} amount={data.uninvoicedMinor} />
          </dl>
          <div className="own-money">
            {can('payment.pay') && <Owes />}
            <Held deposits={data.deposits} />
            <Comes own={data} />
            {can('invoice.request') && <Papers />}
          </div>
        </>
      )}
    </>
  );
}

function Sum({ label, amount, strong = false }: { label: string; amount: number; strong?: boolean }) {
  return (
    <div className={strong ? 'strong' : ''}>
      <dt>{label}</dt>
      <dd>
        <Money amount={amount} />
      </dd>
    </div>
  );
}

/** What is due soonest, with its last day and the ways to pay. */
function Owes() {
  const { t } = useTranslation();
  const { can } = useAuth();
  const owed = useQuery({
    queryKey: ['/own-money/owed', 'soonest'],
    queryFn: () => ownItems.owed({ limit: SHOWN }),
    refetchInterval: REFETCH_MS,
  });
  return (
    <section className="panel" aria-labelledby="owes-title">
      <div className="panel-head">
        <h2 id="owes-title">{t('ownMoney.owes')}</h2>
        <Link to="/desk/money/items">{t('ownMoney.all')}</Link>
      </div>
      <ProblemAlert error={owed.error} />
      {owed.data?.items.length === 0 && <p className="muted">{t('ownMoney.owesNone')}</p>}
      <ul className="own-list">
        {owed.data?.items.map((item) => (
          <li key={item.id}>
            <div>
              <Link
                to={item.contractId ? `/desk/contracts/${item.contractId}` : `/listings/${item.listingId}`}
                className="cell-title"
              >
                {item.listingTitle}
              </Link>
              <span className="cell-sub">
                {t(item.kind === 'deposit' ? 'ownMoney.deposit' : `terms.payment.${item.kind}`)} ·{' '}
                <span className="num">{item.reference}</span>
              </span>
              <span className="cell-sub">
                {t('ownMoney.due')} {item.dueAt ? <Deadline at={item.dueAt} /> : t('ownMoney.noDue')}{' '}
                <StateTag domain="owed" state={item.due} />
              </span>
            </div>
            <div className="end">
              <b>
                <Money amount={item.amountMinor} />
              </b>
              {item.due !== 'later' && can(item.kind === 'deposit' ? 'deposit.pay' : 'payment.pay') && (
                <PayWays {...item} kind={item.kind === 'deposit' ? 'deposits' : 'payments'} />
              )}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Held({ deposits }: Pick<OwnMoney, 'deposits'>) {
  const { t } = useTranslation();
  return (
    <section className="panel" aria-labelledby="held-title">
      <div className="panel-head">
        <h2 id="held-title">{t('ownMoney.held')}</h2>
        <Link to="/desk/deposits">{t('ownMoney.all')}</Link>
      </div>
      {deposits.length === 0 && <p className="muted">{t('ownMoney.heldNone')}</p>}
      <ul className="own-list">
        {deposits.map(({ state, count, amountMinor }) => (
          <li key={state}>
            <div>
              <StateTag domain="deposit" state={state} />
              <span className="cell-sub">{t('ownMoney.count', { count })}</span>
            </div>
            <b className="end">
              <Money amount={amountMinor} />
            </b>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Comes({ own }: { own: OwnMoney }) {
  const { t } = useTranslation();
  const { can } = useAuth();
  const payouts = useQuery({
    queryKey: ['/payouts', 'own'],
    queryFn: () => money.payouts({ limit: SHOWN }),
    enabled: can('contract.read'),
    refetchInterval: REFETCH_MS,
  });
  const items = payouts.data?.items ?? [];
  return (
    <section className="panel" aria-labelledby="comes-title">
      <div className="panel-head">
        <h2 id="comes-title">{t('ownMoney.comes')}</h2>
        <Link to="/desk/payouts">{t('ownMoney.all')}</Link>
      </div>
      <p className="small muted">
        {t('ownMoney.coming')} <Money amount={own.comingMinor} /> · {t('ownMoney.received')}{' '}
        <Money amount={own.receivedMinor} />
      </p>
      <ProblemAlert error={payouts.error} />
      {payouts.data && items.length === 0 && <p className="muted">{t('ownMoney.comesNone')}</p>}
      <ul className="own-list">
        {items.map((item) => (
          <li key={item.id}>
            <div>
              {t(`payout.kind.${item.kind}`)}
              <span className="cell-sub">
                <span className="num">{item.contractNumber}</span>{' '}
                <Moment at={item.confirmedAt ?? item.createdAt} day />
              </span>
            </div>
            <div className="end">
              <b>
                <Money amount={item.amountMinor} />
              </b>
              <StateTag domain="payout" state={item.state} />
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What was paid, with its certificate and how much of it is invoiced. */
function Papers() {
  const { t } = useTranslation();
  const claims = useQuery({
    queryKey: ['/invoice-claims', 'own'],
    queryFn: () => invoices.claims({ side: 'received', limit: SHOWN }),
    refetchInterval: REFETCH_MS,
  });
  const items = claims.data?.items ?? [];
  return (
    <section className="panel" aria-labelledby="own-papers-title">
      <div className="panel-head">
        <h2 id="own-papers-title">{t('ownMoney.papers')}</h2>
        <span className="row">
          <Link to="/desk/money/items?view=paid">{t('ownMoney.views.paid')}</Link>
          <Link to="/desk/invoices">{t('invoices.title')}</Link>
        </span>
      </div>
      <ProblemAlert error={claims.error} />
      {claims.data && items.length === 0 && <p className="muted">{t('ownMoney.papersNone')}</p>}
      <ul className="own-list">
        {items.map((claim) => (
          <li key={`${claim.contractId}${claim.item}`}>
            <Paid claim={claim} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Paid({ claim }: { claim: Claim }) {
  const { t } = useTranslation();
  return (
    <>
      <div>
        <Link to={`/desk/contracts/${claim.contractId}`} className="cell-title">
          {t(`invoices.items.${claim.item}`)} · {claim.listingTitle}
        </Link>
        <span className="cell-sub">
          {t('invoices.invoiced')} <Money amount={claim.invoicedMinor} />
          {claim.requestedMinor > 0 && (
            <>
              {' · '}
              {t('invoices.requested')} <Money amount={claim.requestedMinor} />
            </>
          )}
        </span>
      </div>
      <div className="end">
        <b>
          <Money amount={claim.receivedMinor} />
        </b>
        {claim.openMinor > 0 && <RequestInvoice claim={claim} />}
      </div>
    </>
  );
}
