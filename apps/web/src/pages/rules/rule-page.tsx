import { useQuery } from '@tanstack/react-query';
import { Alert, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';
import { path } from '../../api/http';
import type { RuleProfile } from '../../api/listings';
import { rules } from '../../api/rules';
import { formatDate } from '../../lib/time';
import { Facts } from '../../ui/facts';
import { Moment } from '../../ui/moment';
import { PageHead } from '../../ui/page-head';
import { ProblemAlert } from '../../ui/problem-alert';
import { Loading } from '../../ui/states';
import { ChangeTable } from './change-table';
import { RuleTable } from './rule-table';

type Standing = 'inForce' | 'upcoming' | 'replaced' | 'withdrawn';

/** One profile: the version asked for, or the one in force, whole; every other version, and what each changed. */
export function Component() {
  const { code = '' } = useParams();
  const [search, setSearch] = useSearchParams();
  const versions = useQuery({ queryKey: ['/rule-profiles', code, 'versions'], queryFn: () => rules.versions(code) });
  const items = versions.data?.items ?? [];
  const inForce = items.find((item) => !item.withdrawnAt && Date.parse(item.effectiveAt) <= Date.now());
  const asked = Number(search.get('version'));
  const shown = items.find(({ version }) => version === asked) ?? inForce ?? items[0];
  return (
    <div className="page">
      <ProblemAlert error={versions.error} />
      {versions.isPending && <Loading rows={8} />}
      {shown && (
        <Version
          profile={shown}
          versions={items}
          inForce={inForce}
          onChoose={(version) => setSearch({ version: String(version) }, { replace: true })}
        />
      )}
    </div>
  );
}

interface VersionProps {
  profile: RuleProfile;
  versions: RuleProfile[];
  inForce: RuleProfile | undefined;
  onChoose: (version: number) => void;
}

function Version({ profile, versions, inForce, onChoose }: VersionProps) {
  const { t, i18n } = useTranslation();
  const { body, code, version } = profile;
  const standing = standingOf(profile, inForce);
  const day = formatDate(profile.effectiveAt, i18n.language);
  return (
    <>
      <PageHead
        title={body.name[i18n.language.startsWith('zh') ? 'zh' : 'en']}
        intro={
          <>
            <Link to="/rules">{t('rules.title')}</Link> · {code}
          </>
        }
        actions={
          <Select
            aria-label={t('rules.chooseVersion')}
            value={version}
            onChange={onChoose}
            options={versions.map((item) => ({
              value: item.version,
              label: `${t('rules.version', { version: item.version })} · ${t(`rules.standing.${standingOf(item, inForce)}`)}`,
            }))}
          />
        }
      />
      {standing !== 'inForce' && (
        <Alert
          showIcon
          type={standing === 'withdrawn' ? 'error' : 'warning'}
          style={{ marginBottom: 16 }}
          title={t(`rules.standingText.${standing}`, { day, reason: profile.withdrawalReason ?? '' })}
        />
      )}
      <div className="rule-layout">
        <section className="panel">
          <RuleTable body={body} />
        </section>
        <aside className="stack">
          <section className="panel side-facts">
            <Facts
              items={[
                [t('rules.publisher'), profile.exchangeName ?? t('rules.platform')],
                [t('rules.basis'), profile.source],
                [t('rules.publishedAt'), <Moment key="p" at={profile.publishedAt} day />],
                [t('rules.since'), <Moment key="e" at={profile.effectiveAt} day />],
                profile.baseCode !== null && [
                  t('rules.base'),
                  <Link key="b" to={`/rules/${profile.baseCode}?version=${profile.baseVersion}`}>
                    {profile.baseCode} {t('rules.version', { version: profile.baseVersion ?? 1 })}
                  </Link>,
                ],
              ]}
            />
          </section>
          <History versions={versions} inForce={inForce} shown={version} onChoose={onChoose} />
        </aside>
      </div>
      <WhatChanged profile={profile} />
    </>
  );
}

function History({ versions, inForce, shown, onChoose }: Omit<VersionProps, 'profile'> & { shown: number }) {
  const { t } = useTranslation();
  return (
    <section className="panel" aria-labelledby="versions-title">
      <h2 id="versions-title">{t('rules.history')}</h2>
      <ol className="timeline">
        {versions.map((item) => (
          <li key={item.version}>
            <button
              type="button"
              className="link-button"
              aria-current={item.version === shown}
              onClick={() => onChoose(item.version)}
            >
              {t('rules.version', { version: item.version })}
            </button>{' '}
            <span className="tag">{t(`rules.standing.${standingOf(item, inForce)}`)}</span>
            <span className="cell-sub">
              {t('rules.since')} <Moment at={item.effectiveAt} day />
            </span>
            {item.withdrawalReason && <span className="cell-sub">{item.withdrawalReason}</span>}
          </li>
        ))}
      </ol>
    </section>
  );
}

function WhatChanged({ profile: { code, version } }: { profile: RuleProfile }) {
  const { t } = useTranslation();
  const found = useQuery({
    queryKey: ['/rule-profiles', code, version, 'changes'],
    queryFn: () => rules.changes(code, version),
  });
  if (found.data?.from === null) return null;
  return (
    <section className="panel" style={{ marginTop: 16 }} aria-labelledby="changes-title">
      <div className="row" style={{ justifyContent: 'space-between' }}>
        <h2 id="changes-title">
          {found.data?.from
            ? t('rules.changedFrom', { code: found.data.from.code, version: found.data.from.version })
            : t('rules.changed')}
        </h2>
        <a href={path(`/rule-profiles/${code}/${version}/changes`, { format: 'csv' })} download>
          {t('common.exportCsv')}
        </a>
      </div>
      <ProblemAlert error={found.error} />
      {found.data && <ChangeTable changes={found.data.changes} caption={t('rules.changed')} />}
    </section>
  );
}

function standingOf(profile: RuleProfile, inForce: RuleProfile | undefined): Standing {
  if (profile.withdrawnAt) return 'withdrawn';
  if (profile.version === inForce?.version) return 'inForce';
  return Date.parse(profile.effectiveAt) > Date.now() ? 'upcoming' : 'replaced';
}
