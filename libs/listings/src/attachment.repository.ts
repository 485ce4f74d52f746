import { maybeRow, row, rows, type Tx } from '@jishi/platform';
import type { MediaType } from './domain/sniff';

export interface AttachmentInfo {
  id: string;
  organisationId: string;
  filename: string;
  mediaType: MediaType;
  size: number;
  sha256: string;
  /** Whether a virus scanner looked into it. */
  scanned: boolean;
  createdAt: Date;
}

/** Where the bytes are: in the row (what came before the file store), or in the store under their hash. */
export type AttachmentPlace = AttachmentInfo & { content: Buffer | null };

const INFO = `a.id, a.organisation_id as "organisationId", a.filename, a.media_type as "mediaType", a.size, a.sha256,
  a.scanned, a.created_at as "createdAt"`;

export interface NewAttachment {
  id: string;
  organisationId: string;
  uploadedBy: string;
  filename: string;
  mediaType: MediaType;
  size: number;
  sha256: string;
  scanned: boolean;
}

export const insertAttachment = (tx: Tx, attachment: NewAttachment): Promise<AttachmentInfo> =>
  row<AttachmentInfo>(
    tx,
    `insert into attachment as a (id, organisation_id, uploaded_by, filename, media_type, size, sha256, file_key, scanned)
     values ($1, $2, $3, $4, $5, $6, $7, $7, $8) returning ${INFO}`,
    [
      attachment.id,
      attachment.organisationId,
      attachment.uploadedBy,
      attachment.filename,
      attachment.mediaType,
      attachment.size,
      attachment.sha256,
      attachment.scanned,
    ],
  );

export async function countUploadsOfToday(tx: Tx, organisationId: string): Promise<number> {
  const { count } = await row<{ count: number }>(
    tx,
    `select count(*) as count from attachment where organisation_id = $1 and created_at > now() - interval '1 day'`,
    [organisationId],
  );
  return count;
}

export const findAttachment = (tx: Tx, id: string): Promise<AttachmentPlace | null> =>
  maybeRow<AttachmentPlace>(tx, `select ${INFO}, a.content from attachment a where a.id = $1`, [id]);

/** Somebody before the papers of an organisation, with what they are in its disclosures. */
export interface PaperReader {
  userId: string;
  organisationId: string;
  reviews: boolean;
  decides: boolean;
}

/** As the disclosure itself is read: by its inventors, the office once it was handed in, deciders once they were asked. */
const OF_DISCLOSURE = `exists (select 1 from disclosure d where (
    exists (select 1 from disclosure_document t where t.disclosure_id = d.id and t.attachment_id = a.id)
    or exists (select 1 from disclosure_contributor c where c.disclosure_id = d.id and c.paper_id = a.id)
    or exists (select 1 from seller_decision s join decision_approval p on p.decision_id = s.id
      where s.disclosure_id = d.id and p.attachment_id = a.id))
  and (d.reported_by = $2
    or exists (select 1 from disclosure_contributor c where c.disclosure_id = d.id and c.user_id = $2)
    or ($4 and d.disclosed_at is not null)
    or ($5 and exists (select 1 from seller_decision s where s.disclosure_id = d.id and s.attempt > 0))))`;
const FILED = `(exists (select 1 from attachment_share s where s.attachment_id = a.id)
  or exists (select 1 from listing_document l where l.attachment_id = a.id and l.access <> 'confidential'))`;
const CONFIDENTIAL = `exists (select 1 from listing_document l where l.attachment_id = a.id and l.access = 'confidential')`;

/**
 * Of the reader's organisation, or filed with it. A confidential paper of a sale leaves by its data room only: marked, and on
 * record, whoever asks.
 */
const READABLE = `(exists (select 1 from attachment_share s where s.attachment_id = a.id and s.organisation_id = $3)
  or (a.organisation_id = $3 and not ${CONFIDENTIAL} and (a.uploaded_by = $2 or ${FILED} or ${OF_DISCLOSURE})))`;

const readerValues = ({ userId, organisationId, reviews, decides }: PaperReader): unknown[] => [
  userId,
  organisationId,
  reviews,
  decides,
];

export const findReadable = (tx: Tx, id: string, reader: PaperReader): Promise<AttachmentPlace | null> =>
  maybeRow<AttachmentPlace>(tx, `select ${INFO}, a.content from attachment a where a.id = $1 and ${READABLE}`, [
    id,
    ...readerValues(reader),
  ]);

/** Of these, what somebody of the owner may file: their own upload, or what they may read. */
export const listFileable = (tx: Tx, reader: PaperReader, ids: string[]): Promise<{ id: string }[]> =>
  rows<{ id: string }>(
    tx,
    `select a.id from attachment a where a.id = any($1) and a.organisation_id = $3 and (a.uploaded_by = $2 or ${READABLE})`,
    [ids, ...readerValues(reader)],
  );

export async function shareAttachments(tx: Tx, ids: string[], organisationId: string): Promise<void> {
  await rows(
    tx,
    `insert into attachment_share (attachment_id, organisation_id) select unnest($1::uuid[]), $2 on conflict do nothing`,
    [ids, organisationId],
  );
}

export const describeAttachments = (tx: Tx, ids: string[]): Promise<AttachmentInfo[]> =>
  rows<AttachmentInfo>(tx, `select ${INFO} from attachment a where a.id = any($1)`, [ids]);
