import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { rules } from '../../api/rules';
import { PageHead } from '../../ui/page-head';
import { ProblemAlert } from '../../ui/problem-alert';
import { Loading } from '../../ui/states';
import { useFilters } from '../../ui/use-filters';
import { RuleRows } from '../rules/rule-table';
import { FeeCalculator } from './fee-calculator';

const TABLE = ['fees.seller', 'fees.buyerCompetitive', 'fees.buyerNegotiated', 'fees.minimumMinor'];

/** What this market charges, open to everybody, each number with the text it comes from. */
export function Component() {
  const { t, i18n } = useTranslation();
  const { values, set } = useFilters(['rules'] as const);
  const found = useQuery({ queryKey: ['/rule-profiles'], queryFn: () => rules.list() });
  const items = (found.data?.items ?? []).filter(({ body }) => body.demo === null);
  const shown = items.find(({ code }) => code === values.rules) ?? items[0];
  const language = i18n.language.startsWith('zh') ? 'zh' : 'en';
  return (
    <div className="page">
      <PageHead
        title={t('fees.title')}
        intro={t('fees.intro')}
        actions={
          shown && (
            <Select
              aria-label={t('fees.choose')}
              value={shown.code}
              onChange={(code) => set('rules', code)}
              style={{ minWidth: 260 }}
              options={items.map(({ code, body, exchangeName }) => ({
                value: code,
                label: [body.name[language], exchangeName].filter(Boolean).join(' · '),
              }))}
            />
          )
        }
      />
      <ProblemAlert error={found.error} />
      {found.isPending && <Loading />}
      {shown && (
        <div className="fee-page">
          <section className="panel" aria-labelledby="fee-table">
            <h2 id="fee-table">{t('fees.table')}</h2>
            <p className="muted small" style={{ marginBottom: 10 }}>
              {t('profile.name', { name: shown.body.name[language], code: shown.code, version: shown.version })}{' '}
              <Link to={`/rules/${shown.code}?version=${shown.version}`}>{t('rules.whole')}</Link>
            </p>
            <RuleRows body={shown.body} paths={TABLE} caption={t('fees.table')} />
          </section>
          <section className="panel" aria-labelledby="fee-calculator">
            <h2 id="fee-calculator">{t('fees.calculator')}</h2>
            <FeeCalculator key={shown.code} code={shown.code} version={shown.version} />
          </section>
        </div>
      )}
    </div>
  );
}
