import type { FieldError } from '@jishi/kernel';

/** What a window may do for its client: hand in listings, enter bids. */
export const MANDATE_SCOPES = ['intake', 'bid'] as const;
export type MandateScope = (typeof MANDATE_SCOPES)[number];

export const MANDATE_STATES = ['pending', 'future', 'running', 'expired', 'ended'] as const;
export type MandateState = (typeof MANDATE_STATES)[number];

export interface MandateTerms {
  mandateRef: string;
  scopes: readonly MandateScope[];
  /** The most a clerk may enter in one sale, fen; null: no limit in the paper. */
  bidLimitMinor: number | null;
  /** Days in China, the last one included. */
  validFrom: string;
  validUntil: string | null;
}

export interface MandateFacts extends Pick<MandateTerms, 'scopes' | 'bidLimitMinor' | 'validFrom' | 'validUntil'> {
  confirmedAt: Date | null;
  endedAt: Date | null;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const isDay = (day: string): boolean =>
  DAY.test(day) && Number.isFinite(Date.parse(day)) && new Date(Date.parse(day)).toISOString().startsWith(day);

/** What is wrong with the terms of a mandate, on the day it is entered. */
export function checkMandate(terms: MandateTerms, today: string): FieldError[] {
  const errors: FieldError[] = [];
  const bad = (path: string, code: string): void => void errors.push({ path, code });
  if (terms.mandateRef.trim() === '') bad('mandateRef', 'mandate.reference_missing');
  if (terms.scopes.length === 0 || new Set(terms.scopes).size !== terms.scopes.length)
    bad('scopes', 'mandate.bad_scopes');
  if (terms.bidLimitMinor !== null && !terms.scopes.includes('bid')) bad('bidLimitMinor', 'mandate.limit_without_bids');
  if (!isDay(terms.validFrom)) bad('validFrom', 'mandate.bad_day');
  if (terms.validUntil !== null && !isDay(terms.validUntil)) bad('validUntil', 'mandate.bad_day');
  else if (terms.validUntil !== null && terms.validUntil < terms.validFrom)
    bad('validUntil', 'mandate.ends_before_it_begins');
  else if (terms.validUntil !== null && terms.validUntil < today) bad('validUntil', 'mandate.over_already');
  return errors;
}

export function mandateState(mandate: MandateFacts, today: string): MandateState {
  if (mandate.endedAt !== null) return 'ended';
  if (mandate.validUntil !== null && mandate.validUntil < today) return 'expired';
  if (mandate.confirmedAt === null) return 'pending';
  return mandate.validFrom > today ? 'future' : 'running';
}

/** Why a mandate does not allow this act today; null when it does. */
export function mandateFault(
  mandate: MandateFacts,
  today: string,
  scope: MandateScope,
  amountMinor = 0,
): 'window.no_mandate' | 'counter.no_bid_scope' | 'counter.over_limit' | null {
  if (mandateState(mandate, today) !== 'running') return 'window.no_mandate';
  if (!mandate.scopes.includes(scope)) return scope === 'bid' ? 'counter.no_bid_scope' : 'window.no_mandate';
  const limited = scope === 'bid' && mandate.bidLimitMinor !== null;
  return limited && amountMinor > mandate.bidLimitMinor! ? 'counter.over_limit' : null;
}
