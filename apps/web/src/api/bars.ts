import { http, type Page, type Query } from './http';

/** A winner who defaulted and may not bid until a certain day. */
export interface Bar {
  organisationId: string;
  organisationName: string;
  auctionId: string;
  auctionTitle: string;
  reason: string;
  barredUntil: string;
  liftReason: string | null;
  liftProposedBy: string | null;
  liftedAt: string | null;
  createdAt: string;
}

export const listBars = (query: Query) => http.get<Page<Bar>>('/bars', query);

type Barred = Pick<Bar, 'organisationId' | 'auctionId'>;
export const proposeLift = ({ organisationId, auctionId }: Barred, reason: string) =>
  http.post<Bar>('/bars/lift', { organisationId, auctionId, reason });
export const confirmLift = ({ organisationId, auctionId }: Barred) =>
  http.post<Bar>('/bars/lift/confirm', { organisationId, auctionId });
