import type { Fen } from '@jishi/kernel';

/** Money coming in through a provider; what it gives back is part of it. `paid`: money that went out to a payee. */
export const STAGES = ['begun', 'authorised', 'voided', 'captured', 'paid'] as const;
export type Stage = (typeof STAGES)[number];

/** Why a hold or an attempt ended without money. */
export const VOID_REASONS = ['failed', 'expired', 'asked'] as const;
export type VoidReason = (typeof VOID_REASONS)[number];

export const REFUND_STATES = ['pending', 'succeeded', 'failed'] as const;
export type RefundState = (typeof REFUND_STATES)[number];
export const DISPUTE_STATES = ['open', 'won', 'lost'] as const;
export type DisputeState = (typeof DISPUTE_STATES)[number];

export interface RefundFact {
  reference: string;
  /** The command that asked for it; null when somebody did at the provider's own desk. */
  commandId: string | null;
  amountMinor: Fen;
  state: RefundState;
}

export interface DisputeFact {
  reference: string;
  amountMinor: Fen;
  state: DisputeState;
}

/** All that a provider has ever said of one movement. It only grows, so the order of saying does not matter. */
export interface MovementFacts {
  stage: Stage;
  /** What was held at most; capturing less than that lets go of the rest. */
  authorisedMinor: Fen;
  capturedMinor: Fen;
  /** Until when the hold can be captured, in epoch milliseconds. */
  captureBeforeMs: number | null;
  voidedBecause: VoidReason | null;
  refunds: RefundFact[];
  disputes: DisputeFact[];
  /** Of a payout: what came back. */
  reversedMinor: Fen;
}

export const NOTHING_YET: MovementFacts = {
  stage: 'begun',
  authorisedMinor: 0,
  capturedMinor: 0,
  captureBeforeMs: null,
  voidedBecause: null,
  refunds: [],
  disputes: [],
  reversedMinor: 0,
};

const later = <T extends string>(order: readonly T[], a: T, b: T): T => (order.indexOf(a) >= order.indexOf(b) ? a : b);

const laterOrNone = <T extends string>(order: readonly T[], a: T | null, b: T | null): T | null =>
  a === null ? b : b === null ? a : later(order, a, b);

const latest = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : Math.max(a, b);

interface Item<S extends string> {
  reference: string;
  amountMinor: Fen;
  state: S;
}

/** By reference, in the order of references: the same set is always written the same way. */
function union<S extends string, T extends Item<S>>(order: readonly S[], a: readonly T[], b: readonly T[]): T[] {
  const found = new Map<string, T>();
  for (const item of [...a, ...b]) {
    const known = found.get(item.reference);
    found.set(
      item.reference,
      known
        ? {
            ...known,
            ...('commandId' in known
              ? { commandId: known.commandId ?? (item as { commandId?: unknown }).commandId }
              : {}),
            amountMinor: Math.max(known.amountMinor, item.amountMinor),
            state: later(order, known.state, item.state),
          }
        : item,
    );
  }
  return [...found.values()].sort((x, y) => (x.reference < y.reference ? -1 : 1));
}

/**
 * What is known after another answer of the provider. Commutative, associative and idempotent: answers may come twice, in any
 * order, or not at all as long as the last one comes, and the result is the same. A refund that succeeded can still fail, a
 * hold that was called void cannot have been captured: the orders above say so.
 */
export function joinFacts(a: MovementFacts, b: MovementFacts): MovementFacts {
  return {
    stage: later(STAGES, a.stage, b.stage),
    authorisedMinor: Math.max(a.authorisedMinor, b.authorisedMinor),
    capturedMinor: Math.max(a.capturedMinor, b.capturedMinor),
    captureBeforeMs: latest(a.captureBeforeMs, b.captureBeforeMs),
    voidedBecause: laterOrNone(VOID_REASONS, a.voidedBecause, b.voidedBecause),
    refunds: union(REFUND_STATES, a.refunds, b.refunds),
    disputes: union(DISPUTE_STATES, a.disputes, b.disputes),
    reversedMinor: Math.max(a.reversedMinor, b.reversedMinor),
  };
}

const sumOf = <S extends string>(items: readonly Item<S>[], state: S): Fen =>
  items.filter((item) => item.state === state).reduce((sum, item) => sum + item.amountMinor, 0);

export interface MovementSums {
  /** With the provider for us now: captured, less what has gone back or been taken. */
  hereMinor: Fen;
  refundedMinor: Fen;
  refundingMinor: Fen;
  disputedMinor: Fen;
  chargedBackMinor: Fen;
}

export function sumsOf(facts: MovementFacts): MovementSums {
  const refundedMinor = sumOf(facts.refunds, 'succeeded');
  const chargedBackMinor = sumOf(facts.disputes, 'lost');
  return {
    refundedMinor,
    refundingMinor: sumOf(facts.refunds, 'pending'),
    disputedMinor: sumOf(facts.disputes, 'open'),
    chargedBackMinor,
    hereMinor: facts.capturedMinor - refundedMinor - chargedBackMinor,
  };
}
