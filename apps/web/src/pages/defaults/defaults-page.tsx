import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type DefaultCase, defaults, type Offer } from '../../api/defaults';
import { useAuth } from '../../auth/actor';
import { Guard } from '../../auth/guard';
import { formatYuan } from '../../lib/money';
import { ConfirmAction } from '../../ui/confirm-action';
import { DataList } from '../../ui/data-list';
import { Moment } from '../../ui/moment';
import { Money } from '../../ui/money';
import { PageHead } from '../../ui/page-head';
import { StateTag } from '../../ui/state-tag';
import { Empty } from '../../ui/states';

export function Component() {
  return (
    <Guard permission={['deposit.pay', 'auction.operate', 'deposit.manage', 'objection.rule', 'audit.read']}>
      <Defaults />
    </Guard>
  );
}

function Defaults() {
  const { t } = useTranslation();
  const { can } = useAuth();
  const mine = can('deposit.pay');
  return (
    <div className="stack">
      <PageHead title={t('default.title')} intro={t(mine ? 'default.mineIntro' : 'default.intro')} />
      <DataList<DefaultCase>
        route="/defaults"
        fetchPage={defaults.list}
        rowKey={(item) => item.id}
        caption={t('default.title')}
        refetchMs={8_000}
        empty={
          <Empty
            title={t(mine ? 'default.mineNone' : 'default.none')}
            hint={t(mine ? 'default.mineNoneHint' : 'default.noneHint')}
          />
        }
        columns={[
          {
            title: t('default.sale'),
            lead: true,
            render: (item) => (
              <>
                <Link to={`/desk/defaults/${item.id}`} className="cell-title">
                  {item.listingTitle}
                </Link>
                <span className="cell-sub">
                  {[item.listingNumber, !mine && item.organisationName].filter(Boolean).join(' · ')}
                </span>
              </>
            ),
          },
          { title: t('default.price'), end: true, render: (item) => <Money amount={item.priceMinor} /> },
          { title: t('default.ground'), render: (item) => t(`default.grounds.${item.ground}`) },
          {
            title: t('listing.state'),
            render: (item) => (
              <>
                <StateTag domain="default" state={item.state} />
                <Until item={item} />
              </>
            ),
          },
          {
            title: '',
            end: true,
            render: (item) => <Link to={`/desk/defaults/${item.id}`}>{t(mine ? 'default.view' : 'default.open')}</Link>,
          },
        ]}
      />
      {can('contract.accept') && can('deposit.pay') && <Offers />}
    </div>
  );
}

/** The term that runs now. */
function Until({ item }: { item: DefaultCase }) {
  const { t } = useTranslation();
  const [label, at] =
    item.state === 'due'
      ? ['default.untilDue', item.performanceDueAt]
      : item.state === 'proposed' && !item.statedAt
        ? ['default.untilHear', item.hearUntil]
        : item.state === 'forfeited'
          ? ['default.untilAppeal', item.appealUntil]
          : ['', null];
  if (!at) return null;
  return (
    <span className="cell-sub">
      {t(label!)} <Moment at={at} />
    </span>
  );
}

function Offers() {
  const { t } = useTranslation();
  return (
    <section>
      <h2>{t('default.offers')}</h2>
      <DataList<Offer>
        route="/offers"
        fetchPage={defaults.offers}
        rowKey={(item) => item.id}
        caption={t('default.offers')}
        empty={<Empty title={t('default.offersNone')} hint={t('default.offersNoneHint')} />}
        columns={[
          {
            title: t('default.sale'),
            lead: true,
            render: (item) => (
              <>
                <Link to={`/listings/${item.listingId}`} className="cell-title">
                  {item.listingTitle}
                </Link>
                <span className="cell-sub">{`${item.listingNumber} · ${item.bidderCode}`}</span>
              </>
            ),
          },
          { title: t('default.offerPrice'), end: true, render: (item) => <Money amount={item.priceMinor} /> },
          {
            title: t('listing.state'),
            render: (item) => (
              <>
                <StateTag domain="offer" state={item.state} />
                <span className="cell-sub">
                  {t('default.answerBy')} <Moment at={item.until} />
                </span>
              </>
            ),
          },
          {
            title: '',
            end: true,
            render: (item) =>
              item.state === 'offered' ? (
                <div className="actions">
                  <ConfirmAction
                    label={t('default.accept')}
                    title={t('default.accept')}
                    button={{ type: 'primary' }}
                    run={() => defaults.answerOffer(item.id, true)}
                  >
                    <p>{t('default.acceptText', { price: formatYuan(item.priceMinor) })}</p>
                  </ConfirmAction>
                  <ConfirmAction
                    label={t('default.decline')}
                    title={t('default.decline')}
                    run={() => defaults.answerOffer(item.id, false)}
                  >
                    <p>{t('default.declineText')}</p>
                  </ConfirmAction>
                </div>
              ) : null,
          },
        ]}
      />
    </section>
  );
}
