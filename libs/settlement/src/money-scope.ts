import { forbidden } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { toPage, type Page } from '@jishi/platform';

/** What a reader asked for, and whose money they may see (`null`: everybody's). */
export interface MoneyFilter {
  organisationId: string | null;
  state?: string;
  before?: [string, string];
  limit: number;
}

export type ListQuery = Omit<MoneyFilter, 'organisationId'>;

/** A regulator reads everything; an exchange what it keeps; a party what it pays or is paid. */
export const visibleTo = (actor: Actor): string | null =>
  actor.organisationKind === 'regulator' ? null : actor.organisationId;

/** Cashiers work on their own exchange's money only. Errors: `settlement.other_exchange`. */
export function requireExchange(actor: Actor, exchangeId: string): void {
  if (actor.organisationKind !== 'exchange' || actor.organisationId !== exchangeId)
    throw forbidden('settlement.other_exchange');
}

export const pageOf = <T extends { id: string; createdAt: Date }>(found: T[], limit: number): Page<T> =>
  toPage(found, limit, (last) => [last.createdAt.toISOString(), last.id]);
