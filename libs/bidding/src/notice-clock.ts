import { Injectable } from '@nestjs/common';
import { DomainError } from '@jishi/kernel';
import { ListingLifeService } from '@jishi/listings';
import { audit, createLogger, Database, DatabaseClock } from '@jishi/platform';
import { afterNotice } from './domain/notice-end';
import { applicationsOf, isNoted, noticesToExtend, type NoticeOver, termsOfSale } from './notice.repository';

const logger = createLogger('notice-clock');
const AT_ONCE = 100;
const WAITS = 'listing.notice_waits';

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
    const due = await noticesToExtend(this.database.manager, new Date(this.clock.now()), AT_ONCE);
    for (const notice of due) await this.end(notice);
  }

  private async end(notice: NoticeOver): Promise<void> {
    const tx = this.database.manager;
    const nowMs = this.clock.now();
    const terms = await termsOfSale(tx, notice.auctionId, new Date(nowMs));
    if (!terms?.mayExtend) return;
    const outcome = afterNotice(await applicationsOf(tx, notice.auctionId), terms, nowMs);
    if (outcome === 'waits') await this.noteWait(notice);
    if (outcome === 'extends') await this.extend(notice);
  }

  /** A year without a published calendar holds up one sale, not the others. */
  private async extend({ listingId, noticeEndsAt }: NoticeOver): Promise<void> {
    try {
      const waited = await isNoted(this.database.manager, listingId, WAITS, noticeEndsAt);
      if (await this.life.extend(listingId, noticeEndsAt, waited)) this.stuck.delete(listingId);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      if (!this.stuck.has(listingId)) logger.warn({ listingId, code: error.code }, 'a notice could not be extended');
      this.stuck.add(listingId);
    }
  }

  /** Why a sale neither goes on nor is extended, once: two workers may note it twice. */
  private async noteWait({ listingId, noticeEndsAt }: NoticeOver): Promise<void> {
    const tx = this.database.manager;
    if (await isNoted(tx, listingId, WAITS, noticeEndsAt)) return;
    const detail = { noticeEndsAt: noticeEndsAt.toISOString() };
    await audit(tx, {
      actorId: null,
      organisationId: null,
      action: WAITS,
      subjectType: 'listing',
      subjectId: listingId,
      detail,
    });
  }
}
