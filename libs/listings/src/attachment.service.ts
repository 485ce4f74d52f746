import { Injectable } from '@nestjs/common';
import { DomainError, invalid, newId, notFound } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { audit, Database, FileStore, type Tx, VirusScanner } from '@jishi/platform';
import {
  type AttachmentInfo,
  type AttachmentPlace,
  countUploadsOfToday,
  describeAttachments,
  findAttachment,
  findReadable,
  insertAttachment,
  listFileable,
  type PaperReader,
  shareAttachments,
} from './attachment.repository';
import { checkContent } from './content/check-content';
import { mediaTypeOf } from './domain/sniff';

const MAX_ATTACHMENTS = 500;

/**
 * Files an organisation hands in. Whoever uploaded one reads it, whoever it was filed with, and colleagues once it was; what is
 * confidential in a sale is read in its data room only, what belongs to a disclosure by the people of that disclosure.
 */
@Injectable()
export class AttachmentService {
  constructor(
    private readonly database: Database,
    private readonly files: FileStore,
    private readonly scanner: VirusScanner,
  ) {}

  /** Nothing is kept that was not looked through. Errors: `attachment.*`, `scan.infected`, `scan.unreachable`. */
  async store(actor: Actor, file: { filename: string; content: Buffer }): Promise<AttachmentInfo> {
    const { content } = file;
    mediaTypeOf(content);
    const { userId: uploadedBy, organisationId } = actor;
    if ((await countUploadsOfToday(this.database.manager, organisationId)) >= MAX_ATTACHMENTS)
      throw invalid('attachment.too_many', { max: MAX_ATTACHMENTS });
    const filename = plainName(file.filename);
    const scanned = await this.scan(actor, filename, content);
    const mediaType = await checkContent(content, organisationId);
    // The bytes first: a row never names what is not there; a crash between the two leaves bytes that nobody names.
    const { sha256, size } = await this.files.put(content);
    const attachment = { id: newId(), organisationId, uploadedBy, filename, mediaType, size, sha256, scanned };
    return insertAttachment(this.database.manager, attachment);
  }

  /** Errors: `attachment.not_found`, also for what is not the reader's; `file.gone`, `file.damaged`. */
  async read(actor: Actor, id: string): Promise<AttachmentInfo & { content: Buffer }> {
    return this.withContent(await findReadable(this.database.manager, id, readerOf(actor)));
  }

  /** For whoever has decided that it may be read. Errors: as `read`. */
  async open(tx: Tx, id: string): Promise<AttachmentInfo & { content: Buffer }> {
    return this.withContent(await findAttachment(tx, id));
  }

  /**
   * Files an organisation's own attachments with another one, which may read them from now on, and colleagues with it. Errors:
   * `attachment.not_found` at `path`.
   */
  async file(tx: Tx, actor: Actor, ids: string[], withOrganisationId: string, path = 'documentIds'): Promise<void> {
    await this.requireFileable(tx, actor, ids, path);
    await shareAttachments(tx, [...new Set(ids)], withOrganisationId);
  }

  /** Whoever files something for others to read uploaded it, or may read it. Errors: `attachment.not_found` at `path`. */
  async requireFileable(tx: Tx, actor: Actor, ids: string[], path: string): Promise<void> {
    const found = await listFileable(tx, readerOf(actor), ids);
    if (found.length !== new Set(ids).size)
      throw notFound('attachment.not_found', {}, [{ path, code: 'attachment.not_found' }]);
  }

  describe(tx: Tx, ids: string[]): Promise<AttachmentInfo[]> {
    return describeAttachments(tx, ids);
  }

  private async withContent(place: AttachmentPlace | null): Promise<AttachmentInfo & { content: Buffer }> {
    if (!place) throw notFound('attachment.not_found');
    return { ...place, content: place.content ?? (await this.files.get(place)) };
  }

  /** Who hands in malware is on record, whether it was known to them or not. */
  private async scan(actor: Actor, filename: string, content: Buffer): Promise<boolean> {
    try {
      return await this.scanner.scan(content);
    } catch (error) {
      if (error instanceof DomainError && error.code === 'scan.infected')
        await audit(this.database.manager, {
          actorId: actor.userId,
          organisationId: actor.organisationId,
          action: 'attachment.infected',
          subjectType: 'organisation',
          subjectId: actor.organisationId,
          detail: { filename, ...error.params },
        });
      throw error;
    }
  }
}

const readerOf = ({ userId, organisationId, permissions }: Actor): PaperReader => ({
  userId,
  organisationId,
  reviews: permissions.has('disclosure.review'),
  decides: permissions.has('decision.approve'),
});

/** A name is shown and sent in headers: no paths, no control characters and no half ones in it. */
const plainName = (name: string): string =>
  [...(name.split(/[\\/]/).at(-1) ?? '').toWellFormed().replace(/[\p{Cc}\p{Cf}"]/gu, '')].slice(-150).join('') ||
  'file';
