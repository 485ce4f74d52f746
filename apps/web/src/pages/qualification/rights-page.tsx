import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type Right, RIGHT_STATES, rights } from '../../api/relations';
import { Guard } from '../../auth/guard';
import { ConfirmAction } from '../../ui/confirm-action';
import { DataList } from '../../ui/data-list';
import { Moment } from '../../ui/moment';
import { Money } from '../../ui/money';
import { PageHead } from '../../ui/page-head';
import { StateTag } from '../../ui/state-tag';
import { Empty } from '../../ui/states';
import { useFilters } from '../../ui/use-filters';
import { Deadline } from '../notices/deadline';

export function Component() {
  return (
    <Guard permission="right.answer">
      <Rights />
    </Guard>
  );
}

/** What the organisation was told of: it acknowledges, applies in time, or gives the right up. */
function Rights() {
  const { t } = useTranslation();
  const { values, set } = useFilters(['state'] as const);
  return (
    <>
      <PageHead title={t('rights.title')} intro={t('rights.intro')} />
      <DataList<Right>
        route="/first-refusals"
        query={values}
        fetchPage={rights.mine}
        rowKey={(right) => right.id}
        caption={t('rights.title')}
        empty={<Empty title={t('rights.none')} hint={t('rights.noneHint')} />}
        toolbar={
          <Select
            allowClear
            aria-label={t('market.filter.state')}
            placeholder={t('market.filter.state')}
            style={{ width: 200 }}
            value={values.state ?? null}
            onChange={(value) => set('state', value)}
            options={RIGHT_STATES.map((value) => ({ value, label: t(`state.right.${value}`) }))}
          />
        }
        columns={[
          {
            title: t('applications.subject'),
            lead: true,
            render: (right) => (
              <>
                {right.publishedAt ? (
                  <Link to={`/listings/${right.listingId}`} className="cell-title">
                    {right.listingTitle}
                  </Link>
                ) : (
                  <b>{right.listingTitle}</b>
                )}
                <span className="cell-sub">
                  {right.listingNumber} · {right.transferorName}
                </span>
              </>
            ),
          },
          {
            title: t('rights.right'),
            render: (right) => t('applications.rightOf', { rank: right.rank, ground: t(`ground.${right.ground}`) }),
          },
          { title: t('rights.price'), render: (right) => <Money amount={right.priceMinor} /> },
          {
            title: t('rights.times'),
            render: (right) => (
              <>
                <span className="cell-sub">
                  {t('rights.notifiedAt')} <Moment at={right.notifiedAt} />
                </span>
                <span className="cell-sub">
                  {right.noticeEndsAt ? (
                    <>
                      {t('rights.noticeEndsAt')} <Deadline at={right.noticeEndsAt} />
                    </>
                  ) : (
                    t('rights.notPublished')
                  )}
                </span>
              </>
            ),
          },
          { title: t('listing.state'), render: (right) => <StateTag domain="right" state={right.state} /> },
          { title: '', end: true, render: (right) => <Answer right={right} /> },
        ]}
      />
    </>
  );
}

function Answer({ right }: { right: Right }) {
  const { t } = useTranslation();
  if (right.state !== 'notified' && right.state !== 'acknowledged') return null;
  const button = { size: 'small' } as const;
  return (
    <div className="actions">
      {right.state === 'notified' && (
        <ConfirmAction
          label={t('rights.acknowledge')}
          title={t('rights.acknowledge')}
          button={{ ...button, type: 'primary' }}
          run={() => rights.answer(right.id, false)}
        >
          <p>{t('rights.acknowledgeText')}</p>
        </ConfirmAction>
      )}
      <ConfirmAction
        label={t('rights.waive')}
        title={t('rights.waive')}
        danger
        button={button}
        run={() => rights.answer(right.id, true)}
      >
        <p>{t('rights.waiveText')}</p>
      </ConfirmAction>
    </div>
  );
}
