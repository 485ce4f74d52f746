import type { FieldError } from '@jishi/kernel';
import { publicityOf, type SecrecyFlag } from './disclosure-content';

/** A disclosure, as far as a listing of what it discloses must agree with it. */
export interface Standing {
  number: string;
  secrecy: readonly SecrecyFlag[];
  /** What its institution decided; null while nothing is, or while it is considered again. */
  decided: { form: string; pricingWay: string | null; priceMinor: number | null } | null;
}

/** The terms on which something is to be offered. */
export interface OfferedTerms {
  form: string;
  pricingWay: string;
  priceMinor: number;
}

/**
 * What was disclosed is offered as its institution decided, or not at all; what the catalogue knows without a disclosure needs
 * a decision where the rules of the sale ask for one. Null when nothing stands against it.
 */
export function decisionFault(
  standing: Standing | null,
  offered: OfferedTerms,
  isRequired: boolean,
): FieldError | null {
  if (standing === null) return isRequired ? { path: 'achievementId', code: 'listing.decision_missing' } : null;
  const { number, secrecy, decided } = standing;
  // What national security or major public interest keeps from the public.
  if (publicityOf(secrecy) === 'barred') return { path: 'achievementId', code: 'disclosure.barred' };
  if (decided === null) return { path: 'achievementId', code: 'disclosure.undecided', params: { number } };
  const isAsDecided =
    decided.form === offered.form &&
    decided.pricingWay === offered.pricingWay &&
    offered.priceMinor >= (decided.priceMinor ?? 0);
  return isAsDecided ? null : { path: 'priceMinor', code: 'disclosure.not_as_decided', params: { number } };
}
