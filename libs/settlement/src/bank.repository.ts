import { newId, type Fen } from '@jishi/kernel';
import { maybeRow, rows, type Tx } from '@jishi/platform';
import type { StatementLine } from './bank-statement';
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
  matchedBy: string | null;
  matchedByName: string | null;
  confirmedBy: string | null;
  confirmedByName: string | null;
  createdAt: Date;
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
    b.confirmed_by as "confirmedBy", c.name as "confirmedByName", b.created_at as "createdAt"
  from bank_line b left join user_account m on m.id = b.matched_by left join user_account c on c.id = b.confirmed_by`;

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
  },
): Promise<void> {
  await rows(
    tx,
    `insert into bank_statement (id, exchange_id, account_number, filename, sha256, line_count, inserted_count, imported_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      values.id,
      values.exchangeId,
      values.accountNumber,
      values.filename,
      values.sha256,
      values.lineCount,
      values.insertedCount,
      values.userId,
    ],
  );
}

/** What a serial number stands for: the same number over another sum is another movement of money. */
export const sumOf = ({ direction, amountMinor }: Pick<StatementLine, 'direction' | 'amountMinor'>): string =>
  `${direction} ${amountMinor}`;

/** Serial number → its sum, of those that were imported before. */
export const knownSums = async (
  tx: Tx,
  exchangeId: string,
  accountNumber: string,
  serials: readonly string[],
): Promise<Map<string, string>> => {
  const found = await rows<Pick<StatementLine, 'serial' | 'direction' | 'amountMinor'>>(
    tx,
    'select serial, direction, amount_minor as "amountMinor" from bank_line where exchange_id = $1 and account_number = $2 and serial = any($3)',
    [exchangeId, accountNumber, serials],
  );
  return new Map(found.map((line) => [line.serial, sumOf(line)]));
};

/** One import at a time for one account: two clerks with the same file do not meet half-way. */
export async function lockAccount(tx: Tx, exchangeId: string, accountNumber: string): Promise<void> {
  await rows(tx, 'select pg_advisory_xact_lock(hashtextextended($1, 0))', [`bank:${exchangeId}:${accountNumber}`]);
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
  },
): Promise<string> {
  const id = newId();
  await rows(
    tx,
    `insert into bank_line (id, statement_id, exchange_id, account_number, serial, booked_on, direction, amount_minor,
       counterparty_name, counterparty_account, remark, state, proposed_deposit_id, proposed_payment_id, reason)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
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

export async function setMatched(tx: Tx, id: string, claim: Claim, userId: string): Promise<void> {
  await rows(
    tx,
    `update bank_line set state = 'matched', proposed_deposit_id = $2, proposed_payment_id = $3, reason = null,
       matched_by = $4, matched_at = clock_timestamp() where id = $1`,
    [id, claim.kind === 'deposit' ? claim.id : null, claim.kind === 'payment' ? claim.id : null, userId],
  );
}

export async function setSuspense(tx: Tx, id: string, reason: string): Promise<void> {
  await rows(
    tx,
    `update bank_line set state = 'suspense', proposed_deposit_id = null, proposed_payment_id = null, reason = $2,
       matched_by = null, matched_at = null where id = $1`,
    [id, reason],
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

export const listLines = (tx: Tx, filter: MoneyFilter): Promise<BankLineRow[]> =>
  rows<BankLineRow>(
    tx,
    `${LINE} where ($1::uuid is null or b.exchange_id = $1) and ($2::text is null or b.state = $2)
       and ($3::timestamptz is null or (date_trunc('milliseconds', b.created_at), b.id) < ($3, $4::uuid))
     order by date_trunc('milliseconds', b.created_at) desc, b.id desc limit $5`,
    [filter.organisationId, filter.state ?? null, filter.before?.[0] ?? null, filter.before?.[1] ?? null, filter.limit],
  );
