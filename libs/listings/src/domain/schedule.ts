import type { Fen } from '@jishi/kernel';
import {
  AUCTION_MODES,
  chinaDay,
  type DayCount,
  daysLeft,
  noticeFor,
  periodEnd,
  type PricingWay,
  type RuleProfile,
  startOfChinaDay,
} from '@jishi/pricing';

export interface Schedule {
  noticeEndsAtMs: number;
  /** Null for a negotiated sale, which has no bidding. */
  opensAtMs: number | null;
  /** The close if nobody extends it. */
  closesAtMs: number | null;
}

export interface Offered {
  pricingWay: PricingWay;
  priceMinor: Fen;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const withNotice = ({ auction }: RuleProfile): boolean => AUCTION_MODES[auction.mode].opens === 'withNotice';

/** How long a sale of this kind is public before anything may be concluded. */
const noticeOf = (profile: RuleProfile, { pricingWay, priceMinor }: Offered): DayCount =>
  pricingWay === 'negotiated' ? profile.publicityDays : noticeFor(profile, priceMinor);

function after(noticeEndsAtMs: number, profile: RuleProfile, offered: Offered, publishedAtMs: number): Schedule {
  if (offered.pricingWay === 'negotiated') return { noticeEndsAtMs, opensAtMs: null, closesAtMs: null };
  const { demo, auction } = profile;
  const bidFromMs = noticeEndsAtMs + (demo ? 0 : profile.openingHour * HOUR_MS);
  const opensAtMs = withNotice(profile) ? publishedAtMs : bidFromMs;
  const freeEndsAtMs = withNotice(profile) ? bidFromMs : opensAtMs + auction.freePeriodMs;
  return { noticeEndsAtMs, opensAtMs, closesAtMs: freeEndsAtMs + auction.timerMs };
}

/** Notice and opening of a listing published (or changed) now, by its rules. Errors: `calendar.year_not_published`. */
export function schedule(profile: RuleProfile, offered: Offered, publishedAtMs: number): Schedule {
  const { demo } = profile;
  const demoMs = demo && (offered.pricingWay === 'negotiated' ? demo.publicityMs : demo.noticeMs);
  const noticeEndsAtMs =
    demoMs === null ? periodEnd(publishedAtMs, noticeOf(profile, offered)) : publishedAtMs + demoMs;
  return after(noticeEndsAtMs, profile, offered, publishedAtMs);
}

/** The notice runs anew after a change, and no shorter than was announced already. Errors: `calendar.year_not_published`. */
export function renewed(profile: RuleProfile, offered: Offered, announcedEndMs: number, nowMs: number): Schedule {
  const { noticeEndsAtMs } = schedule(profile, offered, nowMs);
  return after(Math.max(noticeEndsAtMs, announcedEndMs), profile, offered, nowMs);
}

/** A notice that found no candidate runs on from its last day, or from the day before it is said so: the whole extension is public. Errors: `calendar.year_not_published`. */
export function extended(
  profile: RuleProfile & { sale: { extension: { days: DayCount } } },
  offered: Offered,
  noticeEndsAtMs: number,
  nowMs: number,
): Schedule {
  const fromMs = Math.max(noticeEndsAtMs, startOfChinaDay(chinaDay(nowMs)));
  return after(periodEnd(fromMs - 1, profile.sale.extension.days), profile, offered, 0);
}

export interface Running {
  noticeEndsAtMs: number;
  opensAtMs: number | null;
}

/**
 * What a suspension took is given back: the days of the notice that were left, the day it stopped included, run from the day
 * after the resumption; bidding that was about to open does so no earlier than the next morning.
 */
export function resumed(
  profile: RuleProfile,
  offered: Offered,
  { noticeEndsAtMs, opensAtMs }: Running,
  suspendedAtMs: number,
  nowMs: number,
): Schedule {
  const lostMs = nowMs - suspendedAtMs;
  if (profile.demo) return after(Math.max(noticeEndsAtMs, suspendedAtMs) + lostMs, profile, offered, 0);
  if (suspendedAtMs < noticeEndsAtMs) {
    const { kind } = noticeOf(profile, offered);
    const left = daysLeft(chinaDay(suspendedAtMs - DAY_MS), chinaDay(noticeEndsAtMs - 1), kind);
    const endsAtMs = periodEnd(nowMs, { count: Math.max(left, 1), kind });
    return after(Math.max(endsAtMs, noticeEndsAtMs), profile, offered, 0);
  }
  const nextMorningMs = startOfChinaDay(chinaDay(nowMs)) + DAY_MS + profile.openingHour * HOUR_MS;
  const moved = after(noticeEndsAtMs, profile, offered, 0);
  const byMs = moved.opensAtMs === null ? 0 : Math.max(opensAtMs ?? 0, nextMorningMs) - moved.opensAtMs;
  return {
    noticeEndsAtMs,
    opensAtMs: moved.opensAtMs === null ? null : moved.opensAtMs + byMs,
    closesAtMs: moved.closesAtMs === null ? null : moved.closesAtMs + byMs,
  };
}
