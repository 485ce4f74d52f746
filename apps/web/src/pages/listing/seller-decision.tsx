import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { disclosures } from '../../api/disclosures';
import type { ListingView } from '../../api/listings';
import { useAuth } from '../../auth/actor';
import { Moment } from '../../ui/moment';
import { TermFacts } from '../disclosure/term-facts';

/** For the parties: what the seller decided about this achievement and who approved it. Others are told of none. */
export function SellerDecision({ listing }: { listing: ListingView }) {
  const { t } = useTranslation();
  const { actor, can } = useAuth();
  const asks = actor !== null && (can('listing.draft') || can('listing.review') || can('decision.approve'));
  const involved = asks && isInvolved(actor.organisation.kind, actor.organisation.id, listing);
  const { data } = useQuery({
    queryKey: ['/listings', listing.id, 'decision'],
    queryFn: () => disclosures.ofListing(listing.id),
    enabled: involved,
    retry: false,
  });
  const decision = data?.decision;
  if (!decision) return null;
  return (
    <section className="panel" aria-labelledby="seller-decision-title">
      <h2 id="seller-decision-title">{t('disclosure.sellerDecision')}</h2>
      <TermFacts terms={decision} />
      <ul className="small" style={{ marginTop: 14 }}>
        {decision.approvals.map(({ step, approverName, at }) => (
          <li key={step}>
            {t(`disclosure.step.${step}`)} · {approverName} · <Moment at={at} day />
          </li>
        ))}
      </ul>
      <p className="muted small" style={{ marginTop: 10 }}>
        {t('disclosure.decidedOn')} <Moment at={decision.decidedAt} day /> ·{' '}
        {decision.disclosureId ? (
          <Link to={`/desk/disclosures/${decision.disclosureId}`} className="num">
            {decision.disclosureNumber}
          </Link>
        ) : (
          <span className="num">{decision.disclosureNumber}</span>
        )}
      </p>
    </section>
  );
}

/** Seller and exchange; whether a window holds the listing, only the server knows. */
const isInvolved = (kind: string, id: string, listing: ListingView): boolean =>
  kind === 'window' ? Boolean(listing.windowId) : id === listing.transferorId || id === listing.exchangeId;
