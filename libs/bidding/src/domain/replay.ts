import { decide } from './auction';
import { commitment } from './bidder-code';
import type { BookEvent, CommandSecret } from './events';
import { modeOf } from './mode';
import { commandText, seal, type SealedEvent } from './seal';
import { bidderByCode, type AuctionState } from './state';
import { hashesFor, type SuiteName } from './suite';

/** A name that is opened must be the one that was committed to at the admission. */
export function identityFault({ type, data, secret }: BookEvent, suite: SuiteName): string | null {
  if (type !== 'bidder.admitted' || secret === null) return null;
  const { organisationId, identitySalt } = secret as { organisationId: string; identitySalt: string };
  const { identityCommitment } = data as { identityCommitment: string };
  return commitment(suite, identitySalt, organisationId) === identityCommitment ? null : 'book.identity_differs';
}

/** The events that the command of this line must lead to, from the state before it. */
export function decideAgain(state: AuctionState, event: BookEvent, salt: string | null): SealedEvent[] {
  const secret = event.secret as CommandSecret | null;
  const { arrivedAtMs } = event.data as { arrivedAtMs?: number };
  if (!secret?.command || arrivedAtMs === undefined || salt === null || event.atMs < state.atMs) return [];
  const { actor, command, commandId } = secret;
  const decision = decide(state, { actor, command, commandId, arrivedAtMs, salt }, event.atMs);
  if (decision.kind === 'refused') return [];
  const mode = (state.rules ?? (event.data as { rules?: { mode: string } }).rules)?.mode ?? '';
  const hashes = hashesFor(state, decision.drafts);
  return decision.drafts.map((draft, index) => {
    const place = { auctionId: state.auctionId, seq: state.seq + 1 + index, atMs: event.atMs, mode };
    return seal(place, draft, index, salt, commandText(command), hashes);
  });
}

/** What holds in every book, besides that its commands were decided so. */
export function stepFault(before: AuctionState, event: BookEvent, after: AuctionState): string | null {
  if (before.phase !== 'announced' && before.phase !== 'absent' && after.endsAtMs < before.endsAtMs)
    return 'book.end_shortened';
  // A voided bid takes its price with it.
  if (event.type === 'bid.voided') return null;
  return before.rules ? (modeOf(before.rules).fault?.(before.mode, after.mode) ?? null) : null;
}

export function outcomeFault(state: AuctionState): string | null {
  if (!state.outcome) return null;
  const { outcome, winner, priceMinor } = state.outcome;
  if (outcome === 'sold' && (!bidderByCode(state, winner) || priceMinor === null)) return 'book.no_winner';
  if (outcome === 'unsold' && winner !== null) return 'book.winner_of_nothing';
  return null;
}
