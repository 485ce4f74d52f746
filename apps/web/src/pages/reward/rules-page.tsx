import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type RewardRuleItem, rewardRules } from '../../api/rewards';
import { useAuth } from '../../auth/actor';
import { Guard } from '../../auth/guard';
import { ButtonLink } from '../../ui/button-link';
import { DataList } from '../../ui/data-list';
import { Moment } from '../../ui/moment';
import { PageHead } from '../../ui/page-head';
import { ProblemAlert } from '../../ui/problem-alert';
import { StateTag } from '../../ui/state-tag';
import { Empty, Loading } from '../../ui/states';
import { RuleTable } from './rule-table';

export function Component() {
  return (
    <Guard permission={['reward.own', 'reward.manage', 'reward.approve']}>
      <RulesPage />
    </Guard>
  );
}

function RulesPage() {
  const { t } = useTranslation();
  const { can } = useAuth();
  const found = useQuery({ queryKey: ['/reward-rules', 'current'], queryFn: rewardRules.current });
  const rule = found.data?.rule;
  return (
    <>
      <PageHead
        title={t('rewardRule.title')}
        intro={t('rewardRule.intro')}
        actions={
          can('reward.manage') && (
            <ButtonLink to="/desk/reward-rules/new" type="primary">
              {t('rewardRule.write')}
            </ButtonLink>
          )
        }
      />
      <ProblemAlert error={found.error} />
      {found.isPending && <Loading rows={8} />}
      {found.data && (
        <section className="panel" aria-labelledby="in-force-title">
          <h2 id="in-force-title">
            {rule ? (
              <Link to={`/desk/reward-rules/${rule.id}`}>{t('rewardRule.version', { version: rule.version })}</Link>
            ) : (
              t('rewardRule.shipped')
            )}
          </h2>
          <p className="muted small">
            {rule ? (
              <>
                {rule.source} · {t('rewardRule.effective')} <Moment at={rule.effectiveAt} day />
              </>
            ) : (
              t('rewardRule.shippedHint')
            )}
          </p>
          <RuleTable body={found.data.body} />
        </section>
      )}
      <h2 className="desk-heading">{t('rewardRule.history')}</h2>
      <DataList<RewardRuleItem>
        route="/reward-rules"
        fetchPage={rewardRules.list}
        rowKey={({ id }) => id}
        caption={t('rewardRule.history')}
        empty={<Empty title={t('rewardRule.noHistory')} hint={t('rewardRule.noHistoryHint')} />}
        columns={[
          {
            title: t('rewardRule.document'),
            lead: true,
            render: (item) => (
              <>
                <Link to={`/desk/reward-rules/${item.id}`} className="cell-title">
                  {t('rewardRule.version', { version: item.version })}
                </Link>
                <span className="cell-sub">{item.source}</span>
              </>
            ),
          },
          { title: t('reward.stateLabel'), render: ({ state }) => <StateTag domain="rewardRule" state={state} /> },
          { title: t('rewardRule.effective'), render: ({ effectiveAt }) => <Moment at={effectiveAt} day /> },
          { title: t('rewardRule.writer'), render: ({ writtenByName }) => writtenByName },
          { title: t('rewardRule.answerer'), render: ({ answeredByName }) => answeredByName },
        ]}
      />
    </>
  );
}
