import type { FieldError } from '@jishi/kernel';

/** One tier of the increment table: applies while the current price is at or above `fromMinor` and below the next tier. */
export interface IncrementTier {
  readonly fromMinor: number;
  readonly stepMinor: number;
}

/** When a late bid moves the end. */
export interface ExtensionRule {
  readonly triggerMs: number;
  readonly extendMs: number;
  readonly base: 'bidTime' | 'currentEnd';
  /** Most extensions, null for no limit. */
  readonly cap: number | null;
  /** No extension moves the end later than this after the original end; null for no limit. */
  readonly hardStopMs: number | null;
}

/** The law of one auction, frozen at its announcement. A mode may read further fields of its own. */
export interface AuctionRules {
  readonly mode: string;
  readonly startPriceMinor: number;
  readonly freePeriodMs: number;
  readonly timerMs: number;
  readonly extension: ExtensionRule | null;
  readonly increments: readonly IncrementTier[];
  readonly raise: 'multiple' | 'atLeast';
  readonly selfRaise: boolean;
  readonly closeDrainMs: number;
  readonly showReserveMet: boolean;
  /** Sealed bids: the winner pays its own amount, or the second highest. */
  readonly sealedPrice?: 'first' | 'second';
  /** How long after the end a holder of a right of first refusal may still match; none when absent or 0. */
  readonly firstRefusalWindowMs?: number;
  /** How long after the close a party may object; the award waits for it. None when absent or 0. */
  readonly objectionWindowMs?: number;
  /** After the sale everybody may learn who stood behind each code. */
  readonly opensIdentities?: boolean;
  /** A single qualified candidate does not bid: the sale is agreed with it, at the start price or its higher offer. */
  readonly soleCandidate?: 'agreement';
  /** How long a winner who defaults is barred from bidding. */
  readonly barMs?: number;
}

/** An amount no sale reaches (a trillion yuan): keeps every sum of a few amounts a safe integer. */
export const MAX_AMOUNT_MINOR = 100_000_000_000_000;

/** A century: longer than any time in a sale's rules. */
export const MAX_SPAN_MS = 3_155_760_000_000;

const isAmount = (value: number, min: number): boolean =>
  Number.isSafeInteger(value) && value >= min && value <= MAX_AMOUNT_MINOR;
const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
const isSpan = (value: number): boolean => isCount(value) && value <= MAX_SPAN_MS;

/** Every fault of a set of rules that concerns all modes; the mode checks its own. */
export function checkRules(rules: AuctionRules): FieldError[] {
  const errors: FieldError[] = [];
  const need = (ok: boolean, path: string, code: string): void => {
    if (!ok) errors.push({ path: `rules.${path}`, code });
  };
  need(isAmount(rules.startPriceMinor, 1), 'startPriceMinor', 'rules.bad_amount');
  for (const span of ['freePeriodMs', 'timerMs', 'closeDrainMs'] as const)
    need(isSpan(rules[span]), span, 'rules.bad_duration');
  for (const span of ['firstRefusalWindowMs', 'objectionWindowMs', 'barMs'] as const)
    need(isSpan(rules[span] ?? 0), span, 'rules.bad_duration');
  need([undefined, 'agreement'].includes(rules.soleCandidate), 'soleCandidate', 'rules.bad_choice');
  need(rules.freePeriodMs + rules.timerMs > 0, 'timerMs', 'rules.no_time_to_bid');
  need(rules.increments.length > 0, 'increments', 'rules.no_increments');
  rules.increments.forEach((tier, i) => {
    const lowest = i === 0 ? 0 : rules.increments[i - 1]!.fromMinor + 1;
    need(isAmount(tier.fromMinor, lowest), `increments[${i}].fromMinor`, 'rules.tiers_not_rising');
    need(isAmount(tier.stepMinor, 1), `increments[${i}].stepMinor`, 'rules.bad_amount');
  });
  need((rules.increments[0]?.fromMinor ?? 0) <= rules.startPriceMinor, 'increments', 'rules.start_below_first_tier');
  if (rules.extension) {
    const { triggerMs, extendMs, cap, hardStopMs } = rules.extension;
    need(isSpan(triggerMs), 'extension.triggerMs', 'rules.bad_duration');
    need(isSpan(extendMs), 'extension.extendMs', 'rules.bad_duration');
    need(cap === null || isCount(cap), 'extension.cap', 'rules.bad_count');
    need(hardStopMs === null || isSpan(hardStopMs), 'extension.hardStopMs', 'rules.bad_duration');
  }
  return errors;
}
