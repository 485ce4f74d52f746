import { Injectable } from '@nestjs/common';
import { conflict, invalid, notFound, sha256Hex } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { appendFact, audit, Database, type Tx } from '@jishi/platform';
import { type SheetRow, storable, toStored } from './cell';
import type { HistoryKind } from './fields';
import * as repository from './history.repository';
import type { HistoryRow, LockedImport } from './history.repository';
import { exchangeOf } from './history-scope';
import { Judge } from './judge';
import { LIMITS } from './limits';
import { checkedMapping, doubtsOf, findHeader, type Placed } from './mapping';
import { readSheet, type Sheet } from './source';

export interface HistoryFile {
  filename: string;
  content: Buffer;
}

type Waiting = Pick<HistoryRow, 'rowNumber' | 'cells'>;
const waiting = ({ number, cells }: SheetRow): Waiting => ({ rowNumber: number, cells: cells.map(toStored) });

/** Moving in: a register is read and judged first, changed in its mapping if need be, and carried out by a word of its own. */
@Injectable()
export class HistoryImportService {
  constructor(private readonly database: Database) {}

  /**
   * Reads a whole file and judges its rows; writes nothing but the import and them. A file that cannot be read to its end leaves
   * nothing behind. Errors: those of `readSheet`, `history.no_header`, `history.no_rows`, `history.too_many_open`.
   */
  async upload(actor: Actor, kind: HistoryKind, file: HistoryFile): Promise<string> {
    const exchangeId = exchangeOf(actor);
    const sheet = await readSheet(file.content);
    return this.database.transaction(async (tx) => {
      if ((await repository.countOpen(tx, exchangeId)) >= LIMITS.openImports)
        throw conflict('history.too_many_open', { max: LIMITS.openImports });
      const first = await take(sheet, LIMITS.headerRows);
      const { mapping, row: headerRow, headings: headers } = findHeader(kind, first);
      const mappingComplete = doubtsOf(kind, mapping).length === 0;
      const id = await repository.insertImport(tx, {
        exchangeId,
        kind,
        filename: nameOf(file.filename),
        sha256: sha256Hex(file.content),
        format: sheet.format,
        reading: sheet.reading,
        otherSheets: sheet.otherSheets.slice(0, 50),
        headerRow,
        headers,
        mapping,
        mappingComplete,
        createdBy: actor.userId,
      });
      const today = await repository.todayOf(tx);
      const judge = new Judge({ kind, exchangeId, mapping, mappingComplete, today });
      let total = 0;
      const keep = async (batch: Waiting[]): Promise<void> => {
        total += batch.length;
        if (batch.length > 0) await repository.insertRows(tx, id, await judge.judge(tx, batch));
      };
      let batch = first.filter(({ number }) => number > headerRow).map(waiting);
      for await (const row of sheet.rows) {
        batch.push(waiting(row));
        if (batch.length < LIMITS.batch) continue;
        await keep(batch);
        batch = [];
      }
      await keep(batch);
      if (total === 0) throw invalid('history.no_rows');
      if (total > LIMITS.rows) throw invalid('history.too_many_rows', { max: LIMITS.rows });
      await repository.setTotal(tx, id, total);
      await this.record(tx, actor, 'history.uploaded', id, { kind, filename: nameOf(file.filename), rows: total });
      return id;
    });
  }

  /** Judges the rows again by columns somebody chose. Errors: `history.not_found`, `history.not_open`, `history.bad_mapping`. */
  async map(actor: Actor, id: string, chosen: readonly Placed[]): Promise<void> {
    await this.database.transaction(async (tx) => {
      const open = await this.lockOpen(tx, actor, id);
      const { kind, exchangeId } = open;
      const mapping = checkedMapping(kind, open.headers.length, chosen);
      const mappingComplete = doubtsOf(kind, mapping).length === 0;
      await repository.setMapping(tx, id, mapping, mappingComplete);
      await repository.clearJudgements(tx, id);
      const judge = new Judge({ kind, exchangeId, mapping, mappingComplete, today: await repository.todayOf(tx) });
      for (let after = 0; ;) {
        const batch = await repository.listRows(tx, id, { after, limit: LIMITS.batch });
        if (batch.length === 0) break;
        await repository.updateRows(tx, id, await judge.judge(tx, batch));
        after = batch.at(-1)!.rowNumber;
      }
      await this.record(tx, actor, 'history.mapped', id, { mapping });
    });
  }

  /**
   * Has the good rows carried out, or none while one is bad. The worker does it; a second word for it is refused. Errors:
   * `history.not_found`, `history.not_open`, `history.mapping_incomplete`, `history.nothing_to_do`, `history.has_errors`.
   */
  async commit(actor: Actor, id: string, allOrNothing: boolean): Promise<void> {
    await this.database.transaction(async (tx) => {
      const open = await this.lockOpen(tx, actor, id);
      if (!open.mappingComplete) throw conflict('history.mapping_incomplete');
      const { counts } = (await repository.findImport(tx, open.exchangeId, id))!;
      if (allOrNothing && counts.error > 0) throw conflict('history.has_errors', { count: counts.error });
      if (counts.ok === 0) throw conflict('history.nothing_to_do');
      await repository.setRunning(tx, id, actor.userId, allOrNothing);
      await this.record(tx, actor, 'history.committed', id, { ok: counts.ok, error: counts.error, allOrNothing });
      await appendFact(tx, { type: 'history.import_committed', subjectId: id, payload: { importId: id } });
    });
  }

  /** Errors: `history.not_found`, `history.not_open`. */
  async discard(actor: Actor, id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.lockOpen(tx, actor, id);
      await repository.deleteRows(tx, id);
      await repository.setEnded(tx, id, 'discarded');
      await this.record(tx, actor, 'history.discarded', id, {});
    });
  }

  private async lockOpen(tx: Tx, actor: Actor, id: string): Promise<LockedImport> {
    const exchangeId = exchangeOf(actor);
    const found = await repository.lockImport(tx, id);
    if (!found || found.exchangeId !== exchangeId) throw notFound('history.not_found');
    if (found.state !== 'previewed') throw conflict('history.not_open', { state: found.state });
    return found;
  }

  private async record(
    tx: Tx,
    actor: Actor,
    action: string,
    id: string,
    detail: Record<string, unknown>,
  ): Promise<void> {
    const { userId: actorId, organisationId } = actor;
    await audit(tx, { actorId, organisationId, action, subjectType: 'history_import', subjectId: id, detail });
  }
}

/** A name is shown and sent in headers: no paths and no control characters in it. */
const nameOf = (filename: string): string =>
  storable((filename.split(/[\\/]/).at(-1) ?? '').replace(/[\p{Cc}\p{Cf}"]/gu, '').slice(-200)) || 'file';

async function take({ rows }: Sheet, count: number): Promise<SheetRow[]> {
  const taken: SheetRow[] = [];
  while (taken.length < count) {
    const next = await rows.next();
    if (next.done) break;
    taken.push(next.value);
  }
  if (taken.length === 0) throw invalid('history.empty');
  return taken;
}
