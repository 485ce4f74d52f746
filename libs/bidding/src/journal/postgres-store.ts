import pg from 'pg';
import { pgTypes } from '@jishi/platform';
import type { AuctionView, Head } from '../answers';
import { canonicalJson } from '@jishi/kernel';
import { evolve } from '../domain/auction';
import { dueAtMs } from '../domain/closing';
import { appendLeaves, edgeFromText, edgeToText, EMPTY_EDGE } from '../domain/merkle';
import { unseal } from '../domain/seal';
import { emptyAuction, parseState } from '../domain/state';
import { hashesOf } from '../domain/suite';
import { LostRace, RepeatedCommand, StoreUnavailable } from './ports';
import type { Append, CommandKey, Held, Incident, JournalStore, StoredCommand } from './ports';
import {
  APPEND,
  APPEND_WITH_MORE,
  BEAT,
  FIND,
  INCIDENTS,
  LOAD,
  LOCK,
  MORE_COLUMNS,
  NOTHING,
  SEPARATOR,
} from './postgres-sql';

/** A heartbeat holds this long: a journal that stalls longer is not waited for. */
export const WRITER_LIVES_MS = 3_000;
export const OUTAGE_MS = 10_000;
const LOCK_TIMEOUT_MS = 1_000;
const STATEMENT_TIMEOUT_MS = 10_000;
/** A line that is cut without a word must not hold up the lane for ever. */
const ANSWER_TIMEOUT_MS = 15_000;

interface LoadedRow {
  id: string;
  seq: number;
  head: string | null;
  snapshot_seq: number;
  view: string | null;
  edge: string | null;
  snapshot: string | null;
  publics: string | null;
  privates: string | null;
}

/** Books in PostgreSQL. One connection writes; reading and heartbeats have others, so that neither waits for a flush. */
export class PostgresStore implements JournalStore {
  private writer: Promise<pg.Client> | null = null;
  private live: pg.Client | null = null;
  private readonly readers: pg.Pool;
  private prepared: { readonly batch: readonly Append[]; readonly columns: string[] } | null = null;

  constructor(
    private readonly url: string,
    private readonly onError: (error: Error) => void = () => undefined,
  ) {
    this.readers = new pg.Pool({
      connectionString: url,
      max: 3,
      types: pgTypes,
      connectionTimeoutMillis: 5_000,
      statement_timeout: STATEMENT_TIMEOUT_MS,
      query_timeout: ANSWER_TIMEOUT_MS,
    });
    this.readers.on('error', onError);
  }

  async close(): Promise<void> {
    await this.readers.end();
    const writer = await this.writer?.catch(() => null);
    await writer?.end();
  }

  async load(auctions: Parameters<JournalStore['load']>[0]): Promise<Map<string, Held>> {
    return this.loadWith(this.readers, auctions);
  }

  prepare(batch: readonly Append[]): void {
    this.prepared = { batch, columns: columnsOf(batch) };
  }

  async append(batch: readonly Append[]): Promise<ReadonlySet<string>> {
    // Without a turn in between when the line is up: the database waits for this.
    const client = this.live ?? (await this.connected());
    try {
      return await this.appendWith(client, batch);
    } catch (error) {
      throw this.translated(error);
    }
  }

  async appendLocked(auctionId: string, known: Held | null, decide: (held: Held) => Append | null): Promise<void> {
    const client = await this.connected();
    try {
      await client.query(
        `begin; set local lock_timeout = ${LOCK_TIMEOUT_MS}; set local statement_timeout = ${LOCK_TIMEOUT_MS}`,
      );
      await client.query({ name: 'book-lock', text: LOCK, values: [auctionId] });
      const held = (await this.loadWith(client, [{ auctionId, known }])).get(auctionId);
      const append = held ? decide(held) : null;
      if (append && !(await this.appendWith(client, [append])).has(auctionId))
        throw new Error('the guard was lost under the lock');
      await client.query('commit');
    } catch (error) {
      await client.query('rollback').catch(() => this.dropWriter());
      throw this.translated(error);
    }
  }

  async find(keys: readonly CommandKey[]): Promise<StoredCommand[]> {
    const columns = [keys.map((k) => k.auctionId), keys.map((k) => k.actor), keys.map((k) => k.commandId)];
    try {
      return (await this.readers.query<StoredCommand>(FIND, columns)).rows;
    } catch (error) {
      throw this.translated(error);
    }
  }

  async recordIncidents(incidents: readonly Incident[]): Promise<void> {
    await this.readers.query(INCIDENTS, [
      incidents.map((i) => i.auctionId),
      incidents.map((i) => i.kind),
      incidents.map((i) => i.actor),
      incidents.map((i) => i.commandId),
      incidents.map((i) => JSON.stringify(i.detail)),
    ]);
  }

  async beat(writerId: string, drainedToMs: number): Promise<void> {
    await this.readers.query({
      name: 'book-beat',
      text: BEAT,
      values: [writerId, drainedToMs, WRITER_LIVES_MS, OUTAGE_MS],
    });
  }

  private async loadWith(
    client: pg.Client | pg.Pool,
    auctions: Parameters<JournalStore['load']>[0],
  ): Promise<Map<string, Held>> {
    const known = new Map(auctions.map(({ auctionId, known: held }) => [auctionId, held]));
    const seqs = auctions.map(({ known: held }) => held?.state.seq ?? 0);
    try {
      const values = [auctions.map(({ auctionId }) => auctionId), seqs];
      const { rows } = await client.query<LoadedRow>({ name: 'book-load', text: LOAD, values });
      return new Map(rows.map((row) => [row.id, heldFrom(row, known.get(row.id) ?? null)]));
    } catch (error) {
      throw this.translated(error);
    }
  }

  private async appendWith(client: pg.Client, batch: readonly Append[]): Promise<ReadonlySet<string>> {
    const columns = this.prepared?.batch === batch ? this.prepared.columns : columnsOf(batch);
    const statement = batch.some(({ facts, snapshot }) => facts.length > 0 || snapshot !== null)
      ? { name: 'book-append-with-more', text: APPEND_WITH_MORE, values: columns }
      : { name: 'book-append', text: APPEND, values: columns.slice(0, -MORE_COLUMNS) };
    const { rows } = await client.query<{ id: string }>(statement);
    return new Set(rows.map(({ id }) => id));
  }

  private connected(): Promise<pg.Client> {
    return (this.writer ??= this.connect().catch((error: unknown) => {
      this.writer = null;
      throw this.translated(error);
    }));
  }

  private async connect(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: this.url,
      types: pgTypes,
      connectionTimeoutMillis: 5_000,
      statement_timeout: STATEMENT_TIMEOUT_MS,
      query_timeout: ANSWER_TIMEOUT_MS,
      keepAlive: true,
    });
    client.on('error', (error) => {
      this.onError(error);
      if (this.live === client) this.dropWriter();
    });
    await client.connect();
    this.live = client;
    // The statement joins arrays that the planner takes for tiny; a nested loop over a thousand of them would be slow.
    await client.query('set enable_nestloop = off; set jit = off; set plan_cache_mode = force_generic_plan');
    return client;
  }

  private dropWriter(): void {
    const dropped = this.live;
    this.writer = null;
    this.live = null;
    dropped?.end().catch(this.onError);
  }

  private translated(error: unknown): unknown {
    const code = (error as { code?: string }).code ?? '';
    if (code === '23505') return new RepeatedCommand();
    // Deadlock, serialisation failure, lock timeout, statement timeout: nothing was written.
    if (['40P01', '40001', '55P03', '57014'].includes(code)) return new LostRace();
    if (code === 'JB002' || /^(22|23|42)/.test(code)) return error;
    this.dropWriter();
    return new StoreUnavailable(String(error));
  }
}

function heldFrom(row: LoadedRow, known: Held | null): Held {
  const start: Pick<Held, 'state' | 'tree'> =
    row.snapshot !== null
      ? { state: parseState(row.snapshot), tree: edgeFromText(row.snapshot_seq, row.edge!) }
      : known && known.state.seq >= row.snapshot_seq
        ? known
        : { state: emptyAuction(row.id), tree: EMPTY_EDGE };
  const publics = row.publics?.split(SEPARATOR) ?? [];
  const privates = row.privates?.split(SEPARATOR) ?? [];
  const state = publics.reduce((before, publicText, i) => {
    const privateText = privates[i] === NOTHING ? null : (privates[i] ?? null);
    return evolve(before, unseal({ publicText, privateText }));
  }, start.state);
  if (state.seq !== row.seq)
    throw new Error(`the book of auction ${row.id} ends at ${state.seq}, its row says ${row.seq}`);
  const head = row.head === null ? null : (JSON.parse(row.head) as Head);
  const { leaf, node } = hashesOf(state.suite);
  const tree = appendLeaves(start.tree, publics.map(leaf), node);
  const recorded = row.view === null ? null : (JSON.parse(row.view) as AuctionView);
  return { state, tree, head, recordSeq: row.snapshot_seq, recorded };
}

/** Columns as joined texts: no JSON text and no plain name holds the separator, and nothing needs escaping. */
function columnsOf(batch: readonly Append[]): string[] {
  const auctions: string[][] = Array.from({ length: 12 }, () => []);
  const events: string[][] = Array.from({ length: 8 }, () => []);
  const records: string[][] = Array.from({ length: 5 }, () => []);
  const facts: string[][] = Array.from({ length: 5 }, () => []);
  const put = (columns: string[][], values: readonly (string | number | null)[]): void => {
    for (let i = 0; i < values.length; i++) columns[i]!.push(values[i] === null ? NOTHING : String(values[i]));
  };
  for (const [
    ordinal,
    { auctionId, expectedSeq, after, moved, priceMinor, rows, snapshot, facts: told },
  ] of batch.entries()) {
    const { state, tree, head, recordSeq, recorded } = after;
    put(auctions, [
      ordinal,
      auctionId,
      expectedSeq,
      state.seq,
      state.phase,
      state.opensAtMs,
      state.endsAtMs,
      dueAtMs(state),
      priceMinor,
      moved,
      JSON.stringify(head),
      recordSeq,
    ]);
    if (snapshot !== null)
      put(records, [ordinal, canonicalJson(state.rules), JSON.stringify(recorded), edgeToText(tree), snapshot]);
    for (const row of rows) {
      events[0]!.push(String(ordinal));
      events[1]!.push(String(row.seq));
      events[2]!.push(row.type);
      events[3]!.push(row.actor ?? NOTHING);
      events[4]!.push(row.commandId ?? NOTHING);
      events[5]!.push(row.publicText);
      events[6]!.push(row.privateText ?? NOTHING);
      events[7]!.push(row.salt ?? NOTHING);
    }
    for (const { id, type, payload } of told) put(facts, [ordinal, id, type, auctionId, JSON.stringify(payload)]);
  }
  return [...auctions, ...events, ...records, ...facts].map((column) => column.join(SEPARATOR));
}
