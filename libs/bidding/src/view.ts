import type { AuctionView } from './answers';
import { modeOf } from './domain/mode';
import type { AuctionState } from './domain/state';

/** What a newcomer is shown of an announced auction: nothing that is private. */
export function viewOf(state: AuctionState): AuctionView {
  const rules = state.rules!;
  const { priceMinor, leader, nextMinimumMinor, incrementMinor, bidCount } = modeOf(rules).view(state.mode, state);
  const hasReserve = state.reserveMinor !== null;
  // The close opens the reserve; a sale that is terminated never does.
  const opened = state.phase === 'closed' && state.outcome?.outcome !== 'terminated';
  const told = hasReserve && (rules.showReserveMet || opened);
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

function holders({ bidders }: AuctionState): string[] {
  return [...bidders.values()]
    .filter(({ admitted, firstRefusalRank }) => admitted && firstRefusalRank !== null)
    .sort((a, b) => a.firstRefusalRank! - b.firstRefusalRank!)
    .map(({ code }) => code);
}
