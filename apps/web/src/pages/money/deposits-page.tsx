import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type Deposit, money } from '../../api/money';
import { useAuth, useConfig } from '../../auth/actor';
import { Guard } from '../../auth/guard';
import { ConfirmAction } from '../../ui/confirm-action';
import { DataList } from '../../ui/data-list';
import { Moment } from '../../ui/moment';
import { Money } from '../../ui/money';
import { PageHead } from '../../ui/page-head';
import { StateTag } from '../../ui/state-tag';
import { Empty } from '../../ui/states';
import { PayWays } from './pay-ways';

export function Component() {
  return (
    <Guard permission={['deposit.pay', 'deposit.manage']}>
      <Deposits />
    </Guard>
  );
}

function Deposits() {
  const { t } = useTranslation();
  const { can } = useAuth();
  const payer = can('deposit.pay');
  return (
    <>
      <PageHead
        title={t('deposit.title')}
        intro={t(payer ? 'deposit.mineIntro' : 'deposit.intro')}
        actions={can('bank.import') || can('bank.confirm') ? <Link to="/desk/bank">{t('desk.entry.bank')}</Link> : null}
      />
      <DataList<Deposit>
        route="/deposits"
        fetchPage={money.deposits}
        rowKey={(item) => item.id}
        caption={t('deposit.title')}
        refetchMs={8_000}
        empty={<Empty title={t('deposit.none')} hint={t('deposit.noneHint')} />}
        columns={[
          {
            title: t('deposit.for'),
            lead: true,
            render: (item) => (
              <>
                <Link to={`/listings/${item.listingId}`} className="cell-title">
                  {item.listingTitle}
                </Link>
                <span className="cell-sub">
                  {[item.listingNumber, !payer && item.organisationName].filter(Boolean).join(' · ')}
                </span>
              </>
            ),
          },
          { title: t('deposit.amount'), end: true, render: (item) => <Money amount={item.amountMinor} /> },
          { title: t('deposit.reference'), render: (item) => <b className="num">{item.reference}</b> },
          {
            title: t('listing.state'),
            render: (item) => (
              <>
                <StateTag domain="deposit" state={item.state} />
                <Term deposit={item} />
              </>
            ),
          },
          {
            title: '',
            end: true,
            render: (item) =>
              payer ? (
                <PayerActions deposit={item} />
              ) : (
                <Link to={`/desk/deposits/${item.id}`}>{t('depositLife.view')}</Link>
              ),
          },
        ]}
      />
    </>
  );
}

/** Until when it must be here, or since when it is. */
function Term({ deposit }: { deposit: Deposit }) {
  const { t } = useTranslation();
  const waiting = deposit.state === 'required' || deposit.state === 'pending';
  if (!waiting || !deposit.dueAt)
    return (
      <span className="cell-sub">
        <Moment at={deposit.heldAt ?? deposit.createdAt} />
      </span>
    );
  const over = Date.parse(deposit.dueAt) <= Date.now();
  return (
    <span className={over ? 'cell-sub fault' : 'cell-sub'}>
      {t('depositLife.due')} <Moment at={deposit.dueAt} />
      {over && ` · ${t('depositLife.overdue')}`}
    </span>
  );
}

function PayerActions({ deposit }: { deposit: Deposit }) {
  const { t } = useTranslation();
  const demo = useConfig()?.demo ?? false;
  const waiting = deposit.state === 'required' || deposit.state === 'pending';
  return (
    <div className="actions">
      <Link to={`/desk/deposits/${deposit.id}`}>{t('depositLife.view')}</Link>
      {(waiting || deposit.state === 'expiring' || deposit.state === 'lapsed') && (
        <PayWays kind="deposits" id={deposit.id} amountMinor={deposit.amountMinor} reference={deposit.reference} />
      )}
      {waiting && demo && (
        <ConfirmAction
          label={t('deposit.simulate')}
          title={t('deposit.simulate')}
          run={() => money.simulateDeposit(deposit.id)}
        >
          <p>{t('deposit.simulateText')}</p>
          <p className="price-big">
            <Money amount={deposit.amountMinor} />
          </p>
        </ConfirmAction>
      )}
      {deposit.state === 'held' && (
        <ConfirmAction
          label={t('deposit.withdraw')}
          title={t('deposit.withdraw')}
          danger
          run={() => money.withdrawDeposit(deposit.id)}
        >
          <p>{t('deposit.withdrawText')}</p>
        </ConfirmAction>
      )}
    </div>
  );
}
