import { conflict, DomainError } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { appendFact, audit, type Tx } from '@jishi/platform';
import { chinaDay, periodEnd } from '@jishi/pricing';
import { checkComplete, isPlanFunded } from '../domain/disclosure-content';
import { findAppraisalSource } from '../rule-profile.repository';
import { chainFor, checklist, type Link, requireDocuments } from '../domain/disclosure-decision';
import type { Bylaws, DecisionPaper } from '../domain/disclosure-rules';
import {
  daysOwed,
  DISCLOSURE_TRANSITIONS,
  type DisclosureAction,
  DUTIES,
  nextState,
} from '../domain/disclosure-states';
import { bylawsFor } from './bylaws-of';
import { askApproval, type DecisionRow, isOnSale, setDecisionState } from './decision.repository';
import { answerShare, listDocuments, recordStep } from './disclosure.repository';
import { type DisclosureCase, requirePart } from './parts';

/** The end of so many working days; null where nothing is owed, or where that year's calendar is not out: never guessed. */
export function dueFrom(atMs: number, days: number | null): Date | null {
  if (days === null) return null;
  try {
    return new Date(periodEnd(atMs, { count: days, kind: 'working' }));
  } catch (error) {
    if (error instanceof DomainError && error.code === 'calendar.year_not_published') return null;
    throw error;
  }
}

export interface StepTaken {
  action: DisclosureAction;
  reason?: string;
  atMs: number;
  /** The approval asked for next, when the step leads to one. */
  next?: Link | null;
}

/** Takes a step of the transition table: part, state, its effect, its record and the audit entry, or nothing at all. */
export async function takeStep(tx: Tx, actor: Actor, found: DisclosureCase, taken: StepTaken): Promise<void> {
  const { action, atMs, reason = '' } = taken;
  const { disclosure } = found;
  const { by } = DISCLOSURE_TRANSITIONS[action];
  const to = nextState(disclosure.state, action, reason);
  requirePart(actor, found, by);
  const at = new Date(atMs);
  const { bylawId, body } = await bylawsFor(tx, disclosure, action, at);
  const link = (await EFFECTS[action]?.(tx, actor, found, at, body)) ?? taken.next ?? null;
  const dueAt = dueFrom(atMs, daysOwed(body, to, link?.days ?? null));
  await recordStep(tx, disclosure.id, {
    action,
    from: disclosure.state,
    to,
    turn: DUTIES[to].turn,
    dueAt,
    bylawId,
    part: by,
    actorId: actor.userId,
    reason: reason.trim(),
    at,
  });
  await recordAct(tx, actor, `disclosure.${action}`, disclosure.id, {
    reason: reason.trim(),
    from: disclosure.state,
    to,
  });
  const step = { action, from: disclosure.state, to, held: link?.held ?? '', reason: reason.trim() };
  const due = dueAt ? { dueAtMs: dueAt.getTime() } : {};
  await tellStep(tx, 'disclosure.moved', disclosure, { ...step, ...due });
}

/** Its number and never its title: not everybody in the institution may know of it. */
export function tellStep(
  tx: Tx,
  type: string,
  { id: disclosureId, number }: DisclosureCase['disclosure'],
  more: Record<string, unknown>,
): Promise<string> {
  return appendFact(tx, { type, subjectId: disclosureId, payload: { disclosureId, number, ...more } });
}

export function recordAct(
  tx: Tx,
  actor: Actor,
  action: string,
  disclosureId: string,
  detail: Record<string, unknown> = {},
): Promise<void> {
  const { userId: actorId, organisationId } = actor;
  return audit(tx, { actorId, organisationId, action, subjectType: 'disclosure', subjectId: disclosureId, detail });
}

type Effect = (tx: Tx, actor: Actor, found: DisclosureCase, at: Date, bylaws: Bylaws) => Promise<Link | void>;

/** What a step changes or asks for beside the state. */
const EFFECTS: Partial<Record<DisclosureAction, Effect>> = {
  /** Whoever reports says their own share with it. */
  disclose: async (tx, actor, { disclosure, contributors }, at) => {
    checkComplete({ ...disclosure, contributors }, disclosure.reportedBy, chinaDay(at.getTime()));
    const own = contributors.find(({ userId }) => userId === actor.userId);
    if (own) await answerShare(tx, own.id, { by: actor.userId, agreed: true, objection: '', paperId: null, at });
  },
  accept: async (_tx, _actor, { contributors }) => {
    const open = contributors.filter(({ agreed }) => agreed !== true);
    if (open.length > 0) throw conflict('disclosure.shares_open', { names: open.map(({ name }) => name).join('、') });
  },
  submit: async (tx, _actor, found, _at, bylaws) => {
    const decision = requireDecision(found);
    const chain = chainFor(bylaws, decision, isPlanFunded(found.disclosure.fundingSource));
    requireDocuments(await documentsOwed(tx, found, decision, chain), 'submit');
    await askApproval(tx, decision.id, chain);
    return chain[0];
  },
  drop: (tx, _actor, found, at) => setDecisionState(tx, requireDecision(found).id, 'dropped', at),
  recall: (tx, _actor, found, at) => setDecisionState(tx, requireDecision(found).id, 'proposed', at),
  send_back: (tx, _actor, found, at) => setDecisionState(tx, requireDecision(found).id, 'proposed', at),
  refuse: (tx, _actor, found, at) => setDecisionState(tx, requireDecision(found).id, 'refused', at),
  /** What is being sold stays decided until it is sold or withdrawn. */
  reopen: async (tx, _actor, { disclosure }) => {
    if (disclosure.achievementId && (await isOnSale(tx, disclosure.achievementId)))
      throw conflict('disclosure.on_sale');
  },
};

export function requireDecision({ decision, disclosure }: DisclosureCase): DecisionRow {
  if (!decision) throw new Error(`disclosure ${disclosure.number} is ${disclosure.state} without a proposal`);
  return decision;
}

/** Who approves a proposal: as it was when they were asked, or as it would be now. */
export async function chainOf(tx: Tx, { disclosure }: DisclosureCase, decision: DecisionRow, at: Date) {
  if (decision.state !== 'proposed') return decision.chain;
  const { body } = await bylawsFor(tx, disclosure, 'submit', at);
  return chainFor(body, decision, isPlanFunded(disclosure.fundingSource));
}

/** The checklist of a proposal, by those who approve it, with what is filed for it. */
export async function documentsOwed(tx: Tx, found: DisclosureCase, decision: DecisionRow, chain: readonly Link[]) {
  const filed = (await listDocuments(tx, found.disclosure.id)).filter(({ decisionId }) => decisionId === decision.id);
  const kinds = new Set(filed.map(({ kind }) => kind as DecisionPaper));
  const appraisalSource = decision.profileCode === null ? null : await findAppraisalSource(tx, decision.profileCode);
  return checklist({ ...found.disclosure, contributors: found.contributors, appraisalSource }, decision, chain, kinds);
}

/** Errors: `disclosure.wrong_state`. */
export function requireState({ disclosure }: DisclosureCase, ...states: string[]): void {
  if (!states.includes(disclosure.state))
    throw conflict('disclosure.wrong_state', { state: disclosure.state, action: 'change' });
}
