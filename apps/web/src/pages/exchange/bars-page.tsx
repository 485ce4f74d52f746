import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type Bar, confirmLift, listBars, proposeLift } from '../../api/bars';
import { useAuth } from '../../auth/actor';
import { Guard } from '../../auth/guard';
import { ConfirmAction } from '../../ui/confirm-action';
import { DataList } from '../../ui/data-list';
import { Moment } from '../../ui/moment';
import { PageHead } from '../../ui/page-head';
import { Empty } from '../../ui/states';
import { useFilters } from '../../ui/use-filters';

export function Component() {
  return (
    <Guard permission={['auction.operate', 'application.review', 'audit.read']}>
      <Bars />
    </Guard>
  );
}

function Bars() {
  const { t } = useTranslation();
  const { values, set } = useFilters(['state'] as const);
  return (
    <>
      <PageHead title={t('bars.title')} intro={t('bars.intro')} />
      <DataList<Bar>
        route="/bars"
        query={values}
        fetchPage={listBars}
        rowKey={(bar) => `${bar.organisationId}${bar.auctionId}`}
        caption={t('bars.title')}
        empty={<Empty title={t('bars.none')} hint={t('bars.noneHint')} />}
        toolbar={
          <Segmented
            value={values.state === 'all' ? 'all' : 'current'}
            onChange={(value) => set('state', value === 'all' ? 'all' : undefined)}
            options={[
              { value: 'current', label: t('bars.onlyCurrent') },
              { value: 'all', label: t('bars.all') },
            ]}
          />
        }
        columns={[
          { title: t('bars.organisation'), lead: true, render: (bar) => <b>{bar.organisationName}</b> },
          {
            title: t('bars.sale'),
            render: (bar) => (
              <>
                <Link to={`/auctions/${bar.auctionId}`}>{bar.auctionTitle}</Link>
                <span className="cell-sub">{bar.reason}</span>
              </>
            ),
          },
          { title: t('bars.until'), render: (bar) => <Moment at={bar.barredUntil} /> },
          { title: t('bars.since'), render: (bar) => <Moment at={bar.createdAt} /> },
          { title: '', end: true, render: (bar) => <Lift bar={bar} /> },
        ]}
      />
    </>
  );
}

/** Lifted before its time by two people. */
function Lift({ bar }: { bar: Bar }) {
  const { t } = useTranslation();
  const { can, actor } = useAuth();
  if (bar.liftedAt)
    return (
      <span className="muted">
        {t('lift.lifted')} <Moment at={bar.liftedAt} />
      </span>
    );
  if (Date.parse(bar.barredUntil) <= Date.now() || !(can('auction.operate') || can('application.review'))) return null;
  if (bar.liftProposedBy === actor?.userId) return <span className="muted">{t('lift.waiting')}</span>;
  if (bar.liftProposedBy)
    return (
      <ConfirmAction label={t('lift.confirm')} title={t('lift.confirm')} run={() => confirmLift(bar)}>
        <p>{t('lift.confirmText', { reason: bar.liftReason })}</p>
      </ConfirmAction>
    );
  return (
    <ConfirmAction
      label={t('lift.propose')}
      title={t('lift.propose')}
      reasonLabel={t('lift.reason')}
      run={(reason) => proposeLift(bar, reason)}
    >
      <p>{t('lift.proposeText')}</p>
    </ConfirmAction>
  );
}
