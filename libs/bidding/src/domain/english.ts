import type { Command } from './commands';
import type { BookEvent, Draft, Extended } from './events';
import { extendedEnd } from './extension';
import { nextMinimum, raiseFault, stepAt } from './increments';
import type { Mode } from './mode';
import { MAX_AMOUNT_MINOR } from './rules';

/** English auction (多次报价): open, rising bids; the highest at the end wins if it reaches the reserve. */
export interface EnglishState {
  readonly priceMinor: number | null;
  readonly leader: string | null;
  readonly bidCount: number;
}

/** Data of `bid.accepted`. `endsAtMs` is the end once this bid has had its effect. */
export interface BidAccepted {
  readonly amountMinor: number;
  readonly arrivedAtMs: number;
  readonly bidder: string;
  readonly endsAtMs: number;
  /** Only when the rules publish whether the reserve is met. */
  readonly reserveMet?: boolean;
}

const isBid = (event: BookEvent): event is BookEvent & { data: BidAccepted } => event.type === 'bid.accepted';

const amountOf = (command: Command): number => ('amountMinor' in command ? Number(command.amountMinor) : Number.NaN);

export const english: Mode<EnglishState> = {
  name: 'english',

  commands: {
    bid: {
      wellFormed: (command) =>
        'amountMinor' in command &&
        Number.isSafeInteger(command.amountMinor) &&
        amountOf(command) > 0 &&
        amountOf(command) <= MAX_AMOUNT_MINOR &&
        Object.keys(command).length === 2,

      decide(state, auction, bidder, envelope) {
        const rules = auction.rules!;
        const amountMinor = amountOf(envelope.command);
        if (state.leader === bidder.code && !rules.selfRaise) return { reject: 'bid.already_leading' };
        const fault = raiseFault(rules, state.priceMinor, amountMinor);
        if (fault) return { reject: fault.code, params: fault.params };

        const { arrivedAtMs } = envelope;
        const end = extendedEnd(rules.extension, auction, arrivedAtMs);
        const bid: BidAccepted = {
          amountMinor,
          arrivedAtMs,
          bidder: bidder.code,
          endsAtMs: end ?? auction.endsAtMs,
          reserveMet: publishedReserveMet(auction, amountMinor),
        };
        const accepted: Draft = { type: 'bid.accepted', data: bid, secret: null };
        if (end === null) return { drafts: [accepted] };
        const extended: Extended = {
          cause: auction.seq + 1,
          endsAtMs: end,
          extensions: auction.extensions + 1,
          freeEndsAtMs: auction.freeEndsAtMs,
          hardStopAtMs: auction.hardStopAtMs,
        };
        return { drafts: [accepted, { type: 'auction.extended', data: extended, secret: null }] };
      },
    },
  },

  checkRules: () => [],
  initial: () => ({ priceMinor: null, leader: null, bidCount: 0 }),

  evolve: (state, event) =>
    isBid(event)
      ? { priceMinor: event.data.amountMinor, leader: event.data.bidder, bidCount: state.bidCount + 1 }
      : state,

  view(state, { rules }) {
    const price = state.priceMinor;
    return {
      priceMinor: price,
      leader: state.leader,
      nextMinimumMinor: nextMinimum(rules!, price),
      incrementMinor: stepAt(rules!.increments, price ?? rules!.startPriceMinor),
      bidCount: state.bidCount,
    };
  },

  standing: (state, code) => state.leader === code,

  conclude(state, { reserveMinor }) {
    const sold = state.priceMinor !== null && state.priceMinor >= (reserveMinor ?? 0);
    return sold
      ? { outcome: 'sold', priceMinor: state.priceMinor, winner: state.leader }
      : { outcome: 'unsold', priceMinor: state.priceMinor, winner: null };
  },

  fault: (before, after) =>
    after !== before && (after.priceMinor ?? 0) <= (before.priceMinor ?? 0) ? 'book.price_fell' : null,

  leaves: {
    'bid.accepted'(data, frame) {
      const bid = data as BidAccepted;
      const met = bid.reserveMet === undefined ? '' : `"reserveMet":${bid.reserveMet},`;
      const hash = frame.privateHash === null ? 'null' : `"${frame.privateHash}"`;
      return `{"amountMinor":${bid.amountMinor},"arrivedAtMs":${bid.arrivedAtMs},"atMs":${frame.atMs},"auctionId":"${frame.auctionId}","bidder":"${bid.bidder}","endsAtMs":${bid.endsAtMs},"privateHash":${hash},${met}"seq":${frame.seq},"type":"bid.accepted"}`;
    },
  },
};

function publishedReserveMet(
  auction: { rules: { showReserveMet: boolean } | null; reserveMinor: number | null },
  amountMinor: number,
): boolean | undefined {
  if (!auction.rules?.showReserveMet || auction.reserveMinor === null) return undefined;
  return amountMinor >= auction.reserveMinor;
}
