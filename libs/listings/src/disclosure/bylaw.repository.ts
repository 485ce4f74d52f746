import { newId } from '@jishi/kernel';
import { maybeRow, row, rows, type Tx } from '@jishi/platform';
import type { BylawState } from '../domain/bylaws';
import type { Bylaws } from '../domain/disclosure-rules';

export type BylawAnswer = 'confirmed' | 'declined';

export interface BylawRow {
  id: string;
  organisationId: string;
  version: number;
  body: Bylaws;
  /** The institution's internal document. */
  source: string;
  effectiveAt: Date;
  writtenBy: string;
  writtenByName: string;
  writtenAt: Date;
  answer: BylawAnswer | null;
  reason: string;
  answeredByName: string | null;
  answeredAt: Date | null;
  state: BylawState;
}

/** In force from the later of its day and its confirmation; of those, the highest version counts. `$1` is now. */
const begun = (bylaw: string, answer: string): string =>
  `${answer}.answer = 'confirmed' and greatest(${bylaw}.effective_at, ${answer}.answered_at) <= $1`;
const BYLAW = `select b.id, b.organisation_id as "organisationId", b.version, b.body, b.source, b.effective_at as "effectiveAt",
    b.written_by as "writtenBy", w.name as "writtenByName", b.written_at as "writtenAt", a.answer,
    coalesce(a.reason, '') as reason, u.name as "answeredByName", a.answered_at as "answeredAt",
    case when a.answer = 'declined' then 'declined'
      when a.answer is null and b.version < all_of.newest then 'superseded'
      when a.answer is null then 'waiting'
      when b.version = all_of.current then 'in_force'
      when b.version > coalesce(all_of.current, 0) then 'upcoming'
      else 'past' end as state
  from bylaw b
    join user_account w on w.id = b.written_by
    left join bylaw_answer a on a.bylaw_id = b.id
    left join user_account u on u.id = a.answered_by
    cross join lateral (
      select max(o.version) as newest, max(o.version) filter (where ${begun('o', 'c')}) as current
      from bylaw o left join bylaw_answer c on c.bylaw_id = o.id where o.organisation_id = b.organisation_id) all_of`;

/** Of one organisation, the newest version first. */
export const listBylaws = (
  tx: Tx,
  filter: { organisationId: string; at: Date; before: number | null; limit: number },
): Promise<BylawRow[]> =>
  rows<BylawRow>(
    tx,
    `${BYLAW} where b.organisation_id = $2 and ($3::bigint is null or b.version < $3) order by b.version desc limit $4`,
    [filter.at, filter.organisationId, filter.before, filter.limit],
  );

export const findBylaw = (tx: Tx, id: string, at: Date): Promise<BylawRow | null> =>
  maybeRow<BylawRow>(tx, `${BYLAW} where b.id = $2`, [at, id]);

export const findInForce = (tx: Tx, organisationId: string, at: Date): Promise<BylawRow | null> =>
  maybeRow<BylawRow>(
    tx,
    `${BYLAW} where b.organisation_id = $2 and ${begun('b', 'a')} order by b.version desc limit 1`,
    [at, organisationId],
  );

/** What a version takes the place of: the highest confirmed one below it. */
export const findConfirmedBefore = (
  tx: Tx,
  organisationId: string,
  version: number,
  at: Date,
): Promise<BylawRow | null> =>
  maybeRow<BylawRow>(
    tx,
    `${BYLAW} where b.organisation_id = $2 and b.version < $3 and a.answer = 'confirmed' order by b.version desc limit 1`,
    [at, organisationId, version],
  );

/** Two who write or answer in one organisation come one after the other. */
export const lockBylaws = (tx: Tx, organisationId: string): Promise<unknown> =>
  rows(tx, `select pg_advisory_xact_lock(hashtextextended('bylaw:' || $1::text, 0))`, [organisationId]);

export const nextVersion = async (tx: Tx, organisationId: string): Promise<number> =>
  (
    await row<{ version: number }>(
      tx,
      'select coalesce(max(version), 0) + 1 as version from bylaw where organisation_id = $1',
      [organisationId],
    )
  ).version;

export async function insertBylaw(
  tx: Tx,
  bylaw: Pick<BylawRow, 'organisationId' | 'version' | 'body' | 'source' | 'effectiveAt' | 'writtenBy' | 'writtenAt'>,
): Promise<string> {
  const id = newId();
  await rows(
    tx,
    `insert into bylaw (id, organisation_id, version, body, source, effective_at, written_by, written_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      id,
      bylaw.organisationId,
      bylaw.version,
      JSON.stringify(bylaw.body),
      bylaw.source,
      bylaw.effectiveAt,
      bylaw.writtenBy,
      bylaw.writtenAt,
    ],
  );
  return id;
}

export const insertAnswer = (
  tx: Tx,
  bylaw: Pick<BylawRow, 'id' | 'writtenBy'>,
  given: { answer: BylawAnswer; reason: string; userId: string; at: Date },
): Promise<unknown> =>
  rows(
    tx,
    `insert into bylaw_answer (bylaw_id, written_by, answer, reason, answered_by, answered_at)
     values ($1, $2, $3, $4, $5, $6)`,
    [bylaw.id, bylaw.writtenBy, given.answer, given.reason, given.userId, given.at],
  );
