import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@jishi/kernel';
import { createLogger, DatabaseClock } from '@jishi/platform';
import type { Ack } from './answers';
import type { DueAuction } from './auction.repository';
import type { Command } from './domain/commands';
import type { AuctionRules } from './domain/rules';
import { Journal } from './journal/journal';
import { SaleTimes } from './sale-times';

const logger = createLogger('auction-clock');
/** Without an own heartbeat this fresh, an outage may not be on record yet: nothing is closed. */
const BEAT_FRESH_MS = 2_000;

/**
 * Opens and closes auctions in time. The deadline lives in the database, so any number of sweeps in any number of processes
 * does no harm: what comes too early leaves no event, what is repeated gets its first answer.
 */
@Injectable()
export class AuctionClock {
  private sweeping: Promise<void> | null = null;

  constructor(
    private readonly journal: Journal,
    private readonly times: SaleTimes,
    @Inject(DatabaseClock) private readonly clock: Clock,
  ) {}

  /** Called every few hundred milliseconds; a sweep that is still running is joined. */
  sweep(): Promise<void> {
    this.sweeping ??= this.run().finally(() => (this.sweeping = null));
    return this.sweeping;
  }

  private async run(): Promise<void> {
    const nowMs = this.clock.now();
    const due = await this.times.due(nowMs);
    await Promise.all(due.map((auction) => this.handle(auction, nowMs)));
  }

  private async handle(auction: DueAuction, nowMs: number): Promise<void> {
    const { id, state, dueAtMs } = auction;
    if (state === 'announced') return void (await this.give(id, `open:${id}:${dueAtMs}`, { type: 'open' }));
    if (state === 'closed') return void (await this.give(id, `award:${id}:${dueAtMs}`, { type: 'award' }));
    if (state === 'ended') return this.close(id, dueAtMs!);
    if (state === 'paused')
      return dueAtMs === null ? this.resumeAfterOutage(auction, auction.pausedBy!) : this.goOn(id, dueAtMs);
    const { lastBeatMs } = this.journal;
    if (lastBeatMs === null || nowMs - lastBeatMs > BEAT_FRESH_MS) return;
    if (await this.makeUpForOutage(auction)) return;
    if (!(await this.mayClose(auction, nowMs))) return;
    await this.close(id, auction.endsAtMs);
  }

  /** The end of bidding, or of the window after it. */
  private async close(auctionId: string, endsAtMs: number): Promise<void> {
    await this.give(auctionId, `close:${auctionId}:${endsAtMs}`, { type: 'close', endsAtMs });
  }

  /** An operator had set the time at which a paused sale goes on. */
  private async goOn(auctionId: string, dueAtMs: number): Promise<void> {
    const reason = '按公布的时间恢复竞价 / resumed at the announced time';
    await this.give(auctionId, `resume:${auctionId}:${dueAtMs}`, { type: 'resume', reason });
  }

  /** Nobody could bid in the last stretch: the sale pauses from then and goes on with at least that stretch to run. */
  private async makeUpForOutage(auction: DueAuction): Promise<boolean> {
    const { id, endsAtMs, rules } = auction;
    const outage = await this.times.outageWithin(endsAtMs - lastStretchMs(rules), endsAtMs);
    if (!outage) return false;
    const commandId = `outage:${id}:${outage.fromMs}`;
    const reason = `平台中断 / platform outage ${[outage.fromMs, outage.toMs].map((ms) => new Date(ms).toISOString()).join(' – ')}`;
    const paused = await this.give(id, commandId, { type: 'pause', reason, sinceMs: outage.fromMs });
    if (paused.accepted) await this.resumeAfterOutage(auction, commandId);
    return true;
  }

  private async resumeAfterOutage({ id, rules }: DueAuction, pausedBy: string): Promise<void> {
    const leastMs = Math.max(lastStretchMs(rules), 1_000);
    const reason = '平台恢复，竞价继续 / the platform is back, bidding goes on';
    await this.give(id, `over:${pausedBy}`, { type: 'resume', reason, leastMs });
    logger.warn({ auctionId: id, pausedBy }, 'an outage was made up for');
  }

  /** Every journal has sequenced what arrived before the end, or has had long enough to. */
  private async mayClose({ endsAtMs, rules }: DueAuction, nowMs: number): Promise<boolean> {
    if (nowMs >= endsAtMs + rules.closeDrainMs) return true;
    const drained = await this.times.drainedToMs(nowMs);
    return drained !== null && drained >= endsAtMs + this.clock.errorMs();
  }

  private async give(auctionId: string, commandId: string, command: Command): Promise<Ack> {
    const ack = await this.journal.submit({ auctionId, commandId, actor: 'system', command });
    if (!ack.accepted && ack.code !== 'auction.premature')
      logger.warn({ auctionId, commandId, code: ack.code }, 'a command of the clock was refused');
    return ack;
  }
}

/** The time before the end in which a bid would still have moved it. */
const lastStretchMs = (rules: AuctionRules): number => rules.extension?.triggerMs ?? rules.timerMs;
