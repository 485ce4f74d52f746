import { newId } from '@jishi/kernel';
import { maybeRow, row, rows, type Tx } from '@jishi/platform';
import type { HoldingLink, RelationGraph, RoleLink } from './domain/related-parties';
import { STANDING_STATES } from './domain/application-states';
import type { DeclaredRole } from './domain/relation-rules';
import { actingAt } from './relation-exchange.repository';

export const RELATION_STATES = ['declared', 'verified', 'refused'] as const;
export type RelationState = (typeof RELATION_STATES)[number];
export type RelationType = 'person' | 'holding';

export interface RelationRow {
  id: string;
  type: RelationType;
  organisationId: string;
  organisationName: string;
  state: RelationState;
  personName: string | null;
  role: DeclaredRole | null;
  holderName: string | null;
  heldName: string | null;
  basisPoints: number | null;
  fromOn: string;
  toOn: string | null;
  evidenceId: string | null;
  /** Which exchange was asked to verify it. */
  exchangeName: string | null;
  /** The exchange that verified or refused it. */
  reviewedForName: string | null;
  reviewReason: string;
  declaredAt: Date;
  reviewedAt: Date | null;
  /** The reader's exchange may verify and end it. */
  concerned: boolean;
}

/** The credit code names an organisation also before it is registered here; a service window has none. */
const ORGANISATION_KEY = `'o:' || coalesce(o.uscc, o.id::text)`;

export interface OrganisationName {
  id: string;
  key: string;
  name: string;
}

export const organisationKeys = (tx: Tx, ids: readonly string[]): Promise<OrganisationName[]> =>
  rows(tx, `select o.id, ${ORGANISATION_KEY} as key, o.name from organisation o where o.id = any($1::uuid[])`, [ids]);

/** The day in China by the database's clock. */
export const chinaToday = async (tx: Tx): Promise<string> =>
  (await row<{ day: string }>(tx, `select (clock_timestamp() at time zone 'Asia/Shanghai')::date::text as day`)).day;

interface Declared {
  organisationId: string;
  fromOn: string;
  evidenceId: string | null;
  exchangeId: string | null;
  declaredBy: string;
  declaredAt: Date;
}

export async function insertPerson(
  tx: Tx,
  person: Declared & { name: string; personKey: string; role: DeclaredRole },
): Promise<string> {
  const { id } = await row<{ id: string }>(
    tx,
    `insert into organisation_person (id, organisation_id, from_on, evidence_id, exchange_id, declared_by, name, person_key, role,
       declared_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning id`,
    [
      newId(),
      person.organisationId,
      person.fromOn,
      person.evidenceId,
      person.exchangeId,
      person.declaredBy,
      person.name,
      person.personKey,
      person.role,
      person.declaredAt,
    ],
  );
  return id;
}

export async function insertHolding(
  tx: Tx,
  holding: Declared & { holderKey: string; holderName: string; heldKey: string; heldName: string; basisPoints: number },
): Promise<string> {
  const { id } = await row<{ id: string }>(
    tx,
    `insert into organisation_holding (id, organisation_id, from_on, evidence_id, exchange_id, declared_by, holder_key,
       holder_name, held_key, held_name, basis_points, declared_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) returning id`,
    [
      newId(),
      holding.organisationId,
      holding.fromOn,
      holding.evidenceId,
      holding.exchangeId,
      holding.declaredBy,
      holding.holderKey,
      holding.holderName,
      holding.heldKey,
      holding.heldName,
      holding.basisPoints,
      holding.declaredAt,
    ],
  );
  return id;
}

/** How much of an organisation is declared by itself to be held on that day; serialised by a lock on the organisation. */
export async function heldOf(tx: Tx, organisationId: string, heldKey: string, day: string): Promise<number> {
  await rows(tx, 'select 1 from organisation where id = $1 for update', [organisationId]);
  const { sum } = await row<{ sum: number }>(
    tx,
    `select coalesce(sum(basis_points), 0)::int as sum from organisation_holding
     where organisation_id = $1 and held_key = $2 and state <> 'refused' and (to_on is null or to_on > $3)`,
    [organisationId, heldKey, day],
  );
  return sum;
}

const TABLES = { person: 'organisation_person', holding: 'organisation_holding' } as const;

export interface LockedRelation {
  type: RelationType;
  organisationId: string;
  state: RelationState;
  fromOn: string;
  toOn: string | null;
  exchangeId: string | null;
  evidenceId: string | null;
}

/** Held until the end of the transaction, so that two do not judge or end it at once. */
export async function lockRelation(tx: Tx, id: string): Promise<LockedRelation | null> {
  for (const type of ['person', 'holding'] as const) {
    const found = await maybeRow<Omit<LockedRelation, 'type'>>(
      tx,
      `select organisation_id as "organisationId", state, from_on::text as "fromOn", to_on::text as "toOn",
         exchange_id as "exchangeId", evidence_id as "evidenceId"
       from ${TABLES[type]} where id = $1 for update`,
      [id],
    );
    if (found) return { type, ...found };
  }
  return null;
}

export async function endRelation(tx: Tx, id: string, type: RelationType, toOn: string, by: string): Promise<void> {
  await rows(tx, `update ${TABLES[type]} set to_on = $2, ended_by = $3 where id = $1`, [id, toOn, by]);
}

export async function judgeRelation(
  tx: Tx,
  id: string,
  type: RelationType,
  ruling: { state: RelationState; by: string; for: string; reason: string },
): Promise<void> {
  await rows(
    tx,
    `update ${TABLES[type]} set state = $2, reviewed_by = $3, reviewed_for = $4, reviewed_at = clock_timestamp(),
       review_reason = $5
     where id = $1`,
    [id, ruling.state, ruling.by, ruling.for, ruling.reason],
  );
}

const COMMON = `r.id, r.organisation_id, r.from_on, r.to_on, r.evidence_id, r.exchange_id, r.state, r.review_reason,
  r.declared_at, r.reviewed_at, r.reviewed_for`;
const RELATIONS = `select 'person' as type, ${COMMON}, r.name as person_name, r.role, null as holder_name,
    null as held_name, null::int as basis_points from organisation_person r
  union all
  select 'holding', ${COMMON}, null, null, r.holder_name, r.held_name, r.basis_points from organisation_holding r`;
/** Of an exchange, what it may verify: it was asked to, or the declarer acts there. Its own declarations others verify. */
const CONCERNED = `($7 and r.organisation_id <> $1::uuid and (r.exchange_id is not distinct from $1::uuid
  or r.organisation_id in (select acting.organisation_id from (${actingAt('$1::uuid')}) acting)))`;

/** Whoever declares reads what the organisation declared; an exchange what it may verify, and what any exchange has verified: that binds its sales. */
export const listRelations = (
  tx: Tx,
  filter: {
    readerId: string;
    declares: boolean;
    verifies: boolean;
    organisationId: string | null;
    type: string | null;
    state: string | null;
    q: string;
    before: string | null;
    limit: number;
  },
): Promise<RelationRow[]> =>
  rows(
    tx,
    `select r.id, r.type, r.organisation_id as "organisationId", o.name as "organisationName", r.state,
       r.person_name as "personName", r.role, r.holder_name as "holderName", r.held_name as "heldName",
       r.basis_points as "basisPoints", r.from_on::text as "fromOn", r.to_on::text as "toOn",
       case when r.concerned or r.organisation_id = $1 then r.evidence_id end as "evidenceId",
       x.name as "exchangeName", v.name as "reviewedForName", r.review_reason as "reviewReason",
       r.declared_at as "declaredAt", r.reviewed_at as "reviewedAt", r.concerned
     from (select r.*, ${CONCERNED} as concerned from (${RELATIONS}) r) r
       join organisation o on o.id = r.organisation_id
       left join organisation x on x.id = r.exchange_id left join organisation v on v.id = r.reviewed_for
     where ($9 and r.organisation_id = $1 or r.concerned or $7 and r.state = 'verified')
       and ($8::uuid is null or r.organisation_id = $8) and ($2::text is null or r.type = $2)
       and ($3::text is null or r.state = $3) and ($4::uuid is null or r.id < $4)
       and ($5 = '' or o.name ilike '%' || $5 || '%' or r.person_name ilike '%' || $5 || '%'
         or r.holder_name ilike '%' || $5 || '%' or r.held_name ilike '%' || $5 || '%')
     order by r.id desc limit $6`,
    [
      filter.readerId,
      filter.type,
      filter.state,
      filter.before,
      filter.q.replace(/[\\%_]/g, '\\$&'),
      filter.limit,
      filter.verifies,
      filter.organisationId,
      filter.declares,
    ],
  );

const RUNNING = ['listed', 'extended', 'suspended', 'resumed'];

/** What somebody who ends a declaration of its own might be getting rid of. */
export const isReliedOn = async (tx: Tx, organisationId: string): Promise<boolean> =>
  (
    await row<{ found: boolean }>(
      tx,
      `select exists (select from conflict_finding f where f.organisation_id = $1 or f.insider_id = $1)
         or exists (select from application p join listing l on l.id = p.listing_id where p.organisation_id = $1
           and p.state = any($2) and l.state = any($3))
         or exists (select from listing l where l.transferor_id = $1 and l.state = any($3))
         or exists (select from listing l where l.negotiated_transferee_id = $1 and l.state = any($3::text[] || $4::text[])) as found`,
      [organisationId, STANDING_STATES, RUNNING, ['intake', 'review', 'pre_listed']],
    )
  ).found;

/**
 * What counts on a day: what was verified, and what an organisation said against itself. What it says of others counts only
 * once an exchange has seen the evidence, or anybody could keep a rival out of a sale with a word. A seller could, too, by
 * calling an unwelcome candidate its owner: so once the notice is out, only the candidate's own word counts unverified.
 */
const COUNTS = `r.from_on <= $2::date and (r.to_on is null or r.to_on > $2::date)`;
const OWN_WORD = `r.state = 'declared' and (o.id = $3 or $4::timestamptz is null or r.declared_at < $4)`;

/** People and holdings around some organisations, as far up as the rules look, and everybody's name. */
export async function relationGraph(
  tx: Tx,
  organisations: readonly OrganisationName[],
  { day, maxLinks, candidateId, since }: { day: string; maxLinks: number; candidateId: string; since: Date | null },
): Promise<{ graph: RelationGraph; names: Map<string, string> }> {
  const keys = organisations.map(({ key }) => key);
  const holdings = await rows<HoldingLink & { holderName: string; heldName: string }>(
    tx,
    `with recursive counted as not materialized (
       select r.holder_key, r.held_key, r.organisation_id, r.basis_points, r.holder_name, r.held_name
       from organisation_holding r join organisation o on o.id = r.organisation_id
       where ${COUNTS} and r.holder_key <> 'state'
         and (r.state = 'verified' or r.held_key = ${ORGANISATION_KEY} and ${OWN_WORD})),
     above(key, depth) as (
       select unnest($1::text[]), 0
       union select c.holder_key, a.depth + 1 from above a join counted c on c.held_key = a.key where a.depth < $5),
     -- Lots that one declares add up; of what several declare, the most counts.
     lots as (
       select c.holder_key, c.held_key, least(sum(c.basis_points), 10000)::int as basis_points,
         min(c.holder_name) as holder_name, min(c.held_name) as held_name
       from counted c where c.held_key in (select key from above)
       group by c.holder_key, c.held_key, c.organisation_id)
     select 'holds' as type, holder_key as holder, held_key as held, max(basis_points) as "basisPoints",
       min(holder_name) as "holderName", min(held_name) as "heldName"
     from lots group by holder_key, held_key`,
    [keys, day, candidateId, since, maxLinks],
  );
  const names = new Map<string, string>();
  for (const { holder, held, holderName, heldName } of holdings) names.set(holder, holderName).set(held, heldName);
  const reached = [...new Set([...keys, ...holdings.flatMap(({ holder, held }) => [holder, held])])];
  const people = await rows<RoleLink & { name: string; organisationName: string }>(
    tx,
    `select 'role' as type, r.person_key as person, ${ORGANISATION_KEY} as organisation, r.role, r.name,
       o.name as "organisationName"
     from organisation_person r join organisation o on o.id = r.organisation_id
     where ${COUNTS} and (r.state = 'verified' or ${OWN_WORD}) and ${ORGANISATION_KEY} = any($1::text[])`,
    [reached, day, candidateId, since],
  );
  const members = await rows<RoleLink & { name: string }>(
    tx,
    `select 'role' as type, 'u:' || u.id as person, ${ORGANISATION_KEY} as organisation, 'member' as role, u.name
     from membership m join user_account u on u.id = m.user_id join organisation o on o.id = m.organisation_id
     where o.id = any($1::uuid[])`,
    [organisations.map(({ id }) => id)],
  );
  for (const { person, name } of [...people, ...members]) names.set(person, name);
  for (const { organisation, organisationName } of people) names.set(organisation, organisationName);
  for (const { key, name } of organisations) names.set(key, name);
  return { graph: { roles: [...people, ...members], holdings }, names };
}
