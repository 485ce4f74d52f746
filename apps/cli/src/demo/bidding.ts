import { randomUUID } from 'node:crypto';
import type { Ack } from '@jishi/bidding';
import type { Receipt } from './book-check';
import type { Person } from './cast';
import type { LiveClient } from './live-client';
import { auction } from './sale';

export interface Bidder {
  person: Person;
  live: LiveClient;
  code: string;
}

const TRIES = 10;

/**
 * Offers so many steps above the standing price. Somebody else may be quicker: then the platform says so and the bidder
 * looks again. Answers the receipt.
 */
export async function raise(
  bidder: Bidder,
  auctionId: string,
  steps: number,
  over: 'socket' | 'http',
): Promise<Receipt> {
  for (let attempt = 1; ; attempt += 1) {
    const { nextMinimumMinor, incrementMinor } = await auction(bidder.person, auctionId);
    const amountMinor = nextMinimumMinor + (steps - 1) * incrementMinor;
    const answer = await bid(bidder, auctionId, amountMinor, over);
    if ('accepted' in answer && answer.accepted) {
      const { seq, leafHash, head } = answer;
      return { seq, bidder: bidder.code, amountMinor, leafHash, head };
    }
    const stale = answer.code === 'bid.below_minimum' || answer.code === 'bid.not_a_multiple';
    if (!stale || attempt === TRIES) throw new Error(`${bidder.person.organisation}'s bid was refused: ${answer.code}`);
  }
}

export function bid(bidder: Bidder, auctionId: string, amountMinor: number, over: 'socket' | 'http') {
  if (over === 'socket') return bidder.live.bid(auctionId, amountMinor);
  const body = { commandId: randomUUID(), amountMinor };
  return bidder.person.http.postAgain<Ack>(`/auctions/${auctionId}/bids`, body);
}
