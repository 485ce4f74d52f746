import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { RuleProfile } from '../../api/listings';
import { rules } from '../../api/rules';
import { path } from '../../api/http';
import { Moment } from '../../ui/moment';
import { PageHead } from '../../ui/page-head';
import { ProblemAlert } from '../../ui/problem-alert';
import { Empty, Loading } from '../../ui/states';
import { RuleValue } from './rule-value';
import { Upcoming } from './upcoming';

/** The law of this market, open to everybody: what is in force, what will be, and what was. */
export function Component() {
  const { t } = useTranslation();
  const found = useQuery({ queryKey: ['/rule-profiles'], queryFn: () => rules.list() });
  const items = found.data?.items ?? [];
  return (
    <div className="page">
      <PageHead
        title={t('rules.title')}
        intro={t('rules.intro')}
        actions={
          <a href={path('/rule-profiles', { format: 'csv' })} download>
            {t('common.exportCsv')}
          </a>
        }
      />
      <ProblemAlert error={found.error} />
      {found.isPending && <Loading />}
      {found.data && <Upcoming upcoming={found.data.upcoming} />}
      {found.data && items.length === 0 && <Empty title={t('rules.noRules')} />}
      <ul className="rule-cards">
        {[...items].sort(byUse).map((profile) => (
          <li key={profile.code}>
            <ProfileCard profile={profile} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** An exchange's own before the platform's, demonstrations last. */
const byUse = (a: RuleProfile, b: RuleProfile): number =>
  Number(a.body.demo !== null) - Number(b.body.demo !== null) ||
  Number(a.exchangeId === null) - Number(b.exchangeId === null) ||
  a.code.localeCompare(b.code);

function ProfileCard({ profile }: { profile: RuleProfile }) {
  const { t, i18n } = useTranslation();
  const { body, code, version, exchangeName } = profile;
  const facts = ['sale.sellers', 'sale.pricingWays', 'noticeDays', 'depositRate'] as const;
  const values = {
    'sale.sellers': body.sale.sellers,
    'sale.pricingWays': body.sale.pricingWays,
    noticeDays: body.noticeDays,
    depositRate: body.depositRate,
  };
  return (
    <Link to={`/rules/${code}`} className="rule-card">
      <h2>{body.name[i18n.language.startsWith('zh') ? 'zh' : 'en']}</h2>
      <p className="small muted">
        {exchangeName ?? t('rules.platform')} · {code} · {t('rules.version', { version })}
        {body.demo && ` · ${t('rules.demo')}`}
      </p>
      <dl>
        {facts.map((fact) => (
          <div key={fact}>
            <dt>{t(`profile.rule.${fact.replaceAll('.', '_')}`)}</dt>
            <dd>
              {fact === 'noticeDays' && body.demo ? t('rules.demo') : <RuleValue path={fact} value={values[fact]} />}
            </dd>
          </div>
        ))}
        <div>
          <dt>{t('rules.since')}</dt>
          <dd>
            <Moment at={profile.effectiveAt} day />
          </dd>
        </div>
      </dl>
    </Link>
  );
}
