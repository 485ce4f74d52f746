import type { Ack } from '../api/auctions';
import { ApiError, type Problem } from '../api/http';

/** The engine's own refusal. */
class Refusal extends ApiError {
  constructor(
    problem: Problem,
    /** Its place in the book; null when nothing was written. */
    readonly seq: number | null,
  ) {
    super(problem);
  }
}

/** A refused command comes back as an answer, not as an error; the dialog should stay open and say why. */
export function accepted(ack: Ack): Ack {
  if (ack.accepted) return ack;
  throw new Refusal({ title: ack.message ?? ack.code, status: 409, code: ack.code }, ack.seq);
}

/** Answers after which the same command should simply be sent again. */
const UNDECIDED = new Set(['auction.busy', 'journal.unavailable']);

/** No answer, or one of something on the way: the command may be in the book all the same. */
export function isUndecided({ status, code }: Pick<Problem, 'status' | 'code'>): boolean {
  return status === 0 || status >= 500 || UNDECIDED.has(code);
}

/**
 * The book answered under this id and would for ever answer the same: the next attempt needs another. After every other
 * failure the id is kept, for an earlier attempt whose answer was lost may have arrived.
 */
export const isSpent = (error: unknown): boolean => error instanceof Refusal && error.seq !== null;

/** An earlier attempt arrived, with other content than this one. */
export const isSentBefore = (error: unknown): boolean =>
  error instanceof ApiError && ['command.id_reused', 'approval.id_reused'].includes(error.problem.code);
