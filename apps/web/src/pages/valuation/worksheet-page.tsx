import { useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { path } from '../../api/http';
import { type Worksheet, valuations } from '../../api/valuations';
import { useAuth } from '../../auth/actor';
import { Guard } from '../../auth/guard';
import { ButtonLink } from '../../ui/button-link';
import { Facts } from '../../ui/facts';
import { Moment } from '../../ui/moment';
import { PageHead } from '../../ui/page-head';
import { ProblemAlert } from '../../ui/problem-alert';
import { Loading } from '../../ui/states';
import { Comparables } from './comparables';
import { Outcome } from './outcome';
import { SensitivityCharts } from './sensitivity-charts';
import { TraceTable } from './trace-table';
import { useLineLabel } from './use-line-label';
import { Versions } from './versions';

export function Component() {
  return (
    <Guard permission="valuation.read">
      <WorksheetPage />
    </Guard>
  );
}

function WorksheetPage() {
  const { id = '' } = useParams();
  const { data, error, isPending } = useQuery({ queryKey: ['/valuations', id], queryFn: () => valuations.get(id) });
  return (
    <>
      <ProblemAlert error={error} />
      {isPending && <Loading rows={8} />}
      {data && <Sheet key={data.id} sheet={data} />}
    </>
  );
}

function Sheet({ sheet }: { sheet: Worksheet }) {
  const { t } = useTranslation();
  const labelOf = useLineLabel(sheet.inputs);
  const { inputs, recomputed, result, sensitivity } = sheet;
  const life = inputs.method === 'royalty' || inputs.method === 'dcf' ? inputs : null;
  return (
    <article className="worksheet">
      <PageHead
        title={t(`valuation.method.${sheet.method}`)}
        intro={sheet.achievementTitle}
        actions={<Actions sheet={sheet} />}
      />
      {!sheet.consistent && (
        <Alert
          type="error"
          showIcon
          role="alert"
          style={{ marginBottom: 16 }}
          title={t('valuation.differs')}
          description={t(recomputed ? 'valuation.differsText' : 'valuation.differsRefused')}
        />
      )}
      {sheet.replacedById && (
        <Alert
          type="info"
          showIcon
          style={{ marginBottom: 16 }}
          title={t('valuation.replaced')}
          action={<Link to={`/desk/valuations/${sheet.replacedById}`}>{t('valuation.openNewer')}</Link>}
        />
      )}
      <div className="editor-grid">
        <section className="panel">
          <Facts
            items={[
              [t('valuation.versionLabel'), t('valuation.version', { version: sheet.version })],
              [t('valuation.madeBy'), `${sheet.madeByName} · ${sheet.organisationName}`],
              [t('valuation.madeAt'), <Moment key="at" at={sheet.madeAt} />],
              life && [t('valuation.input.valuationDate'), life.valuationDate],
              life && [t('valuation.input.filedOn'), life.filedOn],
              life && [t('valuation.input.convention'), t(`valuation.convention.${life.convention}`)],
              inputs.method === 'cost' && [
                t('valuation.input.totalMonths'),
                `${inputs.totalMonths} ${t('valuation.months')}`,
              ],
              inputs.method === 'cost' && [
                t('valuation.input.remainingMonths'),
                `${inputs.remainingMonths} ${t('valuation.months')}`,
              ],
              inputs.method === 'market' && [t('valuation.input.basis'), t(`valuation.basis.${inputs.basis}`)],
              [t('valuation.note'), sheet.note],
            ]}
          />
        </section>
        <aside className="panel">{sheet.consistent && <Outcome valuation={result} />}</aside>
      </div>
      <div className="stack" style={{ marginTop: 20 }}>
        {sheet.comparables.length > 0 && (
          <Comparables deals={sheet.comparables} weights={inputs.method === 'market' ? inputs.deals : []} />
        )}
        {sensitivity && recomputed && (
          <SensitivityCharts sensitivity={sensitivity} valueMinor={recomputed.valueMinor} />
        )}
        <Versions sheet={sheet} />
        <section className="panel">
          <h2>{t('valuation.trace')}</h2>
          <TraceTable valuation={sheet.consistent ? result : (recomputed ?? result)} labelOf={labelOf} />
        </section>
      </div>
      <p className="small muted print-only">{t('valuation.printNote')}</p>
    </article>
  );
}

function Actions({ sheet }: { sheet: Worksheet }) {
  const { t } = useTranslation();
  const { can } = useAuth();
  return (
    <>
      <a href={path(`/valuations/${sheet.id}`, { format: 'csv' })} download>
        {t('common.exportCsv')}
      </a>
      <Button onClick={() => window.print()}>{t('valuation.print')}</Button>
      {can('valuation.make') && !sheet.replacedById && (
        <ButtonLink to={`/desk/valuations/new?from=${sheet.id}`} type="primary">
          {t('valuation.nextVersion')}
        </ButtonLink>
      )}
    </>
  );
}
