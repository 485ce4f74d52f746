import type { AuctionView, Head } from '../answers';
import type { BookFact } from '../domain/facts';
import type { MerkleEdge } from '../domain/merkle';
import type { SealedEvent } from '../domain/seal';
import type { AuctionState } from '../domain/state';

/** What a journal knows of an auction: exactly what is committed at `state.seq`. */
export interface Held {
  readonly state: AuctionState;
  readonly tree: MerkleEdge;
  readonly head: Head | null;
  /** Where the last record beside the book stands: snapshot, tree and view. */
  readonly recordSeq: number;
  /** The view in that record; null before the first. */
  readonly recorded: AuctionView | null;
}

/** An event with the command it answers; both null when it follows from another event. */
export interface BookRow extends SealedEvent {
  readonly actor: string | null;
  readonly commandId: string | null;
}

/** What one flush adds to one auction. */
export interface Append {
  readonly auctionId: string;
  /** The seq it was decided on: the guard. */
  readonly expectedSeq: number;
  readonly after: Held & { readonly head: Head };
  /** What differs from the recorded view, as JSON, and the price out of it. */
  readonly moved: string;
  readonly priceMinor: number | null;
  readonly rows: readonly BookRow[];
  readonly facts: readonly (BookFact & { readonly id: string })[];
  /** Serialised state, when this flush also makes a new record. */
  readonly snapshot: string | null;
}

export interface CommandKey {
  readonly auctionId: string;
  readonly actor: string;
  readonly commandId: string;
}

/** A command found in a book; `taken` when the store cannot tell it from another one, whose texts these are. */
export interface StoredCommand extends CommandKey {
  readonly taken?: boolean;
  readonly seq: number;
  readonly publicText: string;
  readonly privateText: string;
}

export interface Incident extends CommandKey {
  readonly kind: string;
  readonly detail: object;
}

/** A repeated command id met the unique index; nothing of the batch was written. */
export class RepeatedCommand extends Error {}
/** Deadlock or lock timeout: nothing was written, and it may be tried again. Readers are told so by the database's code. */
export class LostRace extends Error {
  readonly code = '40001';
}
/** The store cannot tell whether the batch was written: the connection was lost. */
export class StoreUnavailable extends Error {
  readonly code = 'ECONNRESET';
}

/** Where books live. The simulation runs the journal on a model of it, checked against Postgres. */
export interface JournalStore {
  /** Brings auctions up to date; those without a book are missing from the answer. `known` spares reading what is held. */
  load(auctions: readonly { readonly auctionId: string; readonly known: Held | null }[]): Promise<Map<string, Held>>;
  /** Does for this batch what can be done without the line, before `append` is called with it; perhaps it never is. */
  prepare?(batch: readonly Append[]): void;
  /** Appends in one statement; answers the auctions whose guard held. Errors: RepeatedCommand, LostRace, StoreUnavailable. */
  append(batch: readonly Append[]): Promise<ReadonlySet<string>>;
  /**
   * The fallback: locks one auction, brings it up to date, lets `decide` make the append, commits; all within a second.
   * `decide` may answer null: nothing to write. Errors as `append`.
   */
  appendLocked(auctionId: string, known: Held | null, decide: (held: Held) => Append | null): Promise<void>;
  find(keys: readonly CommandKey[]): Promise<StoredCommand[]>;
  recordIncidents(incidents: readonly Incident[]): Promise<void>;
  /** Says up to when this writer has sequenced everything it received. */
  beat(writerId: string, drainedToMs: number): Promise<void>;
}

/** Time and turns, so that a simulation decides when anything happens. */
export interface Scheduler {
  /** Runs soon, after what is already waiting. */
  defer(run: () => void): void;
  /** Runs again and again until the returned function is called. */
  every(ms: number, run: () => void): () => void;
}

export const realScheduler: Scheduler = {
  defer: (run) => void setImmediate(run),
  every(ms, run) {
    const timer = setInterval(run, ms);
    timer.unref();
    return () => clearInterval(timer);
  },
};
