import { conflict, DomainError, forbidden, invalid, isLegible, notFound } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { appendFact, audit, type Tx } from '@jishi/platform';
import { periodEnd } from '@jishi/pricing';
import { nextRewardState, type RewardAction } from './domain/reward-states';
import { findReward, lockReward, recordRewardStep, type RewardRow, type StateChange } from './reward.repository';
import {
  isNamed,
  listRewardObjections,
  listShares,
  type RewardObjectionRow,
  type ShareRow,
} from './reward-share.repository';

/** A case with everything that says who may do what. */
export interface RewardCase {
  reward: RewardRow;
  /** Of the split that is proposed; none while there is no such split. */
  shares: ShareRow[];
  objections: RewardObjectionRow[];
  /** Whether whoever asks is named in this split, in an earlier one, or first in the disclosure. */
  named: boolean;
}

/** Errors: `reward.not_found`, also for what the reader may not know of. */
export const readReward = async (tx: Tx, actor: Actor, id: string): Promise<RewardCase> =>
  caseOf(tx, actor, await findReward(tx, id));

/** The same, locked until the transaction ends. */
export const lockRewardCase = async (tx: Tx, actor: Actor, id: string): Promise<RewardCase> =>
  caseOf(tx, actor, await lockReward(tx, id));

async function caseOf(tx: Tx, actor: Actor, reward: RewardRow | null): Promise<RewardCase> {
  if (!reward || reward.organisationId !== actor.organisationId) throw notFound('reward.not_found');
  const shares = reward.proposedBy === null ? [] : await listShares(tx, reward.id, reward.round);
  const named = isParty(actor, reward, shares) || (await isNamed(tx, reward.id, actor.userId));
  if (!mayRead(actor, reward, named)) throw notFound('reward.not_found');
  return { reward, shares, objections: await listRewardObjections(tx, reward.id), named };
}

/** The office and deciders; whoever is named in it; every researcher of the institution while it is published there. */
const mayRead = (actor: Actor, { state }: RewardRow, named: boolean): boolean =>
  isInCharge(actor) || named || (state === 'publicity' && actor.permissions.has('reward.own'));

export const isInCharge = ({ permissions }: Actor): boolean =>
  permissions.has('reward.manage') || permissions.has('reward.approve');

export const isParty = ({ userId }: Actor, reward: Pick<RewardRow, 'firstInventorId'>, shares: readonly ShareRow[]) =>
  reward.firstInventorId === userId || shares.some((share) => share.userId === userId);

/** The office acts, unless it would act for itself. Errors: `reward.other_part`, `reward.own_case`. */
export function requireOffice(actor: Actor, { reward, shares }: RewardCase): void {
  if (!actor.permissions.has('reward.manage')) throw forbidden('reward.other_part');
  if (isParty(actor, reward, shares)) throw forbidden('reward.own_case');
}

/** Whoever is named first in the disclosure; the office where nobody with a login is. */
export const mayPropose = (actor: Actor, { reward, shares }: RewardCase): boolean =>
  reward.firstInventorId === null
    ? actor.permissions.has('reward.manage') && !shares.some(({ userId }) => userId === actor.userId)
    : reward.firstInventorId === actor.userId;

/** Errors: `reward.reason_missing`, or another code, at the field. */
export function requireWords(text: string, path = 'reason', code = 'reward.reason_missing'): string {
  if (!isLegible(text)) throw invalid(code, {}, [{ path, code }]);
  return text.trim();
}

/** The end of so many working days; null where that year's calendar is not out: a deadline is never guessed. */
export function termEnd(atMs: number, days: number): Date | null {
  try {
    return new Date(periodEnd(atMs, { count: days, kind: 'working' }));
  } catch (error) {
    if (error instanceof DomainError && error.code === 'calendar.year_not_published') return null;
    throw error;
  }
}

/** Takes a step of the transition table: state, record, audit entry and fact, or nothing at all. Errors: `reward.wrong_state`. */
export async function stepReward(
  tx: Tx,
  actor: Actor | null,
  reward: RewardRow,
  taken: { action: RewardAction; at: Date; reason?: string; change?: StateChange },
): Promise<void> {
  const { action, at, reason = '', change = {} } = taken;
  const to = nextRewardState(reward.state, action);
  const actorId = actor?.userId ?? null;
  await recordRewardStep(tx, reward.id, { action, from: reward.state, to, actorId, reason, at }, change);
  await recordReward(tx, actor, `reward.${action}`, reward, { from: reward.state, to, reason });
  const due = change.consentDueAt ? { dueAtMs: change.consentDueAt.getTime() } : {};
  await tellReward(tx, 'reward.moved', reward, { action, reason, ...due });
}

/** Its number, never an amount: what somebody is paid is read where it is theirs to read. */
export const tellReward = (
  tx: Tx,
  type: string,
  { id, number, organisationId }: Pick<RewardRow, 'id' | 'number' | 'organisationId'>,
  more: Record<string, unknown> = {},
): Promise<string> =>
  appendFact(tx, { type, subjectId: id, payload: { rewardId: id, organisationId, number, ...more } });

export const recordReward = (
  tx: Tx,
  actor: Actor | null,
  action: string,
  { id, organisationId }: Pick<RewardRow, 'id' | 'organisationId'>,
  detail: Record<string, unknown> = {},
): Promise<void> =>
  audit(tx, { actorId: actor?.userId ?? null, organisationId, action, subjectType: 'reward', subjectId: id, detail });

/** Errors: `reward.wrong_state`. */
export function requireRewardState({ state }: Pick<RewardRow, 'state'>, ...states: string[]): void {
  if (!states.includes(state)) throw conflict('reward.wrong_state', { state });
}

/** Objections to the present split that nobody has ruled on. */
export const openObjections = ({ reward, objections }: RewardCase): RewardObjectionRow[] =>
  objections.filter(({ round, outcome }) => round === reward.round && outcome === null);

/** Whether nobody's word is missing: all agreed, or were heard and ruled against; with the rule's leave, the silent too. */
export function isConsented(found: RewardCase, at: Date): boolean {
  const { reward, shares, objections } = found;
  if (shares.length === 0 || openObjections(found).length > 0) return false;
  const late = reward.consentDueAt !== null && reward.consentDueAt <= at;
  const silenceAgrees = reward.rule.silence === 'agrees' && late;
  const heard = new Set(objections.filter(({ outcome }) => outcome === 'dismissed').map(({ shareId }) => shareId));
  return shares.every(
    ({ id, agreed }) => agreed === true || (agreed === false && heard.has(id)) || (agreed === null && silenceAgrees),
  );
}
