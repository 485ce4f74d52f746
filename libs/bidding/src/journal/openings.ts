import type { HeldBooks } from './held-books';
import type { JournalLog } from './options';
import { type JournalStore, StoreUnavailable } from './ports';
import type { Waiting, WaitingCommands } from './waiting';

/** Commands of auctions that are being read: they wait here, in order, and hold up no other auction. */
export class Openings {
  private readonly rooms = new Map<string, Waiting[]>();
  private unread: string[] = [];

  constructor(
    private readonly store: Pick<JournalStore, 'load'>,
    private readonly books: HeldBooks,
    private readonly commands: WaitingCommands,
    private readonly log: JournalLog,
    private readonly onOpened: (list: readonly Waiting[]) => void,
  ) {}

  /** True when the command has to wait here, because its auction is not known or not up to date. */
  admit(waiting: Waiting): boolean {
    const { auctionId } = waiting;
    const room = this.rooms.get(auctionId);
    if (room) room.push(waiting);
    else if (this.books.current(auctionId)) return false;
    else {
      this.rooms.set(auctionId, [waiting]);
      this.unread.push(auctionId);
    }
    return true;
  }

  /** Reads all auctions that are waited for since the last time, together. */
  read(): void {
    const auctionIds = this.unread;
    if (auctionIds.length === 0) return;
    this.unread = [];
    void this.load(auctionIds).then((opened) => {
      if (opened.length > 0) this.onOpened(opened);
    });
  }

  private async load(auctionIds: readonly string[]): Promise<Waiting[]> {
    const leave = (): Waiting[] =>
      auctionIds.flatMap((auctionId) => {
        const room = this.rooms.get(auctionId)!;
        this.rooms.delete(auctionId);
        return room;
      });
    try {
      const wanted = auctionIds.map((auctionId) => ({ auctionId, known: this.books.known(auctionId) }));
      const loaded = await this.store.load(wanted);
      for (const [auctionId, held] of loaded) this.books.hold(auctionId, held);
      const list = leave();
      this.commands.refuse(
        list.filter(({ auctionId }) => !loaded.has(auctionId)),
        'auction.not_found',
      );
      return list.filter(({ auctionId }) => loaded.has(auctionId));
    } catch (error) {
      const level = error instanceof StoreUnavailable ? 'warn' : 'error';
      const list = leave();
      this.log[level]({ error: String(error), commands: list.length }, 'auctions could not be read');
      this.commands.refuse(list, 'journal.unavailable');
      return [];
    }
  }
}
