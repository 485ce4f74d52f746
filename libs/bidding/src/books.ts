import { Injectable } from '@nestjs/common';
import { notFound } from '@jishi/kernel';
import type { Held } from './journal/ports';
import { PostgresStore } from './journal/postgres-store';

const MOST = 500;

/** Auctions as the engine sees them, for questions whose answer is in private parts. Each read adds only what is new. */
@Injectable()
export class Books {
  private readonly known = new Map<string, Held>();

  constructor(private readonly store: PostgresStore) {}

  /** Errors: `auction.not_found`. */
  async read(id: string): Promise<Held> {
    // The database writes ids in lower case, and a caller as it likes.
    const auctionId = id.toLowerCase();
    const known = this.known.get(auctionId) ?? null;
    const held = (await this.store.load([{ auctionId, known }])).get(auctionId);
    if (!held || held.state.seq === 0) throw notFound('auction.not_found');
    const newer = this.known.get(auctionId);
    if (!newer || newer.state.seq < held.state.seq) {
      this.known.delete(auctionId);
      this.known.set(auctionId, held);
    }
    for (const oldest of this.known.keys()) {
      if (this.known.size <= MOST) break;
      this.known.delete(oldest);
    }
    return held;
  }
}
