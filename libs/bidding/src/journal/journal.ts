import { isUuid, newId, type Clock } from '@jishi/kernel';
import type { Ack } from '../answers';
import { isPlainName, type Command, type Envelope } from '../domain/commands';
import { commandText } from '../domain/seal';
import type { Signer } from '../signer';
import { LostRace, RepeatedCommand, StoreUnavailable } from './ports';
import type { Append, CommandKey, Held, Incident, JournalStore, Scheduler, StoredCommand } from './ports';
import { RecentAnswers } from './recent';
import { storedAnswer } from './stored-answer';
import { AuctionWork, type Waiting } from './work';

export interface Submission {
  readonly auctionId: string;
  readonly commandId: string;
  readonly actor: string;
  readonly command: Command;
  /** Database time of reception; now when absent. */
  readonly arrivedAtMs?: number;
}

export interface JournalOptions {
  readonly store: JournalStore;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly signer: Signer;
  /** 128 fresh random bits in hex. */
  readonly entropy: () => string;
  readonly log: { error(detail: object, text: string): void; warn(detail: object, text: string): void };
  /** Told after a commit which books grew. */
  readonly onCommit?: (grown: readonly { auctionId: string; seq: number }[]) => void;
  readonly maxBatch?: number;
  readonly maxQueue?: number;
  readonly maxAuctions?: number;
}

const BEAT_MS = 250;
/** Kept in memory while they cannot be recorded. */
const MOST_INCIDENTS = 10_000;
/** After so many lost guards the auction's row is locked, so that nobody starves. */
export const LOSSES_BEFORE_LOCK = 3;

/**
 * One lane a process. All waiting commands of all auctions are decided in memory and appended in one statement; the next
 * flush begins when this one is committed, and only then is anything acknowledged. Rival journals are normal: a flush whose
 * guard is lost is decided again on what the rival wrote.
 */
export class Journal {
  readonly writerId = newId();
  private queue: Waiting[] = [];
  private flushing: readonly Waiting[] = [];
  private running = false;
  private stopped = false;
  private beating: Promise<void> | null = null;
  private stopBeat: (() => void) | null = null;
  private readonly pending = new Map<string, Waiting>();
  private readonly recent = new RecentAnswers(32_768);
  /** Auctions by last use; least recent first. */
  private readonly held = new Map<string, Held>();
  private readonly outdated = new Set<string>();
  private readonly arriving = new Set<{ readonly atMs: number }>();
  /** Not on record yet. */
  private incidents: Incident[] = [];
  /** When the last heartbeat was committed, by our clock. */
  lastBeatMs: number | null = null;

  constructor(private readonly options: JournalOptions) {}

  get signer(): Signer {
    return this.options.signer;
  }

  async start(): Promise<void> {
    await this.beat();
    this.stopBeat = this.options.scheduler.every(BEAT_MS, () => void this.beat());
  }

  /** Takes nothing more, finishes what waits. */
  async stop(): Promise<void> {
    this.stopped = true;
    await Promise.all([...this.pending.values()].map(({ answered }) => answered));
    this.stopBeat?.();
    await this.beating;
    await this.report();
    // Nothing will ever come from here again: no close needs to wait.
    await this.options.store.beat(this.writerId, Number.MAX_SAFE_INTEGER).catch(() => undefined);
  }

  /** Answers after the commit. The same id again gets the same answer. */
  submit(submission: Submission): Promise<Ack> {
    const { auctionId, actor, commandId, command } = submission;
    const refuse = (code: string): Promise<Ack> => Promise.resolve({ accepted: false, auctionId, seq: null, code });
    if (!isUuid(auctionId)) return refuse('auction.not_found');
    const text = textOf(command);
    if (text === null || !isPlainName(actor) || !isPlainName(commandId)) return refuse('command.malformed');
    const key = keyOf(submission);
    const earlier = this.recent.get(key);
    if (earlier) return earlier.text === text ? Promise.resolve(earlier.ack) : refuse('command.id_reused');
    const twin = this.pending.get(key);
    if (twin) return twin.text === text ? twin.answered : refuse('command.id_reused');
    if (this.stopped || this.queue.length >= (this.options.maxQueue ?? 20_000)) return refuse('auction.busy');

    const arrivedAtMs = submission.arrivedAtMs ?? this.options.clock.now();
    const envelope: Envelope = { commandId, actor, command, arrivedAtMs, salt: this.options.entropy() };
    let answer!: (ack: Ack) => void;
    const answered = new Promise<Ack>((resolve) => (answer = resolve));
    const waiting: Waiting = { key, auctionId, envelope, text, answer, answered, losses: 0 };
    this.pending.set(key, waiting);
    this.queue.push(waiting);
    this.wake();
    return answered;
  }

  /** A command was received and is still on its way here: the drain waits for it until the returned function is called. */
  arrive(atMs: number): () => void {
    const arrival = { atMs };
    this.arriving.add(arrival);
    return () => this.arriving.delete(arrival);
  }

  /** Everything received before this moment has been answered. */
  drainedToMs(): number {
    let drained = this.options.clock.now();
    const look = (waiting: Waiting): void => {
      drained = Math.min(drained, waiting.envelope.arrivedAtMs);
    };
    this.queue.forEach(look);
    this.flushing.forEach(look);
    for (const { atMs } of this.arriving) drained = Math.min(drained, atMs);
    return drained;
  }

  private beat(): Promise<void> {
    void this.report();
    this.beating ??= this.options.store
      .beat(this.writerId, this.drainedToMs())
      .then(() => {
        this.lastBeatMs = this.options.clock.now();
      })
      .catch((error: unknown) => this.options.log.warn({ error: String(error) }, 'a heartbeat was not written'))
      .finally(() => (this.beating = null));
    return this.beating;
  }

  private wake(): void {
    if (this.running) return;
    this.running = true;
    this.options.scheduler.defer(() => void this.turn());
  }

  /** One flush; what came meanwhile is the next one's. */
  private async turn(): Promise<void> {
    const batch = this.queue.splice(0, this.options.maxBatch ?? 1_000);
    this.flushing = batch;
    try {
      await this.flush(batch);
    } catch (error) {
      this.giveUp(batch, error);
    }
    this.flushing = [];
    this.running = false;
    if (this.queue.length > 0) this.wake();
  }

  private async flush(batch: readonly Waiting[]): Promise<void> {
    const groups = new Map<string, Waiting[]>();
    for (const waiting of batch) {
      const list = groups.get(waiting.auctionId);
      if (list) list.push(waiting);
      else groups.set(waiting.auctionId, [waiting]);
    }
    const fresh = await this.bringUpToDate(
      [...groups.keys()].filter((id) => !this.held.has(id) || this.outdated.has(id)),
    );
    const nowMs = this.options.clock.now();
    const works: AuctionWork[] = [];
    for (const [auctionId, list] of groups) {
      const held = this.held.get(auctionId);
      if (held) works.push(this.workOn(held, list, nowMs));
      else for (const waiting of list) this.settle(waiting, refusal(waiting, 'auction.not_found'), false);
    }
    await this.proveRefusals(works, fresh);
    await this.answerRefusedAgain(works.flatMap((work) => work.refused()));
    const changed = works.filter(({ unproven }) => !unproven);
    for (const work of works) if (work.unproven) this.answer(work, null);
    if (changed.length > 0) await this.commit(changed);
  }

  private workOn(held: Held, list: readonly Waiting[], nowMs: number): AuctionWork {
    return new AuctionWork(held, list, nowMs, (error, { auctionId, envelope }) =>
      this.options.log.error({ error: String(error), auctionId, type: envelope.command.type }, 'a decision failed'),
    );
  }

  /** A refusal leaves no event, so no guard proves that it rests on the present state: look before saying no. */
  private async proveRefusals(works: AuctionWork[], fresh: ReadonlySet<string>): Promise<void> {
    const doubtful = works.filter((work) => work.unproven && !fresh.has(work.auctionId));
    if (doubtful.length === 0) return;
    await this.bringUpToDate(doubtful.map(({ auctionId }) => auctionId));
    const nowMs = this.options.clock.now();
    for (const work of doubtful) {
      const held = this.held.get(work.auctionId);
      if (held && held.state.seq !== work.held.state.seq)
        works[works.indexOf(work)] = this.workOn(held, work.list, nowMs);
    }
  }

  /** A refused command may have been accepted once, and only its answer got lost: then that answer stands. */
  private async answerRefusedAgain(refused: readonly Waiting[]): Promise<void> {
    if (refused.length === 0) return;
    const found = await this.findStored(refused);
    for (const waiting of refused) {
      const command = found.get(waiting.key);
      if (command) this.settle(waiting, storedAnswer(command, waiting.text, this.held.get(waiting.auctionId)), true);
    }
  }

  private async findStored(list: readonly Waiting[]): Promise<Map<string, StoredCommand>> {
    const keys = list.map(({ auctionId, envelope: { actor, commandId } }) => ({ auctionId, actor, commandId }));
    const found = await this.options.store.find(keys);
    return new Map(found.map((command) => [keyOf(command), command]));
  }

  private async bringUpToDate(auctionIds: readonly string[]): Promise<ReadonlySet<string>> {
    if (auctionIds.length > 0) {
      const wanted = auctionIds.map((auctionId) => ({ auctionId, known: this.held.get(auctionId) ?? null }));
      const loaded = await this.options.store.load(wanted);
      for (const [auctionId, held] of loaded) this.hold(auctionId, held);
      for (const auctionId of auctionIds) this.outdated.delete(auctionId);
    }
    return new Set(auctionIds);
  }

  private hold(auctionId: string, held: Held): void {
    this.held.delete(auctionId);
    this.held.set(auctionId, held);
    const most = this.options.maxAuctions ?? 5_000;
    for (const oldest of this.held.keys()) {
      if (this.held.size <= most) break;
      this.held.delete(oldest);
    }
  }

  private sealed(works: readonly AuctionWork[]): Append[] {
    const grown = works.map((work) => work.grow());
    const heads = this.options.signer.sign(grown.map(({ bare }) => bare));
    return works.map((work, i) => work.toAppend(grown[i]!.tree, heads[i]!));
  }

  private async commit(works: readonly AuctionWork[]): Promise<void> {
    const appends = this.sealed(works);
    let kept: ReadonlySet<string>;
    try {
      kept = await this.options.store.append(appends);
    } catch (error) {
      if (error instanceof RepeatedCommand) return this.answerRepeated(works.flatMap(({ list }) => list));
      if (!(error instanceof LostRace)) throw error;
      kept = new Set();
    }
    const lost: AuctionWork[] = [];
    for (const [i, work] of works.entries()) {
      if (kept.has(work.auctionId)) this.committed(work, appends[i]!);
      else lost.push(work);
    }
    this.tellGrown(appends.filter(({ auctionId }) => kept.has(auctionId)));
    if (lost.length > 0) await this.again(lost);
  }

  private committed(work: AuctionWork, append: Append): void {
    this.hold(work.auctionId, append.after);
    this.answer(work, append.after.head);
  }

  private tellGrown(appends: readonly Append[]): void {
    if (appends.length === 0) return;
    this.options.onCommit?.(appends.map(({ auctionId, after }) => ({ auctionId, seq: after.state.seq })));
  }

  /** A rival was first: decide again on what it wrote; after three losses, with the row locked. */
  private async again(lost: readonly AuctionWork[]): Promise<void> {
    const retry: Waiting[] = [];
    for (const { auctionId, list } of lost) {
      this.outdated.add(auctionId);
      for (const waiting of list) waiting.losses++;
      if (list.some(({ losses }) => losses >= LOSSES_BEFORE_LOCK)) await this.commitLocked(auctionId, list);
      else retry.push(...list);
    }
    this.queue = [...retry, ...this.queue];
  }

  private async commitLocked(auctionId: string, list: readonly Waiting[]): Promise<void> {
    let work: AuctionWork | null = null;
    let append: Append | null = null;
    try {
      await this.options.store.appendLocked(auctionId, this.held.get(auctionId) ?? null, (held) => {
        work = this.workOn(held, list, this.options.clock.now());
        append = work.unproven ? null : this.sealed([work])[0]!;
        return append;
      });
    } catch (error) {
      if (error instanceof RepeatedCommand) return this.answerRepeated(list);
      if (!(error instanceof LostRace)) throw error;
      for (const waiting of list) this.settle(waiting, refusal(waiting, 'auction.busy'), false);
      return;
    }
    this.outdated.delete(auctionId);
    const done = work as AuctionWork | null;
    const written = append as Append | null;
    if (!done) return;
    this.hold(auctionId, written?.after ?? done.held);
    if (written) this.tellGrown([written]);
    await this.answerRefusedAgain(done.refused());
    this.answer(done, written?.after.head ?? null);
  }

  /** Some ids are in a book already (an answer was lost, or another process gave it): answer those, do the others again. */
  private async answerRepeated(list: readonly Waiting[]): Promise<void> {
    const stored = await this.findStored(list);
    if (stored.size === 0) throw new Error('a command id was refused as repeated but is in no book');
    await this.bringUpToDate([...new Set([...stored.values()].map(({ auctionId }) => auctionId))]);
    const others: Waiting[] = [];
    for (const waiting of list) {
      const command = stored.get(waiting.key);
      if (!command) others.push(waiting);
      else this.settle(waiting, storedAnswer(command, waiting.text, this.held.get(waiting.auctionId)), true);
    }
    this.queue = [...others, ...this.queue];
  }

  /** Nobody knows what was written: acknowledge nothing, forget everything. Clients repeat with the same id. */
  private giveUp(batch: readonly Waiting[], error: unknown): void {
    const level = error instanceof StoreUnavailable ? 'warn' : 'error';
    this.options.log[level]({ error: String(error), commands: batch.length }, 'a flush was given up');
    this.held.clear();
    this.outdated.clear();
    const again = new Set(this.queue);
    for (const waiting of batch) {
      if (again.has(waiting)) continue;
      this.settle(waiting, refusal(waiting, 'journal.unavailable'), false);
    }
  }

  private answer(work: AuctionWork, head: Append['after']['head'] | null): void {
    for (const [waiting, ack] of work.answers(head)) {
      const given = this.settle(waiting, ack, ack.accepted || ack.seq !== null);
      if (given && !ack.accepted && ack.code === 'auction.unsequenced')
        this.incidents.push(incidentOf(waiting, work.held));
    }
    void this.report();
  }

  /** Incidents must get on record, but nobody's answer waits for it: what fails is tried again with the next heartbeat. */
  private async report(): Promise<void> {
    const incidents = this.incidents;
    if (incidents.length === 0) return;
    this.incidents = [];
    try {
      await this.options.store.recordIncidents(incidents);
    } catch (error) {
      this.incidents = [...incidents, ...this.incidents].slice(0, MOST_INCIDENTS);
      this.options.log.error({ error: String(error), incidents: incidents.length }, 'incidents wait to be recorded');
    }
  }

  /** `lasting`: the answer stands in the book, so the same id will always get it. False when another answer was given. */
  private settle(waiting: Waiting, ack: Ack, lasting: boolean): boolean {
    if (this.pending.get(waiting.key) !== waiting) return false;
    this.pending.delete(waiting.key);
    if (lasting && (ack.accepted || ack.code !== 'command.id_reused')) this.recent.set(waiting.key, waiting.text, ack);
    waiting.answer(ack);
    return true;
  }
}

const keyOf = ({ auctionId, actor, commandId }: CommandKey): string => `${auctionId} ${actor} ${commandId}`;

const refusal = ({ auctionId }: Waiting, code: string): Ack => ({ accepted: false, auctionId, seq: null, code });

const incidentOf = ({ auctionId, envelope }: Waiting, { state }: Held): Incident => ({
  auctionId,
  actor: envelope.actor,
  commandId: envelope.commandId,
  kind: 'unsequenced',
  detail: {
    command: envelope.command,
    arrivedAtMs: envelope.arrivedAtMs,
    endsAtMs: state.endsAtMs,
    closedAtMs: state.atMs,
  },
});

/** Null for what canonical JSON cannot hold. */
function textOf(command: Command): string | null {
  try {
    return commandText(command);
  } catch {
    return null;
  }
}
