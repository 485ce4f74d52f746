import { conflict, type FieldError, invalid, sha256Hex, canonicalJson } from '@jishi/kernel';
import {
  type ApplicationPaper,
  chinaDay,
  type FirstRefusalRight,
  MAX_RANK,
  PAPERS,
  type PricingWay,
  type SaleRules,
} from '@jishi/pricing';

export * from './application-states';

/** A paper of the checklist, or one the candidate adds of its own accord. */
export const DOCUMENT_KINDS = [...PAPERS.application, 'other'] as const;
export type DocumentKind = ApplicationPaper | 'other';

export interface ApplicationDocument {
  attachmentId: string;
  kind: DocumentKind;
  /** Of a licence or an authorisation, `YYYY-MM-DD`. */
  expiresOn?: string | undefined;
}

export interface Representative {
  name: string;
  idNumber: string;
  phone: string;
}

export interface Contact {
  name: string;
  phone: string;
  email?: string | undefined;
}

export interface ApplicationContent {
  statement: string;
  /** Papers whose kind is not said. */
  documentIds?: readonly string[] | undefined;
  documents?: readonly ApplicationDocument[] | undefined;
  representative?: Representative | undefined;
  contact?: Contact | undefined;
  offerMinor?: number | undefined;
  /** The candidate has read the application text of the profile and accepts it. */
  acceptsText?: boolean | undefined;
  /** The window that brought the candidate: one of the host, or of a market the listing is linked into. */
  windowId?: string | null | undefined;
  /** Or that market alone. */
  marketId?: string | null | undefined;
}

/** What an application is checked against. */
export interface ApplicationRules {
  sale: Pick<SaleRules, 'papers' | 'texts'>;
  pricingWay: PricingWay;
  priceMinor: number;
}

export const MAX_DOCUMENTS = 10;
const MAX_STATEMENT = 4_000;

/** All papers of an application, each with its kind. */
export const documentsOf = ({ documents = [], documentIds = [] }: ApplicationContent): ApplicationDocument[] => [
  ...documents,
  ...documentIds.map((attachmentId) => ({ attachmentId, kind: 'other' as const })),
];

/** Null when the profile has no text to accept. */
export const textHash = ({ sale }: Pick<ApplicationRules, 'sale'>): string | null =>
  sale.texts.application.zh === '' ? null : sha256Hex(canonicalJson(sale.texts.application));

const CHINA_DAY = /^\d{4}-\d{2}-\d{2}$/;

function paperErrors(documents: readonly ApplicationDocument[], required: readonly ApplicationPaper[], nowMs: number) {
  const errors: FieldError[] = [];
  const kinds = new Set(documents.map(({ kind }) => kind));
  if (documents.length === 0) errors.push({ path: 'documentIds', code: 'application.documents_missing' });
  if (documents.length > MAX_DOCUMENTS)
    errors.push({ path: 'documentIds', code: 'application.too_many_documents', params: { max: MAX_DOCUMENTS } });
  for (const kind of required)
    if (!kinds.has(kind))
      errors.push({ path: `documents.${kind}`, code: 'application.paper_missing', params: { kind } });
  documents.forEach(({ expiresOn }, i) => {
    if (expiresOn === undefined) return;
    const path = `documents[${i}].expiresOn`;
    if (!CHINA_DAY.test(expiresOn) || !Number.isFinite(Date.parse(`${expiresOn}T00:00:00Z`)))
      errors.push({ path, code: 'application.bad_day' });
    else if (expiresOn < chinaDay(nowMs))
      errors.push({ path, code: 'application.paper_expired', params: { day: expiresOn } });
  });
  return errors;
}

function offerErrors(offerMinor: number | undefined, { pricingWay, priceMinor }: ApplicationRules): FieldError[] {
  if (offerMinor === undefined) return [];
  if (pricingWay !== 'listing') return [{ path: 'offerMinor', code: 'application.offer_only_at_listing' }];
  if (!Number.isSafeInteger(offerMinor) || offerMinor < priceMinor)
    return [{ path: 'offerMinor', code: 'application.offer_too_low' }];
  return [];
}

/** Errors: `application.bad_content` with each bad field. */
export function checkApplication(content: ApplicationContent, rules: ApplicationRules, nowMs: number): void {
  const documents = documentsOf(content);
  const required = [...rules.sale.papers.application];
  // Whoever acts for somebody else shows that he may.
  if (content.representative && !required.includes('authorisation')) required.push('authorisation');
  const errors = [
    ...paperErrors(documents, required, nowMs),
    ...offerErrors(content.offerMinor, rules),
    ...(textHash(rules) !== null && content.acceptsText !== true
      ? [{ path: 'acceptsText', code: 'application.text_not_accepted' }]
      : []),
    ...(content.statement.length > MAX_STATEMENT
      ? [{ path: 'statement', code: 'application.statement_too_long', params: { max: MAX_STATEMENT } }]
      : []),
  ];
  if (errors.length > 0) throw invalid('application.bad_content', {}, errors);
}

/** While a listing is in one of these states, candidates may apply. */
const OPEN_TO_CANDIDATES: readonly string[] = ['listed', 'extended', 'resumed'];

/** Errors: `application.no_auction`, `application.closed`. */
export function checkOpen(listing: { state: string; auctionId: string | null }): asserts listing is {
  state: string;
  auctionId: string;
} {
  if (listing.auctionId === null) throw conflict('application.no_auction');
  if (!OPEN_TO_CANDIDATES.includes(listing.state)) throw conflict('application.closed', { state: listing.state });
}

/** `2026-10-09 00:00:00`, as clocks in China show it. */
const chinaTime = (ms: number): string => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');

/** The moment itself is too late. Errors: `application.late`, which names the moment. */
export function checkInTime(arrivedMs: number, untilMs: number | null): void {
  if (untilMs !== null && arrivedMs >= untilMs) throw conflict('application.late', { until: chinaTime(untilMs) });
}

/**
 * Who stands before whom was fixed with the notice, and whoever waived has waived: a reviewer's word changes neither.
 * Errors: `application.right_waived`, `application.right_registered_otherwise`.
 */
export function checkRegistered(
  right: FirstRefusalRight,
  registered: FirstRefusalRight & { waivedAt: Date | null },
): void {
  if (registered.waivedAt !== null) throw conflict('application.right_waived');
  if (right.rank === registered.rank && right.ground === registered.ground) return;
  const { rank } = registered;
  throw conflict('application.right_registered_otherwise', { rank }, [
    { path: 'firstRefusal.rank', code: 'application.right_registered_otherwise', params: { rank } },
  ]);
}

/** Errors: `application.right_needs_approval`, `application.right_only_at_transfer`, `application.bad_rank`. */
export function checkRight(right: FirstRefusalRight, approve: boolean, form: string): void {
  const path = 'firstRefusal';
  if (!approve)
    throw invalid('application.right_needs_approval', {}, [{ path, code: 'application.right_needs_approval' }]);
  if (form !== 'transfer')
    throw invalid('application.right_only_at_transfer', {}, [{ path, code: 'application.right_only_at_transfer' }]);
  if (!Number.isSafeInteger(right.rank) || right.rank < 1 || right.rank > MAX_RANK)
    throw invalid('application.bad_rank', { max: MAX_RANK }, [{ path: `${path}.rank`, code: 'application.bad_rank' }]);
}
