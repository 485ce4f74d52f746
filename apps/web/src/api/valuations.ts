import type { Sensitivity, Valuation, ValuationInputs, ValuationMethod } from '@jishi/pricing';
import { http, type Page, type Query } from './http';

export interface WorksheetItem {
  id: string;
  seriesId: string;
  version: number;
  replacesId: string | null;
  replacedById: string | null;
  achievementId: string;
  achievementTitle: string;
  organisationName: string;
  madeByName: string;
  madeAt: string;
  method: ValuationMethod;
  valueMinor: number;
  lowMinor: number;
  highMinor: number;
  note: string;
  consistent: boolean;
}

export interface FrozenDeal {
  dealId: string;
  year: number;
  contractType: string;
  ipKind: string;
  fieldCode: string;
  regionCode: string | null;
  priceMinor: number;
  royaltyPpm: number | null;
}

export interface Worksheet extends WorksheetItem {
  inputs: ValuationInputs;
  result: Valuation;
  recomputed: Valuation | null;
  sensitivity: Sensitivity | null;
  comparables: FrozenDeal[];
}

export interface ComparableDeal extends FrozenDeal {
  score: number;
  reasons: { code: string; points: number }[];
  ipcSubclasses: string[];
  names: { title: string; sellerName: string; buyerName: string } | null;
}

export interface Comparison {
  beforeVersion: number;
  afterVersion: number;
  beforeValueMinor: number;
  afterValueMinor: number;
  changes: { path: string; before: string | number | null; after: string | number | null }[];
}

export interface WorksheetDraft {
  achievementId: string;
  inputs: ValuationInputs;
  note?: string;
  replacesId?: string;
}

export const valuations = {
  list: (query: Query) => http.get<Page<WorksheetItem>>('/valuations', query),
  get: (id: string) => http.get<Worksheet>(`/valuations/${id}`),
  make: (draft: WorksheetDraft) => http.post<Worksheet>('/valuations', draft),
  changes: (id: string, otherId: string) => http.get<Comparison>(`/valuations/${id}/changes/${otherId}`),
  comparable: (query: Query) => http.get<Page<ComparableDeal>>('/comparable-deals', query),
  link: (listingId: string, id: string) => http.put(`/listings/${listingId}/valuations/${id}`),
  unlink: (listingId: string, id: string) => http.delete(`/listings/${listingId}/valuations/${id}`),
};
