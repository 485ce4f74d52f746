import type { Fen } from '@jishi/kernel';

export interface Holding {
  id: string;
  /** Null: everything. */
  amountMinor: Fen | null;
}

export interface Freezable {
  id: string;
  amountMinor: Fen;
  frozenBy: string | null;
}

/**
 * Which payouts an objection holds from now on, in the order given: all of them, or as many as cover its sum. A payout is held
 * whole: rather more is held than less. What another objection holds already stays with it.
 */
export function toFreeze(objections: readonly Holding[], payouts: readonly Freezable[]): Map<string, string> {
  const held = new Map<string, string>();
  const holderOf = (payout: Freezable): string | null => payout.frozenBy ?? held.get(payout.id) ?? null;
  for (const { id, amountMinor } of objections) {
    let covered = payouts.reduce((sum, payout) => (holderOf(payout) === id ? sum + payout.amountMinor : sum), 0);
    for (const payout of payouts) {
      if (amountMinor !== null && covered >= amountMinor) break;
      if (holderOf(payout) !== null) continue;
      held.set(payout.id, id);
      covered += payout.amountMinor;
    }
  }
  return held;
}

/** How much of each payout goes back by a ruling on this sum: no more than was objected to. Null: all of it. */
export function toReturn(
  amountMinor: Fen | null,
  payouts: readonly (Pick<Freezable, 'id' | 'amountMinor'> & { provider: string })[],
): Map<string, Fen> {
  const back = new Map<string, Fen>();
  let left = amountMinor ?? Infinity;
  for (const payout of payouts) {
    if (left <= 0) break;
    // a charge goes back as it was drawn on: a card payment's share is returned whole
    const part = payout.provider.startsWith('stripe') ? payout.amountMinor : Math.min(left, payout.amountMinor);
    back.set(payout.id, part);
    left -= part;
  }
  return back;
}
