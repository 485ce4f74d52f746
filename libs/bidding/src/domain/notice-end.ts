import { type ApplicationState, STANDING_STATES } from './application-states';

/** An application that came in time, as it stands now. */
export interface InTime {
  state: ApplicationState;
  /** By when the next word on it is due; of an approved one, its deposit. Null: no such term is known. */
  dueAtMs: number | null;
  /** It stands in the book, its deposit paid. */
  admitted: boolean;
  /** Its deposit is here, and the book is about to hear of it. */
  paid: boolean;
}

export interface SaleTerms {
  /** The notice said that it may be extended, and has not been so often yet. */
  mayExtend: boolean;
  /** Candidates come until the end of the notice; otherwise as long as bids do. */
  closesWithNotice: boolean;
  /** One candidate alone agrees instead of bidding. */
  agreesAlone: boolean;
}

export type NoticeOutcome =
  /** Bidding, or an agreement: there are candidates, or nothing is left to wait for. */
  | 'goesOn'
  /** Somebody who came in time may still become a candidate. */
  | 'waits'
  /** There is no qualified candidate, and the notice said what then. */
  | 'extends';

const isUndecided = (state: ApplicationState): boolean => STANDING_STATES.includes(state) && state !== 'approved';

/**
 * Its word or its deposit is still to come within a term that runs. The seller's silence past its term is a yes that is about to
 * be written down, and then the deposit has its own: which clock comes round first decides nothing.
 */
function isWithinTerm({ state, dueAtMs, paid }: InTime, nowMs: number): boolean {
  if (state === 'awaiting_seller') return true;
  if (isUndecided(state)) return dueAtMs === null || nowMs < dueAtMs;
  return state === 'approved' && (paid || (dueAtMs !== null && nowMs < dueAtMs));
}

/** As long as it takes: whoever came in time is not shut out because others took theirs. */
const isOpen = (application: InTime, nowMs: number): boolean =>
  isUndecided(application.state) || isWithinTerm(application, nowMs);

/**
 * What a notice that is over leads to. A candidate is who was qualified and has paid its deposit; to have applied is nothing
 * yet, so nobody stops an extension with a paper. While somebody may still become one within its term, the decision waits. Past
 * the term the notice is extended all the same, which takes nothing from an application that stands: it is decided meanwhile.
 * Where nothing can be extended, whoever came in time is waited for to the last word.
 */
export function afterNotice(applications: readonly InTime[], terms: SaleTerms, nowMs: number): NoticeOutcome {
  const admitted = applications.filter((application) => application.admitted).length;
  const others = applications.filter((application) => !application.admitted);
  if (admitted > 1) return 'goesOn';
  if (admitted === 1) return terms.agreesAlone && others.some((one) => isOpen(one, nowMs)) ? 'waits' : 'goesOn';
  if (terms.mayExtend) return others.some((one) => isWithinTerm(one, nowMs)) ? 'waits' : 'extends';
  return terms.closesWithNotice && others.some((one) => isOpen(one, nowMs)) ? 'waits' : 'goesOn';
}
