import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type MarketLink, windows } from '../../api/windows';
import { Guard } from '../../auth/guard';
import { ConfirmAction } from '../../ui/confirm-action';
import { DataList } from '../../ui/data-list';
import { Money } from '../../ui/money';
import { Moment } from '../../ui/moment';
import { PageHead } from '../../ui/page-head';
import { Empty } from '../../ui/states';
import { useFilters } from '../../ui/use-filters';

export function Component() {
  return (
    <Guard permission={['market.link', 'listing.submit']}>
      <Markets />
    </Guard>
  );
}

const STATES = ['asked', 'offered', 'linked', 'declined', 'ended'];

/** Listings that are, or are about to be, in more than one market. */
function Markets() {
  const { t } = useTranslation();
  const { values, set } = useFilters(['state'] as const);
  return (
    <>
      <PageHead title={t('markets.title')} intro={t('markets.intro')} />
      <DataList<MarketLink>
        route="/market-links"
        query={values}
        exportable={false}
        fetchPage={windows.links}
        rowKey={(link) => link.id}
        caption={t('markets.title')}
        empty={<Empty title={t('markets.none')} hint={t('markets.noneHint')} />}
        toolbar={
          <Select
            allowClear
            aria-label={t('markets.state')}
            placeholder={t('mandates.all')}
            style={{ width: 180 }}
            value={values.state ?? null}
            onChange={(value) => set('state', value)}
            options={STATES.map((value) => ({ value, label: t(`markets.states.${value}`) }))}
          />
        }
        columns={[
          {
            title: t('listing.achievement'),
            lead: true,
            render: (link) => (
              <>
                <Link to={`/listings/${link.listingId}`} className="cell-title">
                  {link.listingTitle}
                </Link>
                <span className="cell-sub">{[link.listingNumber, link.transferorName].join(' · ')}</span>
              </>
            ),
          },
          { title: t('listing.price'), end: true, render: (link) => <Money amount={link.priceMinor} /> },
          {
            title: t('markets.way'),
            render: (link) => (
              <>
                {link.hostName} → {link.exchangeName}
              </>
            ),
          },
          { title: t('markets.state'), render: (link) => <State link={link} /> },
          { title: '', end: true, render: (link) => <Acts link={link} /> },
        ]}
      />
    </>
  );
}

function State({ link }: { link: MarketLink }) {
  const { t } = useTranslation();
  return (
    <>
      <span className={`tag ${link.state === 'linked' ? 'good' : ''}`}>{t(`markets.states.${link.state}`)}</span>
      <span className="cell-sub">
        <Moment at={link.linkedAt ?? link.createdAt} />
      </span>
      {link.reason && <span className="cell-sub">{t('room.because', { reason: link.reason })}</span>}
    </>
  );
}

function Acts({ link }: { link: MarketLink }) {
  const { t } = useTranslation();
  return (
    <span className="row row-acts">
      {link.actions.map((action) => {
        const negative = action === 'decline' || action === 'end';
        return (
          <ConfirmAction
            key={action}
            label={t(`markets.act.${action}`)}
            title={t(`markets.act.${action}`)}
            button={{ size: 'small', ...(negative ? {} : { type: 'primary' as const }) }}
            danger={negative}
            {...(negative ? { reasonLabel: t('common.reason') } : {})}
            run={(reason) => windows.linkAct(link.id, action, reason || undefined)}
          >
            <p>{t(`markets.actText.${action}`, { title: link.listingTitle, market: link.exchangeName })}</p>
          </ConfirmAction>
        );
      })}
    </span>
  );
}
