import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { type Disclosure, disclosures } from '../../api/disclosures';
import { Guard } from '../../auth/guard';
import { Moment } from '../../ui/moment';
import { PageHead } from '../../ui/page-head';
import { ProblemAlert } from '../../ui/problem-alert';
import { StateTag } from '../../ui/state-tag';
import { Loading } from '../../ui/states';
import { DocumentFrame } from '../contract/document-frame';
import { ContentPanel } from './content-panel';
import { ContributorsPanel } from './contributors-panel';
import { DecisionPanel } from './decision-panel';
import { StandingPanel } from './standing-panel';

export function Component() {
  return (
    <Guard permission={['achievement.disclose', 'disclosure.review', 'decision.approve']}>
      <One />
    </Guard>
  );
}

function One() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const { data, error, isPending } = useQuery({
    queryKey: ['/disclosures', id],
    queryFn: () => disclosures.get(id),
    refetchInterval: 10_000,
  });
  if (!data)
    return (
      <>
        <ProblemAlert error={error} />
        {isPending && <Loading rows={8} />}
      </>
    );
  return (
    <>
      <PageHead
        title={data.title}
        intro={
          <>
            <span className="num">{data.number}</span> · {data.organisationName}{' '}
            <StateTag domain="disclosure" state={data.state} />
          </>
        }
      />
      <div className="disclosure-grid">
        <div className="stack">
          <DecisionPanel disclosure={data} />
          <ContentPanel disclosure={data} />
          <ContributorsPanel disclosure={data} />
          <DocumentFrame
            title={t('disclosure.record')}
            cacheKey={[data.id, data.number, String(data.steps.length), data.stateSince]}
            load={() => disclosures.record(data.id)}
            folded
          />
        </div>
        <aside className="stack">
          <StandingPanel disclosure={data} />
          <History disclosure={data} />
        </aside>
      </div>
    </>
  );
}

function History({ disclosure }: { disclosure: Disclosure }) {
  const { t } = useTranslation();
  if (disclosure.steps.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="steps-title">
      <h2 id="steps-title">{t('disclosure.history')}</h2>
      <ol className="timeline">
        {disclosure.steps.map((step) => (
          <li key={`${step.at}:${step.action}`}>
            <b>{t(`disclosure.done.${step.action}`)}</b>
            <span className="cell-sub">
              <Moment at={step.at} /> · {step.actorName}
            </span>
            {step.reason && <span className="cell-sub">{step.reason}</span>}
          </li>
        ))}
      </ol>
    </section>
  );
}
