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

/** Of the reader's organisation, or filed with it. */
export const findReadable = (tx: Tx, id: string, readerId: string): Promise<AttachmentPlace | null> =>
  maybeRow<AttachmentPlace>(
    tx,
    `select ${INFO}, a.content from attachment a where a.id = $1 and (a.organisation_id = $2 or exists (
       select 1 from attachment_share s where s.attachment_id = a.id and s.organisation_id = $2))`,
    [id, readerId],
  );

export const listOwn = (tx: Tx, organisationId: string, ids: string[]): Promise<{ id: string }[]> =>
  rows<{ id: string }>(tx, 'select id from attachment where organisation_id = $1 and id = any($2)', [
    organisationId,
    ids,
  ]);

export async function shareAttachments(tx: Tx, ids: string[], organisationId: string): Promise<void> {
  await rows(
    tx,
    `insert into attachment_share (attachment_id, organisation_id) select unnest($1::uuid[]), $2 on conflict do nothing`,
    [ids, organisationId],
  );
}

export const describeAttachments = (tx: Tx, ids: string[]): Promise<AttachmentInfo[]> =>
  rows<AttachmentInfo>(tx, `select ${INFO} from attachment a where a.id = any($1)`, [ids]);
