import { newId, type Fen } from '@jishi/kernel';
import { row, rows, type Tx } from '@jishi/platform';
import { bankAccount } from './domain/accounts';
import type { MovementFacts, Stage } from './domain/movement';
import type { Difference, DifferenceKind, Entry, PlaceTotals } from './domain/reconcile';
import type { MoneyFilter } from './money-scope';

/** A day of an exchange, and its first and last moment. */
export interface Day {
  exchangeId: string;
  day: string;
  from: Date;
  until: Date;
}

/** Everything is read as of one moment, which is answered: what is booked meanwhile is no difference. */
export async function readAtOneMoment(tx: Tx): Promise<Date> {
  await rows(tx, 'set transaction isolation level repeatable read, read only');
  return (await row<{ now: Date }>(tx, 'select clock_timestamp() as now')).now;
}

const chinaDay = (moment: string): string => `to_char(${moment} at time zone 'Asia/Shanghai', 'YYYY-MM-DD')`;

/** A transfer is called what the other side calls it: the bank's serial number, its line, or the command it came of. */
const KEY = `case when t.kind = 'bank.received' then 'line:' || coalesce(t.subject_id::text, t.reference)
  when o.provider = 'offline_bank' then 'serial:' || o.bank_serial
  else 'command:' || split_part(t.reference, ':', 2) end`;
const MOVED = `case when a.id = p.source_id then 'in' else 'out' end as direction, p.amount_minor as "amountMinor"`;
const AT_BANK = `posting p on p.transfer_id = t.id join account a on a.code = $1 and a.id in (p.source_id, p.destination_id)`;

/** What the ledger moved at the bank on a day: a line of the bank by the day of the bank, the rest by its own. */
export const ledgerOfDay = (tx: Tx, { exchangeId, day, from, until }: Day): Promise<Entry[]> =>
  rows<Entry>(
    tx,
    `select t.id::text as id, 'line:' || b.id as key, ${MOVED}, to_char(b.booked_on, 'YYYY-MM-DD') as day,
       b.counterparty_name as party, t.reference as label
     from bank_line b join transfer t on t.reference = 'bank_line:' || b.id join ${AT_BANK}
     where b.exchange_id = $2 and b.booked_on = $3
     union all
     select t.id::text, ${KEY}, ${MOVED}, ${chinaDay('t.created_at')}, coalesce(o.payee_name, ''), t.reference
     from account own join account_entry e on e.account_id = own.id and e.at >= $4 and e.at < $5
     join transfer t on t.id = e.transfer_id join ${AT_BANK}
     left join payout o on t.kind like 'payout.%' and o.id = t.subject_id
     where own.code = $1 and not (t.kind = 'bank.received' and exists (
       select from bank_line b where 'bank_line:' || b.id = t.reference and b.id = t.subject_id))`,
    [bankAccount(exchangeId), exchangeId, day, from, until],
  );

/** Payouts that other days' ledger holds under these serial numbers. */
export const ledgerBySerial = (tx: Tx, exchangeId: string, serials: readonly string[]): Promise<Entry[]> =>
  rows<Entry>(
    tx,
    `select t.id::text as id, 'serial:' || o.bank_serial as key, ${MOVED}, ${chinaDay('t.created_at')} as day,
       o.payee_name as party, t.reference as label
     from payout o join transfer t on t.reference = 'payout:' || o.id join ${AT_BANK}
     where o.exchange_id = $2 and o.bank_serial = any($3)`,
    [bankAccount(exchangeId), exchangeId, serials],
  );

const LINE = `select b.id::text as id, case b.direction when 'credit' then 'line:' || b.id else 'serial:' || b.serial end as key,
    case b.direction when 'credit' then 'in' else 'out' end as direction, b.amount_minor as "amountMinor",
    to_char(b.booked_on, 'YYYY-MM-DD') as day, b.counterparty_name as party, b.serial as label, b.serial
  from bank_line b`;

export const bankOfDay = (tx: Tx, { exchangeId, day }: Day): Promise<Entry[]> =>
  rows<Entry>(tx, `${LINE} where b.exchange_id = $1 and b.booked_on = $2`, [exchangeId, day]);

/** Money out that the bank shows under these serial numbers, on whatever day. */
export const bankBySerial = (tx: Tx, exchangeId: string, serials: readonly string[]): Promise<Entry[]> =>
  rows<Entry>(tx, `${LINE} where b.exchange_id = $1 and b.direction = 'debit' and b.serial = any($2)`, [
    exchangeId,
    serials,
  ]);

/** Demonstrations: what the simulated provider moved, on the day on which the ledger took it in. */
export const simulatedOfDay = (tx: Tx, { exchangeId, day, from, until }: Day): Promise<Entry[]> =>
  rows<Entry>(
    tx,
    `select * from (
       select c.id::text as id, 'command:' || c.subject_id as key,
         case c.operation when 'payout' then 'out' else 'in' end as direction, (c.request->>'amountMinor')::bigint as "amountMinor",
         ${chinaDay(`coalesce((select min(t.created_at) from transfer t where t.reference in ('deposit.held:' || c.subject_id,
           'deposit.late:' || c.subject_id, 'payment.received:' || c.subject_id, 'payout:' || c.subject_id)), c.finished_at)`)} as day,
         c.request->>'partyName' as party, c.id::text as label
       from provider_command c
       where c.provider = 'simulated' and c.state = 'done' and c.operation in ('begin', 'payout')
         and c.finished_at >= $3::timestamptz - interval '1 day' and c.finished_at < $4
         and (exists (select from deposit d where d.id = c.subject_id and d.exchange_id = $1)
           or exists (select from payment m where m.id = c.subject_id and m.exchange_id = $1)
           or exists (select from payout o where o.id = c.subject_id and o.exchange_id = $1))) moved
     where day = $2`,
    [exchangeId, day, from, until],
  );

/** Deposits, payments and payouts whose money with a provider moved on a day, as either side tells it. */
export const touchedAtProviders = async (tx: Tx, { exchangeId, from, until }: Day): Promise<string[]> => {
  const found = await rows<{ key: string }>(
    tx,
    `select m.subject_id::text as key from provider_movement m
       where m.exchange_id = $1 and m.changed_at >= $2 and m.changed_at < $3 and m.stage = 'captured'
     union
     select o.id::text from provider_command c join payout o on o.id = c.subject_id and o.movement_id is null
       where c.operation = 'payout' and c.provider like 'stripe%' and c.state = 'done' and c.finished_at >= $2
         and c.finished_at < $3 and o.exchange_id = $1
     union
     select case when t.kind like 'payout.%' then coalesce(m.subject_id, o.id)::text
         when t.kind = 'payment.received' then split_part(t.reference, ':', 2) else t.subject_id::text end
       from account a join account_entry e on e.account_id = a.id and e.at >= $2 and e.at < $3
       join transfer t on t.id = e.transfer_id left join payout o on t.kind like 'payout.%' and o.id = t.subject_id
       left join provider_movement m on m.id = o.movement_id
       where a.exchange_id = $1 and a.purpose in ('provider', 'provider_debt')`,
    [exchangeId, from, until],
  );
  return found.map(({ key }) => key);
};

/** What the ledger says lies with each provider for them, less what it is owed: everything ever booked taken together. */
export const ledgerAtProviders = (
  tx: Tx,
  exchangeId: string,
  keys: readonly string[],
): Promise<{ provider: string; key: string; amountMinor: Fen }[]> =>
  rows(
    tx,
    `select split_part(a.code, ':', 2) as provider, k.key,
       sum(case when a.id = p.source_id then p.amount_minor else -p.amount_minor end)::bigint as "amountMinor"
     from unnest($2::text[]) k (key)
     join lateral (
       select t.id from transfer t where t.subject_id = k.key::uuid
       union select t.id from transfer t where t.reference = 'payment.received:' || k.key
       union select t.id from provider_movement m join payout o on o.movement_id = m.id
         join transfer t on t.reference = 'payout:' || o.id where m.subject_id = k.key::uuid) t on true
     join posting p on p.transfer_id = t.id
     join account a on a.id in (p.source_id, p.destination_id) and a.purpose in ('provider', 'provider_debt')
       and a.exchange_id = $1
     group by 1, 2`,
    [exchangeId, keys],
  );

export const movementsOf = (
  tx: Tx,
  exchangeId: string,
  keys: readonly string[],
): Promise<{ provider: string; key: string; stage: Stage; facts: MovementFacts; label: string }[]> =>
  rows(
    tx,
    `select provider, subject_id::text as key, stage, facts, coalesce(reference, '') as label from provider_movement
     where exchange_id = $1 and subject_id = any($2::uuid[])`,
    [exchangeId, keys],
  );

/** What providers paid on for payouts that give no movement back. */
export const paidByProviders = (
  tx: Tx,
  exchangeId: string,
  keys: readonly string[],
): Promise<{ provider: string; key: string; amountMinor: Fen }[]> =>
  rows(
    tx,
    `select c.provider, c.subject_id::text as key, sum((c.request->>'amountMinor')::bigint)::bigint as "amountMinor"
     from provider_command c join payout o on o.id = c.subject_id and o.movement_id is null
     where c.operation = 'payout' and c.state = 'done' and c.provider like 'stripe%' and o.exchange_id = $1
       and c.subject_id = any($2::uuid[]) group by 1, 2`,
    [exchangeId, keys],
  );

/** A statement shows the day, or a later one. */
export const isCovered = async (tx: Tx, { exchangeId, day }: Day): Promise<boolean> =>
  (
    await row<{ covered: boolean }>(
      tx,
      `select exists (select from bank_statement where exchange_id = $1 and last_day >= $2)
         or exists (select from bank_line where exchange_id = $1 and booked_on >= $2) as covered`,
      [exchangeId, day],
    )
  ).covered;

export interface RunRow {
  id: string;
  exchangeId: string;
  day: string;
  cause: 'daily' | 'asked';
  covered: boolean;
  totals: PlaceTotals[];
  driftMinor: Fen;
  itemCount: number;
  /** Of its differences, those that nobody has explained and nothing has cleared yet. */
  openCount: number;
  startedByName: string | null;
  createdAt: Date;
}

const RUN = `select r.id, r.exchange_id as "exchangeId", to_char(r.day, 'YYYY-MM-DD') as day, r.cause, r.covered, r.totals,
    r.drift_minor as "driftMinor", r.item_count as "itemCount", u.name as "startedByName", r.ran_at as "createdAt",
    (select count(*) from reconciliation_run_item i join reconciliation_difference d on d.id = i.difference_id
      where i.run_id = r.id and d.state in ('open', 'proposed')) as "openCount"
  from reconciliation_run r left join user_account u on u.id = r.started_by`;

/** One at a time for a day. */
export async function lockDay(tx: Tx, { exchangeId, day }: Day): Promise<void> {
  await rows(tx, 'select pg_advisory_xact_lock(hashtextextended($1, 0))', [`reconciliation:${exchangeId}:${day}`]);
}

/** Null when another worker has looked at this day since ours did. */
export const insertRun = async (
  tx: Tx,
  run: {
    exchangeId: string;
    day: string;
    userId: string | null;
    covered: boolean;
    totals: PlaceTotals[];
    driftMinor: Fen;
    itemCount: number;
    readAt: Date;
  },
): Promise<string | null> => {
  const id = newId();
  const inserted = await rows(
    tx,
    `insert into reconciliation_run (id, exchange_id, day, cause, covered, totals, drift_minor, item_count, started_by)
     select $1, $2, $3, $4, $5, $6, $7, $8, $9 where $4 = 'asked' or not exists (
       select from reconciliation_run r where r.exchange_id = $2 and r.day = $3 and r.ran_at >= $10) returning id`,
    [
      id,
      run.exchangeId,
      run.day,
      run.userId ? 'asked' : 'daily',
      run.covered,
      JSON.stringify(run.totals),
      run.driftMinor,
      run.itemCount,
      run.userId,
      run.readAt,
    ],
  );
  return inserted.length === 1 ? id : null;
};

/** Stores what this run saw; answers how many are new, or came back, and wait for somebody. */
export async function storeDifferences(
  tx: Tx,
  { exchangeId, day }: Day,
  runId: string,
  items: readonly (Difference & { settled: boolean })[],
): Promise<number> {
  const stored = await rows<{ id: string; fresh: boolean }>(
    tx,
    `with seen as (
       select gen_random_uuid() as id, place, kind, key, ledger_minor, outside_minor, detail, settled
       from unnest($4::text[], $5::text[], $6::text[], $7::bigint[], $8::bigint[], $9::jsonb[], $10::boolean[])
         as s (place, kind, key, ledger_minor, outside_minor, detail, settled)
     ), before as (
       select d.id, d.state, s.place, s.kind, s.key, s.ledger_minor, s.outside_minor from seen s
       join reconciliation_difference d on d.exchange_id = $1 and d.day = $2
         and (d.place, d.kind, d.key, d.ledger_minor, d.outside_minor) = (s.place, s.kind, s.key, s.ledger_minor, s.outside_minor)
     ), reopened as (
       update reconciliation_difference d set state = 'open', cleared_run_id = null, ended_at = null, reason = null,
         proposed_by = null, proposed_at = null
       from before b join seen s using (place, kind, key, ledger_minor, outside_minor)
       where d.id = b.id and d.state = 'cleared' and not s.settled returning d.id
     ), added as (
       insert into reconciliation_difference (id, exchange_id, day, place, kind, key, ledger_minor, outside_minor, drift_minor,
         detail, first_run_id, state, cleared_run_id, ended_at)
       select id, $1, $2, place, kind, key, ledger_minor, outside_minor, ledger_minor - outside_minor, detail, $3,
         case when settled then 'cleared' else 'open' end, case when settled then $3::uuid end,
         case when settled then clock_timestamp() end
       from seen where not exists (select from before b where (b.place, b.kind, b.key, b.ledger_minor, b.outside_minor)
         = (seen.place, seen.kind, seen.key, seen.ledger_minor, seen.outside_minor))
       returning id, state
     )
     select id, state = 'open' as fresh from added
     union all select id, id in (select id from reopened) from before`,
    [
      exchangeId,
      day,
      runId,
      items.map(({ place }) => place),
      items.map(({ kind }) => kind),
      items.map(({ key }) => key),
      items.map(({ ledgerMinor }) => ledgerMinor),
      items.map(({ outsideMinor }) => outsideMinor),
      items.map(({ ledger, outside }) => JSON.stringify({ ledger, outside })),
      items.map(({ settled }) => settled),
    ],
  );
  await rows(
    tx,
    `insert into reconciliation_run_item (run_id, difference_id) select $1, id from unnest($2::uuid[]) d (id)`,
    [runId, stored.map(({ id }) => id)],
  );
  return stored.filter(({ fresh }) => fresh).length;
}

/** What this run does not see any more has been put right. */
export async function clearOthers(tx: Tx, { exchangeId, day }: Day, runId: string): Promise<void> {
  await rows(
    tx,
    `update reconciliation_difference d set state = 'cleared', cleared_run_id = $3, ended_at = clock_timestamp()
     where d.exchange_id = $1 and d.day = $2 and d.state in ('open', 'proposed')
       and not exists (select from reconciliation_run_item i where i.run_id = $3 and i.difference_id = d.id)`,
    [exchangeId, day, runId],
  );
}

export const findRun = async (tx: Tx, id: string): Promise<RunRow | null> =>
  (await rows<RunRow>(tx, `${RUN} where r.id = $1`, [id]))[0] ?? null;

/** The last run of every day, newest day first. */
export const listDays = (
  tx: Tx,
  filter: { organisationId: string | null; before?: [string, string]; limit: number },
): Promise<RunRow[]> =>
  rows<RunRow>(
    tx,
    `${RUN} where ($1::uuid is null or r.exchange_id = $1)
       and r.id = (select l.id from reconciliation_run l where l.exchange_id = r.exchange_id and l.day = r.day
         order by l.ran_at desc, l.id desc limit 1)
       and ($2::date is null or (r.day, r.id) < ($2, $3::uuid))
     order by r.day desc, r.id desc limit $4`,
    [filter.organisationId, filter.before?.[0] ?? null, filter.before?.[1] ?? null, filter.limit],
  );

export interface DifferenceRow {
  id: string;
  exchangeId: string;
  day: string;
  place: string;
  kind: DifferenceKind;
  key: string;
  ledgerMinor: Fen;
  outsideMinor: Fen;
  driftMinor: Fen;
  detail: { ledger: Entry | null; outside: Entry | null };
  state: 'open' | 'proposed' | 'explained' | 'cleared';
  reason: string | null;
  proposedBy: string | null;
  proposedByName: string | null;
  agreedByName: string | null;
  endedAt: Date | null;
  createdAt: Date;
}

const DIFFERENCE = `select d.id, d.exchange_id as "exchangeId", to_char(d.day, 'YYYY-MM-DD') as day, d.place, d.kind, d.key,
    d.ledger_minor as "ledgerMinor", d.outside_minor as "outsideMinor", d.drift_minor as "driftMinor", d.detail, d.state,
    d.reason, d.proposed_by as "proposedBy", m.name as "proposedByName", c.name as "agreedByName",
    d.ended_at as "endedAt", d.created_at as "createdAt"
  from reconciliation_difference d left join user_account m on m.id = d.proposed_by
  left join user_account c on c.id = d.agreed_by`;

/** `waiting` is whatever nobody has explained and nothing has cleared. */
export const listDifferences = (
  tx: Tx,
  filter: MoneyFilter & { day?: string; runId?: string },
): Promise<DifferenceRow[]> =>
  rows<DifferenceRow>(
    tx,
    `${DIFFERENCE} where ($1::uuid is null or d.exchange_id = $1)
       and ($2::text is null or d.state = $2 or $2 = 'waiting' and d.state in ('open', 'proposed'))
       and ($6::date is null or d.day = $6)
       and ($7::uuid is null or exists (select from reconciliation_run_item i where i.run_id = $7 and i.difference_id = d.id))
       and ($3::timestamptz is null or (date_trunc('milliseconds', d.created_at), d.id) < ($3, $4::uuid))
     order by date_trunc('milliseconds', d.created_at) desc, d.id desc limit $5`,
    [
      filter.organisationId,
      filter.state ?? null,
      filter.before?.[0] ?? null,
      filter.before?.[1] ?? null,
      filter.limit,
      filter.day ?? null,
      filter.runId ?? null,
    ],
  );

export async function lockDifference(tx: Tx, id: string): Promise<DifferenceRow | null> {
  await rows(tx, 'select id from reconciliation_difference where id = $1 for update', [id]);
  return (await rows<DifferenceRow>(tx, `${DIFFERENCE} where d.id = $1`, [id]))[0] ?? null;
}

export async function setProposedReason(tx: Tx, id: string, reason: string, userId: string): Promise<void> {
  await rows(
    tx,
    `update reconciliation_difference set state = 'proposed', reason = $2, proposed_by = $3,
       proposed_at = clock_timestamp() where id = $1`,
    [id, reason, userId],
  );
}

export async function setExplained(tx: Tx, id: string, userId: string): Promise<void> {
  await rows(
    tx,
    `update reconciliation_difference set state = 'explained', agreed_by = $2, ended_at = clock_timestamp() where id = $1`,
    [id, userId],
  );
}

export async function setOpenAgain(tx: Tx, id: string): Promise<void> {
  await rows(
    tx,
    `update reconciliation_difference set state = 'open', reason = null, proposed_by = null, proposed_at = null
     where id = $1`,
    [id],
  );
}

/** Days that are over and that the worker has to look at: never looked at, with bank lines that came since, or, once a day, with something open. */
export const dueDays = (tx: Tx, limit: number): Promise<{ exchangeId: string; day: string }[]> =>
  rows(
    tx,
    `with today as (select (clock_timestamp() at time zone 'Asia/Shanghai')::date as day),
     books as (
       select a.exchange_id, (min(a.created_at) at time zone 'Asia/Shanghai')::date as since from account a
       where a.purpose in ('bank', 'provider') and a.exchange_id is not null group by 1),
     wanted as (
       select b.exchange_id, g::date as day from books b, today,
         generate_series(greatest(b.since, today.day - 31), today.day - 1, interval '1 day') g
         where not exists (select from reconciliation_run r where r.exchange_id = b.exchange_id and r.day = g::date)
       union
       select l.exchange_id, l.booked_on from today, bank_statement s join bank_line l on l.statement_id = s.id
         where s.imported_at >= clock_timestamp() - interval '3 days' and l.booked_on < today.day
           and not exists (select from reconciliation_run r where r.exchange_id = l.exchange_id and r.day = l.booked_on
             and r.ran_at >= s.imported_at)
       union
       select d.exchange_id, d.day from reconciliation_difference d, today
         where d.state in ('open', 'proposed') and d.day >= today.day - 92
           and not exists (select from reconciliation_run r where r.exchange_id = d.exchange_id and r.day = d.day
             and r.ran_on = today.day))
     select exchange_id as "exchangeId", to_char(day, 'YYYY-MM-DD') as day from wanted order by day, exchange_id limit $1`,
    [limit],
  );
