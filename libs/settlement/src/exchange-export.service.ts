import { Injectable } from '@nestjs/common';
import { forbidden } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { audit, Database } from '@jishi/platform';
import { EXPORT_SHEETS, exportHeadings, exportRows, type ExportRow } from './exchange-export.repository';

export interface ExportList {
  name: string;
  headings: string[];
  rows: AsyncGenerator<ExportRow>;
}

/** An operator may always leave with everything it keeps here. */
@Injectable()
export class ExchangeExportService {
  constructor(private readonly database: Database) {}

  /** List after list, row after row: nothing of it is held whole. Errors: `history.exchange_only`. */
  async take(actor: Actor): Promise<AsyncGenerator<ExportList>> {
    if (actor.organisationKind !== 'exchange') throw forbidden('history.exchange_only');
    const { userId: actorId, organisationId } = actor;
    const subject = { subjectType: 'organisation', subjectId: organisationId };
    await this.database.transaction((tx) =>
      audit(tx, { actorId, organisationId, action: 'history.exported', ...subject }),
    );
    return this.lists(organisationId);
  }

  private async *lists(exchangeId: string): AsyncGenerator<ExportList> {
    const tx = this.database.manager;
    for (const sheet of EXPORT_SHEETS) {
      const headings = await exportHeadings(tx, sheet, exchangeId);
      yield { name: sheet.name, headings, rows: exportRows(tx, sheet, exchangeId) };
    }
  }
}
