import type { Socket } from 'socket.io-client';
import { auctions, type Ack } from '../api/auctions';
import { toProblem } from '../api/http';
import { ask } from './live-socket';

/** What a bidder may send: a bid by hand, a secret maximum, or the exercise of a right at the price it names. */
export interface Order {
  readonly kind: 'bid' | 'maximum' | 'match';
  readonly amountMinor: number;
}

const ROUTES: Record<Order['kind'], (id: string, commandId: string, amountMinor: number) => Promise<Ack>> = {
  bid: auctions.bid,
  maximum: auctions.maximum,
  match: auctions.match,
};

/** Over the open line, which is the shorter way; without it, or when it is silent, over HTTP under the same id. */
export async function sendOrder(
  socket: Socket | null,
  auctionId: string,
  commandId: string,
  { kind, amountMinor }: Order,
): Promise<Ack> {
  if (socket?.connected) {
    const amount = kind === 'match' ? { priceMinor: amountMinor } : { amountMinor };
    try {
      return await ask<Ack>(socket, kind, { auctionId, commandId, ...amount });
    } catch (error) {
      if (toProblem(error).status !== 0) throw error;
    }
  }
  return ROUTES[kind](auctionId, commandId, amountMinor);
}
