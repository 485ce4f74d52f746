import { useTranslation } from 'react-i18next';
import { type ListingView, listings, type Objection, OPEN_STATES } from '../../api/listings';
import { useAuth } from '../../auth/actor';
import { ConfirmAction } from '../../ui/confirm-action';
import { Moment } from '../../ui/moment';
import { StateTag } from '../../ui/state-tag';

/** During the publicity notice anyone concerned may object; an upheld objection stops the sale. */
export function Objections({ listing }: { listing: ListingView }) {
  const { t } = useTranslation();
  const { actor, can } = useAuth();
  const open = listing.pricingWay === 'negotiated' && OPEN_STATES.includes(listing.state);
  const filed = listing.objections ?? [];
  const ownSale = actor?.organisation.id === listing.transferorId || actor?.organisation.id === listing.exchangeId;
  if (!open && filed.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="objections-title">
      <h2 id="objections-title">{t('objection.title')}</h2>
      <p className="muted">{t('objection.intro')}</p>
      <ul className="stack" style={{ margin: '14px 0' }}>
        {filed.map((objection) => (
          <Filed key={objection.id} objection={objection} />
        ))}
      </ul>
      {open && !ownSale && can('objection.file') && (
        <ConfirmAction
          label={t('objection.file')}
          title={t('objection.file')}
          reasonLabel={t('objection.grounds')}
          run={(grounds) => listings.object(listing.id, grounds)}
          done={t('objection.filed')}
        >
          <p>{t('objection.fileText')}</p>
        </ConfirmAction>
      )}
    </section>
  );
}

function Filed({ objection }: { objection: Objection }) {
  const { t } = useTranslation();
  const { can } = useAuth();
  const pending = objection.state === 'filed';
  return (
    <li>
      <div className="row">
        <StateTag domain="objection" state={objection.state} />
        <b>{objection.organisationName}</b>
        <span className="muted small">
          <Moment at={objection.createdAt} />
        </span>
      </div>
      <p>{objection.grounds}</p>
      {objection.reason && <p className="muted">{t('objection.ruling', { reason: objection.reason })}</p>}
      {pending && can('objection.rule') && (
        <div className="row" style={{ marginTop: 8 }}>
          <ConfirmAction
            label={t('objection.uphold')}
            title={t('objection.uphold')}
            reasonLabel={t('objection.rulingReason')}
            danger
            run={(reason) => listings.rule(objection.id, true, reason)}
          >
            <p>{t('objection.upholdText')}</p>
          </ConfirmAction>
          <ConfirmAction
            label={t('objection.overrule')}
            title={t('objection.overrule')}
            reasonLabel={t('objection.rulingReason')}
            run={(reason) => listings.rule(objection.id, false, reason)}
          >
            <p>{t('objection.overruleText')}</p>
          </ConfirmAction>
        </div>
      )}
    </li>
  );
}
