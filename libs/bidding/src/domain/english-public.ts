import type { BookEvent, Voided } from './events';
import { extendedEnd } from './extension';
import type { PublicRules } from './mode';
import type { AuctionState } from './state';

interface PublicLadder {
  readonly priceMinor: number | null;
  readonly leader: string | null;
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
  initial: () => ({ priceMinor: null, leader: null }),

  step(state, event: BookEvent, sale) {
    const { amountMinor, bidder, arrivedAtMs, endsAtMs } = event.data as PublicBid;
    const { startPriceMinor } = sale.rules!;
    const standing = state.priceMinor ?? startPriceMinor - 1;
    switch (event.type) {
      case 'bid.accepted':
        if (amountMinor <= standing) return 'book.price_fell';
        return endsAtMs === dueEnd(sale, arrivedAtMs) ? { priceMinor: amountMinor, leader: bidder } : 'book.wrong_end';
      case 'bid.automatic':
        if (amountMinor < standing) return 'book.price_fell';
        return bidder === state.leader ? 'book.bids_against_itself' : { priceMinor: amountMinor, leader: bidder };
      case 'bid.matched':
        return amountMinor === state.priceMinor ? { priceMinor: amountMinor, leader: bidder } : 'book.price_fell';
      case 'bid.voided': {
        const { priceMinor, leader } = event.data as Voided;
        return (priceMinor ?? 0) > (state.priceMinor ?? 0) ? 'book.price_fell' : { priceMinor, leader };
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
