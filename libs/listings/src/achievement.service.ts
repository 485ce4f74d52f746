import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { canonicalJson, DomainError, newId, notFound, sha256Hex } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { audit, Database, idCursor, pageLimit, type Page, toPage, type Tx } from '@jishi/platform';
import { WindowService } from '@jishi/windows';
import {
  type AchievementRow,
  findKnown,
  findVisibleAchievement,
  type ImportedAchievement,
  insertAchievements,
  listAchievements,
  updateAchievements,
} from './achievement.repository';
import type { ImportItem, ImportProblem, PatentRecord } from './import/patent-record';
import { readSource } from './import/read-source';

export interface SourceFile {
  filename: string;
  content: Buffer;
}

export interface ImportedRecord {
  /** `file:line:column`. */
  place: string;
  status: 'inserted' | 'updated' | 'unchanged' | 'failed';
  achievementId?: string;
  title?: string;
  code?: string;
  params?: Record<string, string | number>;
  remarks?: { place: string; code: string; params: Record<string, string | number> }[];
}

export interface ImportReport {
  inserted: number;
  updated: number;
  unchanged: number;
  failed: number;
  records: ImportedRecord[];
}

type Taken = ImportItem & { ok: true };
const BATCH = 200;
const TURN_MS = 15;

@Injectable()
export class AchievementService {
  constructor(
    private readonly database: Database,
    private readonly windows: WindowService,
  ) {}

  /**
   * Takes what can be read of the files into an organisation's catalogue and reports every record, good or bad.
   * The same document again changes nothing. Errors: `window.no_mandate`.
   */
  async import(actor: Actor, organisationId: string, files: SourceFile[]): Promise<ImportReport> {
    await this.windows.requireMandate(this.database.manager, actor.organisationId, organisationId);
    const report: ImportReport = { inserted: 0, updated: 0, unchanged: 0, failed: 0, records: [] };
    for (const file of files) await this.importFile(actor, organisationId, file, report);
    await audit(this.database.manager, {
      actorId: actor.userId,
      organisationId,
      action: 'achievement.imported',
      subjectType: 'organisation',
      subjectId: organisationId,
      detail: {
        files: files.map(({ filename, content }) => ({ filename, sha256: sha256Hex(content) })),
        inserted: report.inserted,
        updated: report.updated,
        unchanged: report.unchanged,
        failed: report.failed,
      },
    });
    return report;
  }

  private async importFile(
    actor: Actor,
    organisationId: string,
    file: SourceFile,
    report: ImportReport,
  ): Promise<void> {
    const add = (record: ImportedRecord): void => {
      report[record.status] += 1;
      report.records.push(record);
    };
    const flush = async (batch: Taken[]): Promise<void> => {
      const owner = { organisationId, userId: actor.userId };
      for (const record of await this.database.transaction((tx) => store(tx, owner, file.filename, batch))) add(record);
    };
    let batch: Taken[] = [];
    let turnEnds = performance.now() + TURN_MS;
    for (const item of readSource(file.content)) {
      // Reading is computation: others of this process, bidders among them, get their turn between documents.
      if (performance.now() > turnEnds) {
        await setImmediate();
        turnEnds = performance.now() + TURN_MS;
      }
      if (item.ok) batch.push(item);
      if (!item.ok || batch.length === BATCH) {
        await flush(batch);
        batch = [];
      }
      if (!item.ok) add({ ...placed(file.filename, item), status: 'failed' });
    }
    await flush(batch);
  }

  async list(actor: Actor, query: { q?: string; limit?: number; cursor?: string }): Promise<Page<AchievementRow>> {
    const limit = pageLimit(query.limit);
    const before = idCursor(query.cursor);
    const found = await listAchievements(this.database.manager, actor.organisationId, {
      q: query.q ?? '',
      before,
      limit: limit + 1,
    });
    return toPage(found, limit, (last) => [last.id]);
  }

  /** Errors: `achievement.not_found`, also for what is not the reader's. */
  async get(actor: Actor, id: string): Promise<AchievementRow> {
    const found = await findVisibleAchievement(this.database.manager, actor.organisationId, id);
    if (!found) throw notFound('achievement.not_found');
    return found;
  }
}

const placed = (filename: string, { place, code, params }: ImportProblem) => ({
  place: `${filename}:${place.line}:${place.column}`,
  code,
  params,
});

/** The same identity as the unique indexes of the table. */
const keyOf = ({ country, patentNumber, applicationNumber, format }: PatentRecord, hash: string): string =>
  patentNumber
    ? `number ${country} ${patentNumber}`
    : applicationNumber
      ? `application ${country} ${applicationNumber} ${format}`
      : hash;

/** One batch: new ones in, changed ones updated unless a sale relies on them, the rest as they are. */
async function store(
  tx: Tx,
  owner: { organisationId: string; userId: string },
  filename: string,
  batch: Taken[],
): Promise<ImportedRecord[]> {
  if (batch.length === 0) return [];
  const hashed = batch.map((item) => ({ ...item, hash: sha256Hex(canonicalJson(item.record)) }));
  const keys = hashed
    .map(({ record, hash }) => ({ ...record, hash }))
    .map(({ country, patentNumber, applicationNumber, format, hash }) => ({
      country,
      patentNumber,
      applicationNumber,
      format,
      hash,
    }));
  const known = new Map((await findKnown(tx, owner.organisationId, keys)).map((found) => [found.index - 1, found]));
  const inserts = new Map<string, ImportedAchievement>();
  const updates = new Map<string, ImportedAchievement>();
  const records = hashed.map(({ record, place, remarks, hash }, i): ImportedRecord => {
    const base = {
      place: `${filename}:${place.line}:${place.column}`,
      title: record.title,
      ...(remarks.length > 0 ? { remarks: remarks.map((remark) => placed(filename, remark)) } : {}),
    };
    const found = known.get(i);
    if (found) {
      const current = updates.get(found.id)?.hash ?? found.hash;
      if (current === hash) return { ...base, status: 'unchanged', achievementId: found.id };
      if (found.onSale) return { ...base, status: 'failed', code: 'import.achievement_on_sale', params: {} };
      updates.set(found.id, { id: found.id, record, hash });
      return { ...base, status: 'updated', achievementId: found.id };
    }
    const key = keyOf(record, hash);
    const earlier = inserts.get(key);
    const id = earlier?.id ?? newId();
    inserts.set(key, { id, record, hash });
    // The same number twice in one file: the later one stands, as it would from two files.
    const status = !earlier ? 'inserted' : earlier.hash === hash ? 'unchanged' : 'updated';
    return { ...base, status, achievementId: id };
  });
  if (updates.size > 0) await updateAchievements(tx, owner.userId, [...updates.values()]);
  const inserted = await insertAchievements(tx, owner, [...inserts.values()]);
  // Someone else imported the same document between our look and our insert: the next import will find it.
  if (inserted.size !== inserts.size) throw new DomainError('conflict', 'import.concurrent');
  return records;
}
