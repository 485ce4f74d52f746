import type { Command } from '../domain/commands';
import type { AuctionRules } from '../domain/rules';

/** A rehearsal: small round numbers that examples and tests share. */
export const sampleRules: AuctionRules = {
  mode: 'english',
  startPriceMinor: 10_000,
  freePeriodMs: 60_000,
  timerMs: 30_000,
  extension: { triggerMs: 30_000, extendMs: 30_000, base: 'bidTime', cap: null, hardStopMs: null },
  increments: [
    { fromMinor: 0, stepMinor: 500 },
    { fromMinor: 20_000, stepMinor: 1_000 },
    { fromMinor: 50_000, stepMinor: 5_000 },
  ],
  raise: 'multiple',
  selfRaise: false,
  closeDrainMs: 5_000,
  showReserveMet: false,
};

export const sampleAnnouncement = (
  opensAtMs: number,
  rules: Partial<AuctionRules> = {},
  reserveMinor: number | null = null,
): Command => ({
  type: 'announce',
  listingId: 'listing',
  title: '一种样品',
  sellerId: 'seller',
  operatorId: 'operator-org',
  rules: { ...sampleRules, ...rules },
  reserveMinor,
  opensAtMs,
});
