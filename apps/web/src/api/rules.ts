import { http, type FieldProblem, type Page, type Query } from './http';
import type { DealForm, PricingWay, RuleProfile } from './listings';
import type { ProfileBody } from './profile';

export interface RulePage extends Page<RuleProfile> {
  /** Published, not in force yet. */
  upcoming: RuleProfile[];
}

export interface RuleChange {
  path: string;
  group: string;
  old: unknown;
  new: unknown;
  oldSource: string;
  newSource: string;
}

export interface VersionName {
  code: string;
  version: number;
}

export interface Changes {
  from: VersionName | null;
  to: VersionName;
  changes: RuleChange[];
}

export interface Fit {
  profile: RuleProfile;
  reasons: string[];
}

export interface DraftItem {
  id: string;
  code: string;
  name: { zh: string; en: string };
  baseCode: string;
  baseVersion: number;
  state: 'draft' | 'submitted' | 'published' | 'discarded';
  revision: number;
  source: string;
  changedByName: string;
  changedAt: string;
  proposedBy: string | null;
  proposedByName: string | null;
  decidedByName: string | null;
  decisionReason: string;
  publishedVersion: number | null;
}

export interface Draft extends DraftItem {
  body: ProfileBody;
  against: VersionName;
  changes: RuleChange[];
  nextVersion: number;
  /** First day on which it could be in force. */
  earliestOn: string;
}

export interface DefaultChange extends RuleChange {
  own: unknown;
  ownSource: string;
  /** The own rule is neither the old nor the new one of the default. */
  differs: boolean;
}

/** A default that changed since own rules were made from it. */
export interface NewerDefault {
  own: VersionName & { name: { zh: string; en: string } };
  from: VersionName;
  to: VersionName & { source: string; effectiveAt: string };
  changes: DefaultChange[];
  openDraftId: string | null;
}

interface StandardNda {
  version: number;
  words: { zh: string; en: string };
}

const DRAFTS = '/rule-profile-drafts';

export const rules = {
  list: (query: Query = {}) => http.get<RulePage>('/rule-profiles', { limit: 100, ...query }),
  get: (code: string, version: number) => http.get<RuleProfile>(`/rule-profiles/${code}/${version}`),
  versions: (code: string) => http.get<Page<RuleProfile>>(`/rule-profiles/${code}/versions`, { limit: 100 }),
  changes: (code: string, version: number, from?: number) =>
    http.get<Changes>(`/rule-profiles/${code}/${version}/changes`, { from }),
  fitting: (query: { sellerId: string; exchangeId: string; form: DealForm; pricingWay: PricingWay }) =>
    http.get<{ seller: string | null; items: Fit[] }>('/rule-profiles/fitting', query),
  withdraw: (code: string, version: number, reason: string) =>
    http.post<RuleProfile>(`/rule-profiles/${code}/${version}/withdraw`, { reason }),
  standardNda: () => http.get<StandardNda>('/rule-profiles/standard-nda'),
  newerDefaults: () => http.get<Page<NewerDefault>>(`${DRAFTS}/newer-defaults`, { limit: 100 }),
  takeOver: (body: { code: string; defaultVersion: number; paths: string[] }) =>
    http.post<Draft>(`${DRAFTS}/take-over`, body),
  drafts: (query: Query) => http.get<Page<DraftItem>>(DRAFTS, query),
  draft: (id: string) => http.get<Draft>(`${DRAFTS}/${id}`),
  begin: (body: { baseCode: string; baseVersion: number; code?: string }) => http.post<Draft>(DRAFTS, body),
  save: (id: string, revision: number, body: ProfileBody) => http.patch<Draft>(`${DRAFTS}/${id}`, { revision, body }),
  preview: (id: string, body: ProfileBody) =>
    http.post<{ faults: FieldProblem[]; changes: RuleChange[] }>(`${DRAFTS}/${id}/preview`, { body }),
  propose: (id: string, revision: number, source: string) =>
    http.post<Draft>(`${DRAFTS}/${id}/propose`, { revision, source }),
  giveBack: (id: string, reason: string) => http.post<Draft>(`${DRAFTS}/${id}/return`, { reason }),
  discard: (id: string) => http.post<Draft>(`${DRAFTS}/${id}/discard`),
  publish: (id: string, revision: number, effectiveOn: string) =>
    http.post<RuleProfile>(`${DRAFTS}/${id}/publish`, { revision, effectiveOn }),
};
