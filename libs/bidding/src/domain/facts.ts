import { isLifecycleEvent, type BookEvent } from './events';
import { bidderByCode, type AuctionState } from './state';

/** A fact for the outbox, written in the same statement as its event. */
export interface BookFact {
  readonly type: string;
  readonly payload: object;
}

/** What the rest of the house must hear of an event. `state` is the state after it. */
export function factsOf(event: BookEvent, state: AuctionState): readonly BookFact[] {
  if (!isLifecycleEvent(event) || event.type !== 'auction.closed') return [];
  const { outcome, priceMinor, winner, endedAtMs } = event.data;
  const winnerId = bidderByCode(state, winner)?.organisationId ?? null;
  const { auctionId, listingId } = state;
  return [
    {
      type: 'auction.closed',
      payload: { auctionId, listingId, outcome, priceMinor, winnerCode: winner, winnerId, endedAtMs },
    },
  ];
}
