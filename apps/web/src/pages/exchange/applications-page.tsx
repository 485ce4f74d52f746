import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type Application, applications } from '../../api/applications';
import { useAuth } from '../../auth/actor';
import { Guard } from '../../auth/guard';
import { AttachmentLink } from '../../ui/attachment-link';
import { ConfirmAction } from '../../ui/confirm-action';
import { DataList } from '../../ui/data-list';
import { Moment } from '../../ui/moment';
import { PageHead } from '../../ui/page-head';
import { StateTag } from '../../ui/state-tag';
import { Empty } from '../../ui/states';
import { useFilters } from '../../ui/use-filters';
import { ApproveApplication } from './approve-application';

const STATES = ['submitted', 'approved', 'rejected', 'withdrawn'];

export function Component() {
  return (
    <Guard permission={['application.review', 'application.file']}>
      <Applications />
    </Guard>
  );
}

/** The reviewer's queue and the company's own applications: one list, read from either side. */
function Applications() {
  const { t } = useTranslation();
  const { can } = useAuth();
  const { values, set } = useFilters(['state'] as const);
  const reviewer = can('application.review');
  return (
    <>
      <PageHead
        title={t(reviewer ? 'applications.reviewTitle' : 'applications.mineTitle')}
        intro={t(reviewer ? 'applications.reviewIntro' : 'applications.mineIntro')}
      />
      <DataList<Application>
        route="/applications"
        query={values}
        fetchPage={applications.list}
        rowKey={(item) => item.id}
        caption={t('desk.entry.applications')}
        refetchMs={8_000}
        empty={<Empty title={t('applications.none')} hint={t(reviewer ? 'queue.noneHint' : 'applications.noneHint')} />}
        toolbar={
          <Select
            allowClear
            aria-label={t('market.filter.state')}
            placeholder={t('market.filter.state')}
            style={{ width: 180 }}
            value={values.state ?? null}
            onChange={(value) => set('state', value)}
            options={STATES.map((value) => ({ value, label: t(`state.application.${value}`) }))}
          />
        }
        columns={[
          {
            title: t('applications.subject'),
            lead: true,
            render: (item) => (
              <>
                <Link to={`/listings/${item.listingId}`} className="cell-title">
                  {item.listingTitle}
                </Link>
                <span className="cell-sub">
                  {[item.listingNumber, item.organisationName].filter(Boolean).join(' · ')}
                </span>
              </>
            ),
          },
          { title: t('applications.statement'), render: (item) => <p className="clamp">{item.statement}</p> },
          { title: t('applications.documents'), render: (item) => <Documents application={item} /> },
          {
            title: t('listing.state'),
            render: (item) => (
              <>
                <StateTag domain="application" state={item.state} />
                <span className="cell-sub">
                  <Moment at={item.createdAt} />
                </span>
                {item.reason && <span className="cell-sub">{item.reason}</span>}
                {item.firstRefusalRank && (
                  <span className="cell-sub">
                    <span className="tag right">{t('room.match.badge')}</span>{' '}
                    {t('applications.rightOf', {
                      rank: item.firstRefusalRank,
                      ground: t(`ground.${item.firstRefusalGround}`),
                    })}
                  </span>
                )}
              </>
            ),
          },
          {
            title: '',
            end: true,
            render: (item) => {
              if (item.state !== 'submitted') return null;
              return reviewer ? <Decide application={item} /> : <Withdraw application={item} />;
            },
          },
        ]}
      />
    </>
  );
}

function Documents({ application }: { application: Application }) {
  return (
    <ul>
      {application.documents.map((document) => (
        <li key={document.id}>
          <AttachmentLink attachment={document} />
        </li>
      ))}
    </ul>
  );
}

function Decide({ application }: { application: Application }) {
  const { t } = useTranslation();
  return (
    <div className="actions">
      <ApproveApplication application={application} />
      <ConfirmAction
        label={t('applications.reject')}
        title={t('applications.reject')}
        reasonLabel={t('common.reason')}
        danger
        run={(reason) => applications.review(application.id, false, reason)}
      >
        <p>
          <b>{application.organisationName}</b>
        </p>
        <p>{t('applications.rejectText')}</p>
      </ConfirmAction>
    </div>
  );
}

function Withdraw({ application }: { application: Application }) {
  const { t } = useTranslation();
  return (
    <ConfirmAction
      label={t('applications.withdraw')}
      title={t('applications.withdraw')}
      run={() => applications.withdraw(application.id)}
    >
      <p>
        <b>{application.listingTitle}</b>
      </p>
      <p>{t('applications.withdrawText')}</p>
    </ConfirmAction>
  );
}
