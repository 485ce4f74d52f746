import { canonicalJson, sha256Hex } from '@jishi/kernel';
import { decide, evolve } from './auction';
import type { BookEvent, CommandSecret, PublicEvent } from './events';
import { modeOf } from './mode';
import { appendLeaves, EMPTY_EDGE, leafHash, rootOf, type MerkleEdge } from './merkle';
import { commandText, seal, unseal, type SealedEvent } from './seal';
import { commitment } from './bidder-code';
import { DEFAULT_SUITE } from './suite';
import { bidderByCode, emptyAuction, type AuctionState } from './state';

export type BookLine = Pick<SealedEvent, 'publicText' | 'privateText' | 'salt'>;

/** What is wrong with a book, and in which line first. */
export interface BookProblem {
  readonly seq: number;
  readonly code: string;
}

export interface BookReport {
  readonly ok: boolean;
  readonly problems: readonly BookProblem[];
  readonly events: number;
  readonly root: string;
  readonly tree: MerkleEdge;
  readonly state: AuctionState;
}

/**
 * Checks a whole book without trusting whoever kept it: gap-free, canonical, private parts match their hashes, every command
 * decided again gives exactly these events, prices rise, and one winner. Stops at the first line it cannot follow.
 */
export function verifyBook(lines: readonly BookLine[], expectedRoot?: string): BookReport {
  const problems: BookProblem[] = [];
  let state = emptyAuction('');
  let tree = EMPTY_EDGE;
  /** Events that the last command must still have produced. */
  let due: SealedEvent[] = [];

  for (const [i, line] of lines.entries()) {
    const code = checkLine(line, i + 1);
    if (code) problems.push({ seq: i + 1, code });
    if (code === 'book.unreadable') break;

    const event = unseal(line);
    if (i === 0) state = emptyAuction((JSON.parse(line.publicText) as PublicEvent).auctionId);
    if (due.length === 0) due = decideAgain(state, event, line);
    const expected = due.shift();
    if (!expected || expected.publicText !== line.publicText || expected.privateText !== line.privateText) {
      problems.push({ seq: i + 1, code: 'book.not_decided_so' });
      break;
    }
    const after = evolve(state, event);
    const fault = stepFault(state, event, after);
    if (fault) problems.push({ seq: event.seq, code: fault });
    state = after;
    tree = appendLeaves(tree, [leafHash(line.publicText)]);
  }
  if (due.length > 0) problems.push({ seq: lines.length + 1, code: 'book.cut_short' });
  const close = outcomeFault(state);
  if (close) problems.push({ seq: lines.length, code: close });
  const root = rootOf(tree).toString('hex');
  if (expectedRoot !== undefined && root !== expectedRoot)
    problems.push({ seq: lines.length, code: 'book.root_differs' });
  return { ok: problems.length === 0, problems, events: lines.length, root, tree, state };
}

function checkLine({ publicText, privateText, salt }: BookLine, seq: number): string | null {
  try {
    const seen = JSON.parse(publicText) as PublicEvent;
    if (canonicalJson(seen) !== publicText) return 'book.not_canonical';
    if (privateText !== null && canonicalJson(JSON.parse(privateText)) !== privateText) return 'book.not_canonical';
    if (seen.seq !== seq) return 'book.gap';
    const hash = privateText === null ? null : sha256Hex((salt ?? '') + privateText);
    return seen.privateHash === hash ? null : 'book.private_part_differs';
  } catch {
    return 'book.unreadable';
  }
}

/** The events that the command of this line must lead to, from the state before it. */
function decideAgain(state: AuctionState, event: BookEvent, { salt }: BookLine): SealedEvent[] {
  const secret = event.secret as CommandSecret | null;
  const { arrivedAtMs } = event.data as { arrivedAtMs?: number };
  if (!secret?.command || arrivedAtMs === undefined || salt === null || event.atMs < state.atMs) return [];
  const { actor, command, commandId } = secret;
  const decision = decide(state, { actor, command, commandId, arrivedAtMs, salt }, event.atMs);
  if (decision.kind === 'refused') return [];
  const mode = (state.rules ?? (event.data as { rules?: { mode: string } }).rules)?.mode ?? '';
  return decision.drafts.map((draft, index) => {
    const place = { auctionId: state.auctionId, seq: state.seq + 1 + index, atMs: event.atMs, mode };
    return seal(place, draft, index, salt, commandText(command));
  });
}

/** What holds in every book, besides that its commands were decided so. */
function stepFault(before: AuctionState, event: BookEvent, after: AuctionState): string | null {
  if (before.phase !== 'announced' && before.phase !== 'absent' && after.endsAtMs < before.endsAtMs)
    return 'book.end_shortened';
  const { arrivedAtMs } = event.data as { arrivedAtMs?: number };
  if (event.type.startsWith('bid.') && event.type !== 'bid.voided' && (arrivedAtMs ?? 0) >= before.endsAtMs)
    return 'book.bid_after_end';
  // A voided bid takes its price with it.
  if (event.type === 'bid.voided') return null;
  return before.rules ? (modeOf(before.rules).fault?.(before.mode, after.mode) ?? null) : null;
}

function outcomeFault(state: AuctionState): string | null {
  if (!state.outcome) return null;
  const { outcome, winner, priceMinor } = state.outcome;
  if (outcome === 'sold' && (!bidderByCode(state, winner) || priceMinor === null)) return 'book.no_winner';
  if (outcome === 'unsold' && winner !== null) return 'book.winner_of_nothing';
  return null;
}

/** True when a reserve opened at the close is the one committed to at the announcement. */
export const reserveMatches = (reserveCommitment: string, reserveSalt: string, reserveMinor: number): boolean =>
  commitment(DEFAULT_SUITE, reserveSalt, canonicalJson(reserveMinor)) === reserveCommitment;
