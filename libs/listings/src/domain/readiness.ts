import { DomainError, type FieldError, invalid } from '@jishi/kernel';
import type { ListingPaper, RuleProfile } from '@jishi/pricing';
import { decisionFault, type Standing } from './as-decided';
import { DECISION_SOURCE } from './disclosure-rules';
import { checkPriceBasis, type PriceBasis } from './price-basis';

export interface Offer extends PriceBasis {
  papers: ReadonlySet<string>;
  /** The disclosure of the achievement; null: the catalogue knows it without one. */
  standing: Standing | null;
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

/** Everything a listing needs under its rules, and what of it is missing. */
export function readiness(profile: RuleProfile, offer: Offer, nowMs: number): ReadinessItem[] {
  const { papers, requiresDecision } = profile.sale;
  const paper = (kind: ListingPaper): ReadinessItem => ({
    kind: 'paper',
    paper: kind,
    faults: offer.papers.has(kind) ? [] : [{ path: 'documents', code: `listing.paper_missing.${kind}` }],
    source: sourceOf(profile, 'papers'),
  });
  const decision = decisionFault(offer.standing, offer, requiresDecision);
  return [
    { kind: 'price', paper: null, faults: priceFaults(profile, offer, nowMs), source: sourceOf(profile, 'appraisal') },
    ...papers.listing.map(paper),
    ...(requiresDecision || offer.standing !== null
      ? [
          {
            kind: 'decision',
            paper: null,
            faults: decision ? [decision] : [],
            source: requiresDecision ? sourceOf(profile, 'requiresDecision') : DECISION_SOURCE,
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
