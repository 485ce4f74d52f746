import type { AuctionView } from './answers';
import { modeOf } from './domain/mode';
import type { AuctionState } from './domain/state';

/** What a newcomer is shown of an announced auction: nothing that is private. */
export function viewOf(state: AuctionState): AuctionView {
  const rules = state.rules!;
  const mode = modeOf(rules);
  const { leader, nextMinimumMinor, incrementMinor, bidCount, ...standing } = mode.view(state.mode, state);
  // What was agreed with a sole candidate nobody bid.
  const priceMinor = state.outcome?.outcome === 'sold' ? state.outcome.priceMinor : standing.priceMinor;
  const hasReserve = state.reserveMinor !== null;
  // The close opens the reserve; a sale that is terminated never does.
  const opened = state.phase === 'closed' && state.outcome?.outcome !== 'terminated';
  const sealed = mode.awaits?.(state.mode) === 'reveal';
  const told = hasReserve && !sealed && (rules.showReserveMet || opened);
  return {
    auctionId: state.auctionId,
    listingId: state.listingId,
    title: state.title,
    state: state.phase as AuctionView['state'],
    ...(state.outcome
      ? {
          outcome: state.outcome.outcome,
          winner: state.outcome.winner,
          result: state.result,
        }
      : {}),
    seq: state.seq,
    mode: rules.mode,
    startPriceMinor: rules.startPriceMinor,
    priceMinor,
    leader,
    nextMinimumMinor,
    incrementMinor,
    bidCount,
    hasReserve,
    reserveMet: told ? (priceMinor ?? 0) >= state.reserveMinor! : null,
    opensAtMs: state.opensAtMs,
    freeEndsAtMs: state.freeEndsAtMs,
    endsAtMs: state.endsAtMs,
    originalEndsAtMs: state.originalEndsAtMs,
    extensions: state.extensions,
    timerMs: rules.timerMs,
    pausedAtMs: state.pausedAtMs,
    resumesAtMs: state.resumesAtMs,
    awaits: state.awaits,
    awaitsUntilMs: state.awaitsUntilMs,
    openObjections: state.objections.filter(({ open }) => open).length,
    firstRefusal: holders(state),
  };
}

/** Longer than a bid changes: then a new record is cheaper than writing all of this with every flush. */
const MOST_MOVED = 400;

/** The members in which a view differs from the recorded one, as JSON; null when the record should be made anew. */
export function movedSince(recorded: AuctionView, view: AuctionView): string | null {
  const before = recorded as unknown as Record<string, unknown>;
  const after = view as unknown as Record<string, unknown>;
  const moved: Record<string, unknown> = {};
  for (const key in after) if (!isSame(before[key], after[key])) moved[key] = after[key];
  // A member that is gone cannot be said.
  for (const key in before) if (after[key] === undefined) return null;
  const text = JSON.stringify(moved);
  return text.length > MOST_MOVED ? null : text;
}

const isSame = (a: unknown, b: unknown): boolean =>
  a === b || (typeof b === 'object' && b !== null && JSON.stringify(a) === JSON.stringify(b));

function holders({ bidders }: AuctionState): string[] {
  return [...bidders.values()]
    .filter(({ admitted, firstRefusalRank }) => admitted && firstRefusalRank !== null)
    .sort((a, b) => a.firstRefusalRank! - b.firstRefusalRank!)
    .map(({ code }) => code);
}
