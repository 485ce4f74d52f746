import { type Snapshot, stepAt } from './book';

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

export type Period = 'before' | 'free' | 'timed' | 'ended' | 'paused' | 'closed';

/** Where the auction stands at a moment of server time. `ended` = the time is out and the close is being recorded. */
export function periodAt(snapshot: Snapshot, nowMs: number): Period {
  if (snapshot.state === 'closed') return 'closed';
  if (snapshot.state === 'paused') return 'paused';
  if (snapshot.state === 'announced' || nowMs < snapshot.opensAtMs) return 'before';
  if (nowMs >= snapshot.endsAtMs) return 'ended';
  return nowMs < snapshot.freeEndsAtMs ? 'free' : 'timed';
}

/** The moment the countdown runs to. A paused auction's time stands still at the moment of its pause. */
export function countdownMs(snapshot: Snapshot, nowMs: number): number {
  const period = periodAt(snapshot, nowMs);
  if (period === 'before') return snapshot.opensAtMs - nowMs;
  if (period === 'paused') return snapshot.endsAtMs - (snapshot.pausedAtMs ?? nowMs);
  if (period === 'closed') return 0;
  return snapshot.endsAtMs - nowMs;
}
