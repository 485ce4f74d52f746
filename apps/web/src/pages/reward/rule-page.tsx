import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { type RewardRule, rewardRules } from '../../api/rewards';
import { Guard } from '../../auth/guard';
import { ConfirmAction } from '../../ui/confirm-action';
import { Facts } from '../../ui/facts';
import { Moment } from '../../ui/moment';
import { PageHead } from '../../ui/page-head';
import { ProblemAlert } from '../../ui/problem-alert';
import { StateTag } from '../../ui/state-tag';
import { Loading } from '../../ui/states';
import { RuleTable } from './rule-table';

export function Component() {
  return (
    <Guard permission={['reward.own', 'reward.manage', 'reward.approve']}>
      <RulePage />
    </Guard>
  );
}

function RulePage() {
  const { id = '' } = useParams();
  const found = useQuery({ queryKey: ['/reward-rules', id], queryFn: () => rewardRules.get(id) });
  return (
    <>
      <ProblemAlert error={found.error} />
      {found.isPending && <Loading rows={8} />}
      {found.data && <Version rule={found.data} />}
    </>
  );
}

function Version({ rule }: { rule: RewardRule }) {
  const { t } = useTranslation();
  const before = rule.before ? t('rewardRule.version', { version: rule.before.version }) : t('rewardRule.shipped');
  return (
    <>
      <PageHead
        title={t('rewardRule.version', { version: rule.version })}
        intro={
          <>
            <Link to="/desk/reward-rules">{t('rewardRule.title')}</Link> · {rule.source} ·{' '}
            <StateTag domain="rewardRule" state={rule.state} />
          </>
        }
      />
      <div className="stack">
        <section className="panel" aria-labelledby="standing-title">
          <h2 id="standing-title">{t('rewardRule.standing')}</h2>
          <Facts
            items={[
              [t('rewardRule.document'), rule.source],
              [t('rewardRule.effective'), <Moment key="effective" at={rule.effectiveAt} day />],
              [t('rewardRule.writer'), rule.writtenByName],
              [t('rewardRule.writtenAt'), <Moment key="written" at={rule.writtenAt} />],
              [t('rewardRule.answerer'), rule.answeredByName],
              rule.answeredAt !== null && [t('rewardRule.answeredAt'), <Moment key="answered" at={rule.answeredAt} />],
              [t('common.reason'), rule.reason],
            ]}
          />
          {rule.mayAnswer && <Answers rule={rule} />}
          {rule.state === 'waiting' && !rule.mayAnswer && <p className="muted small">{t('rewardRule.waits')}</p>}
        </section>
        <section className="panel" aria-labelledby="values-title">
          <h2 id="values-title">{t('rewardRule.changedFrom', { before, count: rule.changes.length })}</h2>
          <RuleTable body={rule.body} before={rule.before?.body ?? rule.shipped} changed={rule.changes} />
        </section>
      </div>
    </>
  );
}

function Answers({ rule }: { rule: RewardRule }) {
  const { t } = useTranslation();
  return (
    <div className="row" style={{ marginTop: 14 }}>
      <ConfirmAction
        label={t('rewardRule.confirm')}
        title={t('rewardRule.confirm')}
        reasonLabel={t('rewardRule.basis')}
        button={{ type: 'primary' }}
        run={(reason) => rewardRules.answer(rule.id, 'confirmed', reason)}
      >
        <p>{t('rewardRule.confirmText', { version: rule.version })}</p>
      </ConfirmAction>
      <ConfirmAction
        label={t('rewardRule.decline')}
        title={t('rewardRule.decline')}
        reasonLabel={t('common.reason')}
        danger
        run={(reason) => rewardRules.answer(rule.id, 'declined', reason)}
      >
        <p>{t('rewardRule.declineText')}</p>
      </ConfirmAction>
    </div>
  );
}
