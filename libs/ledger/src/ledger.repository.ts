import { maybeRow, row, rows, type Tx } from '@jishi/platform';
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

export interface TransferRow {
  id: string;
  reference: string;
  kind: string;
  description: string;
  subjectId: string | null;
  contentHash: string;
  /** The transfer whose ends it swaps. */
  reversesId: string | null;
  createdAt: Date;
}

/** A transfer about to be written. */
export interface NewTransfer {
  draft: TransferDraft;
  contentHash: string;
  reversesId?: string;
}

export interface PostingRow extends Posting {
  transferId: string;
  ordinal: number;
  currency: string;
}

export const TRANSFER = `t.id, t.reference, t.kind, t.description, t.subject_id as "subjectId",
  t.content_hash as "contentHash", t.reverses_id as "reversesId", t.created_at as "createdAt"`;

/** In code order, so that two transactions opening the same accounts do not deadlock on the unique index. */
export async function ensureAccounts(tx: Tx, accounts: readonly AccountSpec[]): Promise<void> {
  if (accounts.length === 0) return;
  await rows(
    tx,
    `insert into account (code, kind, purpose, owner_id, exchange_id, currency)
     select code, kind, purpose, owner, exchange, currency
     from unnest($1::text[], $2::text[], $3::text[], $4::uuid[], $5::uuid[], $6::text[])
       as a (code, kind, purpose, owner, exchange, currency)
     order by code on conflict (code) do nothing`,
    [
      accounts.map(({ code }) => code),
      accounts.map(({ kind }) => kind),
      accounts.map(({ purpose }) => purpose),
      accounts.map(({ ownerId }) => ownerId ?? null),
      accounts.map(({ exchangeId }) => exchangeId ?? null),
      accounts.map(({ currency }) => currency ?? 'CNY'),
    ],
  );
}

/** Those whose reference was free, in the order given. A rival's open transaction on the same reference is waited for. */
export const insertTransfers = (tx: Tx, transfers: readonly NewTransfer[]): Promise<TransferRow[]> =>
  rows<TransferRow>(
    tx,
    `insert into transfer as t (reference, kind, description, posting_count, content_hash, subject_id, reverses_id)
     select reference, kind, description, count, hash, subject, reverses
     from unnest($1::text[], $2::text[], $3::text[], $4::integer[], $5::text[], $6::uuid[], $7::uuid[]) with ordinality
       as n (reference, kind, description, count, hash, subject, reverses, place)
     order by place on conflict (reference) do nothing returning ${TRANSFER}`,
    [
      transfers.map(({ draft }) => draft.reference),
      transfers.map(({ draft }) => draft.kind),
      transfers.map(({ draft }) => draft.description ?? ''),
      transfers.map(({ draft }) => draft.postings.length),
      transfers.map(({ contentHash }) => contentHash),
      transfers.map(({ draft }) => draft.subjectId ?? null),
      transfers.map(({ reversesId }) => reversesId ?? null),
    ],
  );

/** What `insertPostings` and `insertPendingPostings` share: the same columns, in the order in which they are to be applied. */
export const postingColumns = (transfers: readonly { id: string; draft: TransferDraft }[]): unknown[] => {
  const all = transfers.flatMap(({ id, draft }) =>
    draft.postings.map((posting, ordinal) => ({ ...posting, id, ordinal, currency: draft.currency ?? 'CNY' })),
  );
  return [
    all.map(({ id }) => id),
    all.map(({ ordinal }) => ordinal),
    all.map(({ source }) => source),
    all.map(({ destination }) => destination),
    all.map(({ amountMinor }) => amountMinor),
    all.map(({ currency }) => currency),
  ];
};

/** The rest of an insert of such columns; a posting whose account is unknown is left out. */
export const FROM_COLUMNS = `
  select p.id, p.ordinal, s.id, d.id, p.amount, p.currency
  from unnest($1::uuid[], $2::integer[], $3::text[], $4::text[], $5::bigint[], $6::text[]) with ordinality
    as p (id, ordinal, source, destination, amount, currency, place)
  join account s on s.code = p.source join account d on d.code = p.destination
  order by p.place`;

/** One statement for all postings: the trigger moves all balances in one pass. Answers how many there are. */
export const insertPostings = async (
  tx: Tx,
  transfers: readonly { id: string; draft: TransferDraft }[],
): Promise<number> =>
  (
    await row<{ count: number }>(
      tx,
      `with kept as (
         insert into posting (transfer_id, ordinal, source_id, destination_id, amount_minor, currency) ${FROM_COLUMNS}
         returning 1
       ) select count(*) as count from kept`,
      postingColumns(transfers),
    )
  ).count;

export const knownCodes = async (tx: Tx, codes: readonly string[]): Promise<Set<string>> => {
  const found = await rows<{ code: string }>(tx, 'select code from account where code = any($1)', [codes]);
  return new Set(found.map(({ code }) => code));
};

export const findTransfers = (tx: Tx, references: readonly string[]): Promise<TransferRow[]> =>
  rows<TransferRow>(tx, `select ${TRANSFER} from transfer t where t.reference = any($1)`, [references]);

export const findTransfer = (tx: Tx, reference: string): Promise<TransferRow | null> =>
  maybeRow<TransferRow>(tx, `select ${TRANSFER} from transfer t where t.reference = $1`, [reference]);

/** The transfer that reverses another, by its reference. */
export const findReversal = (tx: Tx, id: string): Promise<{ reference: string } | null> =>
  maybeRow(tx, 'select reference from transfer where reverses_id = $1', [id]);

export const postingsOf = (tx: Tx, transferIds: readonly string[]): Promise<PostingRow[]> =>
  rows<PostingRow>(
    tx,
    `select p.transfer_id as "transferId", p.ordinal, s.code as source, d.code as destination,
       p.amount_minor as "amountMinor", p.currency
     from posting p join account s on s.id = p.source_id join account d on d.id = p.destination_id
     where p.transfer_id = any($1) order by p.transfer_id, p.ordinal`,
    [transferIds],
  );
