import { Injectable } from '@nestjs/common';
import { DomainError } from '@jishi/kernel';
import { ListingLifeService } from '@jishi/listings';
import { audit, createLogger, Database, DatabaseClock, type Tx } from '@jishi/platform';
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
    // A page after the other: sales that wait for weeks do not keep those behind them from their turn.
    for (let after: string | null = null; ;) {
      const now = new Date(this.clock.now());
      const due: NoticeOver[] = await noticesToExtend(this.database.manager, now, after, AT_ONCE);
      for (const notice of due) await this.end(notice);
      const last = due.at(-1);
      if (!last || due.length < AT_ONCE) return;
      after = last.listingId;
    }
  }

  /** A year without a published calendar holds up one sale, not the others. */
  private async end(notice: NoticeOver): Promise<void> {
    const { listingId } = notice;
    try {
      await this.database.transaction((tx) => this.decide(tx, notice));
      this.stuck.delete(listingId);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      if (!this.stuck.has(listingId)) logger.warn({ listingId, code: error.code }, 'a notice could not be extended');
      this.stuck.add(listingId);
    }
  }

  /** Candidates are looked at and the notice is extended under one lock; of two workers the second finds it done. */
  private async decide(tx: Tx, { listingId, auctionId, noticeEndsAt }: NoticeOver): Promise<void> {
    if (!(await this.life.lockEnd(tx, listingId, noticeEndsAt))) return;
    const nowMs = this.clock.now();
    const terms = await termsOfSale(tx, auctionId, new Date(nowMs));
    if (!terms?.mayExtend) return;
    const outcome = afterNotice(await applicationsOf(tx, auctionId), terms, nowMs);
    if (outcome === 'goesOn') return;
    const waited = await isNoted(tx, listingId, WAITS, noticeEndsAt);
    if (outcome === 'extends') await this.life.extend(tx, listingId, noticeEndsAt, waited);
    else if (!waited) await this.noteWait(tx, listingId, noticeEndsAt);
  }

  /** Why a sale neither goes on nor is extended, once. */
  private noteWait(tx: Tx, listingId: string, noticeEndsAt: Date): Promise<void> {
    return audit(tx, {
      actorId: null,
      organisationId: null,
      action: WAITS,
      subjectType: 'listing',
      subjectId: listingId,
      detail: { noticeEndsAt: noticeEndsAt.toISOString() },
    });
  }
}
