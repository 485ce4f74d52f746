import { http, type Page, type Query } from './http';

export interface VolumeRecord {
  /** Took part without adding volume. */
  linkedMarkets: string[];
  buyerWindowName: string | null;
  id: string;
  contractId: string;
  contractNumber?: string;
  contractAmountMinor: number;
  technicalAmountMinor: number;
  transferorName?: string;
  transfereeName?: string;
  windowName?: string | null;
  regionCode?: string | null;
  fieldCode?: string | null;
  year: number;
  recordedAt: string;
}

export interface SubsidyAward {
  id: string;
  ruleCode: string;
  ruleVersion: string | number;
  ruleName?: { zh: string; en: string };
  ruleSource?: string;
  contractId?: string;
  contractNumber?: string | null;
  beneficiaryName?: string;
  amountMinor: number;
  trace: TraceLine[];
  createdAt?: string;
}

/** One step of the computation: what was done, with what, and what it came to. */
export interface TraceLine {
  code: string;
  params: Record<string, string | number>;
  amountMinor: number;
  text: { zh: string; en: string };
}

export interface AuditEntry {
  id: string;
  at: string;
  actorName?: string | null;
  actorId?: string | null;
  organisationName?: string | null;
  action: string;
  subjectType?: string;
  subjectId?: string;
  detail?: Record<string, unknown> | null;
}

export const oversight = {
  volumes: (query: Query) => http.get<Page<VolumeRecord>>('/volumes', query),
  subsidies: (query: Query) => http.get<Page<SubsidyAward>>('/subsidies', query),
  audit: (query: Query) => http.get<Page<AuditEntry>>('/audit', query),
};
