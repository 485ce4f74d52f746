import { unavailable } from '@jishi/kernel';
import type { Ack } from './answers';
import type { ApprovalOutcome } from './approval.repository';

/** Refusals that say nothing about the command: it is to be given again. */
const PASSING = new Set(['auction.busy', 'journal.unavailable', 'auction.not_found', 'internal']);

/** Errors: `unavailable` with the refusal's code, so that the delivery is repeated. */
export function mustNotPass(ack: Ack): void {
  if (!ack.accepted && PASSING.has(ack.code)) throw unavailable(ack.code);
}

/** What came of a command that was agreed on. Errors: as `mustNotPass`. */
export function outcomeOf(ack: Ack): ApprovalOutcome {
  mustNotPass(ack);
  if (ack.accepted) return { accepted: true, seq: ack.seq };
  const { seq, code, params } = ack;
  return { accepted: false, seq, code, ...(params ? { params: { ...params } } : {}) };
}
