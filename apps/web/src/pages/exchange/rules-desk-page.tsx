import { useQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { RuleProfile } from '../../api/listings';
import { type DraftItem, rules } from '../../api/rules';
import { useAuth } from '../../auth/actor';
import { Guard } from '../../auth/guard';
import { ConfirmAction } from '../../ui/confirm-action';
import { DataList } from '../../ui/data-list';
import { Moment } from '../../ui/moment';
import { PageHead } from '../../ui/page-head';
import { ProblemAlert } from '../../ui/problem-alert';
import { StateTag } from '../../ui/state-tag';
import { Empty } from '../../ui/states';
import { useFilters } from '../../ui/use-filters';
import { Upcoming } from '../rules/upcoming';
import { BeginDraft } from './begin-draft';
import { NewerDefaults } from './newer-defaults';

export function Component() {
  return (
    <Guard permission="profile.publish">
      <RulesDesk />
    </Guard>
  );
}

function RulesDesk() {
  const { t } = useTranslation();
  const { actor } = useAuth();
  const exchangeId = actor?.organisation.id ?? '';
  const found = useQuery({ queryKey: ['/rule-profiles', exchangeId], queryFn: () => rules.list({ exchangeId }) });
  const inForce = (found.data?.items ?? []).filter(({ body }) => body.demo === null);
  return (
    <>
      <PageHead title={t('rules.deskTitle')} intro={t('rules.deskIntro')} />
      <ProblemAlert error={found.error} />
      {found.data && (
        <Upcoming
          upcoming={found.data.upcoming}
          renderAction={(profile) => profile.exchangeId === exchangeId && <Withdraw profile={profile} />}
        />
      )}
      <NewerDefaults />
      <h2 className="desk-heading">{t('rules.drafts')}</h2>
      <Drafts />
      <h2 className="desk-heading">{t('rules.inForce')}</h2>
      <InForce profiles={inForce} exchangeId={exchangeId} />
    </>
  );
}

function Drafts() {
  const { t, i18n } = useTranslation();
  const { values, set } = useFilters(['state'] as const);
  const language = i18n.language.startsWith('zh') ? 'zh' : 'en';
  return (
    <DataList<DraftItem>
      route="/rule-profile-drafts"
      query={{ state: values.state === 'all' ? undefined : 'open' }}
      fetchPage={rules.drafts}
      rowKey={(draft) => draft.id}
      caption={t('rules.drafts')}
      empty={<Empty title={t('rules.noDrafts')} hint={t('rules.noDraftsHint')} />}
      toolbar={
        <Segmented
          value={values.state === 'all' ? 'all' : 'open'}
          onChange={(value) => set('state', value === 'all' ? 'all' : undefined)}
          options={[
            { value: 'open', label: t('rules.openDrafts') },
            { value: 'all', label: t('rules.allDrafts') },
          ]}
        />
      }
      columns={[
        {
          title: t('rules.name'),
          lead: true,
          render: (draft) => (
            <>
              <Link to={`/desk/rules/${draft.id}`} className="cell-title">
                {draft.name[language]}
              </Link>
              <span className="cell-sub">
                {draft.code} · {t('rules.madeFrom', { code: draft.baseCode, version: draft.baseVersion })}
              </span>
            </>
          ),
        },
        { title: t('people.state'), render: (draft) => <StateTag domain="ruleDraft" state={draft.state} /> },
        {
          title: t('rules.lastChange'),
          render: (draft) => (
            <>
              {draft.changedByName}
              <span className="cell-sub">
                <Moment at={draft.changedAt} />
              </span>
            </>
          ),
        },
        { title: t('rules.proposer'), render: (draft) => draft.proposedByName ?? '' },
      ]}
    />
  );
}

function InForce({ profiles, exchangeId }: { profiles: RuleProfile[]; exchangeId: string }) {
  const { t, i18n } = useTranslation();
  const own = (profile: RuleProfile) => profile.exchangeId === exchangeId;
  return (
    <ul className="rule-list">
      {[...profiles]
        .sort((a, b) => Number(own(b)) - Number(own(a)) || a.code.localeCompare(b.code))
        .map((profile) => (
          <li key={profile.code} className="row">
            <span>
              <Link to={`/rules/${profile.code}`}>
                <b>{profile.body.name[i18n.language.startsWith('zh') ? 'zh' : 'en']}</b>
              </Link>
              <span className="cell-sub">
                {own(profile) ? t('rules.ownRules') : t('rules.platform')} · {profile.code} ·{' '}
                {t('rules.version', { version: profile.version })} · {t('rules.since')}{' '}
                <Moment at={profile.effectiveAt} day />
              </span>
            </span>
            <BeginDraft base={profile} own={own(profile)} />
          </li>
        ))}
    </ul>
  );
}

function Withdraw({ profile }: { profile: RuleProfile }) {
  const { t } = useTranslation();
  return (
    <ConfirmAction
      label={t('rules.withdraw')}
      title={t('rules.withdrawTitle')}
      reasonLabel={t('rules.publicReason')}
      danger
      button={{ size: 'small' }}
      run={(reason) => rules.withdraw(profile.code, profile.version, reason)}
    >
      <p>{t('rules.withdrawText', { code: profile.code, version: profile.version })}</p>
    </ConfirmAction>
  );
}
