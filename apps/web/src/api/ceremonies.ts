import type { Contribution, SealedItem, TrusteeRole } from '@jishi/sealing';
import type { Ack } from './auctions';
import { http, LONG_ANSWER_MS, type Page, type Query } from './http';
import type { Approval } from './sales';

export interface Trustee {
  role: TrusteeRole;
  organisationId: string;
  organisationName: string;
  publicKey: string | null;
  publishedByName: string | null;
  publishedAt: string | null;
  drilled: boolean;
}

export interface OpeningProgress {
  bids: number;
  opened: number;
  unopened: number;
  contributed: Record<TrusteeRole, number>;
  ready: boolean;
}

export interface Ceremony {
  auctionId: string;
  title: string;
  state: 'announced' | 'open' | 'paused' | 'ended' | 'closed';
  awaits: string | null;
  opensAtMs: number;
  endsAtMs: number;
  sealedPrice: 'first' | 'second';
  trustees: Trustee[];
  seated: boolean;
  bidCount: number;
  opening: OpeningProgress | null;
  mine: TrusteeRole | null;
  mayOperate: boolean;
}

export interface Seat {
  role: TrusteeRole;
  organisationId: string;
  publicKey: string;
}

export const ceremonies = {
  list: (query: Query) => http.get<Page<Ceremony>>('/ceremonies', query),
  get: (id: string) => http.get<Ceremony>(`/ceremonies/${id}`),
  seats: (id: string) => http.get<{ trustees: Seat[] }>(`/auctions/${id}/trustees`),
  appoint: (id: string, body: { role: TrusteeRole; organisationId: string; reason?: string }) =>
    http.post<Ceremony>(`/ceremonies/${id}/trustees`, body),
  seat: (id: string) => http.post<Ceremony>(`/ceremonies/${id}/seat`),
  offerKey: (id: string, publicKey: string) => http.post<{ challenge: string }>(`/ceremonies/${id}/key`, { publicKey }),
  proveKey: (id: string, answer: string) => http.post<Ceremony>(`/ceremonies/${id}/key/proof`, { answer }),
  drill: (id: string) => http.get<SealedItem>(`/ceremonies/${id}/drill`),
  passDrill: (id: string, contribution: Contribution) => http.post<Ceremony>(`/ceremonies/${id}/drill`, contribution),
  envelopes: (id: string, after: number, limit: number) =>
    http.get<{ items: SealedItem[]; nextAfter: number | null }>(`/ceremonies/${id}/envelopes`, { after, limit }),
  contribute: (id: string, contributions: Contribution[]) =>
    http.post<OpeningProgress>(`/ceremonies/${id}/contributions`, { contributions }, LONG_ANSWER_MS),
  askForReveal: (id: string, act: { commandId: string; reason: string; unopened: number }) =>
    http.post<Approval>(`/auctions/${id}/approvals`, {
      commandId: act.commandId,
      kind: 'reveal',
      payload: act.unopened > 0 ? { unopened: act.unopened } : {},
      reason: act.reason,
    }),
  seal: (id: string, commandId: string, envelope: string) =>
    http.post<Ack>(`/auctions/${id}/seals`, { commandId, envelope }),
};
