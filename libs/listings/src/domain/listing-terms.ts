import { type Fen, type FieldError, invalid } from '@jishi/kernel';
import type { Form, PricingWay } from '@jishi/pricing';

/** A hundred billion yuan: above any sale, and far below where sums stop being exact. */
export const MAX_PRICE_MINOR = 10_000_000_000_000;

export interface ListingTerms {
  form: Form;
  pricingWay: PricingWay;
  priceMinor: Fen;
  reserveMinor: Fen | null;
  transferorId: string;
  transfereeId: string | null;
}

/** Errors: `listing.bad_terms` with each bad field. */
export function checkTerms(terms: ListingTerms): void {
  const errors: FieldError[] = [];
  const bad = (path: string, code: string): void => void errors.push({ path, code });
  const isPrice = (amount: number): boolean => Number.isSafeInteger(amount) && amount > 0 && amount <= MAX_PRICE_MINOR;
  if (!isPrice(terms.priceMinor)) bad('priceMinor', 'listing.bad_price');
  if (terms.reserveMinor !== null) {
    if (terms.pricingWay !== 'auction') bad('reserveMinor', 'listing.reserve_only_in_auction');
    else if (!isPrice(terms.reserveMinor)) bad('reserveMinor', 'listing.bad_price');
    else if (terms.reserveMinor < terms.priceMinor) bad('reserveMinor', 'listing.reserve_below_start');
  }
  if (terms.pricingWay === 'negotiated') {
    if (terms.transfereeId === null) bad('transfereeId', 'listing.transferee_missing');
    else if (terms.transfereeId === terms.transferorId) bad('transfereeId', 'listing.transferee_is_transferor');
  } else if (terms.transfereeId !== null) bad('transfereeId', 'listing.transferee_only_negotiated');
  if (errors.length > 0) throw invalid('listing.bad_terms', {}, errors);
}
