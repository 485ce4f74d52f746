import { type Fen, type FieldError, invalid } from '@jishi/kernel';
import { AUCTION_MODES, type Form, noticeFor, periodEnd, type PricingWay, type RuleProfile } from '@jishi/pricing';

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

export interface Schedule {
  noticeEndsAtMs: number;
  /** Null for a negotiated sale, which has no bidding. */
  opensAtMs: number | null;
  /** The close if nobody extends it. */
  closesAtMs: number | null;
}

const HOUR_MS = 3_600_000;

/** Notice and opening of a listing published now, by the rules frozen into it. Errors: `calendar.year_not_published`. */
export function schedule(
  profile: RuleProfile,
  { pricingWay, priceMinor }: Pick<ListingTerms, 'pricingWay' | 'priceMinor'>,
  publishedAtMs: number,
): Schedule {
  const negotiated = pricingWay === 'negotiated';
  const { demo, auction } = profile;
  const noticeEndsAtMs = demo
    ? publishedAtMs + (negotiated ? demo.publicityMs : demo.noticeMs)
    : periodEnd(publishedAtMs, negotiated ? profile.publicityDays : noticeFor(profile, priceMinor));
  if (negotiated) return { noticeEndsAtMs, opensAtMs: null, closesAtMs: null };
  const bidFromMs = noticeEndsAtMs + (demo ? 0 : profile.openingHour * HOUR_MS);
  const withNotice = AUCTION_MODES[auction.mode].opens === 'withNotice';
  const opensAtMs = withNotice ? publishedAtMs : bidFromMs;
  const freeEndsAtMs = withNotice ? bidFromMs : opensAtMs + auction.freePeriodMs;
  return { noticeEndsAtMs, opensAtMs, closesAtMs: freeEndsAtMs + auction.timerMs };
}
