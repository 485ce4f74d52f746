import type { Held } from './ports';

/** What this process knows of auctions: as last committed, as far as it has heard. Least recently used first. */
export class HeldBooks {
  private readonly books = new Map<string, Held>();
  /** Those of which a rival is known to have written more. */
  private readonly outdated = new Set<string>();

  constructor(private readonly most: number) {}

  /** Good to decide on, unless a rival wrote meanwhile: then the guard says so. */
  current(auctionId: string): Held | null {
    return this.outdated.has(auctionId) ? null : this.known(auctionId);
  }

  /** Perhaps outdated: spares reading all of it again. */
  known(auctionId: string): Held | null {
    return this.books.get(auctionId) ?? null;
  }

  /** A reader may be slower than a flush: what is older than what is known changes nothing. */
  hold(auctionId: string, held: Held): void {
    const known = this.books.get(auctionId);
    if (known && known.state.seq > held.state.seq) return;
    this.outdated.delete(auctionId);
    this.books.delete(auctionId);
    this.books.set(auctionId, held);
    for (const oldest of this.books.keys()) {
      if (this.books.size <= this.most) break;
      this.books.delete(oldest);
    }
  }

  mistrust(auctionId: string): void {
    this.outdated.add(auctionId);
  }

  clear(): void {
    this.books.clear();
    this.outdated.clear();
  }
}
