import { Injectable } from '@nestjs/common';
import { DomainError } from '@jishi/kernel';
import { ListingLifeService } from '@jishi/listings';
import { createLogger, Database, DatabaseClock } from '@jishi/platform';
import { noticesWithoutCandidates } from './notice.repository';

const logger = createLogger('notice-clock');
const AT_ONCE = 100;

/** Carries on what is public: notices that begin, and those that end without a candidate. Any number of workers is harmless. */
@Injectable()
export class NoticeClock {
  /** Sales whose notice could not be extended: said once. */
  private readonly stuck = new Set<string>();

  constructor(
    private readonly database: Database,
    private readonly clock: DatabaseClock,
    private readonly life: ListingLifeService,
  ) {}

  async sweep(): Promise<void> {
    await this.life.publishDue();
    const due = await noticesWithoutCandidates(this.database.manager, new Date(this.clock.now()), AT_ONCE);
    for (const { listingId, noticeEndsAt } of due) await this.extend(listingId, noticeEndsAt);
  }

  /** A year without a published calendar holds up one sale, not the others. */
  private async extend(listingId: string, noticeEndsAt: Date): Promise<void> {
    try {
      if (await this.life.extend(listingId, noticeEndsAt)) this.stuck.delete(listingId);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      if (!this.stuck.has(listingId)) logger.warn({ listingId, code: error.code }, 'a notice could not be extended');
      this.stuck.add(listingId);
    }
  }
}
