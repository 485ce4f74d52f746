import type { PublicEvent, Snapshot } from '../room/book';
import { http, type Page, type Query } from './http';

export interface AuctionItem {
  auctionId: string;
  listingId: string;
  title: string;
  state: Snapshot['state'];
  outcome?: 'sold' | 'unsold' | null;
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
  pause: (id: string, commandId: string, reason: string) =>
    http.post<Ack>(`/auctions/${id}/pause`, { commandId, reason }),
  resume: (id: string, commandId: string, reason: string) =>
    http.post<Ack>(`/auctions/${id}/resume`, { commandId, reason }),
  extend: (id: string, commandId: string, reason: string, extendMs: number) =>
    http.post<Ack>(`/auctions/${id}/extend`, { commandId, reason, extendMs }),
  time: () => http.get<ServerTime>('/time'),
};
