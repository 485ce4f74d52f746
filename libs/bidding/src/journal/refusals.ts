import type { HeldBooks } from './held-books';
import type { Incidents } from './incidents';
import { type JournalStore, StoreUnavailable } from './ports';
import { storedAnswer } from './stored-answer';
import { keyOf, type Waiting, type WaitingCommands } from './waiting';
import type { AuctionWork, Refusal } from './work';
import type { JournalLog } from './options';

/**
 * Looks a second time before a command is refused without an event. It holds up nobody: the lane goes on meanwhile.
 * - A refusal of an auction that got no event is proven by no guard: it stands only if the book is still as it was.
 * - A refused command may have been accepted once, and only its answer got lost: then that answer stands.
 */
export class Refusals {
  constructor(
    private readonly store: Pick<JournalStore, 'load' | 'find'>,
    private readonly books: HeldBooks,
    private readonly commands: WaitingCommands,
    private readonly incidents: Incidents,
    private readonly log: JournalLog,
  ) {}

  /** Answers the commands that must be decided again, because somebody has written meanwhile. */
  async prove(works: readonly AuctionWork[]): Promise<Waiting[]> {
    const list = works.flatMap((work) => work.list);
    return this.orGiveUp(list, async () => {
      const loaded = await this.store.load(works.map(({ auctionId, held }) => ({ auctionId, known: held })));
      for (const [auctionId, held] of loaded) this.books.hold(auctionId, held);
      const isSure = (work: AuctionWork): boolean => loaded.get(work.auctionId)?.state.seq === work.held.state.seq;
      await this.sayAll(works.filter(isSure).flatMap((work) => work.refusals()));
      return works.flatMap((work) => (isSure(work) ? [] : work.list));
    });
  }

  /** Refuses, unless the book knows better. */
  async say(refusals: readonly Refusal[]): Promise<void> {
    await this.orGiveUp(
      refusals.map(({ waiting }) => waiting),
      async () => {
        await this.sayAll(refusals);
        return [];
      },
    );
  }

  /** Answers from the book; gives it back if it is in none after all. */
  repeat(waiting: Waiting): Promise<Waiting[]> {
    return this.orGiveUp([waiting], () => this.answerStored([waiting]));
  }

  /** Answers those whose id is in a book already with what stands there; gives back the others. */
  async answerStored(list: readonly Waiting[]): Promise<Waiting[]> {
    const keys = list.map(({ auctionId, envelope: { actor, commandId } }) => ({ auctionId, actor, commandId }));
    const found = new Map((await this.store.find(keys)).map((stored) => [keyOf(stored), stored]));
    if (found.size === 0) return [...list];
    // The answer carries a head that covers it.
    const auctionIds = [...new Set([...found.values()].map(({ auctionId }) => auctionId))];
    const known = auctionIds.map((auctionId) => ({ auctionId, known: this.books.known(auctionId) }));
    for (const [auctionId, held] of await this.store.load(known)) this.books.hold(auctionId, held);
    return list.filter((waiting) => {
      const stored = found.get(waiting.key);
      const held = this.books.known(waiting.auctionId);
      if (stored && held) this.commands.settle(waiting, storedAnswer(stored, waiting.text, held), true);
      return !stored;
    });
  }

  private async sayAll(refusals: readonly Refusal[]): Promise<void> {
    const unheard = new Set(await this.answerStored(refusals.map(({ waiting }) => waiting)));
    for (const { waiting, ack, work } of refusals) {
      if (!unheard.has(waiting) || !this.commands.settle(waiting, ack, false)) continue;
      if (!ack.accepted && ack.code === 'auction.unsequenced') this.incidents.unsequenced(waiting, work.held);
    }
    void this.incidents.report();
  }

  private async orGiveUp(list: readonly Waiting[], look: () => Promise<Waiting[]>): Promise<Waiting[]> {
    try {
      return await look();
    } catch (error) {
      const level = error instanceof StoreUnavailable ? 'warn' : 'error';
      this.log[level]({ error: String(error), commands: list.length }, 'refusals could not be proven');
      this.commands.refuse(list, 'journal.unavailable');
      return [];
    }
  }
}
