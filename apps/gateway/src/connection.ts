import type { Actor } from '@jishi/identity';
import { type Locale, TokenBucket } from '@jishi/platform';
import type { DefaultEventsMap, Server, Socket } from 'socket.io';
import type { Line } from './line';

/** What the handshake found out about a connection; it holds for the connection's life, or until the session is revoked. */
export interface Connection {
  actor: Actor | null;
  locale: Locale;
  /** Shared by all sockets of its organisation. */
  bids: TokenBucket;
  reads: TokenBucket;
  unanswered: number;
  line: Line;
  watching: Set<string>;
  /** Where it is counted among those who may bid, and for which organisation. */
  seats: Map<string, string>;
}

/** Besides the frames of the rooms (`events`, `watchers`, `snapshot`), which are encoded once and written past socket.io. */
interface ServerEvents {
  'session.revoked': (problem: object) => void;
}
export type LiveServer = Server<DefaultEventsMap, ServerEvents, DefaultEventsMap, Connection>;
export type LiveSocket = Socket<DefaultEventsMap, ServerEvents, DefaultEventsMap, Connection>;

const READS = { burst: 40, perSecond: 10 };

export function newConnection(actor: Actor | null, locale: Locale, bids: TokenBucket, line: Line): Connection {
  return {
    actor,
    locale,
    bids,
    reads: new TokenBucket(READS.burst, READS.perSecond),
    unanswered: 0,
    line,
    watching: new Set(),
    seats: new Map(),
  };
}
