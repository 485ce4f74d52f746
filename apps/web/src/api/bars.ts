import { http, type Page, type Query } from './http';

/** A winner who defaulted and may not bid until a certain day. */
export interface Bar {
  organisationId: string;
  organisationName: string;
  auctionId: string;
  auctionTitle: string;
  reason: string;
  barredUntil: string;
  createdAt: string;
}

export const listBars = (query: Query) => http.get<Page<Bar>>('/bars', query);
