/** A rule profile's body: the law of one sale as data, every value with its source. */
export interface Rate {
  numerator: number;
  denominator: number;
}

export interface DayCount {
  count: number;
  kind: 'calendar' | 'working';
}

export interface FeeBand {
  upToMinor: number | null;
  rate: Rate;
  excessRate?: Rate;
}

export interface Texts {
  zh: string;
  en: string;
}

/** The law around a sale. */
export interface SaleRules {
  sellers: string[];
  forms: string[];
  pricingWays: string[];
  noticeByPrice: { fromMinor: number; days: DayCount }[];
  extension: { days: DayCount; max: number } | null;
  appraisal: { approvalBelow: Rate } | null;
  priceCut: { maxRate: Rate; relistWithin: DayCount } | null;
  applyUntil: 'noticeEnd' | 'biddingEnd';
  sellerConfirmation: DayCount | null;
  /** Left out: 24 hours, as before there was such a rule. */
  depositWithinMs?: number;
  firstRefusalNotice: DayCount | null;
  intakeWithin: DayCount;
  reviewWithin: DayCount;
  requiresDecision: boolean;
  papers: { listing: string[]; application: string[] };
  /** Without `nda` the platform's standard undertaking is signed. */
  texts: { notice: Texts; application: Texts; nda?: Texts };
}

export interface ProfileBody {
  name: { zh: string; en: string };
  sources: Record<string, string>;
  demo: { noticeMs: number; publicityMs: number } | null;
  noticeDays: DayCount;
  publicityDays: DayCount;
  openingHour: number;
  depositRate: Rate;
  depositRateMin: Rate;
  depositRateMax: Rate;
  auction: {
    mode: string;
    freePeriodMs: number;
    timerMs: number;
    triggerMs: number;
    extendMs: number;
    extensionBase: 'bidTime' | 'currentEnd';
    maxExtensions: number | null;
    /** No extension moves the end later than this after the planned end. */
    hardStopMs?: number;
    increments: { fromMinor: number; stepMinor: number }[];
    raise: 'multiple' | 'atLeast';
    selfRaise: boolean;
    closeDrainMs: number;
    showReserveMet: boolean;
    /** Sealed sales: the winner pays its own bid, or the second one. */
    sealedPrice?: 'first' | 'second';
    /** How long after the end a right of first refusal may be exercised. */
    firstRefusalWindowMs?: number;
    /** How long after the close the parties may object, and appeal a ruling. */
    objectionWindowMs?: number;
    /** How long a winner who did not perform is kept out. */
    barMs?: number;
  };
  fees: { seller: FeeBand[]; buyerCompetitive: FeeBand[]; buyerNegotiated: FeeBand[]; minimumMinor: number };
  refundDays: number;
  closingDays: DayCount;
  sale: SaleRules;
}
