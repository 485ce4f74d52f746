import type { Fen } from '@jishi/kernel';
import type { DepositRules } from './deposit-rules';
import type { DayCount, Rate } from './measures';
import type { PaymentRules } from './payment-rules';
import type { SaleRules } from './sale-rules';

/** One tier of the increment table: applies from this current price, up to the next tier (exclusive). */
export interface IncrementTier {
  fromMinor: Fen;
  stepMinor: Fen;
}

export interface ModeTraits {
  /** When the first bid may come: at the publication, with the notice as the free period, or after the notice. */
  opens: 'withNotice' | 'afterNotice';
  bids: 'open' | 'sealed';
}

/** The ways of selling, and what those must know of them who do not bid. Their rules are modes of the auction engine. */
export const AUCTION_MODES = {
  english: { opens: 'afterNotice', bids: 'open' },
  dynamic: { opens: 'withNotice', bids: 'open' },
  sealed: { opens: 'afterNotice', bids: 'sealed' },
} as const satisfies Record<string, ModeTraits>;

export interface AuctionRules {
  mode: keyof typeof AUCTION_MODES;
  /** In a dynamic sale the notice is the free period, and this is not looked at. */
  freePeriodMs: number;
  timerMs: number;
  triggerMs: number;
  extendMs: number;
  extensionBase: 'bidTime' | 'currentEnd';
  maxExtensions: number | null;
  /** No extension moves the end later than this after the original end; no limit when absent. */
  hardStopMs?: number;
  increments: IncrementTier[];
  /** `multiple`: whole increments above the price; `atLeast`: any amount from one increment above. */
  raise: 'multiple' | 'atLeast';
  selfRaise: boolean;
  closeDrainMs: number;
  showReserveMet: boolean;
  /** Sealed sales only: the winner pays its own bid, or the second highest. */
  sealedPrice?: 'first' | 'second';
  /** How long after the end a holder of a right of first refusal may match; not at all when absent. */
  firstRefusalWindowMs?: number;
  /** How long after the close, and after a ruling, a party may object or appeal; the result waits for it. */
  objectionWindowMs?: number;
  /** How long a winner who defaults may not bid; not barred when absent. */
  barMs?: number;
}

/** One marginal band; `upToMinor: null` is the open top band. */
export interface FeeBand {
  upToMinor: Fen | null;
  rate: Rate;
}

/** Seller bands also carry the share of the excess of the deal over the listing price, chosen by the listing price. */
export interface SellerFeeBand extends FeeBand {
  excessRate: Rate;
}

export interface FeeTable {
  seller: SellerFeeBand[];
  /** What the buyer pays after competitive bidding, and after an agreement with a single candidate. */
  buyerCompetitive: FeeBand[];
  buyerNegotiated: FeeBand[];
  minimumMinor: Fen;
}

/** The law of one sale as data: published, versioned, frozen into a listing when that listing is published. */
export interface RuleProfile {
  code: string;
  version: number;
  name: { zh: string; en: string };
  /** Source of every value, by the dotted path of itself or of the group it stands in; a value without a source is refused. */
  sources: Record<string, string>;
  /** Demonstration profiles replace days by these times and are refused outside demonstrations. */
  demo: { noticeMs: number; publicityMs: number } | null;
  noticeDays: DayCount;
  publicityDays: DayCount;
  /** Bidding opens at this hour (China time) of the day after the notice. */
  openingHour: number;
  /** Of the start price, so that all deposits of a sale are one flat amount: a share of a bid would tell what was bid. */
  depositRate: Rate;
  /** `bid` is known only to be refused. */
  depositBase?: 'startPrice' | 'bid';
  depositRateMin: Rate;
  depositRateMax: Rate;
  /** What becomes of deposits; the defaults of deposit-rules.ts for what is not said. */
  deposits?: Partial<DepositRules>;
  auction: AuctionRules;
  fees: FeeTable;
  /** Deposits of those who did not win go back within this many days of the close. */
  refundDays: number;
  /** Days after the sale confirmation in which the contract must be signed and the price paid. */
  closingDays: DayCount;
  /** What this operator adds to the law of paying a contract; `PAYMENT_RULES` where it says nothing. */
  payment?: Partial<PaymentRules>;
  sale: SaleRules;
}
