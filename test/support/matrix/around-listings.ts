import { usccOf } from '../market';
import { type Ground, insert, one } from './ground';
import type { Kind, Thing } from './kinds';
import type { Listings } from './listings';

/** What others have to do with a listing: who is preferred, who objects, who shows it too, what its seller would change. */
export async function aroundListings(
  ground: Ground,
  listings: Listings,
): Promise<Pick<Record<Kind, Thing[]>, 'amendment' | 'firstRefusal' | 'objection' | 'marketLink'>> {
  const { people, mark } = ground;
  const bidder = people.who('company', 'bidder');
  const partner = await people.organisation('exchange', usccOf(ground.serial * 100 + 50));
  const amendment = await insert(ground, 'listing_amendment', {
    listing_id: listings.listed,
    conditions_from: '',
    conditions_to: `另附培训${mark}。`,
    reason: mark,
    requested_by: people.who('university', 'officer').userId,
  });
  const firstRefusal = await insert(ground, 'first_refusal_holder', {
    listing_id: listings.review,
    organisation_id: bidder.organisationId,
    ground: 'co_developer',
    rank: 1,
    registered_by: people.who('exchange', 'reviewer').userId,
    notified_at: new Date(),
  });
  const objection = await insert(ground, 'objection', {
    listing_id: listings.negotiated,
    organisation_id: bidder.organisationId,
    filed_by: bidder.userId,
    grounds: `权属存疑${mark}`,
  });
  const marketLink = await insert(ground, 'listing_market', {
    listing_id: listings.listed,
    exchange_id: partner,
    state: 'offered',
  });
  return {
    amendment: [one('requested', amendment)],
    firstRefusal: [one('registered', firstRefusal)],
    objection: [one('filed', objection)],
    marketLink: [one('offered', marketLink)],
  };
}
