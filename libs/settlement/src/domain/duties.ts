import type { Fen } from '@jishi/kernel';
import type { DepositState } from './deposit';
import { type MovementFacts, sumsOf } from './movement';

/** A hold this close to its end is replaced or collected before it is gone. */
export const HOLD_MARGIN_MS = 24 * 3_600_000;

/** Whether this movement is the one that holds its deposit or paid its price. */
export type Role = 'bearer' | 'stranger';

/** What must happen because of what a provider said. Derived anew each time; doing one twice does nothing. */
export type Duty =
  /** The deposit is held; `as` says whether money came or only a promise. */
  | { do: 'hold'; as: 'authorised' | 'received' }
  /** A new hold replaces one that is running out. */
  | { do: 'renew'; as: 'authorised' | 'received' }
  /** The promise became money. */
  | { do: 'collected' }
  | { do: 'receive' }
  | { do: 'expiring' }
  | { do: 'lapse'; because: string }
  /** Nobody can use this money, or hold: it goes back where it came from. */
  | { do: 'send_back' }
  | { do: 'charged_back'; reference: string; amountMinor: Fen }
  /** A refund that had arrived was sent back to us by the payer's bank. */
  | { do: 'came_back'; reference: string; amountMinor: Fen };

/** Money that was promised first is a promise first, however late we hear of it: `collected` makes it money. */
const heldAs = (facts: MovementFacts): 'authorised' | 'received' | null =>
  facts.stage !== 'captured' && facts.stage !== 'authorised'
    ? null
    : facts.authorisedMinor > 0
      ? 'authorised'
      : 'received';

/** Of a movement that already gave something back, or whose payer's bank disputes it, nothing is taken in. */
export const isUntouched = (facts: MovementFacts): boolean =>
  facts.refunds.length === 0 && facts.disputes.every(({ state }) => state === 'won');

const chargeBacks = (facts: MovementFacts): Duty[] =>
  facts.disputes
    .filter(({ state }) => state === 'lost')
    .map(({ reference, amountMinor }) => ({ do: 'charged_back', reference, amountMinor }));

const enough = (facts: MovementFacts, amountMinor: Fen): boolean =>
  (facts.stage === 'captured' ? facts.capturedMinor : facts.authorisedMinor) >= amountMinor;

/** What a deposit owes to what its provider says. `bearer`: this movement holds it now. */
export function depositDuties(
  deposit: { state: DepositState; amountMinor: Fen },
  role: Role,
  facts: MovementFacts,
  nowMs: number,
): Duty[] {
  const as = heldAs(facts);
  const collected: Duty[] = facts.stage === 'captured' && facts.authorisedMinor > 0 ? [{ do: 'collected' }] : [];
  if (role === 'stranger') {
    if (!as || !isUntouched(facts)) return chargeBacks(facts);
    if (!enough(facts, deposit.amountMinor)) return [{ do: 'send_back' }];
    if (deposit.state === 'required' || deposit.state === 'pending') return [{ do: 'hold', as }, ...collected];
    if (deposit.state === 'expiring' || deposit.state === 'lapsed') return [{ do: 'renew', as }, ...collected];
    // the demand ended, or other money was quicker
    return [{ do: 'send_back' }];
  }
  const duties = chargeBacks(facts);
  if (deposit.state !== 'held' && deposit.state !== 'expiring') return [...collected, ...duties];
  if (facts.stage === 'voided') return [{ do: 'lapse', because: facts.voidedBecause ?? 'expired' }, ...duties];
  if (duties.length > 0) return [...collected, ...duties, { do: 'lapse', because: 'charged_back' }];
  // the money is here now: nothing runs out any more
  if (facts.stage === 'captured')
    return deposit.state === 'expiring' ? [...collected, { do: 'renew', as: 'received' }] : collected;
  const runsOut = facts.stage === 'authorised' && nowMs >= (facts.captureBeforeMs ?? Infinity) - HOLD_MARGIN_MS;
  return runsOut && deposit.state === 'held' ? [{ do: 'expiring' }] : [];
}

/** A price is collected, never held. */
export function paymentDuties(payment: { state: string; amountMinor: Fen }, role: Role, facts: MovementFacts): Duty[] {
  if (role === 'bearer') return chargeBacks(facts);
  if (facts.stage !== 'captured' || !isUntouched(facts)) return chargeBacks(facts);
  if (payment.state === 'due' && sumsOf(facts).hereMinor >= payment.amountMinor) return [{ do: 'receive' }];
  return [{ do: 'send_back' }];
}

/** Refunds that were said to have arrived, and have failed since: the money is here again, and owed again. */
export const cameBack = (before: MovementFacts, after: MovementFacts): Duty[] =>
  after.refunds
    .filter(({ state }) => state === 'failed')
    .filter(({ reference }) =>
      before.refunds.some((known) => known.reference === reference && known.state === 'succeeded'),
    )
    .map(({ reference, amountMinor }) => ({ do: 'came_back', reference, amountMinor }));

/** Those that are to be done now: a charge-back is posted once, when it is first heard of. */
export const newDuties = (duties: readonly Duty[], before: MovementFacts): Duty[] =>
  duties.filter(
    (duty) =>
      duty.do !== 'charged_back' ||
      !before.disputes.some(({ reference, state }) => reference === duty.reference && state === 'lost'),
  );

/** How one sum is taken from several pots, in their order; null when they do not hold enough. */
export function takeFrom<T extends { amountMinor: Fen }>(amountMinor: Fen, pots: readonly T[]): T[] | null {
  let rest = amountMinor;
  const parts: T[] = [];
  for (const pot of pots) {
    const part = Math.min(rest, pot.amountMinor);
    if (part > 0) parts.push({ ...pot, amountMinor: part });
    rest -= part;
  }
  return rest === 0 ? parts : null;
}

/** The pots without the first so much of them. */
export function leaveOut<T extends { amountMinor: Fen }>(amountMinor: Fen, pots: readonly T[]): T[] {
  let rest = amountMinor;
  return pots.map((pot) => {
    const gone = Math.min(rest, pot.amountMinor);
    rest -= gone;
    return { ...pot, amountMinor: pot.amountMinor - gone };
  });
}
