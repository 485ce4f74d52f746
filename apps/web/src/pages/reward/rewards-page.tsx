import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type RewardItem, rewards, type RewardScope } from '../../api/rewards';
import { useAuth } from '../../auth/actor';
import { Guard } from '../../auth/guard';
import { DataList } from '../../ui/data-list';
import { Moment } from '../../ui/moment';
import { Money } from '../../ui/money';
import { PageHead } from '../../ui/page-head';
import { StateTag } from '../../ui/state-tag';
import { Empty } from '../../ui/states';
import { useFilters } from '../../ui/use-filters';

const STATES = [
  'open',
  'splitting',
  'consenting',
  'agreed',
  'publicity',
  'submitted',
  'approved',
  'exported',
  'paid',
  'closed',
];
const SCOPES: Record<string, RewardScope[]> = {
  'reward.own': ['mine', 'published'],
  'reward.manage': ['queue', 'office'],
  'reward.approve': ['decide', 'office'],
};

export function Component() {
  return (
    <Guard permission={Object.keys(SCOPES)}>
      <RewardsPage />
    </Guard>
  );
}

function RewardsPage() {
  const { t } = useTranslation();
  const { can } = useAuth();
  const { values, set } = useFilters(['scope', 'state'] as const);
  const scopes = [...new Set(Object.entries(SCOPES).flatMap(([held, open]) => (can(held) ? open : [])))];
  const scope = scopes.find((each) => each === values.scope) ?? scopes[0]!;
  const { state } = values;
  const mine = scope === 'mine';
  return (
    <>
      <PageHead
        title={t('reward.title')}
        intro={
          <>
            {t('reward.intro')} <Link to="/desk/reward-rules">{t('reward.readRule')}</Link>
          </>
        }
      />
      <DataList<RewardItem>
        route="/rewards"
        query={{ scope, ...(state ? { state } : {}) }}
        fetchPage={rewards.list}
        rowKey={({ id }) => id}
        caption={t('reward.title')}
        refetchMs={10_000}
        empty={<Empty title={t(`reward.none.${scope}`)} hint={t('reward.noneHint')} />}
        toolbar={
          <>
            <Select
              aria-label={t('reward.scopeLabel')}
              style={{ width: 150 }}
              value={scope}
              onChange={(value) => set('scope', value)}
              options={scopes.map((value) => ({ value, label: t(`reward.scope.${value}`) }))}
            />
            <Select
              allowClear
              aria-label={t('reward.stateLabel')}
              placeholder={t('reward.stateLabel')}
              style={{ width: 150 }}
              value={state ?? null}
              onChange={(value) => set('state', value)}
              options={STATES.map((value) => ({ value, label: t(`state.reward.${value}`) }))}
            />
          </>
        }
        columns={[
          {
            title: t('reward.achievement'),
            lead: true,
            render: (item) => (
              <>
                <Link to={`/desk/rewards/${item.id}`} className="cell-title">
                  {item.title}
                </Link>
                <span className="cell-sub">
                  <span className="num">{item.number}</span> · {t(`reward.class.${item.class}`)}
                </span>
              </>
            ),
          },
          {
            title: t('reward.stateLabel'),
            render: (item) => (
              <>
                <StateTag domain="reward" state={item.state} />{' '}
                {item.objected && <span className="tag bad">{t('reward.objected')}</span>}
                {item.waits && mine && <span className="tag live">{t('reward.yourTurn')}</span>}
              </>
            ),
          },
          {
            title: t('reward.due'),
            render: ({ dueAt }) => (dueAt ? <Moment at={dueAt} /> : <span className="muted">—</span>),
          },
          { title: t('reward.award'), end: true, render: ({ awardMinor }) => <Money amount={awardMinor} /> },
          ...(mine
            ? [
                {
                  title: t('reward.myShare'),
                  end: true,
                  render: ({ myMinor }: RewardItem) => (
                    <b>
                      <Money amount={myMinor} />
                    </b>
                  ),
                },
              ]
            : []),
        ]}
      />
    </>
  );
}
