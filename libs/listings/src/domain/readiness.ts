import { DomainError, type FieldError, invalid } from '@jishi/kernel';
import type { Form, ListingPaper, PricingWay, RuleProfile } from '@jishi/pricing';
import { checkPriceBasis, type PriceBasis } from './price-basis';

/** What the seller's leadership decided about an achievement, as far as a listing must agree with it. */
export interface DecidedTerms {
  form: string;
  pricingWay: string | null;
  priceMinor: number | null;
}

export interface Offer extends PriceBasis {
  papers: ReadonlySet<string>;
  decided: DecidedTerms | null;
}

/** One thing the rules ask of a listing before it is handed in. */
export interface ReadinessItem {
  kind: 'price' | 'paper' | 'decision';
  /** Of a paper: which. */
  paper: ListingPaper | null;
  faults: FieldError[];
  /** Where the rules say so. */
  source: string;
}

const sourceOf = (profile: RuleProfile, rule: string): string =>
  profile.sources[`sale.${rule}`] ?? profile.sources['sale'] ?? '';

function priceFaults(profile: RuleProfile, offer: Offer, nowMs: number): FieldError[] {
  try {
    checkPriceBasis(profile, offer, nowMs);
    return [];
  } catch (error) {
    if (error instanceof DomainError && error.errors.length > 0) return error.errors;
    throw error;
  }
}

/** The institution decided on this form and this way, and not on a higher price. */
function decisionFaults(decided: DecidedTerms | null, of: { form: Form; pricingWay: PricingWay; priceMinor: number }) {
  if (decided === null) return [{ path: 'achievementId', code: 'listing.decision_missing' }];
  const { form, pricingWay, priceMinor } = decided;
  const differs =
    form !== of.form || (pricingWay !== null && pricingWay !== of.pricingWay) || of.priceMinor < (priceMinor ?? 0);
  return differs ? [{ path: 'priceMinor', code: 'listing.decision_differs' }] : [];
}

/** Everything a listing needs under its rules, and what of it is missing. */
export function readiness(profile: RuleProfile, offer: Offer, nowMs: number): ReadinessItem[] {
  const { papers, requiresDecision } = profile.sale;
  const paper = (kind: ListingPaper): ReadinessItem => ({
    kind: 'paper',
    paper: kind,
    faults: offer.papers.has(kind) ? [] : [{ path: 'documents', code: `listing.paper_missing.${kind}` }],
    source: sourceOf(profile, 'papers'),
  });
  return [
    { kind: 'price', paper: null, faults: priceFaults(profile, offer, nowMs), source: sourceOf(profile, 'appraisal') },
    ...papers.listing.map(paper),
    ...(requiresDecision
      ? [
          {
            kind: 'decision',
            paper: null,
            faults: decisionFaults(offer.decided, offer),
            source: sourceOf(profile, 'requiresDecision'),
          } as const,
        ]
      : []),
  ];
}

/** Errors: `listing.bad_basis`, `listing.not_ready`, with all that is missing. */
export function requireReady(items: readonly ReadinessItem[]): void {
  const price = items.filter(({ kind }) => kind === 'price').flatMap(({ faults }) => faults);
  const all = items.flatMap(({ faults }) => faults);
  if (price.length > 0) throw invalid('listing.bad_basis', {}, all);
  if (all.length > 0) throw invalid('listing.not_ready', {}, all);
}
