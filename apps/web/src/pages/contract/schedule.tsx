import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ContractMoney, contractMoney, type ScheduledPayment } from '../../api/contract-money';
import type { ContractView } from '../../api/contracts';
import type { Payout } from '../../api/money';
import { useAuth } from '../../auth/actor';
import { ConfirmAction } from '../../ui/confirm-action';
import { Moment } from '../../ui/moment';
import { Money } from '../../ui/money';
import { StateTag } from '../../ui/state-tag';
import { PayWays } from '../money/pay-ways';

/** Every payment of the contract, paid, due and overdue, and below what the seller's side is paid of it. */
export function Schedule({ contract, money }: { contract: ContractView; money: ContractMoney }) {
  const { t } = useTranslation();
  const isParted = money.payments.filter(({ kind }) => kind === 'price').length > 1;
  return (
    <section className="panel" aria-labelledby="schedule-title">
      <h2 id="schedule-title">{t('terms.schedule')}</h2>
      <p className="muted" style={{ marginBottom: 10 }}>
        {t('terms.performed')} <Money amount={money.performedMinor} /> / <Money amount={contract.contractAmountMinor} />
      </p>
      <table className="data">
        <caption className="sr-only">{t('terms.schedule')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('terms.what')}</th>
            <th scope="col" className="end">
              {t('payment.due')}
            </th>
            <th scope="col">{t('terms.dueOn')}</th>
            <th scope="col">{t('listing.state')}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {money.payments.map((payment) => (
            <tr key={payment.id}>
              <td className="lead">
                <b>
                  {t(`terms.payment.${payment.kind}`)}
                  {payment.kind === 'price' && isParted && ` · ${t('terms.row', { number: payment.position })}`}
                </b>
                <span className="cell-sub num">{payment.reference}</span>
              </td>
              <td className="end" data-label={t('payment.due')}>
                <Money amount={payment.amountMinor} />
              </td>
              <td data-label={t('terms.dueOn')}>
                <div className="cell">
                  <DueDay payment={payment} today={money.today} />
                </div>
              </td>
              <td data-label={t('listing.state')}>
                <div className="cell">
                  <StateTag domain="payment" state={payment.state} />
                  <span className="cell-sub">{payment.receivedAt && <Moment at={payment.receivedAt} />}</span>
                </div>
              </td>
              <td className="end">
                <Acts payment={payment} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {money.payouts.length > 0 && <Payouts payouts={money.payouts} />}
    </section>
  );
}

function DueDay({ payment, today }: { payment: ScheduledPayment; today: string }) {
  const { t } = useTranslation();
  const isLate = payment.state === 'due' && payment.dueOn !== null && payment.dueOn < today;
  return (
    <>
      {payment.dueOn ? <span className="num">{payment.dueOn}</span> : <span className="muted">{t('terms.noDay')}</span>}
      {isLate && <span className="tag bad">{t('terms.overdue')}</span>}
      {payment.milestone && <span className="cell-sub">{payment.milestone}</span>}
    </>
  );
}

function Acts({ payment }: { payment: ScheduledPayment }) {
  const { actor, can } = useAuth();
  if (actor?.organisation.id !== payment.payerId || !can('payment.pay')) return null;
  if (payment.state === 'due')
    return <PayWays kind="payments" id={payment.id} amountMinor={payment.amountMinor} reference={payment.reference} />;
  return payment.state === 'scheduled' && payment.milestone && payment.dueOn === null ? (
    <Reach payment={payment} />
  ) : null;
}

function Reach({ payment }: { payment: ScheduledPayment }) {
  const { t } = useTranslation();
  const [day, setDay] = useState('');
  return (
    <ConfirmAction
      label={t('terms.reach')}
      title={t('terms.reach')}
      incomplete={day === ''}
      run={() => contractMoney.reach(payment.id, day)}
    >
      <p>{t('terms.reachText', { milestone: payment.milestone })}</p>
      <label htmlFor="reached-on">{t('terms.reachedOn')}</label>
      <Input id="reached-on" type="date" className="num" value={day} onChange={(event) => setDay(event.target.value)} />
    </ConfirmAction>
  );
}

function Payouts({ payouts }: { payouts: Payout[] }) {
  const { t } = useTranslation();
  return (
    <>
      <h3 style={{ marginTop: 18 }}>{t('terms.payouts')}</h3>
      <ul className="share-list">
        {payouts.map((payout) => (
          <li key={payout.id}>
            <span>
              {payout.payeeName}
              <span className="cell-sub">{t(`payout.kind.${payout.kind}`)}</span>
            </span>
            <Money amount={payout.amountMinor} />
            <span>
              {payout.isFrozen ? (
                <span className="tag bad">{t('terms.frozen')}</span>
              ) : (
                <StateTag domain="payout" state={payout.state} />
              )}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
