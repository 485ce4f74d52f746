import { conflict, type FieldError, invalid, isLegible } from '@jishi/kernel';
import {
  type Bylaws,
  CHAIN_STEPS,
  type ChainStep,
  type Circumstance,
  type DecisionForm,
  DOCUMENT_RULES,
  type DecisionPaper,
  type DocumentRule,
  type Exclusivity,
  HELD,
  type Term,
} from './disclosure-rules';
import { type FundingSource, isPlanFunded, publicityOf, type SecrecyFlag, WHOLE_BPS } from './disclosure-content';
import type { PricingWay } from '@jishi/pricing';
import { MAX_PRICE_MINOR } from './listing-terms';

/** What the office proposes to do with an achievement. */
export interface DecisionTerms {
  form: DecisionForm;
  reason: string;
  pricingWay: PricingWay | null;
  priceMinor: number | null;
  exclusivity: Exclusivity | null;
  companyName: string;
  companyShareBps: number | null;
  profileCode: string | null;
}

/** Which of the terms each form has; the others stay empty. */
const TERMS_OF: Record<DecisionForm, readonly (keyof DecisionTerms)[]> = {
  retain: [],
  transfer: ['pricingWay', 'priceMinor', 'profileCode'],
  licence: ['pricingWay', 'priceMinor', 'profileCode', 'exclusivity'],
  invest: ['pricingWay', 'priceMinor', 'profileCode', 'companyName', 'companyShareBps'],
};
const CONDITIONAL = [
  'pricingWay',
  'priceMinor',
  'exclusivity',
  'companyName',
  'companyShareBps',
  'profileCode',
] as const;

/** Errors: `decision.bad_terms` with each bad field. */
export function checkDecision(terms: DecisionTerms): void {
  const errors: FieldError[] = [];
  const bad = (path: string, code: string): void => void errors.push({ path, code });
  if (!isLegible(terms.reason)) bad('reason', 'decision.term_missing');
  for (const name of CONDITIONAL) {
    const given = terms[name] !== null && terms[name] !== '';
    const wanted = TERMS_OF[terms.form].includes(name);
    if (wanted && !given) bad(name, 'decision.term_missing');
    if (!wanted && given) bad(name, 'decision.term_not_for_form');
  }
  const { priceMinor, companyShareBps } = terms;
  if (priceMinor !== null && !(Number.isSafeInteger(priceMinor) && priceMinor > 0 && priceMinor <= MAX_PRICE_MINOR))
    bad('priceMinor', 'listing.bad_price');
  if (
    companyShareBps !== null &&
    !(Number.isInteger(companyShareBps) && companyShareBps > 0 && companyShareBps <= WHOLE_BPS)
  )
    bad('companyShareBps', 'disclosure.bad_share');
  if (errors.length > 0) throw invalid('decision.bad_terms', {}, errors);
}

export interface Link extends Term {
  step: ChainStep;
  held: (typeof HELD)[ChainStep];
}

/**
 * Who has to approve a proposal, in order, each once: of several rules for a step the first counts. Frozen into the
 * proposal when approvals are asked for.
 */
export function chainFor(
  { chain }: Pick<Bylaws, 'chain'>,
  { form, priceMinor }: Pick<DecisionTerms, 'form' | 'priceMinor'>,
  planFunded: boolean,
): Link[] {
  return CHAIN_STEPS.flatMap((step) => {
    const rule = chain.find(
      (each) =>
        each.step === step &&
        each.forms.includes(form) &&
        (priceMinor ?? 0) >= each.fromMinor &&
        (planFunded || !each.planFunded),
    );
    return rule ? [{ step, held: HELD[step], days: rule.days, source: rule.source }] : [];
  });
}

/** What of a disclosure a decision on it depends on. */
export interface DecisionSubject {
  fundingSource: FundingSource;
  secrecy: readonly SecrecyFlag[];
  exportControl: string;
  contributors: readonly unknown[];
  parties: readonly { role: string }[];
  /** Where the rules it is to be sold under ask for an appraisal; null when they do not. */
  appraisalSource: string | null;
}

export interface ChecklistItem {
  kind: DecisionPaper;
  due: DocumentRule['due'];
  source: string;
  present: boolean;
}

function circumstancesOf(
  subject: DecisionSubject,
  chain: readonly Pick<Link, 'step'>[],
): Record<Circumstance, boolean> {
  return {
    planFunded: isPlanFunded(subject.fundingSource),
    severalInventors: subject.contributors.length > 1,
    coOwned: subject.parties.some(({ role }) => role === 'co_developer'),
    secret: publicityOf(subject.secrecy) === 'barred',
    exportControlled: subject.exportControl !== 'free',
    appraised: subject.appraisalSource !== null,
    collective: chain.some(({ step }) => step === 'meeting'),
  };
}

/** The documents this decision needs by those who approve it, each once, with the rule that wants it first and whether it is there. */
export function checklist(
  subject: DecisionSubject,
  terms: DecisionTerms,
  chain: readonly Pick<Link, 'step'>[],
  filed: ReadonlySet<DecisionPaper>,
): ChecklistItem[] {
  const holds = circumstancesOf(subject, chain);
  const applies = (rule: DocumentRule): boolean =>
    rule.forms.includes(terms.form) &&
    (rule.ways === undefined || (terms.pricingWay !== null && rule.ways.includes(terms.pricingWay))) &&
    (rule.exclusivities === undefined ||
      (terms.exclusivity !== null && rule.exclusivities.includes(terms.exclusivity))) &&
    (rule.when === undefined || holds[rule.when]);
  const items = new Map<DecisionPaper, ChecklistItem>();
  for (const rule of DOCUMENT_RULES) {
    if (!applies(rule) || items.has(rule.kind)) continue;
    const { kind, due } = rule;
    const source = rule.when === 'appraised' ? (subject.appraisalSource ?? rule.source) : rule.source;
    items.set(kind, { kind, due, source, present: filed.has(kind) });
  }
  return [...items.values()];
}

/** Errors: `decision.documents_missing`, which names them. */
export function requireDocuments(items: readonly ChecklistItem[], by: DocumentRule['due']): void {
  const missing = items.filter((item) => !item.present && (by === 'decide' || item.due === 'submit'));
  if (missing.length > 0)
    throw conflict(
      'decision.documents_missing',
      { count: missing.length },
      missing.map(({ kind }) => ({ path: kind, code: 'decision.document_missing' })),
    );
}

export interface Approver {
  userId: string;
  permissions: ReadonlySet<string>;
}

/** Why somebody may not give the next approval; null when they may. */
export function approvalBar(
  approver: Approver,
  link: Pick<Link, 'held'>,
  before: { proposedBy: string; approvedBy: readonly string[]; contributorIds: readonly (string | null)[] },
): 'decision.own_proposal' | 'decision.approved_twice' | 'disclosure.own_interest' | 'decision.other_step' | null {
  if (!approver.permissions.has(link.held)) return 'decision.other_step';
  if (approver.userId === before.proposedBy) return 'decision.own_proposal';
  if (before.approvedBy.includes(approver.userId)) return 'decision.approved_twice';
  // Whoever would be rewarded for a deal does not decide on it.
  if (before.contributorIds.includes(approver.userId)) return 'disclosure.own_interest';
  return null;
}
