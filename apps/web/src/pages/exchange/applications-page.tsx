import { Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { APPLICATION_STATES, type Application, applications } from '../../api/applications';
import { useAuth } from '../../auth/actor';
import { Guard } from '../../auth/guard';
import { ButtonLink } from '../../ui/button-link';
import { ConfirmAction } from '../../ui/confirm-action';
import { DataList } from '../../ui/data-list';
import { Moment } from '../../ui/moment';
import { PageHead } from '../../ui/page-head';
import { StateTag } from '../../ui/state-tag';
import { Empty } from '../../ui/states';
import { useFilters } from '../../ui/use-filters';
import { Due } from '../qualification/due';
import { Papers } from '../qualification/papers';

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
  const { values, set } = useFilters(['state', 'q'] as const);
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
          <div className="filters">
            <Input.Search
              allowClear
              defaultValue={values.q ?? ''}
              placeholder={t('qualify.search')}
              aria-label={t('qualify.search')}
              style={{ width: 260 }}
              onSearch={(value) => set('q', value)}
            />
            <Select
              allowClear
              aria-label={t('market.filter.state')}
              placeholder={t('market.filter.state')}
              style={{ width: 180 }}
              value={values.state ?? null}
              onChange={(value) => set('state', value)}
              options={APPLICATION_STATES.map((value) => ({ value, label: t(`state.application.${value}`) }))}
            />
          </div>
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
          { title: t('applications.documents'), render: (item) => <Papers papers={item.documents} /> },
          {
            title: t('listing.state'),
            render: (item) => (
              <>
                <StateTag domain="application" state={item.state} />
                <span className="cell-sub">
                  <Moment at={item.createdAt} />
                </span>
                {item.state !== 'approved' && <Due at={item.dueAt} />}
                {item.lastAction === 'lapse' && <span className="cell-sub">{t('qualify.bySilence')}</span>}
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
              if (reviewer)
                return (
                  <ButtonLink
                    to={`/desk/applications/${item.id}`}
                    type={['submitted', 'objected'].includes(item.state) ? 'primary' : 'default'}
                  >
                    {t('qualify.look')}
                  </ButtonLink>
                );
              return ['submitted', 'awaiting_seller', 'objected'].includes(item.state) ? (
                <Withdraw application={item} />
              ) : null;
            },
          },
        ]}
      />
    </>
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
