import { Injectable } from '@nestjs/common';
import { notFound } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { Database, type Page, pageLimit, textCursor, timeCursor, toPage, decodeCursor } from '@jishi/platform';
import { type HistoryKind } from './fields';
import * as repository from './history.repository';
import type { HistoryRow, ImportRow, RowStatus } from './history.repository';
import { exchangeOf } from './history-scope';
import { type Doubt, doubtsOf, recognise } from './mapping';
import { type HistoryEntry, listHistory } from './register.repository';

export interface WholeImport extends ImportRow {
  doubts: Doubt[];
}

export interface PageOf {
  limit?: number;
  cursor?: string;
}

@Injectable()
export class HistoryReadsService {
  constructor(private readonly database: Database) {}

  /** One import, with what still keeps its columns from being read. Errors: `history.not_found`. */
  async get(actor: Actor, id: string): Promise<WholeImport> {
    const found = await repository.findImport(this.database.manager, exchangeOf(actor), id);
    if (!found) throw notFound('history.not_found');
    const taken = new Set(found.mapping.map(({ field }) => field));
    const open = doubtsOf(found.kind, found.mapping);
    // Of several columns that fit one field somebody has to choose; a field nobody chose for is not read.
    const ambiguous = recognise(found.kind, found.headers).doubts.filter(
      ({ code, field }) => code === 'history.column_ambiguous' && !taken.has(field),
    );
    const unclear = new Set(ambiguous.map(({ field }) => field));
    return { ...found, doubts: [...ambiguous, ...open.filter(({ field }) => !unclear.has(field))] };
  }

  async list(actor: Actor, query: PageOf & { state?: string; kind?: string }): Promise<Page<ImportRow>> {
    const limit = pageLimit(query.limit);
    const before = timeCursor(query.cursor);
    const found = await repository.listImports(this.database.manager, exchangeOf(actor), {
      limit: limit + 1,
      ...(query.state ? { state: query.state } : {}),
      ...(query.kind ? { kind: query.kind } : {}),
      ...(before ? { before } : {}),
    });
    return toPage(found, limit, (last) => [last.createdAt.toISOString(), last.id]);
  }

  /** Rows of an import in their order. Errors: `history.not_found`. */
  async rows(actor: Actor, id: string, query: PageOf & { status?: RowStatus }): Promise<Page<HistoryRow>> {
    await this.get(actor, id);
    const limit = pageLimit(query.limit);
    const after = Number(decodeCursor(query.cursor, 1)?.[0] ?? 0) || 0;
    const status = query.status ? { status: query.status } : {};
    const found = await repository.listRows(this.database.manager, id, { after, limit: limit + 1, ...status });
    return toPage(found, limit, (last) => [last.rowNumber]);
  }

  /** Every bad row of an import, a few at a time: a report is as long as it has to be. */
  async *badRows(id: string): AsyncGenerator<HistoryRow> {
    for (let after = 0; ;) {
      const found = await repository.listRows(this.database.manager, id, { status: 'error', after, limit: 500 });
      if (found.length === 0) return;
      yield* found;
      after = found.at(-1)!.rowNumber;
    }
  }

  async history(
    actor: Actor,
    kind: HistoryKind,
    query: PageOf & { q?: string; importId?: string },
  ): Promise<Page<HistoryEntry>> {
    const limit = pageLimit(query.limit);
    const after = textCursor(query.cursor);
    const found = await listHistory(this.database.manager, kind, exchangeOf(actor), {
      limit: limit + 1,
      ...(query.q ? { q: query.q } : {}),
      ...(query.importId ? { importId: query.importId } : {}),
      ...(after ? { after } : {}),
    });
    return toPage(found, limit, (last) => [String(Object.values(last.record)[0]), last.id]);
  }
}
