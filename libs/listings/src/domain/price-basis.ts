import { type Fen, type FieldError, invalid } from '@jishi/kernel';
import {
  appliesTo,
  chinaDay,
  type Form,
  type Ownership,
  periodEnd,
  type PricingWay,
  type Rate,
  type RuleProfile,
  type SellerType,
  sellerTypeOf,
} from '@jishi/pricing';

/** A filed appraisal (评估备案). */
export interface Appraisal {
  amountMinor: Fen;
  reference: string;
  /** `YYYY-MM-DD`. */
  on: string;
}

/** Whoever may approve the sale has agreed in writing to a floor below the appraisal. */
export interface WrittenApproval {
  reference: string;
  authority: string;
  on: string;
}

/** The last sale of the same achievement in the same form that ended without one. */
export interface EarlierRound {
  priceMinor: Fen;
  endedAtMs: number;
  /** Whether one of the earlier sales found nobody; false where each had a buyer, who defaulted. */
  nobodyCame: boolean;
}

export interface PriceBasis {
  seller: SellerType;
  form: Form;
  pricingWay: PricingWay;
  priceMinor: Fen;
  announcedExtensions: number;
  appraisal: Appraisal | null;
  approval: WrittenApproval | null;
  earlier: EarlierRound | null;
}

/** Whether an amount is at least this share of another, exactly. */
const atLeastShare = (amountMinor: Fen, rate: Rate, ofMinor: Fen): boolean =>
  BigInt(amountMinor) * BigInt(rate.denominator) >= BigInt(ofMinor) * BigInt(rate.numerator);

/** The least amount that is at least this share of another. */
const shareOf = (rate: Rate, ofMinor: Fen): Fen => {
  const [numerator, denominator] = [BigInt(ofMinor) * BigInt(rate.numerator), BigInt(rate.denominator)];
  return Number((numerator + denominator - 1n) / denominator);
};

/**
 * Whether a price may be asked under these rules (domain rules §2). Errors: `listing.bad_basis` with each reason: rules for
 * other sellers, an appraisal or approval that is missing, a floor below it, a cut that is too deep.
 */
export function checkPriceBasis(profile: RuleProfile, basis: PriceBasis, nowMs: number): void {
  const errors: FieldError[] = [];
  const bad = (path: string, code: string, params = {}): void => void errors.push({ path, code, params });
  const { extension, appraisal: rule, priceCut } = profile.sale;
  const { seller, form, pricingWay, priceMinor, announcedExtensions, appraisal, approval, earlier } = basis;
  if (!appliesTo(profile, { seller, form, pricingWay })) bad('profileCode', 'listing.profile_not_for', { seller });
  const most = pricingWay === 'negotiated' ? 0 : (extension?.max ?? 0);
  if (announcedExtensions > most) bad('announcedExtensions', 'listing.too_many_extensions', { max: most });
  const today = chinaDay(nowMs);
  if (appraisal && appraisal.on > today) bad('appraisal.on', 'listing.day_in_future');
  if (approval && approval.on > today) bad('approval.on', 'listing.day_in_future');
  if (rule && !appraisal) bad('appraisal.amountMinor', 'listing.appraisal_missing');
  else if (rule && appraisal && priceMinor < appraisal.amountMinor) {
    // The first floor is the appraisal; only a sale that found no buyer goes below it.
    if (!earlier?.nobodyCame) bad('priceMinor', 'listing.below_appraisal', { amountMinor: appraisal.amountMinor });
    else if (!atLeastShare(priceMinor, rule.approvalBelow, appraisal.amountMinor) && !approval)
      bad('approval.reference', 'listing.approval_missing', {
        amountMinor: shareOf(rule.approvalBelow, appraisal.amountMinor),
      });
  }
  const keeps = priceCut && earlier && nowMs < periodEnd(earlier.endedAtMs, priceCut.relistWithin);
  if (keeps) {
    const { numerator, denominator } = priceCut.maxRate;
    const kept = { numerator: denominator - numerator, denominator };
    if (!atLeastShare(priceMinor, kept, earlier.priceMinor))
      bad('priceMinor', 'listing.cut_too_deep', { amountMinor: shareOf(kept, earlier.priceMinor) });
  }
  if (errors.length > 0) throw invalid('listing.bad_basis', {}, errors);
}

/** Which rules a seller is under. Errors: `listing.ownership_unknown`. */
export function sellerType({ kind, ownership }: { kind: string; ownership: string | null }): SellerType {
  const type = sellerTypeOf(kind, ownership as Ownership | null);
  if (type === null)
    throw invalid('listing.ownership_unknown', {}, [{ path: 'achievementId', code: 'listing.ownership_unknown' }]);
  return type;
}
