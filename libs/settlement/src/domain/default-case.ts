import { conflict, forbidden } from '@jishi/kernel';
import { type DayCount, type DepositRules, periodEnd } from '@jishi/pricing';

export const CASE_STATES = [
  'due',
  'proposed',
  'dismissed',
  'decided',
  'forfeiting',
  'forfeited',
  'appealed',
  'restored',
  'final',
  'closed',
] as const;
export type CaseState = (typeof CASE_STATES)[number];

/** `refused`: it said so itself, before its time was over. */
export const GROUNDS = ['not_signed', 'not_paid', 'refused'] as const;
export type Ground = (typeof GROUNDS)[number];

/** A winner's default, from the day on which it should have performed to the distribution of its deposit. */
export const CASE_TRANSITIONS = {
  propose: { from: ['due'], to: 'proposed' },
  dismiss: { from: ['proposed'], to: 'dismissed' },
  decide: { from: ['proposed'], to: 'decided' },
  propose_forfeiture: { from: ['decided'], to: 'forfeiting' },
  /** The second person does not agree: the deposit is held as before. */
  refuse_forfeiture: { from: ['forfeiting'], to: 'decided' },
  forfeit: { from: ['forfeiting'], to: 'forfeited' },
  appeal: { from: ['forfeited'], to: 'appealed' },
  uphold: { from: ['appealed'], to: 'restored' },
  reject: { from: ['appealed'], to: 'final' },
  distribute: { from: ['forfeited', 'final'], to: 'closed' },
} as const satisfies Record<string, { from: readonly CaseState[]; to: CaseState }>;
export type CaseAction = keyof typeof CASE_TRANSITIONS;

/** Errors: `default.wrong_state`. */
export function nextCaseState(state: CaseState, action: CaseAction): CaseState {
  const { from, to } = CASE_TRANSITIONS[action];
  if (!(from as readonly CaseState[]).includes(state)) throw conflict('default.wrong_state', { state, action });
  return to;
}

/** What of the sale's profile a case goes by, frozen into it. */
export interface CaseRules {
  deposits: DepositRules;
  closingDays: DayCount;
  /** In a demonstration days are this long. */
  demoMs: number | null;
}

/** The end of a term that begins now. Errors: `calendar.year_not_published`. */
export const termEnd = ({ demoMs }: Pick<CaseRules, 'demoMs'>, days: DayCount, fromMs: number): number =>
  demoMs === null ? periodEnd(fromMs, days) : fromMs + demoMs;

export interface CasePeople {
  proposedBy: string | null;
  decidedBy: string | null;
  forfeitProposedBy: string | null;
  forfeitedBy: string | null;
}

/** Who must not have had a hand in what, before somebody takes this step. */
const APART: Readonly<Partial<Record<CaseAction, readonly (keyof CasePeople)[]>>> = {
  dismiss: ['proposedBy'],
  decide: ['proposedBy'],
  propose_forfeiture: ['proposedBy'],
  forfeit: ['proposedBy', 'forfeitProposedBy'],
  uphold: ['proposedBy', 'decidedBy', 'forfeitProposedBy', 'forfeitedBy'],
  reject: ['proposedBy', 'decidedBy', 'forfeitProposedBy', 'forfeitedBy'],
};

/** Errors: `default.same_person`. */
export function requireAnother(action: CaseAction, people: CasePeople, userId: string): void {
  if ((APART[action] ?? []).some((role) => people[role] === userId)) throw forbidden('default.same_person');
}

/** Before the decision its winner has spoken, or has had its time to. Errors: `default.not_heard`. */
export function requireHeard(of: { statedAt: Date | null; hearUntil: Date | null }, nowMs: number): void {
  if (of.statedAt === null && nowMs < (of.hearUntil?.getTime() ?? Infinity)) throw conflict('default.not_heard');
}

/** Nothing is distributed that may still go back. Errors: `default.appeal_open`. */
export function requireFinal(of: { state: CaseState; appealUntil: Date | null }, nowMs: number): void {
  if (of.state === 'forfeited' && nowMs < (of.appealUntil?.getTime() ?? Infinity))
    throw conflict('default.appeal_open');
}
