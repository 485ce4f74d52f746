import type { History } from './history';
import type { Snapshot } from './snapshot';
import { stepAt } from './steps';

/** What the page can tell a bidder before the server does. The server decides; this only explains early. */
export type AmountFault = 'below_minimum' | 'not_a_multiple' | null;

export function amountFault(snapshot: Snapshot, amountMinor: number): AmountFault {
  if (amountMinor < snapshot.nextMinimumMinor) return 'below_minimum';
  const base = snapshot.priceMinor ?? snapshot.startPriceMinor;
  const multiple = (snapshot.rules?.raise ?? 'multiple') === 'multiple';
  return multiple && (amountMinor - base) % stepAt(snapshot, base) !== 0 ? 'not_a_multiple' : null;
}

/** The amounts behind the quick buttons: the next minimum, and further whole steps of the same tier above it. */
export function quickAmounts(snapshot: Snapshot, steps: readonly number[]): number[] {
  const base = snapshot.priceMinor ?? snapshot.startPriceMinor;
  const step = stepAt(snapshot, base);
  return steps.map((count) => snapshot.nextMinimumMinor + (count - 1) * step);
}

/** Who would have the sale as things stand: after the end, whoever exercised the best right. */
export const leaderOf = ({ state, leader }: Snapshot, { rights }: History): string | null =>
  state === 'ended' ? (rights[0] ?? leader) : leader;

/** A holder may match whoever leads, unless it leads itself or a better right was exercised. */
export function mayMatch(snapshot: Snapshot, history: History, code: string | null): boolean {
  if (code === null || !snapshot.firstRefusal.includes(code) || snapshot.priceMinor === null) return false;
  const standing = leaderOf(snapshot, history);
  if (standing === code) return false;
  const lately = snapshot.bids.find(({ bidder, void: isVoid }) => bidder === standing && !isVoid);
  const matched = snapshot.state === 'ended' ? history.rights.length > 0 : lately?.kind === 'matched';
  const place = (one: string | null) => snapshot.firstRefusal.indexOf(one ?? '');
  return !matched || place(code) < place(standing);
}

/** Where the auction stands at a moment of server time. */
export type Period =
  | 'before'
  | 'free'
  /** Bidding is open while the notice still runs. */
  | 'notice'
  | 'timed'
  | 'sealing'
  /** The time is out and the close is being recorded. */
  | 'ended'
  | 'paused'
  /** Paused, and it is known when it goes on. */
  | 'resumes'
  | 'reveal'
  | 'firstRefusal'
  /** Closed; until the result is final a party may object. */
  | 'objection'
  /** Closed, and an objection freezes award and money. */
  | 'frozen'
  | 'closed';

export function periodAt(snapshot: Snapshot, nowMs: number): Period {
  const { state, mode, result } = snapshot;
  if (state === 'closed' && result === 'pending') return snapshot.openObjections > 0 ? 'frozen' : 'objection';
  if (state === 'closed') return 'closed';
  if (state === 'ended') return snapshot.awaits === 'reveal' ? 'reveal' : 'firstRefusal';
  if (state === 'paused') return snapshot.resumesAtMs ? 'resumes' : 'paused';
  if (state === 'announced' || nowMs < snapshot.opensAtMs) return 'before';
  if (nowMs >= snapshot.endsAtMs) return 'ended';
  if (mode === 'sealed') return 'sealing';
  if (nowMs >= snapshot.freeEndsAtMs) return 'timed';
  return mode === 'dynamic' ? 'notice' : 'free';
}

const BIDDING = new Set<Period>(['free', 'notice', 'timed', 'sealing']);

export const takesBids = (period: Period | null): boolean => period !== null && BIDDING.has(period);

/** From when on a result stands: the time to object and to appeal is over. Null while that is not known. */
export function finalAtMs(snapshot: Snapshot, { closedAtMs, objectUntilMs, objections }: History): number | null {
  if (closedAtMs === null || snapshot.openObjections > 0) return null;
  const appeals = objections.map(({ appealUntilMs }) => appealUntilMs);
  const byRules = closedAtMs + (snapshot.rules.objectionWindowMs ?? 0);
  return Math.max(objectUntilMs ?? byRules, ...appeals);
}

/** How long the countdown still runs; null where nothing but people ends the waiting. */
export function countdownMs(snapshot: Snapshot, history: History, nowMs: number): number | null {
  switch (periodAt(snapshot, nowMs)) {
    case 'before':
      return snapshot.opensAtMs - nowMs;
    case 'paused':
      // A paused auction's time stands still at the moment of its pause.
      return snapshot.endsAtMs - (snapshot.pausedAtMs ?? nowMs);
    case 'resumes':
      return (snapshot.resumesAtMs ?? nowMs) - nowMs;
    case 'firstRefusal':
      return (snapshot.awaitsUntilMs ?? nowMs) - nowMs;
    case 'objection': {
      const finalMs = finalAtMs(snapshot, history);
      return finalMs === null ? null : finalMs - nowMs;
    }
    case 'reveal':
    case 'frozen':
    case 'closed':
      return null;
    case 'free':
    case 'notice':
    case 'timed':
    case 'sealing':
    case 'ended':
      return snapshot.endsAtMs - nowMs;
  }
}
