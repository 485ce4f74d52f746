import { isUuid, newId } from '@jishi/kernel';
import type { Ack } from '../answers';
import { isPlainName, type Command } from '../domain/commands';
import { commandText } from '../domain/seal';
import type { Signer } from '../signer';
import { BidRate, DEFAULT_BID_RATE } from './bid-rate';
import { HeldBooks } from './held-books';
import { Incidents } from './incidents';
import { Lane } from './lane';
import type { JournalOptions } from './options';
import { Refusals } from './refusals';
import { keyOf, refusal, type Waiting, WaitingCommands } from './waiting';

export interface Submission {
  readonly auctionId: string;
  readonly commandId: string;
  readonly actor: string;
  readonly command: Command;
  /** Database time of reception; now when absent. */
  readonly arrivedAtMs?: number;
}

const BEAT_MS = 250;
const MAX_QUEUE = 20_000;
const MAX_AUCTIONS = 5_000;

/**
 * One lane a process. All waiting commands of all auctions are decided in memory and appended in one statement, and only after
 * its commit is anything acknowledged. Rival journals are normal: a flush whose guard is lost is decided again on what the
 * rival wrote.
 */
export class Journal {
  readonly writerId = newId();
  private stopped = false;
  private beating: Promise<void> | null = null;
  private stopBeat: (() => void) | null = null;
  private readonly commands = new WaitingCommands();
  private readonly rate: BidRate | null;
  private readonly incidents: Incidents;
  private readonly lane: Lane;
  private readonly arriving = new Set<{ readonly atMs: number }>();
  /** When the last heartbeat was committed, by our clock. */
  lastBeatMs: number | null = null;

  constructor(private readonly options: JournalOptions) {
    const { store, log, bidRate = DEFAULT_BID_RATE, maxAuctions = MAX_AUCTIONS } = options;
    const books = new HeldBooks(maxAuctions);
    this.rate = bidRate && new BidRate(bidRate);
    this.incidents = new Incidents(store, log);
    const refusals = new Refusals(store, books, this.commands, this.incidents, log);
    this.lane = new Lane(options, books, this.commands, refusals);
  }

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
    await Promise.all([...this.commands.all()].map(({ answered }) => answered));
    this.stopBeat?.();
    await this.beating;
    await this.incidents.report();
    // Nothing will ever come from here again: no close needs to wait.
    await this.options.store.beat(this.writerId, Number.MAX_SAFE_INTEGER).catch(() => undefined);
  }

  /** Answers after the commit. The same id again gets the same answer. */
  submit(submission: Submission): Promise<Ack> {
    const { auctionId, actor, commandId, command } = submission;
    const refuse = (code: string, params?: Record<string, number>): Promise<Ack> =>
      Promise.resolve(refusal(auctionId, code, params));
    if (!isUuid(auctionId)) return refuse('auction.not_found');
    const text = textOf(command);
    if (text === null || !isPlainName(actor) || !isPlainName(commandId)) return refuse('command.malformed');
    const key = keyOf(submission);
    const nowMs = this.options.clock.now();
    const arrivedAtMs = submission.arrivedAtMs ?? nowMs;
    const twin = this.commands.find(key);
    if (twin && (twin.text !== text || twin.envelope.arrivedAtMs > arrivedAtMs))
      return this.afterRival(twin, submission, text, arrivedAtMs);
    if (twin) return twin.answered;
    const retryAfterMs = this.rate?.take(actor, nowMs) ?? 0;
    if (retryAfterMs > 0) return refuse('bid.rate_limited', { retryAfterMs });
    if (this.stopped || this.commands.size >= (this.options.maxQueue ?? MAX_QUEUE)) return refuse('auction.busy');

    const envelope = { commandId, actor, command, arrivedAtMs, salt: this.options.entropy() };
    const waiting = this.commands.add(key, auctionId, text, envelope);
    if (twin === null) this.lane.repeat(waiting);
    else this.lane.push(waiting);
    return waiting.answered;
  }

  /**
   * The same command that came later was here first: should it be too late, then this one may still be in time. Or another
   * payload waits under this id: only the book knows which of the two had it first.
   */
  private async afterRival(rival: Waiting, submission: Submission, text: string, arrivedAtMs: number): Promise<Ack> {
    const release = this.arrive(arrivedAtMs);
    try {
      const ack = await rival.answered;
      return ack.seq === null || rival.text !== text ? await this.submit({ ...submission, arrivedAtMs }) : ack;
    } finally {
      release();
    }
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
    for (const { envelope } of this.commands.all()) drained = Math.min(drained, envelope.arrivedAtMs);
    for (const { atMs } of this.arriving) drained = Math.min(drained, atMs);
    return drained;
  }

  private beat(): Promise<void> {
    void this.incidents.report();
    this.beating ??= this.options.store
      .beat(this.writerId, this.drainedToMs())
      .then(() => {
        this.lastBeatMs = this.options.clock.now();
      })
      .catch((error: unknown) => this.options.log.warn({ error: String(error) }, 'a heartbeat was not written'))
      .finally(() => (this.beating = null));
    return this.beating;
  }
}

/** Null for what canonical JSON cannot hold. */
function textOf(command: Command): string | null {
  try {
    return commandText(command);
  } catch {
    return null;
  }
}
