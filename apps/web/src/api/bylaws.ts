import { http, type Page, type Query } from './http';

export const DEADLINES = ['take', 'review', 'answer', 'propose', 'submit'] as const;
export const STEPS = ['office', 'finance', 'leadership', 'meeting'] as const;
type DeadlineName = (typeof DEADLINES)[number];

/** Something owed within so many working days, and who says so. */
export interface Term {
  days: number;
  source: string;
}

/** Who approves which proposals. */
export interface ChainRule extends Term {
  step: (typeof STEPS)[number];
  forms: string[];
  /** From this price on. */
  fromMinor: number;
  planFunded: boolean;
}

export interface Bylaws {
  deadlines: Record<DeadlineName, Term>;
  chain: ChainRule[];
}

export type BylawChange =
  | { deadline: DeadlineName; before: Term; after: Term }
  | { deadline: null; before: ChainRule | null; after: ChainRule | null };

export interface BylawItem {
  id: string;
  version: number;
  state: 'waiting' | 'superseded' | 'declined' | 'upcoming' | 'in_force' | 'past';
  source: string;
  effectiveAt: string;
  writtenByName: string;
  writtenAt: string;
  answer: 'confirmed' | 'declined' | null;
  reason: string;
  answeredByName: string | null;
  answeredAt: string | null;
}

export interface BylawsInForce {
  /** Null: the rules that ship. */
  bylaw: BylawItem | null;
  body: Bylaws;
  /** From the rules that ship. */
  changes: BylawChange[];
}

export interface WholeBylaw extends BylawItem {
  body: Bylaws;
  /** The version it takes the place of; null: the rules that ship. */
  before: number | null;
  changes: BylawChange[];
  changesFromDefaults: BylawChange[];
  mayAnswer: boolean;
}

export const bylaws = {
  list: (query: Query) => http.get<Page<BylawItem>>('/bylaws', query),
  current: () => http.get<BylawsInForce>('/bylaws/current'),
  get: (id: string) => http.get<WholeBylaw>(`/bylaws/${id}`),
  write: (written: Bylaws & { source: string; effectiveOn: string }) => http.post<WholeBylaw>('/bylaws', written),
  answer: (id: string, answer: 'confirmed' | 'declined', reason: string) =>
    http.post<WholeBylaw>(`/bylaws/${id}/answer`, { answer, reason }),
};
