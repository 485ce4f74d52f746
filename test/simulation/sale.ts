import type { Command } from '../../libs/bidding/src/domain/commands';
import type { AuctionRules } from '../../libs/bidding/src/domain/rules';
import { TRUSTEE_ROLES } from '../../libs/bidding/src/domain/sealed';
import type { World } from './world';

/** What is to be sold and how, drawn from the seed: every mode and every rule, in times short enough for a run. */
export interface Sale {
  readonly auctionId: string;
  readonly rules: AuctionRules;
  readonly reserveMinor: number | null;
  readonly opensAtMs: number;
  readonly bidders: readonly string[];
}

export const SELLER = 'seller';

export function drawSale(world: World, auctionId: string): Sale {
  const mode = world.pick(['english', 'english', 'dynamic', 'sealed']);
  const bidders = ['a', 'b', 'c', 'd', 'e'].slice(0, world.between(2, 5));
  const extension = {
    triggerMs: world.between(200, 1_500),
    extendMs: world.between(200, 1_500),
    base: world.pick(['bidTime', 'currentEnd'] as const),
    cap: world.pick([null, null, 1, 3]),
    hardStopMs: world.pick([null, null, 1_000]),
  };
  const rules: AuctionRules = {
    mode,
    startPriceMinor: 10_000,
    freePeriodMs: mode === 'dynamic' ? world.between(500, 2_000) : world.pick([0, 1_000]),
    timerMs: world.between(800, 2_500),
    extension: mode === 'sealed' || world.chance(0.2) ? null : extension,
    increments: [
      { fromMinor: 0, stepMinor: 500 },
      { fromMinor: 20_000, stepMinor: 1_000 },
    ],
    raise: world.pick(['multiple', 'atLeast']),
    selfRaise: world.chance(0.3),
    closeDrainMs: world.pick([1_000, 5_000]),
    showReserveMet: world.chance(0.3),
    ...(mode === 'sealed' ? { sealedPrice: world.pick(['first', 'second'] as const) } : {}),
    ...(world.chance(0.4) ? { firstRefusalWindowMs: 1_000 } : {}),
    ...(world.chance(0.4) ? { objectionWindowMs: world.between(300, 1_500) } : {}),
    barMs: 60_000,
  };
  const opensAtMs = world.nowMs + world.between(300, 1_200);
  return {
    auctionId,
    rules,
    reserveMinor: world.chance(0.4) ? world.between(9_000, 18_000) : null,
    opensAtMs,
    bidders,
  };
}

export const announcement = ({ rules, reserveMinor, opensAtMs }: Sale): Command => ({
  type: 'announce',
  listingId: 'listing',
  title: '一种样品',
  sellerId: SELLER,
  operatorId: 'exchange',
  rules,
  reserveMinor,
  opensAtMs,
});

export const trusteesSeated = (): Command => ({
  type: 'seatTrustees',
  trustees: TRUSTEE_ROLES.map((role, i) => ({ role, organisationId: `t${i}`, publicKey: String(i).repeat(43) })),
});
