import type { Actor } from '@jishi/identity';
import type { PublicEvent } from '@jishi/bidding';
import { type Locale, TokenBucket } from '@jishi/platform';
import type { DefaultEventsMap, Server, Socket } from 'socket.io';

export type Answer = (answer: object) => void;

/** What the handshake found out about a connection; it holds for the connection's life, or until the session is revoked. */
export interface Connection {
  actor: Actor | null;
  locale: Locale;
  bids: TokenBucket;
  reads: TokenBucket;
  unanswered: number;
  watching: Set<string>;
}

interface ServerEvents {
  events: (frame: { auctionId: string; events: PublicEvent[] }) => void;
  watchers: (frame: { auctionId: string; count: number }) => void;
  'session.revoked': (problem: object) => void;
}
export type LiveServer = Server<DefaultEventsMap, ServerEvents, DefaultEventsMap, Connection>;
export type LiveSocket = Socket<DefaultEventsMap, ServerEvents, DefaultEventsMap, Connection>;

/** A person clicks once a second at most; a bidding program gets room for a burst, not for a flood. */
const BIDS = { burst: 40, perSecond: 20 };
const READS = { burst: 40, perSecond: 10 };

export function newConnection(actor: Actor | null, locale: Locale): Connection {
  return {
    actor,
    locale,
    bids: new TokenBucket(BIDS.burst, BIDS.perSecond),
    reads: new TokenBucket(READS.burst, READS.perSecond),
    unanswered: 0,
    watching: new Set(),
  };
}
