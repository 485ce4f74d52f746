import { Injectable } from '@nestjs/common';
import { DomainError } from '@jishi/kernel';
import { createLogger, Database, DatabaseClock } from '@jishi/platform';
import { periodEnd } from '@jishi/pricing';
import { listUnperformed } from './default.repository';
import { DefaultService } from './default.service';
import { demandsOver, setDepositDue } from './deposit.repository';
import { DepositService } from './deposit.service';
import { offersOver } from './offer.repository';
import { RemedyService } from './remedy.service';

const logger = createLogger('settlement');
const BATCH = 500;
/** A bank tells of what it booked on the last day only with its next statement. */
const STATEMENT = { count: 1, kind: 'working' } as const;
const WITHOUT_CALENDAR_MS = 3 * 86_400_000;

/** Until when money that was booked in time may still be heard of. */
export function heardOfUntilMs(dueMs: number): number {
  try {
    return periodEnd(dueMs, STATEMENT);
  } catch (error) {
    if (error instanceof DomainError) return dueMs + WITHOUT_CALENDAR_MS;
    throw error;
  }
}

/** Terms that end by themselves: unpaid demands, winners who do not perform, offers nobody answers. Two workers are harmless. */
@Injectable()
export class DepositClock {
  /** Said once of each. */
  private readonly stuck = new Set<string>();

  constructor(
    private readonly database: Database,
    private readonly clock: DatabaseClock,
    private readonly deposits: DepositService,
    private readonly cases: DefaultService,
    private readonly remedies: RemedyService,
  ) {}

  async sweep(): Promise<void> {
    const now = new Date(this.clock.now());
    for (const demand of await demandsOver(this.database.manager, now, BATCH)) await this.expire(demand, now.getTime());
    for (const sale of await listUnperformed(this.database.manager, BATCH))
      await this.tolerating(sale.contractId, () =>
        this.database.transaction((tx) => this.cases.markDue(tx, sale)).then(() => undefined),
      );
    for (const { id } of await offersOver(this.database.manager, now, BATCH)) await this.remedies.lapse(id);
  }

  private async expire({ id, untilMs }: { id: string; untilMs: number }, nowMs: number): Promise<void> {
    // the opening was put off, and the term with it
    if (untilMs > nowMs) await setDepositDue(this.database.manager, id, new Date(untilMs));
    else if (nowMs >= heardOfUntilMs(untilMs))
      await this.database.transaction((tx) => this.deposits.expireUnpaid(tx, id));
  }

  /** A year without a calendar holds up one case, not the others. */
  private async tolerating(id: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      if (!this.stuck.has(id)) logger.warn({ id, code: error.code }, 'a term could not be reckoned');
      this.stuck.add(id);
    }
  }
}
