import { newId } from '@jishi/kernel';
import { maybeRow, rows, type Tx } from '@jishi/platform';
import type { AccountKind } from './domain/balance';
import type { Posting, TransferDraft } from './domain/transfer';

export interface AccountSpec {
  code: string;
  kind: AccountKind;
  /** `bank`, `deposit`, `sale` …: what the account is for. */
  purpose: string;
  ownerId?: string | null;
  exchangeId?: string | null;
  currency?: string;
}

export interface AccountRow {
  id: string;
  code: string;
  kind: AccountKind;
  purpose: string;
  currency: string;
  ownerId: string | null;
  ownerName: string | null;
  exchangeId: string | null;
  debitMinor: number;
  creditMinor: number;
}

export interface TransferRow {
  id: string;
  reference: string;
  kind: string;
  description: string;
  subjectId: string | null;
  contentHash: string;
  createdAt: Date;
}

export interface PostingRow extends Posting {
  transferId: string;
  ordinal: number;
  currency: string;
}

/** Whose accounts a reader may see: `all` for an auditor, else an exchange's books or one owner's accounts. */
export interface LedgerScope {
  exchangeId?: string;
  ownerId?: string;
}

const ACCOUNT = `a.id, a.code, a.kind, a.purpose, a.currency, a.owner_id as "ownerId", o.name as "ownerName",
  a.exchange_id as "exchangeId", b.debit_minor as "debitMinor", b.credit_minor as "creditMinor"
  from account a join account_balance b on b.account_id = a.id left join organisation o on o.id = a.owner_id`;
const TRANSFER = `t.id, t.reference, t.kind, t.description, t.subject_id as "subjectId", t.content_hash as "contentHash",
  t.created_at as "createdAt"`;
const IN_SCOPE = `($1::uuid is null or a.exchange_id = $1) and ($2::uuid is null or a.owner_id = $2)`;

const scoped = (scope: LedgerScope): (string | null)[] => [scope.exchangeId ?? null, scope.ownerId ?? null];

export async function ensureAccounts(tx: Tx, accounts: readonly AccountSpec[]): Promise<void> {
  // in code order, so that two transactions opening the same accounts do not deadlock on the unique index
  for (const account of [...accounts].sort((a, b) => (a.code < b.code ? -1 : 1)))
    await rows(
      tx,
      `insert into account (id, code, kind, purpose, owner_id, exchange_id, currency) values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (code) do nothing`,
      [
        newId(),
        account.code,
        account.kind,
        account.purpose,
        account.ownerId ?? null,
        account.exchangeId ?? null,
        account.currency ?? 'CNY',
      ],
    );
}

export const findAccount = (tx: Tx, code: string): Promise<AccountRow | null> =>
  maybeRow<AccountRow>(tx, `select ${ACCOUNT} where a.code = $1`, [code]);

export const accountIds = async (tx: Tx, codes: readonly string[]): Promise<Map<string, string>> => {
  const found = await rows<{ id: string; code: string }>(tx, 'select id, code from account where code = any($1)', [
    codes,
  ]);
  return new Map(found.map(({ id, code }) => [code, id]));
};

/** False when the reference is taken. A rival's open transaction on the same reference is waited for. */
export async function insertTransfer(tx: Tx, id: string, draft: TransferDraft, contentHash: string): Promise<boolean> {
  const inserted = await rows(
    tx,
    `insert into transfer (id, reference, kind, description, posting_count, content_hash, subject_id)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict (reference) do nothing returning id`,
    [
      id,
      draft.reference,
      draft.kind,
      draft.description ?? '',
      draft.postings.length,
      contentHash,
      draft.subjectId ?? null,
    ],
  );
  return inserted.length === 1;
}

/** One statement for all postings: the trigger moves all balances in one pass. */
export async function insertPostings(
  tx: Tx,
  transferId: string,
  currency: string,
  postings: readonly { sourceId: string; destinationId: string; amountMinor: number }[],
): Promise<void> {
  await rows(
    tx,
    `insert into posting (transfer_id, ordinal, source_id, destination_id, amount_minor, currency)
     select $1, p.ordinal - 1, p.source, p.destination, p.amount, $2
     from unnest($3::uuid[], $4::uuid[], $5::bigint[]) with ordinality as p (source, destination, amount, ordinal)`,
    [
      transferId,
      currency,
      postings.map((posting) => posting.sourceId),
      postings.map((posting) => posting.destinationId),
      postings.map((posting) => posting.amountMinor),
    ],
  );
}

export const findTransfer = (tx: Tx, reference: string): Promise<TransferRow | null> =>
  maybeRow<TransferRow>(tx, `select ${TRANSFER} from transfer t where t.reference = $1`, [reference]);

export const listAccounts = (tx: Tx, scope: LedgerScope): Promise<AccountRow[]> =>
  rows<AccountRow>(tx, `select ${ACCOUNT} where ${IN_SCOPE} order by a.kind, a.purpose, a.code`, scoped(scope));

/** Newest first; `before` is the sort key of the last row of the page before. */
export const listTransfers = (
  tx: Tx,
  filter: LedgerScope & { account?: string; subjectId?: string; before?: [string, string]; limit: number },
): Promise<TransferRow[]> =>
  rows<TransferRow>(
    tx,
    `select ${TRANSFER} from transfer t
     where exists (
         select 1 from posting p join account a on a.id in (p.source_id, p.destination_id)
         where p.transfer_id = t.id and ${IN_SCOPE} and ($3::text is null or a.code = $3))
       and ($4::uuid is null or t.subject_id = $4)
       and ($5::timestamptz is null or (date_trunc('milliseconds', t.created_at), t.id) < ($5, $6::uuid))
     order by date_trunc('milliseconds', t.created_at) desc, t.id desc limit $7`,
    [
      ...scoped(filter),
      filter.account ?? null,
      filter.subjectId ?? null,
      filter.before?.[0] ?? null,
      filter.before?.[1] ?? null,
      filter.limit,
    ],
  );

export const postingsOf = (tx: Tx, transferIds: readonly string[]): Promise<PostingRow[]> =>
  rows<PostingRow>(
    tx,
    `select p.transfer_id as "transferId", p.ordinal, s.code as source, d.code as destination,
       p.amount_minor as "amountMinor", p.currency
     from posting p join account s on s.id = p.source_id join account d on d.id = p.destination_id
     where p.transfer_id = any($1) order by p.transfer_id, p.ordinal`,
    [transferIds],
  );

/** Accounts whose projected totals differ from their postings; always none, or the database is damaged. */
export const findDrift = (tx: Tx): Promise<{ code: string }[]> =>
  rows(
    tx,
    `select a.code from account a join account_balance b on b.account_id = a.id
     where b.debit_minor <> (select coalesce(sum(amount_minor), 0) from posting where source_id = a.id)
        or b.credit_minor <> (select coalesce(sum(amount_minor), 0) from posting where destination_id = a.id)`,
  );
