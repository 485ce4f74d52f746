import type { ShowcaseCast } from '../demo/cast';
import { LiveClient } from '../demo/live-client';
import * as sale from '../demo/sale';
import { pause } from '../demo/wait';
import { ceilingOf, nextMove, type Rival, type Scene, thinkMs } from './plan';
import { nowMs, type Stage } from './stage';

const WATCHED_FOR_MS = 8 * 60_000;
const UNWATCHED_FOR_MS = 25 * 60_000;
const STEP_MS = 1_000;
const WELCOME_MS = 3_000;

/** Plays one sale until it is closed; answers whether it was sold. Bids go over sockets, like anybody's. */
export async function play(cast: ShowcaseCast, { auctionId, startPriceMinor }: Stage): Promise<boolean> {
  const sockets = new Map<string, LiveClient>();
  const rivals: Rival[] = [];
  for (const person of cast.rivals) {
    const code = await sale.admitted(person, auctionId);
    sockets.set(code, new LiveClient(cast.gatewayUrl, person.http.token));
    rivals.push({ code, ceilingMinor: ceilingOf(startPriceMinor, Math.random) });
  }
  const audience = new LiveClient(cast.gatewayUrl);
  try {
    await audience.watch(auctionId);
    return await bidUntilClosed(cast, auctionId, { rivals, sockets, audience });
  } finally {
    for (const socket of [audience, ...sockets.values()]) socket.close();
  }
}

interface Players {
  rivals: Rival[];
  sockets: Map<string, LiveClient>;
  audience: LiveClient;
}

async function bidUntilClosed(
  cast: ShowcaseCast,
  auctionId: string,
  { rivals, sockets, audience }: Players,
): Promise<boolean> {
  let nextAtMs = 0;
  let watchedSinceMs: number | null = null;
  for (;;) {
    const watched = audience.watchers(auctionId) > 1;
    // The sale is looked at when something may be done, not all the time: an idle room costs next to nothing.
    const view = await sale.auction(cast.officer, auctionId);
    if (view.state === 'closed') return view.outcome === 'sold';
    const now = await nowMs(cast);
    if (!watched) watchedSinceMs = null;
    else if (watchedSinceMs === null) {
      // Somebody has just come in: something should happen soon, and go on for a while.
      watchedSinceMs = now;
      nextAtMs = Math.min(nextAtMs, now + WELCOME_MS);
      for (const rival of rivals) {
        rival.ceilingMinor = Math.max(rival.ceilingMinor, ceilingOf(view.nextMinimumMinor, Math.random));
      }
    }
    const curtainMs = watchedSinceMs
      ? Math.max(view.opensAtMs, watchedSinceMs) + WATCHED_FOR_MS
      : view.opensAtMs + UNWATCHED_FOR_MS;
    const scene: Scene = { ...view, nowMs: now, curtainMs, watched };
    if (view.state === 'open' && now >= nextAtMs) {
      const move = nextMove(scene, rivals, Math.random);
      // A human was quicker, or the operator paused: the answer says so, and the next look decides anew.
      if (move) await sockets.get(move.code)?.bid(auctionId, move.amountMinor);
      nextAtMs = now + thinkMs(scene, Math.random);
    }
    await pause(Math.max(STEP_MS, Math.min(watched ? 2 * STEP_MS : 5 * STEP_MS, nextAtMs - now)));
  }
}
