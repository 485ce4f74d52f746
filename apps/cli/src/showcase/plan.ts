/** How simulated companies behave: pure, so that the play can be tested without waiting for it. */

export interface Rival {
  code: string;
  /** What the technology is worth to it; it never goes higher. */
  ceilingMinor: number;
}

export interface Scene {
  nowMs: number;
  endsAtMs: number;
  freeEndsAtMs: number;
  /** From here on nobody simulated bids any more, and the timer runs out. */
  curtainMs: number;
  leader: string | null;
  nextMinimumMinor: number;
  incrementMinor: number;
  watched: boolean;
}

export interface Move {
  code: string;
  amountMinor: number;
}

/** A number from 0 to below 1. */
export type Chance = () => number;

/** A bid of one of those who do not lead and can still afford it; usually one step, sometimes a leap. */
export function nextMove(scene: Scene, rivals: readonly Rival[], chance: Chance): Move | null {
  if (scene.nowMs >= scene.curtainMs) return null;
  const able = rivals.filter(
    ({ code, ceilingMinor }) => code !== scene.leader && ceilingMinor >= scene.nextMinimumMinor,
  );
  const rival = able[Math.floor(chance() * able.length)];
  if (!rival) return null;
  const steps = chance() < 0.2 ? 2 : 0;
  const leap = scene.nextMinimumMinor + steps * scene.incrementMinor;
  return { code: rival.code, amountMinor: leap <= rival.ceilingMinor ? leap : scene.nextMinimumMinor };
}

/** People think before they bid: longer while nobody looks, and in the timed period never longer than the timer lasts. */
export function thinkMs(scene: Scene, chance: Chance): number {
  const [leastMs, mostMs] = scene.watched ? [4_000, 20_000] : [30_000, 45_000];
  const wishMs = leastMs + chance() * (mostMs - leastMs);
  if (scene.nowMs < scene.freeEndsAtMs) return Math.round(wishMs);
  return Math.round(Math.max(1_000, Math.min(wishMs, scene.endsAtMs - scene.nowMs - 8_000)));
}

/** Between a tenth and a half above the price: enough for many rounds, and a newcomer can outbid everybody. */
export function ceilingOf(priceMinor: number, chance: Chance): number {
  return Math.round(priceMinor * (1.1 + chance() * 0.4));
}
