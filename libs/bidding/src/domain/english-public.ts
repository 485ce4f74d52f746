import type { BookEvent, Voided } from './events';
import { extendedEnd } from './extension';
import { stepAt } from './increments';
import type { PublicRules } from './mode';
import type { AuctionState } from './state';

interface PublicLadder {
  readonly priceMinor: number | null;
  readonly leader: string | null;
  /** Somebody has matched a price: a match stands without the step that its bidder's own maximum would need. */
  readonly matched: boolean;
}

/** What every bid shows. */
interface PublicBid {
  readonly amountMinor: number;
  readonly bidder: string;
  readonly arrivedAtMs: number;
  readonly endsAtMs: number;
}

/** The end that a bid which moved the price must name. */
const dueEnd = (sale: AuctionState, arrivedAtMs: number): number =>
  extendedEnd(sale.rules!.extension, sale, arrivedAtMs) ?? sale.endsAtMs;

/** What rising bids show to everybody: who said which price, but not by which maximum. */
export const englishPublicly: PublicRules<PublicLadder> = {
  initial: () => ({ priceMinor: null, leader: null, matched: false }),

  step(state, event: BookEvent, sale) {
    const { amountMinor, bidder, arrivedAtMs, endsAtMs } = event.data as PublicBid;
    const { startPriceMinor, increments } = sale.rules!;
    const { matched } = state;
    const standing = state.priceMinor ?? startPriceMinor - 1;
    switch (event.type) {
      case 'bid.accepted':
        if (amountMinor <= standing) return 'book.price_fell';
        return endsAtMs === dueEnd(sale, arrivedAtMs)
          ? { priceMinor: amountMinor, leader: bidder, matched }
          : 'book.wrong_end';
      case 'bid.automatic':
        if (amountMinor < standing) return 'book.price_fell';
        return bidder === state.leader
          ? 'book.bids_against_itself'
          : { priceMinor: amountMinor, leader: bidder, matched };
      case 'bid.matched':
        return amountMinor === state.priceMinor
          ? { priceMinor: amountMinor, leader: bidder, matched: true }
          : 'book.price_fell';
      case 'bid.voided': {
        const { priceMinor, leader } = event.data as Voided;
        // A void of a match may leave its bidder's maximum, one step above what it had matched.
        const most = (state.priceMinor ?? 0) + (matched ? stepAt(increments, standing) : 0);
        return (priceMinor ?? 0) > most ? 'book.price_fell' : { priceMinor, leader, matched };
      }
      default:
        return state;
    }
  },

  outcome({ priceMinor, leader }, { reserveMinor }) {
    return priceMinor !== null && priceMinor >= (reserveMinor ?? 0)
      ? { outcome: 'sold', priceMinor, winner: leader }
      : { outcome: 'unsold', priceMinor, winner: null };
  },
};
