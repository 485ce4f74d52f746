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

export interface ProfileBody {
  name: { zh: string; en: string };
  sources: Record<string, string>;
  demo: { noticeMs: number; publicityMs: number } | null;
  noticeDays: DayCount;
  publicityDays: DayCount;
  depositRate: Rate;
  auction: {
    freePeriodMs: number;
    timerMs: number;
    triggerMs: number;
    extendMs: number;
    extensionBase: 'bidTime' | 'currentEnd';
    maxExtensions: number | null;
    increments: { fromMinor: number; stepMinor: number }[];
    raise: 'multiple' | 'atLeast';
    selfRaise: boolean;
    showReserveMet: boolean;
  };
  fees: { seller: FeeBand[]; buyerCompetitive: FeeBand[]; buyerNegotiated: FeeBand[]; minimumMinor: number };
  refundDays: number;
  closingDays: DayCount;
}
