import { Injectable } from '@nestjs/common';
import { invalid, newId, notFound, sha256Hex } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { Database, maybeRow, row, rows, type Tx } from '@jishi/platform';
import { type MediaType, mediaTypeOf } from './domain/sniff';

export interface AttachmentInfo {
  id: string;
  organisationId: string;
  filename: string;
  mediaType: MediaType;
  size: number;
  sha256: string;
  createdAt: Date;
}

const INFO = `id, organisation_id as "organisationId", filename, media_type as "mediaType", size, sha256,
  created_at as "createdAt"`;
const MAX_ATTACHMENTS = 500;

/** Files an organisation hands in. Its own people read them, and whoever they were filed with. */
@Injectable()
export class AttachmentService {
  constructor(private readonly database: Database) {}

  /** Errors: `attachment.empty`, `attachment.too_large`, `attachment.wrong_type`, `attachment.too_many`. */
  async store(actor: Actor, file: { filename: string; content: Buffer }): Promise<AttachmentInfo> {
    const mediaType = mediaTypeOf(file.content);
    // A name is shown and sent in headers: no paths and no control characters in it.
    const filename = (file.filename.split(/[\\/]/).at(-1) ?? '').replace(/[\p{Cc}\p{Cf}"]/gu, '').slice(-200) || 'file';
    return this.database.transaction(async (tx) => {
      const { count } = await row<{ count: number }>(
        tx,
        `select count(*) as count from attachment where organisation_id = $1 and created_at > now() - interval '1 day'`,
        [actor.organisationId],
      );
      if (count >= MAX_ATTACHMENTS) throw invalid('attachment.too_many', { max: MAX_ATTACHMENTS });
      return row<AttachmentInfo>(
        tx,
        `insert into attachment (id, organisation_id, uploaded_by, filename, media_type, size, sha256, content)
         values ($1, $2, $3, $4, $5, $6, $7, $8) returning ${INFO}`,
        [
          newId(),
          actor.organisationId,
          actor.userId,
          filename,
          mediaType,
          file.content.length,
          sha256Hex(file.content),
          file.content,
        ],
      );
    });
  }

  /** Errors: `attachment.not_found`, also for what is not the reader's. */
  async read(actor: Actor, id: string): Promise<AttachmentInfo & { content: Buffer }> {
    const found = await maybeRow<AttachmentInfo & { content: Buffer }>(
      this.database.manager,
      `select ${INFO}, content from attachment a where a.id = $1 and (a.organisation_id = $2 or exists (
         select 1 from attachment_share s where s.attachment_id = a.id and s.organisation_id = $2))`,
      [id, actor.organisationId],
    );
    if (!found) throw notFound('attachment.not_found');
    return found;
  }

  /** Files an organisation's own attachments with another one, which may read them from now on. Errors: `attachment.not_found`. */
  async file(tx: Tx, organisationId: string, ids: string[], withOrganisationId: string): Promise<void> {
    const own = await rows<{ id: string }>(
      tx,
      'select id from attachment where organisation_id = $1 and id = any($2)',
      [organisationId, ids],
    );
    if (own.length !== new Set(ids).size)
      throw notFound('attachment.not_found', {}, [{ path: 'documentIds', code: 'attachment.not_found' }]);
    await rows(
      tx,
      `insert into attachment_share (attachment_id, organisation_id) select unnest($1::uuid[]), $2 on conflict do nothing`,
      [[...new Set(ids)], withOrganisationId],
    );
  }

  describe(tx: Tx, ids: string[]): Promise<AttachmentInfo[]> {
    return rows<AttachmentInfo>(tx, `select ${INFO} from attachment where id = any($1)`, [ids]);
  }
}
