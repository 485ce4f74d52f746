import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { money, type WholeDeposit } from '../../api/money';
import { useAuth } from '../../auth/actor';
import { Guard } from '../../auth/guard';
import { Facts } from '../../ui/facts';
import { Moment } from '../../ui/moment';
import { Money } from '../../ui/money';
import { PageHead } from '../../ui/page-head';
import { ProblemAlert } from '../../ui/problem-alert';
import { StateTag } from '../../ui/state-tag';
import { Loading } from '../../ui/states';
import { PayWays } from './pay-ways';

const DEFAULTED = ['forfeit_pending', 'forfeited'];

export function Component() {
  return (
    <Guard permission={['deposit.pay', 'deposit.manage', 'audit.read']}>
      <DepositPage />
    </Guard>
  );
}

function DepositPage() {
  const { id = '' } = useParams();
  const { data, error, isPending } = useQuery({
    queryKey: ['/deposits', id],
    queryFn: () => money.deposit(id),
    refetchInterval: 8_000,
  });
  return (
    <>
      <ProblemAlert error={error} />
      {isPending && <Loading rows={6} />}
      {data && <Whole deposit={data} />}
    </>
  );
}

function Whole({ deposit }: { deposit: WholeDeposit }) {
  const { t } = useTranslation();
  const { can } = useAuth();
  const runsOut = deposit.state === 'expiring' || deposit.state === 'lapsed';
  const waits = deposit.state === 'required' || deposit.state === 'pending';
  return (
    <div className="stack">
      <PageHead
        title={deposit.listingTitle}
        intro={
          <>
            <span className="num">{deposit.listingNumber}</span> <StateTag domain="deposit" state={deposit.state} />
          </>
        }
        actions={<Link to="/desk/deposits">{t('depositLife.back')}</Link>}
      />
      <section className="panel">
        <Facts
          items={[
            [t('deposit.amount'), <Money key="amount" amount={deposit.amountMinor} />],
            [t('depositLife.reference'), <b key="reference">{deposit.reference}</b>],
            !can('deposit.pay') && [t('default.bidder'), deposit.organisationName],
            Boolean(deposit.dueAt) && [t('depositLife.due'), <Moment key="due" at={deposit.dueAt} />],
            Boolean(deposit.heldAt) && [t('depositLife.held'), <Moment key="held" at={deposit.heldAt} />],
          ]}
        />
        {can('deposit.pay') && runsOut && <p className="fault">{t('depositLife.renewHint')}</p>}
        {can('deposit.pay') && (runsOut || waits) && (
          <PayWays kind="deposits" id={deposit.id} amountMinor={deposit.amountMinor} reference={deposit.reference} />
        )}
        {DEFAULTED.includes(deposit.state) && <Link to="/desk/defaults">{t('depositLife.openCase')}</Link>}
      </section>
      {deposit.steps.length > 0 && (
        <section className="panel" aria-labelledby="steps-title">
          <h2 id="steps-title">{t('depositLife.steps')}</h2>
          <ol className="case-steps">
            {deposit.steps.map((step, index) => (
              <li key={index}>
                <StateTag domain="deposit" state={step.to} /> <Moment at={step.at} />
                <p className="muted">{step.reason}</p>
              </li>
            ))}
          </ol>
        </section>
      )}
    </div>
  );
}
