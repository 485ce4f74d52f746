import { afterBidding } from './closing';
import { isPlainName, type Command } from './commands';
import type { BookEvent, Draft } from './events';
import type { Mode } from './mode';
import { MAX_AMOUNT_MINOR } from './rules';
import type { AuctionState } from './state';

/** One of the three who can open sealed bids, any two together; its private key never reaches the server. */
export interface Trustee {
  readonly role: 'operator' | 'notary' | 'regulator';
  readonly organisationId: string;
  /** Raw X25519 public key, base64url. */
  readonly publicKey: string;
}

/** What the service found when it opened a bid: the amount, or why there is none. The verifier decrypts again. */
export interface Opening {
  /** seq of the sealed bid. */
  readonly bid: number;
  readonly amountMinor: number | null;
  /** base64url, null when no two trustees could recover it. */
  readonly contentKey: string | null;
  readonly fault: string | null;
}

/** What a bidder gives: the bid as its own client encrypted it. */
export interface SealCommand {
  readonly type: 'seal';
  readonly envelope: string;
}

interface Sealed {
  readonly seq: number;
  readonly bidder: string;
  readonly amountMinor: number | null;
}

export interface SealedState {
  readonly trustees: readonly Trustee[] | null;
  readonly bids: readonly Sealed[];
  readonly revealed: boolean;
}

export const TRUSTEE_ROLES = ['operator', 'notary', 'regulator'] as const;
const ENVELOPE = /^[A-Za-z0-9_.-]{64,16384}$/;
const KEY = /^[A-Za-z0-9_-]{43}$/;
const isAmount = (value: unknown): boolean =>
  Number.isSafeInteger(value) && (value as number) > 0 && (value as number) <= MAX_AMOUNT_MINOR;
const field = (command: Command, name: string): unknown => (command as Record<string, unknown>)[name];

function isOpening(value: unknown): value is Opening {
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 4) return false;
  const { bid, amountMinor, contentKey, fault } = value as Opening;
  if (!Number.isSafeInteger(bid)) return false;
  return fault === null
    ? isAmount(amountMinor) && typeof contentKey === 'string' && KEY.test(contentKey)
    : isPlainName(fault) && amountMinor === null && (contentKey === null || KEY.test(contentKey));
}

/** Best first: the higher amount, then who was sealed first. */
const ranked = (bids: readonly Sealed[], least: number): Sealed[] =>
  bids
    .filter(({ amountMinor }) => amountMinor !== null && amountMinor >= least)
    .sort((a, b) => b.amountMinor! - a.amountMinor! || a.seq - b.seq);

/**
 * Sealed bids (一次报价): one each, unreadable until opened together. The highest wins and pays its own amount (`sealedPrice`
 * first) or the second highest, the reserve counting as a bid (second). A bid below the start price loses.
 */
export const sealed: Mode<SealedState> = {
  name: 'sealed',

  commands: {
    seal: {
      wellFormed: (command) =>
        typeof field(command, 'envelope') === 'string' &&
        ENVELOPE.test(field(command, 'envelope') as string) &&
        Object.keys(command).length === 2,
      decide({ bids }, auction, { code: bidder }, { arrivedAtMs }) {
        if (bids.some((bid) => bid.bidder === bidder)) return { reject: 'bid.already_sealed' };
        return {
          drafts: [{ type: 'bid.sealed', data: { arrivedAtMs, bidder, endsAtMs: auction.endsAtMs }, secret: null }],
        };
      },
    },
  },

  controls: {
    /** All three keys, drilled; without them the sale does not open. May be given again until it does. */
    seatTrustees: {
      by: ['system'],
      phases: ['announced'],
      wellFormed(command) {
        const trustees = field(command, 'trustees');
        return (
          Array.isArray(trustees) &&
          trustees.length === TRUSTEE_ROLES.length &&
          TRUSTEE_ROLES.every((role, i) => {
            const { role: own, organisationId, publicKey } = (trustees[i] ?? {}) as Trustee;
            return own === role && isPlainName(organisationId) && KEY.test(publicKey);
          }) &&
          new Set((trustees as Trustee[]).map(({ publicKey }) => publicKey)).size === trustees.length &&
          Object.keys(command).length === 2
        );
      },
      decide: (_state, _auction, { command, arrivedAtMs }) => ({
        drafts: [
          { type: 'trustees.seated', data: { arrivedAtMs, trustees: field(command, 'trustees') }, secret: null },
        ],
      }),
    },

    /** One of them changes: until all three are seated again the sale does not open. */
    unseatTrustees: {
      by: ['system'],
      phases: ['announced'],
      wellFormed: (command) => Object.keys(command).length === 1,
      decide: (_state, _auction, { arrivedAtMs }) => ({
        drafts: [{ type: 'trustees.unseated', data: { arrivedAtMs }, secret: null }],
      }),
    },

    /** What the trustees opened, every bid once: all or nothing. */
    reveal: {
      by: ['system'],
      phases: ['ended'],
      wellFormed: (command) =>
        Array.isArray(field(command, 'openings')) &&
        (field(command, 'openings') as unknown[]).every(isOpening) &&
        Object.keys(command).length === 2,
      decide(state, auction, { command, arrivedAtMs }, atMs) {
        const openings = field(command, 'openings') as readonly Opening[];
        const complete =
          openings.length === state.bids.length && state.bids.every(({ seq }, i) => openings[i]!.bid === seq);
        if (auction.awaits !== 'reveal') return { none: 'auction.premature' };
        if (!complete) return { reject: 'reveal.not_all_bids' };
        const opened = openings.map((opening, i) => ({ ...opening, bidder: state.bids[i]!.bidder }));
        const head: Draft = { type: 'bids.revealed', data: { arrivedAtMs, openings: opened }, secret: null };
        const outcome = outcomeOf(withOpenings(state, openings), auction);
        return { drafts: [head, ...afterBidding(auction, outcome, atMs, auction.endsAtMs)] };
      },
    },
  },

  neverExtends: true,

  checkRules: ({ sealedPrice, extension }) => [
    ...(sealedPrice === 'first' || sealedPrice === 'second'
      ? []
      : [{ path: 'rules.sealedPrice', code: 'rules.sealed_price_missing' }]),
    ...(extension === null ? [] : [{ path: 'rules.extension', code: 'rules.sealed_never_extends' }]),
  ],

  initial: () => EMPTY,

  evolve: afterEvent,

  view(state, auction) {
    const { startPriceMinor } = auction.rules!;
    const { priceMinor, winner } = state.revealed ? outcomeOf(state, auction) : { priceMinor: null, winner: null };
    return {
      priceMinor,
      leader: winner,
      nextMinimumMinor: startPriceMinor,
      incrementMinor: 0,
      bidCount: state.bids.length,
    };
  },

  /** Whoever sealed a bid is bound by it: nobody knows yet whose is the highest. */
  standing: (state, code) => state.bids.some(({ bidder }) => bidder === code),
  unready: ({ trustees }) => (trustees === null ? 'sealed.no_trustees' : null),
  awaits: ({ bids, revealed }) => (bids.length > 0 && !revealed ? 'reveal' : null),

  withoutBid(state, bid) {
    const bids = state.bids.filter(({ seq }) => seq !== bid);
    return bids.length === state.bids.length || state.revealed ? null : { ...state, bids };
  },

  conclude: (state, auction) => outcomeOf(state, auction),

  /** Everything that decides is public once it is revealed. */
  publicly: {
    initial: () => EMPTY,
    step: (state, event) => afterEvent(state as SealedState, event),
    outcome: (state, auction) => outcomeOf(state as SealedState, auction),
  },
};

const EMPTY: SealedState = { trustees: null, bids: [], revealed: false };

function afterEvent(state: SealedState, event: BookEvent): SealedState {
  switch (event.type) {
    case 'trustees.seated':
      return { ...state, trustees: (event.data as { trustees: readonly Trustee[] }).trustees };
    case 'trustees.unseated':
      return { ...state, trustees: null };
    case 'bid.sealed': {
      const { bidder } = event.data as { bidder: string };
      return { ...state, bids: [...state.bids, { seq: event.seq, bidder, amountMinor: null }] };
    }
    case 'bids.revealed':
      return withOpenings(state, (event.data as { openings: readonly Opening[] }).openings);
    case 'bid.voided':
      return { ...state, bids: state.bids.filter(({ seq }) => seq !== (event.data as { bid: number }).bid) };
    default:
      return state;
  }
}

const withOpenings = (state: SealedState, openings: readonly Opening[]): SealedState => ({
  ...state,
  bids: state.bids.map((bid, i) => ({ ...bid, amountMinor: openings[i]!.amountMinor })),
  revealed: true,
});

function outcomeOf(state: SealedState, auction: AuctionState) {
  const { startPriceMinor, sealedPrice } = auction.rules!;
  const reserveMinor = auction.reserveMinor ?? 0;
  const [best, next] = ranked(state.bids, startPriceMinor);
  if (!best || best.amountMinor! < reserveMinor)
    return { outcome: 'unsold', priceMinor: best?.amountMinor ?? null, winner: null } as const;
  const second = Math.max(next?.amountMinor ?? 0, reserveMinor, startPriceMinor);
  const priceMinor = sealedPrice === 'second' ? second : best.amountMinor!;
  return { outcome: 'sold', priceMinor, winner: best.bidder } as const;
}
