import type { PublicEvent, Snapshot } from '../room/snapshot';
import { http, type Page, type Query } from './http';

export interface AuctionItem {
  auctionId: string;
  listingId: string;
  title: string;
  state: Snapshot['state'];
  mode: string;
  outcome?: Snapshot['outcome'] | null;
  result?: Snapshot['result'];
  awaits?: Snapshot['awaits'];
  awaitsUntilMs?: number | null;
  resumesAtMs?: number | null;
  openObjections: number;
  priceMinor: number | null;
  startPriceMinor: number;
  bidCount: number;
  opensAtMs: number;
  endsAtMs: number;
}

export interface Mine {
  code: string | null;
  admitted: boolean;
  standing: boolean;
  /** Rank of its right of first refusal; null without one. */
  firstRefusalRank: number | null;
  /** Its own maximum, while it leads by one: told to nobody else. */
  maximumMinor: number | null;
}

export interface Receipt {
  accepted: true;
  auctionId: string;
  seq: number;
  atMs: number;
  arrivedAtMs: number;
  priceMinor: number | null;
  leader: string | null;
  endsAtMs: number;
  leafHash?: string;
  /** The signed head of the tree that holds it. */
  head?: { seq: number; root: string };
}

export interface Rejection {
  accepted: false;
  auctionId: string;
  seq: number | null;
  code: string;
  params?: Record<string, string | number>;
  message?: string;
}

export type Ack = Receipt | Rejection;

export interface ServerTime {
  nowMs: number;
  errorMs: number;
}

export const auctions = {
  list: (query: Query) => http.get<Page<AuctionItem>>('/auctions', query),
  snapshot: (id: string) => http.get<Snapshot & { me?: Mine }>(`/auctions/${id}`),
  events: (id: string, after: number) =>
    http.get<{ items: PublicEvent[]; nextAfter: number | null }>(`/auctions/${id}/events`, { after, limit: 500 }),
  bid: (id: string, commandId: string, amountMinor: number) =>
    http.post<Ack>(`/auctions/${id}/bids`, { commandId, amountMinor }),
  maximum: (id: string, commandId: string, amountMinor: number) =>
    http.post<Ack>(`/auctions/${id}/maximums`, { commandId, amountMinor }),
  match: (id: string, commandId: string, priceMinor: number) =>
    http.post<Ack>(`/auctions/${id}/matches`, { commandId, priceMinor }),
  /** Leaf and root of the first `size` events. */
  proof: (id: string, seq: number, size: number) =>
    http.get<{ leafHash: string; root: string }>(`/auctions/${id}/proof`, { seq, size }),
  time: () => http.get<ServerTime>('/time'),
};
