import { useQuery } from '@tanstack/react-query';
import { Alert, Steps } from 'antd';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { type Ceremony, ceremonies } from '../../api/ceremonies';
import { useAuth } from '../../auth/actor';
import { Guard } from '../../auth/guard';
import { formatDateTime } from '../../lib/time';
import { ButtonLink } from '../../ui/button-link';
import { PageHead } from '../../ui/page-head';
import { ProblemAlert } from '../../ui/problem-alert';
import { Loading } from '../../ui/states';
import { nextStep, STEPS } from './next-step';
import { OwnPart } from './own-part';
import { RevealPanel } from './reveal-panel';
import { TrusteesPanel } from './trustees-panel';

export function Component() {
  const { id = '' } = useParams();
  return (
    <div className="page">
      <Guard permission={['trustee.act', 'auction.operate']}>
        <CeremonyOf key={id} id={id} />
      </Guard>
    </div>
  );
}

/** A sealed sale's keys, from the appointment of three trustees to the reveal: one page, read from either side. */
function CeremonyOf({ id }: { id: string }) {
  const { t, i18n } = useTranslation();
  const { can } = useAuth();
  const { data, error, isPending } = useQuery({
    queryKey: ['/ceremonies', id],
    queryFn: () => ceremonies.get(id),
    refetchInterval: 1_500,
  });
  if (isPending) return <Loading rows={8} />;
  if (!data) return <ProblemAlert error={error} />;
  const when = data.state === 'announced' ? data.opensAtMs : data.endsAtMs;
  return (
    <>
      <PageHead
        title={t('ceremony.title')}
        intro={
          <>
            <b>{data.title}</b>
            <br />
            {t(data.state === 'announced' ? 'ceremony.opens' : 'ceremony.ends', {
              at: formatDateTime(when, i18n.language),
            })}
          </>
        }
        actions={<ButtonLink to={`/auctions/${id}`}>{t('ceremony.toRoom')}</ButtonLink>}
      />
      <div className="stack">
        <Progress ceremony={data} />
        {data.mine && can('trustee.act') && <OwnPart ceremony={data} role={data.mine} />}
        {data.opening && (
          <RevealPanel ceremony={data} opening={data.opening} operates={data.mayOperate && can('auction.operate')} />
        )}
        <TrusteesPanel ceremony={data} operates={data.mayOperate && can('auction.operate')} />
        <section className="panel" aria-labelledby="how-title">
          <h2 id="how-title">{t('ceremony.howTitle')}</h2>
          <p>{t('ceremony.how')}</p>
        </section>
      </div>
    </>
  );
}

function Progress({ ceremony }: { ceremony: Ceremony }) {
  const { t } = useTranslation();
  const step = nextStep(ceremony);
  const place = STEPS.findIndex((steps) => steps.includes(step));
  return (
    <section className="panel ceremony-steps" aria-label={t('ceremony.next')}>
      <Steps
        size="small"
        responsive
        current={place < 0 ? STEPS.length : place}
        items={STEPS.map(([first]) => ({ title: t(`ceremony.stage.${first!}`) }))}
      />
      <Alert
        type={step === 'ready' || step === 'over' ? 'success' : 'info'}
        showIcon
        data-testid="ceremony-step"
        title={t(`ceremony.step.${step}`)}
        description={t(`ceremony.stepHint.${step}`)}
      />
    </section>
  );
}
