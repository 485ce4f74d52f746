import { Injectable } from '@nestjs/common';
import { appendFact, audit, Database, type Tx } from '@jishi/platform';
import * as repository from './history.repository';
import type { HistoryRow, LockedImport } from './history.repository';
import { againstKnown } from './judge';
import { LIMITS } from './limits';
import { carryOut, findKnown } from './register.repository';

/**
 * Carries a committed import out, batch by batch. Every batch is a transaction that leaves none of its rows waiting: whoever
 * comes after a crash goes on where it stopped, and two at a time take turns on the import's row.
 */
@Injectable()
export class HistoryCarryingService {
  constructor(private readonly database: Database) {}

  /** All good rows go in on their own; those of an import that is all or nothing wait for `finish`. */
  async carryOut(importId: string): Promise<void> {
    for (let after: number | null = 0; after !== null;) {
      const from: number = after;
      after = await this.database.transaction(async (tx) => {
        const running = await repository.lockImport(tx, importId);
        return running?.state === 'running' && !running.allOrNothing ? this.batch(tx, running, from) : null;
      });
    }
  }

  /** Ends the import; one that is all or nothing is done here, whole or not at all. */
  async finish(tx: Tx, importId: string): Promise<void> {
    const running = await repository.lockImport(tx, importId);
    if (running?.state !== 'running') return;
    const isDone = running.allOrNothing ? await this.whole(tx, running) : true;
    if (isDone) await this.all(tx, running);
    await repository.setEnded(tx, importId, isDone ? 'done' : 'failed');
    const { exchangeId: organisationId, committedBy: actorId } = running;
    const { counts, filename } = (await repository.findImport(tx, organisationId, importId))!;
    const action = isDone ? 'history.imported' : 'history.import_failed';
    await audit(tx, {
      actorId,
      organisationId,
      action,
      subjectType: 'history_import',
      subjectId: importId,
      detail: { ...counts },
    });
    const outcome = isDone ? 'done' : 'failed';
    const payload = { importId, exchangeId: organisationId, filename, outcome, imported: counts.imported };
    await appendFact(tx, { type: 'history.import_ended', subjectId: importId, payload });
  }

  private async all(tx: Tx, running: LockedImport): Promise<void> {
    for (let after: number | null = 0; after !== null;) after = await this.batch(tx, running, after);
  }

  /** Answers the last row looked at, or null when none was left. */
  private async batch(tx: Tx, running: LockedImport, after: number): Promise<number | null> {
    const due = await repository.listRows(tx, running.id, { status: 'ok', after, limit: LIMITS.batch });
    if (due.length === 0) return null;
    const numbers = due.map(({ rowNumber }) => rowNumber);
    const done = new Set(await carryOut(tx, running, numbers));
    // Numbers somebody else took since the preview: the same record, or a row that is wrong after all.
    const taken = due.filter(({ rowNumber }) => !done.has(rowNumber));
    const known = await findKnown(
      tx,
      running.kind,
      running.exchangeId,
      taken.map(({ key }) => key!),
    );
    const byKey = new Map(known.map((each) => [each.key, each]));
    const judged = taken.map((row) => {
      const found = byKey.get(row.key!);
      if (!found) throw new Error(`row ${row.rowNumber} of import ${running.id} neither went in nor was there`);
      const problems = againstKnown(row.record!, found, running.mapping);
      const { rowNumber, key, record } = row;
      return problems.length > 0
        ? { rowNumber, status: 'error' as const, problems, key: null, record: null, targetId: null }
        : { rowNumber, status: 'unchanged' as const, problems: [], key, record, targetId: found.id };
    });
    if (judged.length > 0) await repository.updateRows(tx, running.id, judged);
    return numbers.at(-1)!;
  }

  /** Goes in whole inside a savepoint; a row that turns out wrong takes all the others back out and says why. */
  private async whole(tx: Tx, running: LockedImport): Promise<boolean> {
    try {
      await tx.transaction(async (inner) => {
        await this.all(inner, running);
        const wrong = await repository.listRows(inner, running.id, { status: 'error', after: 0, limit: LIMITS.batch });
        if (wrong.length > 0) throw new NotWhole(wrong);
      });
      return true;
    } catch (error) {
      if (!(error instanceof NotWhole)) throw error;
      await repository.updateRows(tx, running.id, error.wrong);
      return false;
    }
  }
}

class NotWhole extends Error {
  constructor(readonly wrong: HistoryRow[]) {
    super('not every row of the import is good');
  }
}
