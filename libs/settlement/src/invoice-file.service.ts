import { Injectable } from '@nestjs/common';
import { invalid, newId } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { Database, FileStore, VirusScanner } from '@jishi/platform';
import { checkInvoiceFile } from './invoice-file';
import { countFilesOfToday, insertFile, type InvoiceFileRow } from './invoice-file.repository';

const MAX_FILES = 500;

/** Files of invoices as the tax system gives them, checked like everything that comes from outside. */
@Injectable()
export class InvoiceFileService {
  constructor(
    private readonly database: Database,
    private readonly files: FileStore,
    private readonly scanner: VirusScanner,
  ) {}

  /** Nothing is kept that was not looked through. Errors: `invoice.file_*`, `invoice.no_file`, `attachment.*`, `scan.*`. */
  async store(actor: Actor, file: { filename: string; content: Buffer }): Promise<InvoiceFileRow> {
    const { userId: uploadedBy, organisationId } = actor;
    if ((await countFilesOfToday(this.database.manager, organisationId)) >= MAX_FILES)
      throw invalid('invoice.file_too_many', { max: MAX_FILES });
    const scanned = await this.scanner.scan(file.content);
    const { mediaType, said } = await checkInvoiceFile(file.content, organisationId);
    // the bytes first: a row never names what is not there
    const { sha256, size } = await this.files.put(file.content);
    const filename = plainName(file.filename);
    const row = { id: newId(), organisationId, uploadedBy, filename, mediaType, size, sha256, scanned, said };
    await insertFile(this.database.manager, row);
    return row;
  }
}

/** A name is shown and sent in headers. */
const plainName = (name: string): string =>
  [...(name.split(/[\\/]/).at(-1) ?? '').toWellFormed().replace(/[\p{Cc}\p{Cf}"]/gu, '')].slice(-150).join('') ||
  'invoice';
