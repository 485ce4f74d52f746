import { evolve } from '../domain/auction';
import { edgeFromText, edgeToText } from '../domain/merkle';
import { unseal } from '../domain/seal';
import { emptyAuction, parseState, serialiseState } from '../domain/state';
import type { AuctionView, Head } from '../answers';
import { OUTAGE_MS, WRITER_LIVES_MS } from '../journal/postgres-store';
import { LostRace, RepeatedCommand, StoreUnavailable } from '../journal/ports';
import type { Append, BookRow, CommandKey, Held, Incident, JournalStore, StoredCommand } from '../journal/ports';

interface ModelAuction {
  seq: number;
  edge: string;
  head: Head | null;
  recorded: AuctionView | null;
  recordSeq: number;
  snapshot: string | null;
  readonly rows: BookRow[];
  locked: boolean;
}

/** What the tables hold, and what their constraints refuse. */
export class ModelDatabase {
  readonly auctions = new Map<string, ModelAuction>();
  readonly facts: { auctionId: string; type: string; payload: object }[] = [];
  readonly incidents: Incident[] = [];
  readonly writers = new Map<string, { drainedToMs: number; beatAtMs: number; expiresAtMs: number }>();
  readonly outages: { fromMs: number; toMs: number }[] = [];

  /** `snapshotEvery`: a snapshot beside the book after so many events, far sooner than a journal writes one. */
  constructor(
    private readonly nowMs: () => number = () => 0,
    private readonly snapshotEvery = Infinity,
  ) {}

  /** As the database's function of that name. */
  beat(writerId: string, drainedToMs: number): void {
    const nowMs = this.nowMs();
    const lastMs = Math.max(...[...this.writers.values()].map(({ beatAtMs }) => beatAtMs));
    if (this.writers.size > 0 && nowMs - lastMs >= OUTAGE_MS) this.outages.push({ fromMs: lastMs, toMs: nowMs });
    const drained = Math.max(drainedToMs, this.writers.get(writerId)?.drainedToMs ?? 0);
    this.writers.set(writerId, { drainedToMs: drained, beatAtMs: nowMs, expiresAtMs: nowMs + WRITER_LIVES_MS });
  }

  create(auctionId: string): void {
    const empty = { seq: 0, edge: '', head: null, recorded: null, recordSeq: 0, snapshot: null, locked: false };
    this.auctions.set(auctionId, { ...empty, rows: [] });
  }

  /** The statement of one flush: all of what its guards let through, or nothing. */
  append(batch: readonly Append[]): Set<string> {
    const kept = batch.filter(({ auctionId, expectedSeq }) => this.auctions.get(auctionId)?.seq === expectedSeq);
    for (const { auctionId, rows } of kept) {
      const book = this.auctions.get(auctionId)!.rows;
      for (const { actor, commandId } of rows)
        if (commandId !== null && book.some((row) => row.actor === actor && row.commandId === commandId))
          throw new RepeatedCommand();
    }
    for (const { auctionId, rows, after, snapshot, facts } of kept) {
      const auction = this.auctions.get(auctionId)!;
      for (const row of rows) {
        if (row.seq !== auction.rows.length + 1) throw new Error(`gap in the book at ${row.seq}`);
        auction.rows.push(row);
      }
      Object.assign(auction, { seq: after.state.seq, edge: edgeToText(after.tree), head: after.head });
      if (snapshot) Object.assign(auction, { snapshot, recordSeq: after.recordSeq, recorded: after.recorded });
      if (after.state.seq - auction.recordSeq >= this.snapshotEvery)
        Object.assign(auction, { recordSeq: after.state.seq, snapshot: serialiseState(after.state) });
      for (const { type, payload } of facts) this.facts.push({ auctionId, type, payload });
    }
    return new Set(kept.map(({ auctionId }) => auctionId));
  }
}

/** One process's connection to the model. `pause` is where the world may change; `breaks` says when the line does. */
export class ModelStore implements JournalStore {
  cut = false;

  constructor(
    private readonly database: ModelDatabase,
    private readonly pause: () => Promise<void> = () => Promise.resolve(),
    private readonly breaks: () => 'before' | 'after' | null = () => null,
  ) {}

  /** A request and its answer travel; the line may break on either way. */
  private async call<T>(effect: () => T): Promise<T> {
    await this.pause();
    const breaks = this.breaks();
    if (this.cut || breaks === 'before') throw new StoreUnavailable('cut');
    const result = effect();
    await this.pause();
    if (this.cut || breaks === 'after') throw new StoreUnavailable('cut');
    return result;
  }

  load(auctions: Parameters<JournalStore['load']>[0]): Promise<Map<string, Held>> {
    return this.call(() => {
      const found = new Map<string, Held>();
      for (const { auctionId, known } of auctions) {
        const held = this.read(auctionId, known);
        if (held) found.set(auctionId, held);
      }
      return found;
    });
  }

  private read(auctionId: string, known: Held | null): Held | null {
    const auction = this.database.auctions.get(auctionId);
    if (!auction) return null;
    const snapshot =
      auction.snapshot && (known?.state.seq ?? 0) < auction.recordSeq ? parseState(auction.snapshot) : null;
    const start = snapshot ?? known?.state ?? emptyAuction(auctionId);
    const state = auction.rows.slice(start.seq).map(unseal).reduce(evolve, start);
    const { seq, edge, head, recordSeq, recorded } = auction;
    return { state, tree: edgeFromText(seq, edge), head, recordSeq, recorded };
  }

  append(batch: readonly Append[]): Promise<ReadonlySet<string>> {
    return this.call(() => {
      if (batch.some(({ auctionId }) => this.database.auctions.get(auctionId)?.locked)) throw new LostRace();
      return this.database.append(batch);
    });
  }

  async appendLocked(auctionId: string, known: Held | null, decide: (held: Held) => Append | null): Promise<void> {
    const auction = this.database.auctions.get(auctionId);
    let mine = false;
    try {
      await this.call(() => {
        if (auction?.locked) throw new LostRace();
        if (auction) auction.locked = mine = true;
      });
      const held = this.read(auctionId, known);
      const append = held ? decide(held) : null;
      await this.call(() => {
        if (append && this.database.append([append]).size === 0) throw new Error('the guard was lost under the lock');
      });
    } finally {
      // The server drops the lock when the line breaks, as when the transaction ends.
      if (auction && mine) auction.locked = false;
    }
  }

  find(keys: readonly CommandKey[]): Promise<StoredCommand[]> {
    return this.call(() =>
      keys.flatMap(({ auctionId, actor, commandId }) =>
        (this.database.auctions.get(auctionId)?.rows ?? [])
          .filter((row) => row.actor === actor && row.commandId === commandId)
          .map(({ seq, publicText, privateText }) => ({
            auctionId,
            actor,
            commandId,
            seq,
            publicText,
            privateText: privateText!,
          })),
      ),
    );
  }

  recordIncidents(incidents: readonly Incident[]): Promise<void> {
    return this.call(() => void this.database.incidents.push(...incidents));
  }

  beat(writerId: string, drainedToMs: number): Promise<void> {
    return this.call(() => this.database.beat(writerId, drainedToMs));
  }
}
