import type { LifecycleCommand } from './commands';
import { isLifecycleEvent, type BookEvent } from './events';
import { bidderByCode, type AuctionState } from './state';

/** A fact for the outbox, written in the same statement as its event. */
export interface BookFact {
  readonly type: string;
  readonly payload: object;
}

type AdmitCommand = Extract<LifecycleCommand, { type: 'admit' }>;

const FINAL = new Set<string>(['auction.awarded', 'auction.failed', 'auction.terminated']);

/** What the rest of the house must hear of an event. `state` is the state after it. */
export function factsOf(event: BookEvent, state: AuctionState): readonly BookFact[] {
  if (!isLifecycleEvent(event)) return [];
  const { auctionId, listingId } = state;
  if (event.type === 'winner.defaulted') {
    const { organisationId } = event.secret;
    const { barredUntilMs, reason } = event.data;
    return [{ type: 'auction.defaulted', payload: { auctionId, listingId, organisationId, barredUntilMs, reason } }];
  }
  if (event.type === 'command.rejected') {
    const { command, code } = event.secret;
    const stays = command.type !== 'admit' || code === 'bidder.already_admitted';
    if (stays) return [];
    const { organisationId } = command as AdmitCommand;
    return [{ type: 'admission.refused', payload: { auctionId, listingId, organisationId, code } }];
  }
  // Told once the result is final: an open objection freezes everything that follows from a sale.
  if (!FINAL.has(event.type)) return [];
  const annulled = event.type === 'auction.failed' && event.data.cause === 'annulled';
  const { priceMinor, winner, endedAtMs } = annulled ? { ...state.outcome!, winner: null } : state.outcome!;
  const outcome = annulled ? 'annulled' : state.outcome!.outcome;
  const why = event.type === 'auction.terminated' ? { reason: event.data.reason } : {};
  const winnerId = bidderByCode(state, winner)?.organisationId ?? null;
  return [
    {
      type: 'auction.closed',
      payload: { auctionId, listingId, outcome, priceMinor, winnerCode: winner, winnerId, endedAtMs, ...why },
    },
  ];
}
