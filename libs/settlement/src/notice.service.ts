import { Injectable } from '@nestjs/common';
import { appendFact, createLogger, Database } from '@jishi/platform';
import { MovementService } from './movement.service';
import * as repository from './notice.repository';
import type { ProviderNotice } from './provider.port';
import { Providers } from './providers';

const logger = createLogger('settlement');

/** What providers tell us: stored and answered at once, worked later, and looked up again where it was lost. */
@Injectable()
export class NoticeService {
  constructor(
    private readonly database: Database,
    private readonly providers: Providers,
    private readonly movements: MovementService,
  ) {}

  /** Errors: `settlement.no_such_source`, `settlement.bad_notice`; neither leaves a trace. */
  async receive(
    source: string,
    rawBody: Buffer,
    headers: Record<string, string | string[] | undefined>,
  ): Promise<void> {
    await this.store(source, this.providers.ofSource(source).parseNotice(rawBody, headers), 'webhook');
  }

  /** Asks the provider what it is about; a notice itself is never believed. Outside any transaction. */
  async apply(id: string): Promise<void> {
    const notice = await repository.findNotice(this.database.manager, id);
    if (!notice || notice.outcome) return;
    const snapshot = await this.providers.ofSource(notice.source).inquire(notice.reference);
    const isOurs = snapshot !== null && (await this.movements.apply(snapshot));
    await repository.setApplied(this.database.manager, id, isOurs ? 'applied' : 'unknown_movement');
  }

  /** Lists what happened since the last time: what never arrived is stored now. */
  async backfill(): Promise<void> {
    for (const source of this.providers.sources()) {
      const cursor = await repository.findCursor(this.database.manager, source);
      const page = await this.providers.ofSource(source).listSince(cursor);
      const found = await this.store(source, page.notices, 'backfill');
      if (found > 0) logger.info({ source, found }, 'notices that had not arrived');
      // after the notices: a crash between the two lists them again, and they are known
      await repository.setCursor(this.database.manager, source, page.cursor);
    }
  }

  private async store(
    source: string,
    notices: readonly ProviderNotice[],
    via: 'webhook' | 'backfill',
  ): Promise<number> {
    let stored = 0;
    for (const notice of notices)
      await this.database.transaction(async (tx) => {
        const id = await repository.insertNotice(tx, source, notice, via);
        if (!id) return;
        stored += 1;
        await appendFact(tx, { type: 'provider.noticed', subjectId: id, payload: { noticeId: id } });
      });
    return stored;
  }
}
