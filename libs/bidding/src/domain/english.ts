import { isPlainName, type Command, type Envelope } from './commands';
import type { BookEvent, CommandSecret, Draft, Extended } from './events';
import { mayMatch } from './closing';
import { extendedEnd } from './extension';
import { nextMinimum, raiseFault, stepAt } from './increments';
import { englishPublicly } from './english-public';
import type { Mode, ModeCommandRule, PublicRules, Verdict } from './mode';
import { publishedReserveMet } from './reserve';
import { MAX_AMOUNT_MINOR, type AuctionRules } from './rules';
import {
  EMPTY_LADDER,
  standingWith,
  withCommitment,
  withoutCommitment,
  type Commitment,
  type Ladder,
} from './standing';
import { bidderByCode, type AuctionState } from './state';

/**
 * English auction (多次报价): open, rising bids, by hand or by a proxy up to a secret maximum; the highest at the end wins
 * if it reaches the reserve.
 */
export interface EnglishState extends Ladder {
  readonly bidCount: number;
}

/** Data of `bid.accepted`, `bid.automatic` and `bid.matched`. `endsAtMs` is the end once the command has had its effect. */
export interface BidAccepted {
  readonly amountMinor: number;
  readonly arrivedAtMs: number;
  readonly bidder: string;
  readonly endsAtMs: number;
  /** Only when the rules publish whether the reserve is met. */
  readonly reserveMet?: boolean;
  /** An automatic bid: the seq of the bid it answers. */
  readonly cause?: number;
  /** Entered by a window's clerk for its client; by whom and under which mandate is private. */
  readonly channel?: 'counter';
}

/** Of a command that a clerk entered at a counter: where, by whom, under which mandate. */
const COUNTER = ['clerkId', 'mandateId', 'windowId'];

function isCounter(counter: unknown): boolean {
  if (typeof counter !== 'object' || counter === null) return false;
  const keys = Object.keys(counter).sort();
  return keys.join() === COUNTER.join() && Object.values(counter).every(isPlainName);
}

const atCounter = (command: Command): Pick<BidAccepted, 'channel'> =>
  'counter' in command ? { channel: 'counter' } : {};

const amountOf = (command: Command, field: string): number => Number((command as Record<string, unknown>)[field]);

function commandOf(field: string, decide: ModeCommandRule<EnglishState>['decide']): ModeCommandRule<EnglishState> {
  return {
    wellFormed(command) {
      const amount = (command as Record<string, unknown>)[field];
      return (
        Number.isSafeInteger(amount) &&
        (amount as number) > 0 &&
        (amount as number) <= MAX_AMOUNT_MINOR &&
        (Object.keys(command).length === 2 ||
          (Object.keys(command).length === 3 && isCounter((command as Record<string, unknown>)['counter'])))
      );
    },
    decide,
  };
}

/** The command's own event under this name, the answer of a rival's proxy, and the end if it moves. */
function accept(
  state: EnglishState,
  auction: AuctionState,
  type: 'bid.accepted' | 'bid.matched',
  commitment: Commitment,
  { arrivedAtMs, command }: Envelope,
): Verdict {
  const { increments, extension } = auction.rules!;
  const after = standingWith(state, commitment, increments);
  const price = after.priceMinor;
  const end = price === state.priceMinor ? null : extendedEnd(extension, auction, arrivedAtMs);
  const bid = (bidder: string, amountMinor: number): BidAccepted => ({
    amountMinor,
    arrivedAtMs,
    bidder,
    endsAtMs: end ?? auction.endsAtMs,
    reserveMet: publishedReserveMet(auction, amountMinor),
  });
  const leads = after.leader === commitment.bidder;
  const own = { ...bid(commitment.bidder, leads ? price : commitment.maxMinor), ...atCounter(command) };
  const drafts: Draft[] = [{ type, data: own, secret: null }];
  if (!leads)
    drafts.push({
      type: 'bid.automatic',
      data: { ...bid(after.leader, price), cause: auction.seq + 1 },
      secret: null,
    });
  if (end === null) return { drafts };
  const extended: Extended = {
    cause: auction.seq + 1,
    endsAtMs: end,
    extensions: auction.extensions + 1,
    freeEndsAtMs: auction.freeEndsAtMs,
    hardStopAtMs: auction.hardStopAtMs,
  };
  return { drafts: [...drafts, { type: 'auction.extended', data: extended, secret: null }] };
}

const commands: Readonly<Record<string, ModeCommandRule<EnglishState>>> = {
  bid: commandOf('amountMinor', (state, auction, { code }, envelope) => {
    const rules = auction.rules!;
    const amountMinor = amountOf(envelope.command, 'amountMinor');
    if (state.leader === code && !rules.selfRaise) return { reject: 'bid.already_leading' };
    const fault = raiseFault(rules, state.priceMinor, amountMinor);
    if (fault) return { reject: fault.code, params: fault.params };
    return accept(state, auction, 'bid.accepted', manual(auction.seq + 1, code, amountMinor), envelope);
  }),

  maximum: commandOf('amountMinor', (state, auction, { code }, envelope) => {
    const rules = auction.rules!;
    const { command, arrivedAtMs } = envelope;
    const maxMinor = amountOf(command, 'amountMinor');
    const minimumMinor = nextMinimum(rules, state.priceMinor);
    if (state.leader === code) {
      const standingMinor = state.top!.maxMinor;
      if (maxMinor <= standingMinor) return { reject: 'bid.maximum_not_raised', params: { standingMinor } };
      const raised = proxy(auction.seq + 1, code, maxMinor, rules);
      // Raising one's own maximum is nobody's business, unless it lifts a price that the old one had held down.
      if (standingWith(state, raised, rules.increments).priceMinor === state.priceMinor)
        return { drafts: [{ type: 'private', data: { arrivedAtMs }, secret: null }] };
      return accept(state, auction, 'bid.accepted', raised, envelope);
    }
    if (maxMinor < minimumMinor) {
      const stepMinor = stepAt(rules.increments, state.priceMinor ?? rules.startPriceMinor);
      return { reject: 'bid.below_minimum', params: { minimumMinor, stepMinor } };
    }
    return accept(state, auction, 'bid.accepted', proxy(auction.seq + 1, code, maxMinor, rules), envelope);
  }),

  match: commandOf('priceMinor', (state, auction, bidder, envelope) => {
    const { priceMinor, leader } = state;
    const { code, firstRefusalRank: rank } = bidder;
    if (rank === null) return { reject: 'match.no_right' };
    if (priceMinor === null) return { reject: 'match.nothing_to_match' };
    if (leader === code) return { reject: 'bid.already_leading' };
    if (!mayMatch(bidder, bidderByCode(auction, leader))) return { reject: 'match.no_right' };
    if (amountOf(envelope.command, 'priceMinor') !== priceMinor)
      return { reject: 'match.stale_price', params: { priceMinor } };
    const seq = auction.seq + 1;
    const match = { ...proxy(seq, code, priceMinor, auction.rules!), rank };
    return accept(state, auction, 'bid.matched', match, envelope);
  }),
};

const manual = (seq: number, bidder: string, amountMinor: number): Commitment => ({
  seq,
  bidder,
  maxMinor: amountMinor,
  floorMinor: amountMinor,
  rank: null,
});

/** It has no price of its own, nor has a match: bids that are voided later must not go on setting it. */
const proxy = (seq: number, bidder: string, maxMinor: number, { startPriceMinor }: AuctionRules): Commitment => ({
  seq,
  bidder,
  maxMinor,
  floorMinor: startPriceMinor,
  rank: null,
});

/** `bidCount` stays: a voided bid is still shown, as void. */
function without(state: EnglishState, bid: number, auction: AuctionState): EnglishState | null {
  const isAdmitted = (code: string): boolean => bidderByCode(auction, code)!.admitted;
  const ladder = withoutCommitment(state, bid, auction.rules!.increments, isAdmitted);
  return ladder && { ...state, ...ladder };
}

/** The commitment that an event of the book made; null when it made none. */
function commitmentOf(event: BookEvent, auction: AuctionState, top: Commitment | null): Commitment | null {
  if (event.type !== 'bid.accepted' && event.type !== 'bid.matched' && event.type !== 'private') return null;
  const { actor, command } = event.secret as CommandSecret;
  const { amountMinor, bidder } = event.data as BidAccepted;
  if (command.type === 'bid') return manual(event.seq, bidder, amountMinor);
  const { code, firstRefusalRank: rank } = auction.bidders.get(actor)!;
  if (command.type === 'match')
    return { ...proxy(event.seq, code, amountOf(command, 'priceMinor'), auction.rules!), rank };
  const maximum = proxy(event.seq, code, amountOf(command, 'amountMinor'), auction.rules!);
  return event.type === 'private' ? { ...maximum, restsOn: top!.restsOn ?? top!.seq } : maximum;
}

/** A maximum; what was bid or matched by hand, everybody has seen. */
const isSecret = (top: Commitment | null): top is Commitment =>
  top !== null && top.rank === null && top.maxMinor > top.floorMinor;

export const english: Mode<EnglishState> = {
  name: 'english',
  commands,
  checkRules: () => [],
  initial: () => ({ ...EMPTY_LADDER, bidCount: 0 }),

  evolve(state, event, auction) {
    const tiers = auction.rules!.increments;
    if (event.type === 'bid.voided') return without(state, (event.data as { bid: number }).bid, auction)!;
    const commitment = commitmentOf(event, auction, state.top);
    if (!commitment) return event.type === 'bid.automatic' ? { ...state, bidCount: state.bidCount + 1 } : state;
    const bidCount = state.bidCount + (event.type === 'private' ? 0 : 1);
    // Member by member: this runs once a bid, and spreading is slow.
    const { priceMinor, leader, top, second, latest, commitments, trimmed } = withCommitment(state, commitment, tiers);
    return { priceMinor, leader, top, second, latest, commitments, trimmed, bidCount };
  },

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
  maximumOf: ({ top }, code) => (isSecret(top) && top.bidder === code ? top.maxMinor : null),

  withoutBid: without,

  conclude(state, { reserveMinor }) {
    const sold = state.priceMinor !== null && state.priceMinor >= (reserveMinor ?? 0);
    return sold
      ? { outcome: 'sold', priceMinor: state.priceMinor, winner: state.leader }
      : { outcome: 'unsold', priceMinor: state.priceMinor, winner: null };
  },

  fault: (before, after) => ((after.priceMinor ?? 0) < (before.priceMinor ?? 0) ? 'book.price_fell' : null),

  publicly: englishPublicly as PublicRules,

  leaves: {
    'bid.accepted'(data, frame) {
      const bid = data as BidAccepted;
      const met = bid.reserveMet === undefined ? '' : `"reserveMet":${bid.reserveMet},`;
      const channel = bid.channel === undefined ? '' : `"channel":"${bid.channel}",`;
      const hash = frame.privateHash === null ? 'null' : `"${frame.privateHash}"`;
      return `{"amountMinor":${bid.amountMinor},"arrivedAtMs":${bid.arrivedAtMs},"atMs":${frame.atMs},"auctionId":"${frame.auctionId}","bidder":"${bid.bidder}",${channel}"endsAtMs":${bid.endsAtMs},"privateHash":${hash},${met}"seq":${frame.seq},"type":"bid.accepted"}`;
    },
  },
};

/** Bidding is open during the whole notice (动态报价); otherwise as the English auction. */
export const dynamic: Mode<EnglishState> = {
  ...english,
  name: 'dynamic',
  checkRules: ({ freePeriodMs, timerMs }) =>
    freePeriodMs > 0 && timerMs > 0 ? [] : [{ path: 'rules.freePeriodMs', code: 'rules.no_notice_period' }],
};
