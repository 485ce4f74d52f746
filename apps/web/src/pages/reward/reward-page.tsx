import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { type Reward, rewards } from '../../api/rewards';
import { useAuth } from '../../auth/actor';
import { Guard } from '../../auth/guard';
import { Facts } from '../../ui/facts';
import { Moment } from '../../ui/moment';
import { Money } from '../../ui/money';
import { PageHead } from '../../ui/page-head';
import { ProblemAlert } from '../../ui/problem-alert';
import { StateTag } from '../../ui/state-tag';
import { Loading } from '../../ui/states';
import { FiguresPanel } from './figures-panel';
import { ObjectionsPanel } from './objections-panel';
import { RewardActs } from './reward-acts';
import { SplitPanel } from './split-panel';
import { TaxPanel } from './tax-panel';

export function Component() {
  return (
    <Guard permission={['reward.own', 'reward.manage', 'reward.approve']}>
      <RewardPage />
    </Guard>
  );
}

function RewardPage() {
  const { id = '' } = useParams();
  const found = useQuery({ queryKey: ['/rewards', id], queryFn: () => rewards.get(id), refetchInterval: 10_000 });
  return (
    <>
      <ProblemAlert error={found.error} />
      {found.isPending && <Loading rows={8} />}
      {found.data && <Whole reward={found.data} />}
    </>
  );
}

function Whole({ reward }: { reward: Reward }) {
  const { t } = useTranslation();
  return (
    <>
      <PageHead
        title={reward.title}
        intro={
          <>
            <Link to="/desk/rewards">{t('reward.title')}</Link> · <span className="num">{reward.number}</span> ·{' '}
            <StateTag domain="reward" state={reward.state} />
          </>
        }
      />
      <div className="disclosure-grid">
        <div className="stack">
          {reward.computation && <FiguresPanel reward={reward} />}
          <SplitPanel reward={reward} />
          {(reward.objections.length > 0 || reward.may.includes('object')) && <ObjectionsPanel reward={reward} />}
          {reward.tax && <TaxPanel tax={reward.tax} />}
        </div>
        <aside className="stack">
          <Standing reward={reward} />
          {reward.steps.length > 0 && <Steps reward={reward} />}
        </aside>
      </div>
    </>
  );
}

/** Where it is, what this reader has of it, and what they can do. */
function Standing({ reward }: { reward: Reward }) {
  const { t } = useTranslation();
  const { can } = useAuth();
  const mine = reward.shares.find((share) => share.mine);
  const { payroll } = reward;
  return (
    <section className="panel" aria-labelledby="standing-title">
      <h2 id="standing-title">{t(`reward.next.${reward.state}`)}</h2>
      <Facts
        items={[
          [t('reward.award'), reward.awardMinor === null ? null : <Money key="award" amount={reward.awardMinor} />],
          mine
            ? [
                t('reward.myShare'),
                <b key="mine">
                  <Money amount={mine.awardMinor} />
                </b>,
              ]
            : null,
          reward.consentDueAt ? [t('reward.consentDue'), <Moment key="due" at={reward.consentDueAt} />] : null,
          reward.state === 'publicity' && [
            t('reward.publicityEnds'),
            <Moment key="published" at={reward.publicityEndsAt} />,
          ],
          [
            t('reward.contract'),
            <span key="contract" className="num">
              {reward.contractNumber}
            </span>,
          ],
          [t('reward.classLabel'), t(`reward.class.${reward.class}`)],
          [t('reward.firstInventor'), reward.firstInventorName],
          [
            t('reward.ruleLabel'),
            reward.ruleId ? (
              <Link key="rule" to={`/desk/reward-rules/${reward.ruleId}`}>
                {t('rewardRule.version', { version: reward.ruleVersion })}
              </Link>
            ) : (
              t('rewardRule.shipped')
            ),
          ],
          payroll && [
            t('reward.payroll'),
            can('reward.manage') || can('reward.approve') ? (
              <Link key="payroll" to={`/desk/reward-payrolls/${payroll.id}`}>
                {payroll.number}
              </Link>
            ) : (
              payroll.number
            ),
          ],
          payroll?.state === 'paid' && [t('payroll.paidOn'), payroll.paidOn],
          payroll?.state === 'paid' && [t('payroll.voucher'), payroll.voucherNumber],
        ]}
      />
      <RewardActs reward={reward} />
    </section>
  );
}

function Steps({ reward }: { reward: Reward }) {
  const { t } = useTranslation();
  return (
    <section className="panel" aria-labelledby="steps-title">
      <h2 id="steps-title">{t('reward.steps')}</h2>
      <ol className="reward-steps">
        {reward.steps.map((step) => (
          <li key={`${step.at}:${step.action}`}>
            <b>{t(`reward.step.${step.action}`)}</b>
            <span className="cell-sub">
              {step.actorName && `${step.actorName} · `}
              <Moment at={step.at} />
            </span>
            {step.reason && <span className="cell-sub">{step.reason}</span>}
          </li>
        ))}
      </ol>
    </section>
  );
}
