import { maybeRow, row, rows, type Tx } from '@jishi/platform';
import type { Posting, TransferDraft } from './domain/transfer';
import { FROM_COLUMNS, postingColumns } from './ledger.repository';

export type Outcome = 'post' | 'void' | 'expire';

export interface PendingRow {
  id: string;
  reference: string;
  kind: string;
  description: string;
  subjectId: string | null;
  contentHash: string;
  expiresAt: Date | null;
  createdAt: Date;
  /** Null while the money is set aside. */
  outcome: Outcome | null;
  /** What posted it. */
  transferId: string | null;
  resolvedAt: Date | null;
}

/** False when the reference is taken. */
export async function insertPending(
  tx: Tx,
  draft: TransferDraft,
  contentHash: string,
  expiresAt: Date | null,
): Promise<string | null> {
  const inserted = await maybeRow<{ id: string }>(
    tx,
    `insert into pending_transfer (reference, kind, description, posting_count, content_hash, subject_id, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict (reference) do nothing returning id`,
    [
      draft.reference,
      draft.kind,
      draft.description ?? '',
      draft.postings.length,
      contentHash,
      draft.subjectId ?? null,
      expiresAt,
    ],
  );
  return inserted?.id ?? null;
}

export const insertPendingPostings = async (tx: Tx, id: string, draft: TransferDraft): Promise<number> =>
  (
    await row<{ count: number }>(
      tx,
      `with kept as (
         insert into pending_posting (pending_id, ordinal, source_id, destination_id, amount_minor, currency) ${FROM_COLUMNS}
         returning 1
       ) select count(*) as count from kept`,
      postingColumns([{ id, draft }]),
    )
  ).count;

export const findPending = (tx: Tx, reference: string): Promise<PendingRow | null> =>
  maybeRow<PendingRow>(
    tx,
    `select p.id, p.reference, p.kind, p.description, p.subject_id as "subjectId", p.content_hash as "contentHash",
       p.expires_at as "expiresAt", p.created_at as "createdAt", r.outcome, r.transfer_id as "transferId",
       r.at as "resolvedAt"
     from pending_transfer p left join pending_resolution r on r.pending_id = p.id where p.reference = $1`,
    [reference],
  );

export const pendingPostings = (tx: Tx, id: string): Promise<(Posting & { currency: string })[]> =>
  rows(
    tx,
    `select s.code as source, d.code as destination, p.amount_minor as "amountMinor", p.currency
     from pending_posting p join account s on s.id = p.source_id join account d on d.id = p.destination_id
     where p.pending_id = $1 order by p.ordinal`,
    [id],
  );

/** False when it has an end already. A rival that is ending it is waited for. */
export async function insertResolution(
  tx: Tx,
  resolution: { pendingId: string; outcome: Outcome; transferId?: string; reason?: string },
): Promise<boolean> {
  const inserted = await rows(
    tx,
    `insert into pending_resolution (pending_id, outcome, transfer_id, reason) values ($1, $2, $3, $4)
     on conflict (pending_id) do nothing returning pending_id`,
    [resolution.pendingId, resolution.outcome, resolution.transferId ?? null, resolution.reason ?? ''],
  );
  return inserted.length === 1;
}

/** Reservations past their time that still hold money, the oldest first. */
export const findDue = (tx: Tx, limit: number): Promise<{ reference: string }[]> =>
  rows(
    tx,
    `select p.reference from pending_open o join pending_transfer p on p.id = o.pending_id
     where o.expires_at <= clock_timestamp() order by o.expires_at limit $1`,
    [limit],
  );
