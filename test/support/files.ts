import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AttachmentService } from '@jishi/listings';
import { createScanner, type Database, DiskFileStore } from '@jishi/platform';

/** A folder for the files of one spec; the system clears it. */
export const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'jishi-files-'));

/** Attachments of one spec in a folder of their own, without a virus scanner. */
export const temporaryAttachments = (database: Database, filesDir = temporaryFolder()): AttachmentService =>
  new AttachmentService(database, new DiskFileStore({ filesDir }), createScanner({ clamdUrl: null }));
