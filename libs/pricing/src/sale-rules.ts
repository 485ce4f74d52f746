import type { Fen } from '@jishi/kernel';
import type { DayCount, Rate } from './measures';

/** The law treats them differently (domain rules §2): public universities and institutes, state-owned enterprises, all others. */
export const SELLER_TYPES = ['university', 'state_owned', 'private'] as const;
export type SellerType = (typeof SELLER_TYPES)[number];

export const FORMS = ['transfer', 'licence'] as const;
export type Form = (typeof FORMS)[number];

export const PRICING_WAYS = ['listing', 'auction', 'negotiated'] as const;
export type PricingWay = (typeof PRICING_WAYS)[number];

/** Papers a seller or a candidate hands in, by what they are. */
export const PAPERS = {
  listing: [
    'ownership_proof',
    'decision_minutes',
    'valuation_report',
    'inventors_consent',
    'co_owners_consent',
    'export_control_clearance',
    'authorisation',
  ],
  application: ['business_licence', 'authorisation', 'identity_proof', 'credit_statement', 'plan_of_use'],
} as const;
export type ListingPaper = (typeof PAPERS.listing)[number];
export type ApplicationPaper = (typeof PAPERS.application)[number];

export interface Texts {
  zh: string;
  en: string;
}

/** What the exchange's own undertaking of confidentiality may leave to be filled in for each sale and each who signs. */
export const NDA_PLACEHOLDERS = ['recipient', 'discloser', 'exchange', 'title', 'number'] as const;
export type NdaPlaceholder = (typeof NDA_PLACEHOLDERS)[number];

/** Left empty in both languages. */
export function isBlankText(text: unknown): boolean {
  if (typeof text !== 'object' || text === null) return false;
  const { zh, en } = text as Partial<Record<keyof Texts, unknown>>;
  return [zh, en].every((words) => typeof words === 'string' && words.trim() === '');
}

/** From this floor price on, the notice runs this long. */
export interface NoticeTier {
  fromMinor: Fen;
  days: DayCount;
}

/** The law around a sale: to whom it applies, how long things are public, what a price rests on, who must agree to what. */
export interface SaleRules {
  sellers: SellerType[];
  forms: Form[];
  pricingWays: PricingWay[];
  /** Replaces `noticeDays` from these prices on; empty when the price makes no difference. */
  noticeByPrice: NoticeTier[];
  /** How often and by how much a notice that found no candidate may be extended, if the notice said so; null: never. */
  extension: { days: DayCount; max: number } | null;
  /** The floor of the first listing is the filed appraisal; below `approvalBelow` of it a written approval is needed. Null: no appraisal. */
  appraisal: { approvalBelow: Rate } | null;
  /** By how much an unsold lot may be offered cheaper, and within which time; null: as the seller likes. */
  priceCut: { maxRate: Rate; relistWithin: DayCount } | null;
  /** A candidate who applies later is refused. */
  applyUntil: 'noticeEnd' | 'biddingEnd';
  /** How long the seller may take to confirm a candidate the exchange has approved; null: it is not asked. */
  sellerConfirmation: DayCount | null;
  /** A candidate approved only shortly before the opening may still bring its deposit for so long. */
  depositWithinMs?: number;
  /** Holders of a right of first refusal hear of the sale this long before its notice; null: with it. */
  firstRefusalNotice: DayCount | null;
  /** What a window or the exchange may take to decide on what was handed in. */
  intakeWithin: DayCount;
  reviewWithin: DayCount;
  /** Whether the institution's recorded decision must exist before the listing is submitted. */
  requiresDecision: boolean;
  papers: { listing: ListingPaper[]; application: ApplicationPaper[] };
  /** What the notice and the application form say to everybody; without `nda` the platform's standard undertaking is signed. */
  texts: { notice: Texts; application: Texts; nda?: Texts };
}

/** What versions published before these rules existed leave open. */
export const RULES_BEFORE: SaleRules = {
  sellers: [...SELLER_TYPES],
  forms: [...FORMS],
  pricingWays: [...PRICING_WAYS],
  noticeByPrice: [],
  extension: null,
  appraisal: null,
  priceCut: null,
  applyUntil: 'biddingEnd',
  sellerConfirmation: null,
  firstRefusalNotice: null,
  intakeWithin: { count: 5, kind: 'working' },
  reviewWithin: { count: 5, kind: 'working' },
  requiresDecision: false,
  papers: { listing: [], application: [] },
  texts: { notice: { zh: '', en: '' }, application: { zh: '', en: '' } },
};

/** What versions of before said nothing of, and was so all the same. */
const DEPOSIT_WITHIN_BEFORE_MS = 24 * 3_600_000;
export const depositWithinMs = ({ depositWithinMs: ms = DEPOSIT_WITHIN_BEFORE_MS }: SaleRules): number => ms;

/** How long the notice of a listing at this price runs. */
export const noticeFor = (
  { noticeDays, sale }: { noticeDays: DayCount; sale: Pick<SaleRules, 'noticeByPrice'> },
  priceMinor: Fen,
): DayCount => sale.noticeByPrice.filter(({ fromMinor }) => fromMinor <= priceMinor).at(-1)?.days ?? noticeDays;

/** Whether a profile governs such a sale. */
export const appliesTo = (
  { sale }: { sale: SaleRules },
  of: { seller: SellerType; form: Form; pricingWay: PricingWay },
): boolean =>
  sale.sellers.includes(of.seller) && sale.forms.includes(of.form) && sale.pricingWays.includes(of.pricingWay);
