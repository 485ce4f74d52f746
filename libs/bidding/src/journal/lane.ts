import type { Ack } from '../answers';
import { Flush, sealed } from './flush';
import type { HeldBooks } from './held-books';
import type { JournalOptions } from './options';
import { Openings } from './openings';
import { type Append, LostRace, RepeatedCommand, StoreUnavailable } from './ports';
import type { Refusals } from './refusals';
import type { Waiting, WaitingCommands } from './waiting';
import { AuctionWork } from './work';

/** After so many lost guards the auction's row is locked, so that nobody starves. */
const LOSSES_BEFORE_LOCK = 3;
const MAX_BATCH = 1_000;
/** Fewer are decided sooner together with what comes meanwhile than in a statement of their own. */
const WORTH_PREPARING = 48;

/**
 * One at a time, in order: flush by flush, as soon as the last one is committed, without a timer. While one is being
 * committed the next is decided on what that one leads to, sealed and signed, so that the database never waits for us. What
 * was prepared is sent only when all of its ground has come true; otherwise it is dropped and decided again.
 */
export class Lane {
  private queue: Waiting[] = [];
  private busy = false;
  /** What is being committed; null while that is in doubt. */
  private flight: Flush | null = null;
  private prepared: Flush | null = null;
  private woken = false;
  /** How many may go together, while commands that cannot stand in one statement are being told apart. */
  private most = Infinity;
  private readonly openings: Openings;
  private readonly maxBatch: number;
  private readonly worthPreparing: number;

  constructor(
    private readonly options: JournalOptions,
    private readonly books: HeldBooks,
    private readonly commands: WaitingCommands,
    private readonly refusals: Refusals,
  ) {
    const { store, log } = options;
    this.openings = new Openings(store, books, commands, log, (list) => this.putFirst(list));
    this.maxBatch = options.maxBatch ?? MAX_BATCH;
    this.worthPreparing = Math.min(WORTH_PREPARING, this.maxBatch);
  }

  push(waiting: Waiting): void {
    this.queue.push(waiting);
    this.wake();
  }

  /** It was answered before: the book knows. */
  repeat(waiting: Waiting): void {
    void this.refusals.repeat(waiting).then((again) => this.putFirst(again));
  }

  private putFirst(list: readonly Waiting[]): void {
    if (list.length === 0) return;
    this.queue = [...list, ...this.queue];
    this.wake();
  }

  private wake(): void {
    if (this.woken) return;
    this.woken = true;
    this.options.scheduler.defer(() => {
      this.woken = false;
      this.look();
    });
  }

  /** Starts the next flush, or prepares it while another one is under way. */
  private look(): void {
    const waiting = this.queue.length;
    if (this.busy) {
      if (this.flight && !this.prepared && waiting >= this.worthPreparing) this.prepared = this.decided(waiting);
      return;
    }
    // Half of many now, so that the other half is prepared while they are on their way.
    const flush = this.decided(waiting >= 2 * this.worthPreparing ? Math.ceil(waiting / 2) : waiting);
    if (!flush) return;
    void this.fly(flush);
    if (this.queue.length > 0) this.wake();
  }

  /** Decides what waits; null when nothing can be decided now. */
  private decided(most: number): Flush | null {
    const taken = this.queue.splice(0, Math.min(most, this.maxBatch, this.most));
    const list = taken.filter((waiting) => !this.openings.admit(waiting));
    this.openings.read();
    if (list.length === 0) return null;
    const { clock, signer } = this.options;
    try {
      const flush = new Flush(list, (id) => this.ground(id), clock.now(), signer, this.onDefect);
      this.options.store.prepare?.(flush.appends);
      return flush;
    } catch (error) {
      this.giveUp(list, error);
      return null;
    }
  }

  /** What the flight will lead to, or what is committed. */
  private ground(auctionId: string): NonNullable<ReturnType<HeldBooks['current']>> {
    return this.flight?.afterwards(auctionId) ?? this.books.current(auctionId)!;
  }

  private readonly onDefect = (error: unknown, { auctionId, envelope }: Waiting): void =>
    this.options.log.error({ error: String(error), auctionId, type: envelope.command.type }, 'a decision failed');

  private async fly(first: Flush): Promise<void> {
    this.busy = true;
    let landed: Flush | null = null;
    for (let flush: Flush | null = first; flush; flush = this.takePrepared()) {
      this.flight = flush;
      const landing = this.send(flush);
      // It is on its way: now there is time to answer what landed before, and to prepare the next.
      if (landed) this.answer(landed);
      if (this.queue.length > 0) this.wake();
      landed = (await landing) ? flush : null;
    }
    this.flight = null;
    this.busy = false;
    if (landed) this.answer(landed);
    if (this.queue.length > 0) this.wake();
  }

  private takePrepared(): Flush | null {
    const flush = this.prepared;
    this.prepared = null;
    return flush;
  }

  /** True when all of it is committed. Otherwise everybody concerned is answered or waits again. */
  private async send(flush: Flush): Promise<boolean> {
    if (flush.unproven.length > 0) void this.refusals.prove(flush.unproven).then((again) => this.putFirst(again));
    if (flush.appends.length === 0) return true;
    try {
      const kept = await this.options.store.append(flush.appends);
      this.most = Infinity;
      for (const { auctionId, after } of flush.appends) if (kept.has(auctionId)) this.books.hold(auctionId, after);
      if (kept.size === flush.appends.length) return true;
      this.doubt();
      this.answer(flush, kept);
      await this.again(flush.works.filter(({ auctionId }) => !kept.has(auctionId)));
    } catch (error) {
      this.doubt();
      await this.failed(flush, error);
    }
    return false;
  }

  /** The flight does not lead where it should: what rests on it waits again. */
  private doubt(): void {
    this.flight = null;
    this.putFirst(this.takePrepared()?.list ?? []);
  }

  private async failed({ works }: Flush, error: unknown): Promise<void> {
    const list = works.flatMap((work) => work.list);
    try {
      if (error instanceof LostRace) await this.again(works);
      else if (error instanceof RepeatedCommand) await this.isolate(list);
      else throw error;
    } catch (worse) {
      this.giveUp(list, worse);
    }
  }

  /**
   * Some ids are in a book already: an answer was lost, or another process took them. The others are done again. If none is,
   * two of these have the same key: half of them first, until the book holds one of the two.
   */
  private async isolate(list: readonly Waiting[]): Promise<void> {
    const others = await this.refusals.answerStored(list);
    if (others.length === list.length) {
      if (list.length === 1) throw new Error('a command id was refused as repeated but is in no book');
      this.most = Math.ceil(list.length / 2);
    }
    this.putFirst(others);
  }

  /** A rival was first: decide again on what it wrote; after three losses, with the row locked. */
  private async again(lost: readonly AuctionWork[]): Promise<void> {
    for (const { auctionId, list } of lost) {
      this.books.mistrust(auctionId);
      for (const waiting of list) waiting.losses++;
    }
    const isUnlucky = ({ list }: AuctionWork): boolean => list.some(({ losses }) => losses >= LOSSES_BEFORE_LOCK);
    this.putFirst(lost.flatMap((work) => (isUnlucky(work) ? [] : work.list)));
    for (const work of lost.filter(isUnlucky)) await this.commitLocked(work);
  }

  private async commitLocked({ auctionId, list }: AuctionWork): Promise<void> {
    const { store, clock, signer } = this.options;
    let work: AuctionWork | null = null;
    let append: Append | null = null;
    try {
      await store.appendLocked(auctionId, this.books.known(auctionId), (held) => {
        work = new AuctionWork(held, list, clock.now(), this.onDefect);
        append = work.unproven ? null : sealed([work], signer)[0]!;
        return append;
      });
    } catch (error) {
      if (error instanceof RepeatedCommand) return this.isolate(list);
      if (!(error instanceof LostRace)) throw error;
      return this.commands.refuse(list, 'auction.busy');
    }
    const done = work as AuctionWork | null;
    const written = append as Append | null;
    if (!done) return;
    this.books.hold(auctionId, written?.after ?? done.held);
    if (written) this.tell([done], [written]);
    else await this.refusals.say(done.refusals());
  }

  /** What is committed may be said. */
  private answer({ works, appends }: Flush, kept?: ReadonlySet<string>): void {
    if (!kept) return this.tell(works, appends);
    const isKept = ({ auctionId }: { auctionId: string }): boolean => kept.has(auctionId);
    this.tell(works.filter(isKept), appends.filter(isKept));
  }

  private tell(works: readonly AuctionWork[], appends: readonly Append[]): void {
    if (appends.length === 0) return;
    const settle = (waiting: Waiting, ack: Ack): void => void this.commands.settle(waiting, ack, true);
    works.forEach((work, i) => work.answer(appends[i]!.after.head, settle));
    const refused = works.flatMap((work) => work.refusals());
    if (refused.length > 0) void this.refusals.say(refused);
    this.options.onCommit?.(appends.map(({ auctionId, after }) => ({ auctionId, seq: after.state.seq })));
  }

  /** Nobody knows what was written: acknowledge nothing, forget everything. Clients repeat with the same id. */
  private giveUp(list: readonly Waiting[], error: unknown): void {
    const level = error instanceof StoreUnavailable ? 'warn' : 'error';
    this.options.log[level]({ error: String(error), commands: list.length }, 'a flush was given up');
    this.books.clear();
    const again = new Set(this.queue);
    this.commands.refuse(
      list.filter((waiting) => !again.has(waiting)),
      'journal.unavailable',
    );
  }
}
