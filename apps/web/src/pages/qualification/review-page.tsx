import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { applications, type ReviewSheet } from '../../api/applications';
import { Guard } from '../../auth/guard';
import { formatYuan } from '../../lib/money';
import { Facts } from '../../ui/facts';
import { Moment } from '../../ui/moment';
import { PageHead } from '../../ui/page-head';
import { ProblemAlert } from '../../ui/problem-alert';
import { StateTag } from '../../ui/state-tag';
import { Loading } from '../../ui/states';
import { Decide } from '../exchange/decide-application';
import { Checklist } from './checklist';
import { Due } from './due';
import { Papers } from './papers';
import { Submissions } from './submissions';

export function Component() {
  return (
    <Guard permission="application.review">
      <Review />
    </Guard>
  );
}

function Review() {
  const { id = '' } = useParams();
  const { t } = useTranslation();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['/applications', id, 'sheet'],
    queryFn: () => applications.sheet(id),
    refetchInterval: 10_000,
  });
  if (data) return <Sheet sheet={data} />;
  return (
    <>
      <ProblemAlert error={error} retry={<Button onClick={() => void refetch()}>{t('common.retry')}</Button>} />
      {isPending && <Loading rows={8} />}
    </>
  );
}

function Sheet({ sheet }: { sheet: ReviewSheet }) {
  const { t } = useTranslation();
  const { application } = sheet;
  const { representative, contact, offerMinor } = application;
  return (
    <>
      <PageHead
        title={application.organisationName}
        intro={
          <>
            <Link to={`/listings/${application.listingId}`}>{application.listingTitle}</Link>
            {' · '}
            <span className="num">{application.listingNumber}</span>
          </>
        }
        actions={<Decide application={application} registered={sheet.registeredRight} />}
      />
      <div className="sheet">
        <div className="stack">
          <section className="panel">
            <h2>{t('qualify.facts')}</h2>
            <Facts
              items={[
                [t('listing.state'), <StateTag key="state" domain="application" state={application.state} />],
                application.dueAt !== null &&
                  application.state !== 'approved' && [t('qualify.nextWord'), <Due key="due" at={application.dueAt} />],
                sheet.decideUntil !== null && [t('qualify.decideUntil'), <Moment key="until" at={sheet.decideUntil} />],
                [t('register.uscc'), application.organisationUscc],
                representative !== null && [
                  t('qualify.representative'),
                  `${representative.name} …${representative.idTail} ${representative.phone}`,
                ],
                contact !== null && [t('qualify.contact'), [contact.name, contact.phone, contact.email].join(' ')],
                offerMinor !== null && [t('qualify.offer'), formatYuan(offerMinor)],
                [t('common.reason'), application.reason],
              ]}
            />
            <h3>{t('applications.statement')}</h3>
            <p style={{ whiteSpace: 'pre-wrap' }}>{application.statement || '—'}</p>
            <h3>{t('applications.documents')}</h3>
            <Papers papers={application.documents} />
          </section>
          <section className="panel">
            <h2>{t('qualify.submissions')}</h2>
            <Submissions submissions={sheet.submissions} />
          </section>
        </div>
        <aside className="stack">
          <Checklist sheet={sheet} />
          <Steps sheet={sheet} />
          {sheet.openings.length > 0 && <Openings sheet={sheet} />}
        </aside>
      </div>
    </>
  );
}

function Steps({ sheet }: { sheet: ReviewSheet }) {
  const { t } = useTranslation();
  return (
    <section className="panel">
      <h2>{t('qualify.history')}</h2>
      <ol className="timeline">
        {sheet.transitions.map((step) => (
          <li key={`${step.at}${step.action}`}>
            <b>{t(`applicationAction.${step.action || 'file'}`)}</b>
            <span className="cell-sub">
              <Moment at={step.at} />
              {step.actorName && ` · ${step.actorName}`}
            </span>
            {step.reason && <p className="small">{step.reason}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Openings({ sheet }: { sheet: ReviewSheet }) {
  const { t } = useTranslation();
  return (
    <section className="panel">
      <h2>{t('qualify.openings')}</h2>
      <ul className="small">
        {sheet.openings.map((opening) => (
          <li key={`${opening.at}${opening.documentId}`}>
            <Moment at={opening.at} /> {opening.openedBy} ·{' '}
            {t(opening.documentId ? 'qualify.sawPaper' : 'qualify.sawFacts')}
          </li>
        ))}
      </ul>
    </section>
  );
}
