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
