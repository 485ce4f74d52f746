import type { Permission } from '@jishi/identity';
import { OPEN_STATES } from '@jishi/listings';
import type { Tx } from '@jishi/platform';
import type { DayCount } from '@jishi/pricing';
import { deadline } from './domain/due';

/** Something that waits for this person; `dueAtMs` null: without a deadline. */
export interface Waiting {
  id: string;
  /** Empty where there is none. */
  number: string;
  title: string;
  /** Who or what it is about, beside its title. */
  about: string | null;
  sinceMs: number;
  dueAtMs: number | null;
  link: string;
}

/** Whose list it is. */
export interface DueReader {
  organisationId: string;
  userId: string;
}

export interface DueSource {
  /** The words are `due.kind.<key>` in the portal. */
  key: string;
  /** Whoever has it works this queue off. */
  permission: Permission;
  /** At most `limit`, the most urgent first as far as the database can tell; nothing that nobody can act on any more. */
  query: (tx: Tx, reader: DueReader, limit: number, nowMs: number) => Promise<Waiting[]>;
}

/** A row with the term its profile gives, which TypeScript counts in working days. */
export type Termed = Omit<Waiting, 'dueAtMs'> & { term: DayCount | null };
export const termed = (found: Termed[], fallback: DayCount | null): Waiting[] =>
  found.map(({ term, ...item }) => ({ ...item, dueAtMs: deadline(item.sinceMs, term ?? fallback) }));

export const ms = (expression: string): string => `(extract(epoch from ${expression}) * 1000)::bigint`;

export const LISTING = `l.id, l.number, a.title`;
export const FROM = 'listing l join achievement a on a.id = l.achievement_id';
/** The notice runs. */
export const OPEN = OPEN_STATES.map((state) => `'${state}'`).join(', ');
/** Neither sold nor over: candidates and objections still matter. */
export const ON_SALE = `${OPEN}, 'suspended'`;

/** The profile version a listing froze, or before that the one in force. */
export const profileTerm = (rule: string): string => `(select p.body->'sale'->'${rule}' from rule_profile p
  where p.code = l.profile_code and (p.version = l.profile_version or l.profile_version is null and p.effective_at <= now()
    and not exists (select from rule_profile_withdrawal w where (w.code, w.version) = (p.code, p.version)))
  order by p.version desc limit 1)`;
