import { newId, type Fen } from '@jishi/kernel';
import { maybeRow, rows, type Tx } from '@jishi/platform';
import type { Shown } from './domain/serial';
import type { StatementLine } from './domain/statement-table';
import type { MoneyFilter } from './money-scope';

export type BankLineState = 'unmatched' | 'proposed' | 'suspense' | 'matched' | 'confirmed' | 'refunded' | 'noted';

export interface BankLineRow extends StatementLine {
  id: string;
  statementId: string;
  exchangeId: string;
  accountNumber: string;
  currency: string;
  state: BankLineState;
  depositId: string | null;
  paymentId: string | null;
  /** Why the money waits, as a message code. */
  reason: string | null;
  reasonDetail: ReasonDetail | null;
  surplusMinor: Fen;
  isPart: boolean;
  /** Since the bank booked it, on the exchange's clock. */
  ageDays: number;
  noteCount: number;
  /** What sends it back, or what left with it. */
  payoutId: string | null;
  payoutState: string | null;
  matchedBy: string | null;
  matchedByName: string | null;
  confirmedBy: string | null;
  confirmedByName: string | null;
  createdAt: Date;
}

/** The claim that was meant, and what is missing or over. */
export interface ReasonDetail {
  kind: Claim['kind'];
  id: string;
  reference: string;
  payerName: string;
  expectedMinor: Fen;
  besidesMinor: Fen;
  shortMinor: Fen;
  surplusMinor: Fen;
}

/** What a bank line may be matched with: an unpaid deposit or payment, and who must have paid it. */
export interface Claim {
  kind: 'deposit' | 'payment';
  id: string;
  exchangeId: string;
  reference: string;
  amountMinor: Fen;
  payerName: string;
  isOpen: boolean;
}

const LINE = `select b.id, b.statement_id as "statementId", b.exchange_id as "exchangeId",
    b.account_number as "accountNumber", b.serial, to_char(b.booked_on, 'YYYY-MM-DD') as "bookedOn", b.direction,
    b.amount_minor as "amountMinor", b.currency, b.counterparty_name as "counterpartyName",
    b.counterparty_account as "counterpartyAccount", b.remark, b.state, b.proposed_deposit_id as "depositId",
    b.proposed_payment_id as "paymentId", b.reason, b.matched_by as "matchedBy", m.name as "matchedByName",
    b.confirmed_by as "confirmedBy", c.name as "confirmedByName", b.created_at as "createdAt",
    b.reason_detail as "reasonDetail", b.surplus_minor as "surplusMinor", b.is_part as "isPart",
    b.balance_minor as "balanceMinor", b.sub_account as "subAccount",
    (clock_timestamp() at time zone 'Asia/Shanghai')::date - b.booked_on as "ageDays",
    (select count(*) from bank_line_note n where n.line_id = b.id) as "noteCount",
    p.id as "payoutId", p.state as "payoutState"
  from bank_line b left join user_account m on m.id = b.matched_by left join user_account c on c.id = b.confirmed_by
  left join payout p on p.bank_line_id = b.id
    or b.direction = 'debit' and p.exchange_id = b.exchange_id and p.bank_serial = b.serial`;

export async function insertStatement(
  tx: Tx,
  values: {
    id: string;
    exchangeId: string;
    accountNumber: string;
    filename: string;
    sha256: string;
    lineCount: number;
    insertedCount: number;
    userId: string;
    layout: string | null;
    layoutVersion: number | null;
    openingMinor: Fen | null;
    closingMinor: Fen | null;
    firstDay: string;
    lastDay: string;
    gapMinor: Fen | null;
  },
): Promise<void> {
  await rows(
    tx,
    `insert into bank_statement (id, exchange_id, account_number, filename, sha256, line_count, inserted_count, imported_by,
       layout, layout_version, opening_minor, closing_minor, first_day, last_day, gap_minor)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
    [
      values.id,
      values.exchangeId,
      values.accountNumber,
      values.filename,
      values.sha256,
      values.lineCount,
      values.insertedCount,
      values.userId,
      values.layout,
      values.layoutVersion,
      values.openingMinor,
      values.closingMinor,
      values.firstDay,
      values.lastDay,
      values.gapMinor,
    ],
  );
}

export interface StatementRow {
  id: string;
  exchangeId: string;
  accountNumber: string;
  filename: string;
  lineCount: number;
  insertedCount: number;
  layout: string | null;
  layoutVersion: number | null;
  openingMinor: Fen | null;
  closingMinor: Fen | null;
  firstDay: string | null;
  lastDay: string | null;
  gapMinor: Fen | null;
  importedByName: string;
  createdAt: Date;
}

export const listStatements = (tx: Tx, filter: MoneyFilter): Promise<StatementRow[]> =>
  rows<StatementRow>(
    tx,
    `select s.id, s.exchange_id as "exchangeId", s.account_number as "accountNumber", s.filename,
       s.line_count as "lineCount", s.inserted_count as "insertedCount", s.layout, s.layout_version as "layoutVersion",
       s.opening_minor as "openingMinor", s.closing_minor as "closingMinor", s.gap_minor as "gapMinor",
       to_char(s.first_day, 'YYYY-MM-DD') as "firstDay", to_char(s.last_day, 'YYYY-MM-DD') as "lastDay",
       u.name as "importedByName", s.imported_at as "createdAt"
     from bank_statement s join user_account u on u.id = s.imported_by
     where ($1::uuid is null or s.exchange_id = $1)
       and ($2::timestamptz is null or (date_trunc('milliseconds', s.imported_at), s.id) < ($2, $3::uuid))
     order by date_trunc('milliseconds', s.imported_at) desc, s.id desc limit $4`,
    [filter.organisationId, filter.before?.[0] ?? null, filter.before?.[1] ?? null, filter.limit],
  );

/** The statement of this account that ended last before a day: what it ended with is what the next one begins with. */
export const statementBefore = (
  tx: Tx,
  exchangeId: string,
  accountNumber: string,
  day: string,
): Promise<{ closingMinor: Fen; lastDay: string } | null> =>
  maybeRow(
    tx,
    `select closing_minor as "closingMinor", to_char(last_day, 'YYYY-MM-DD') as "lastDay" from bank_statement
     where exchange_id = $1 and account_number = $2 and closing_minor is not null and last_day < $3
     order by last_day desc, imported_at desc limit 1`,
    [exchangeId, accountNumber, day],
  );

/** What was imported before under these serial numbers, in whichever account. */
export async function shownBefore(
  tx: Tx,
  exchangeId: string,
  serials: readonly string[],
): Promise<Map<string, Shown[]>> {
  const found = await rows<Shown & { serial: string }>(
    tx,
    `select serial, account_number as "accountNumber", to_char(booked_on, 'YYYY-MM-DD') as "bookedOn", direction,
       amount_minor as "amountMinor" from bank_line where exchange_id = $1 and serial = any($2)`,
    [exchangeId, serials],
  );
  const bySerial = new Map<string, Shown[]>();
  for (const { serial, ...shown } of found) bySerial.set(serial, [...(bySerial.get(serial) ?? []), shown]);
  return bySerial;
}

/** One import at a time for one exchange: two clerks with the same file do not meet half-way. */
export async function lockStatements(tx: Tx, exchangeId: string): Promise<void> {
  await rows(tx, 'select pg_advisory_xact_lock(hashtextextended($1, 0))', [`bank:${exchangeId}`]);
}

export async function insertLine(
  tx: Tx,
  line: StatementLine & {
    statementId: string;
    exchangeId: string;
    accountNumber: string;
    state: BankLineState;
    depositId: string | null;
    paymentId: string | null;
    reason: string | null;
    reasonDetail?: ReasonDetail | null;
  },
): Promise<string> {
  const id = newId();
  await rows(
    tx,
    `insert into bank_line (id, statement_id, exchange_id, account_number, serial, booked_on, direction, amount_minor,
       counterparty_name, counterparty_account, remark, state, proposed_deposit_id, proposed_payment_id, reason,
       reason_detail, balance_minor, sub_account)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
    [
      id,
      line.statementId,
      line.exchangeId,
      line.accountNumber,
      line.serial,
      line.bookedOn,
      line.direction,
      line.amountMinor,
      line.counterpartyName,
      line.counterpartyAccount,
      line.remark,
      line.state,
      line.depositId,
      line.paymentId,
      line.reason,
      line.reasonDetail ? JSON.stringify(line.reasonDetail) : null,
      line.balanceMinor ?? null,
      line.subAccount ?? '',
    ],
  );
  return id;
}

const CLAIMS = `select 'deposit' as kind, d.id, d.exchange_id as "exchangeId", d.reference, d.amount_minor as "amountMinor",
    o.name as "payerName", d.state in ('required', 'pending') as "isOpen"
  from deposit d join organisation o on o.id = d.organisation_id
  union all
  select 'payment', p.id, p.exchange_id, p.reference, p.amount_minor, o.name, p.state = 'due'
  from payment p join organisation o on o.id = p.payer_id`;

export const claimsByReference = (tx: Tx, exchangeId: string, references: readonly string[]): Promise<Claim[]> =>
  rows<Claim>(tx, `select * from (${CLAIMS}) claim where "exchangeId" = $1 and reference = any($2)`, [
    exchangeId,
    references,
  ]);

export const findClaim = (tx: Tx, kind: Claim['kind'], id: string): Promise<Claim | null> =>
  maybeRow<Claim>(tx, `select * from (${CLAIMS}) claim where kind = $1 and id = $2`, [kind, id]);

export const findLine = (tx: Tx, id: string): Promise<BankLineRow | null> =>
  maybeRow<BankLineRow>(tx, `${LINE} where b.id = $1`, [id]);

export async function lockLine(tx: Tx, id: string): Promise<BankLineRow | null> {
  await rows(tx, 'select id from bank_line where id = $1 for update', [id]);
  return findLine(tx, id);
}

/** A line with all others that pay the same claim in parts, in the order of their ids. */
export async function lockWithParts(tx: Tx, id: string): Promise<BankLineRow[]> {
  const found = await rows<{ id: string }>(
    tx,
    `select b.id from bank_line b, bank_line own where own.id = $1 and (b.id = own.id
       or own.is_part and b.is_part and b.state = 'matched' and b.exchange_id = own.exchange_id
         and (b.proposed_deposit_id, b.proposed_payment_id) is not distinct from
             (own.proposed_deposit_id, own.proposed_payment_id))
     order by b.id for update of b`,
    [id],
  );
  return rows<BankLineRow>(tx, `${LINE} where b.id = any($1::uuid[]) order by b.id`, [found.map((line) => line.id)]);
}

/** What came in other parts for this claim and waits to be confirmed with them. */
export const partsSum = async (tx: Tx, claim: Claim, besidesId: string | null): Promise<Fen> =>
  (
    await rows<{ sum: Fen }>(
      tx,
      `select coalesce(sum(amount_minor), 0)::bigint as sum from bank_line
       where is_part and state = 'matched' and id is distinct from $3::uuid
         and case $1 when 'deposit' then proposed_deposit_id else proposed_payment_id end = $2`,
      [claim.kind, claim.id, besidesId],
    )
  )[0]!.sum;

export async function setMatched(
  tx: Tx,
  id: string,
  claim: Claim,
  by: { userId: string; surplusMinor: Fen; isPart: boolean },
): Promise<void> {
  await rows(
    tx,
    `update bank_line set state = 'matched', proposed_deposit_id = $2, proposed_payment_id = $3, reason = null,
       reason_detail = null, matched_by = $4, matched_at = clock_timestamp(), surplus_minor = $5, is_part = $6
     where id = $1`,
    [
      id,
      claim.kind === 'deposit' ? claim.id : null,
      claim.kind === 'payment' ? claim.id : null,
      by.userId,
      by.surplusMinor,
      by.isPart,
    ],
  );
}

export async function setSuspense(
  tx: Tx,
  id: string,
  reason: string,
  detail: ReasonDetail | null = null,
): Promise<void> {
  await rows(
    tx,
    `update bank_line set state = 'suspense', proposed_deposit_id = null, proposed_payment_id = null, reason = $2,
       reason_detail = $3, matched_by = null, matched_at = null, surplus_minor = 0, is_part = false where id = $1`,
    [id, reason, detail ? JSON.stringify(detail) : null],
  );
}

export async function setLineConfirmed(tx: Tx, id: string, userId: string): Promise<void> {
  await rows(
    tx,
    `update bank_line set state = 'confirmed', confirmed_by = $2, confirmed_at = clock_timestamp() where id = $1`,
    [id, userId],
  );
}

export async function setRefunded(tx: Tx, id: string, reason: string): Promise<void> {
  await rows(tx, `update bank_line set state = 'refunded', reason = $2 where id = $1`, [id, reason]);
}

/** `waiting` is whatever nobody has decided finally; a line's age is in days since its booking. */
export interface LineFilter extends MoneyFilter {
  minAgeDays?: number;
}

export const listLines = (tx: Tx, filter: LineFilter): Promise<BankLineRow[]> =>
  rows<BankLineRow>(
    tx,
    `${LINE} where ($1::uuid is null or b.exchange_id = $1)
       and ($2::text is null or b.state = $2
         or $2 = 'waiting' and b.state in ('unmatched', 'proposed', 'suspense', 'matched'))
       and ($6::integer is null or b.booked_on <= (clock_timestamp() at time zone 'Asia/Shanghai')::date - $6)
       and ($3::timestamptz is null or (date_trunc('milliseconds', b.created_at), b.id) < ($3, $4::uuid))
     order by date_trunc('milliseconds', b.created_at) desc, b.id desc limit $5`,
    [
      filter.organisationId,
      filter.state ?? null,
      filter.before?.[0] ?? null,
      filter.before?.[1] ?? null,
      filter.limit,
      filter.minAgeDays ?? null,
    ],
  );

export interface AgeRow {
  state: BankLineState;
  reason: string | null;
  fromDays: number;
  lines: number;
  amountMinor: Fen;
}

/** Money that waits, by state, reason and age. */
export const listAges = (tx: Tx, organisationId: string | null): Promise<AgeRow[]> =>
  rows<AgeRow>(
    tx,
    `select state, reason, from_days as "fromDays", count(*) as lines, sum(amount_minor)::bigint as "amountMinor"
     from (
       select state, case when reason like 'bank.%' then reason end as reason, amount_minor,
         case when age <= 1 then 0 when age <= 3 then 2 when age <= 7 then 4 when age <= 30 then 8 else 31 end as from_days
       from (select *, (clock_timestamp() at time zone 'Asia/Shanghai')::date - booked_on as age from bank_line
         where ($1::uuid is null or exchange_id = $1) and state in ('unmatched', 'proposed', 'suspense', 'matched')) waiting
     ) aged group by 1, 2, 3 order by 3, 1, 2`,
    [organisationId],
  );

export interface NoteRow {
  id: string;
  text: string;
  writtenByName: string;
  writtenAt: Date;
}

export async function insertNote(tx: Tx, lineId: string, text: string, userId: string): Promise<void> {
  await rows(tx, 'insert into bank_line_note (id, line_id, text, written_by) values ($1, $2, $3, $4)', [
    newId(),
    lineId,
    text,
    userId,
  ]);
}

export const listNotes = (tx: Tx, lineId: string): Promise<NoteRow[]> =>
  rows<NoteRow>(
    tx,
    `select n.id, n.text, u.name as "writtenByName", n.written_at as "writtenAt"
     from bank_line_note n join user_account u on u.id = n.written_by
     where n.line_id = $1 order by n.written_at, n.id limit 200`,
    [lineId],
  );
