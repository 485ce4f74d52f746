import { maybeRow, row, rows, type Tx } from '@jishi/platform';
import type { EInvoice } from './e-invoice';
import type { InvoiceMediaType } from './invoice-file';

export interface InvoiceFileRow {
  id: string;
  organisationId: string;
  uploadedBy: string;
  filename: string;
  mediaType: InvoiceMediaType;
  size: number;
  sha256: string;
  scanned: boolean;
  said: EInvoice | null;
}

export async function insertFile(tx: Tx, file: InvoiceFileRow): Promise<void> {
  await rows(
    tx,
    `insert into invoice_file (id, organisation_id, uploaded_by, filename, media_type, size, sha256, scanned, said)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      file.id,
      file.organisationId,
      file.uploadedBy,
      file.filename,
      file.mediaType,
      file.size,
      file.sha256,
      file.scanned,
      file.said === null ? null : JSON.stringify(file.said),
    ],
  );
}

export const countFilesOfToday = async (tx: Tx, organisationId: string): Promise<number> =>
  (
    await row<{ count: number }>(
      tx,
      `select count(*) as count from invoice_file
       where organisation_id = $1 and created_at > clock_timestamp() - interval '1 day'`,
      [organisationId],
    )
  ).count;

/** An organisation's own file that is no invoice's yet. */
export const findFreeFile = (
  tx: Tx,
  id: string,
  organisationId: string,
): Promise<Pick<InvoiceFileRow, 'id' | 'said'> | null> =>
  maybeRow(
    tx,
    `select f.id, f.said from invoice_file f where f.id = $1 and f.organisation_id = $2
       and not exists (select 1 from invoice_paper p where p.file_id = f.id)`,
    [id, organisationId],
  );
