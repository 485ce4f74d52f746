import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@jishi/kernel';
import { createLogger, DatabaseClock } from '@jishi/platform';
import type { Ack } from './answers';
import type { DueAuction, Outage } from './auction.repository';
import type { Command } from './domain/commands';
import { SOLE_CANDIDATE } from './domain/lifecycle';
import type { AuctionRules } from './domain/rules';
import { Journal } from './journal/journal';
import { SaleTimes } from './sale-times';

const logger = createLogger('auction-clock');
/** Without an own heartbeat this fresh, an outage may not be on record yet: nothing is closed. */
const BEAT_FRESH_MS = 2_000;
const NO_TRUSTEES = 'sealed.no_trustees';
/** Neither is worth a line with every sweep. */
const EXPECTED = new Set(['auction.premature', NO_TRUSTEES, SOLE_CANDIDATE]);

/**
 * Opens and closes auctions in time. The deadline lives in the database, so any number of sweeps in any number of processes
 * does no harm: what comes too early leaves no event, what is repeated gets its first answer.
 */
@Injectable()
export class AuctionClock {
  private sweeping: Promise<void> | null = null;
  /** Sealed sales without trustees. */
  private readonly unready = new Set<string>();

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
    switch (state) {
      case 'announced':
        return this.open(id, dueAtMs!, nowMs);
      case 'paused':
        return this.goOn(auction, nowMs);
      case 'closed':
        return this.award(auction, nowMs);
      case 'open':
      case 'ended':
        return this.end(auction, nowMs);
    }
  }

  private async open(auctionId: string, dueAtMs: number, nowMs: number): Promise<void> {
    if (await this.times.isHeldUp(auctionId, nowMs)) return;
    const ack = await this.give(auctionId, `open:${auctionId}:${dueAtMs}`, { type: 'open' });
    if (!ack.accepted && ack.code === SOLE_CANDIDATE) return this.agree(auctionId, dueAtMs);
    const waits = !ack.accepted && ack.code === NO_TRUSTEES;
    // Asked again with every sweep, said once.
    if (waits && !this.unready.has(auctionId)) logger.warn({ auctionId }, 'a sealed sale waits for its trustees');
    if (waits) this.unready.add(auctionId);
    else this.unready.delete(auctionId);
  }

  /** One qualified candidate: an agreement instead of bidding. */
  private async agree(auctionId: string, dueAtMs: number): Promise<void> {
    const candidate = await this.times.soleCandidate(auctionId);
    if (candidate) await this.give(auctionId, `agree:${auctionId}:${dueAtMs}`, { type: 'agree', ...candidate });
  }

  /** The end of bidding, or of the window in which a right of first refusal may still be exercised. */
  private async end(auction: DueAuction, nowMs: number): Promise<void> {
    const dueAtMs = auction.dueAtMs!;
    if (!this.hearsOfOutages(nowMs)) return;
    if (await this.makeUpForOutage(auction, dueAtMs, nowMs)) return;
    if (!(await this.mayClose(auction.rules, dueAtMs, nowMs))) return;
    await this.give(auction.id, `close:${auction.id}:${dueAtMs}`, { type: 'close', endsAtMs: dueAtMs });
  }

  /** When nobody may object or appeal any more; the time an outage took from those who could is given back first. */
  private async award({ id, endsAtMs, dueAtMs }: DueAuction, nowMs: number): Promise<void> {
    if (!this.hearsOfOutages(nowMs)) return;
    for (const outage of (await this.times.outagesWithin(endsAtMs, dueAtMs!)).reverse()) {
      const { fromMs: sinceMs, toMs: untilMs } = outage;
      await this.give(id, `prolong:${id}:${sinceMs}`, { type: 'prolong', reason: reasonOf(outage), sinceMs, untilMs });
    }
    await this.give(id, `award:${id}:${dueAtMs}`, { type: 'award' });
  }

  /** An outage that just ended is on record before anything that it should hold up. */
  private hearsOfOutages(nowMs: number): boolean {
    const { lastBeatMs } = this.journal;
    return lastBeatMs !== null && nowMs - lastBeatMs <= BEAT_FRESH_MS;
  }

  /** A pause that an outage made ends now, unless an operator set another time; any other at the time that was announced. */
  private async goOn(auction: DueAuction, nowMs: number): Promise<void> {
    const { id, dueAtMs, pausedBy } = auction;
    if (dueAtMs === null) return this.resumeAfterOutage(auction, pausedBy!);
    if (dueAtMs > nowMs) return;
    const reason = '按公布的时间恢复竞价 / resumed at the announced time';
    await this.give(id, `resume:${id}:${dueAtMs}`, { type: 'resume', reason });
  }

  /** Nobody could act in the last stretch: it is given back to everybody, on the record. */
  private async makeUpForOutage(auction: DueAuction, dueAtMs: number, nowMs: number): Promise<boolean> {
    const { id, state, rules } = auction;
    const ended = state === 'ended';
    const stretchMs = ended ? Math.min(lastStretchMs(rules), rules.firstRefusalWindowMs ?? 0) : lastStretchMs(rules);
    const [outage] = await this.times.outagesWithin(dueAtMs - stretchMs, dueAtMs);
    if (!outage) return false;
    const commandId = `outage:${id}:${outage.fromMs}`;
    const reason = reasonOf(outage);
    if (ended) {
      // From now on it runs that long again: the outage is before it, so this happens once.
      await this.give(id, commandId, { type: 'reschedule', reason, toMs: nowMs + Math.max(stretchMs, 1_000) });
      return true;
    }
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

  /** Every journal has sequenced what arrived before that moment, or has had long enough to. */
  private async mayClose(rules: AuctionRules, dueAtMs: number, nowMs: number): Promise<boolean> {
    if (nowMs >= dueAtMs + rules.closeDrainMs) return true;
    const drained = await this.times.drainedToMs(nowMs);
    return drained !== null && drained >= dueAtMs + this.clock.errorMs();
  }

  private async give(auctionId: string, commandId: string, command: Command): Promise<Ack> {
    const ack = await this.journal.submit({ auctionId, commandId, actor: 'system', command });
    if (!ack.accepted && !EXPECTED.has(ack.code))
      logger.warn({ auctionId, commandId, code: ack.code }, 'a command of the clock was refused');
    return ack;
  }
}

const reasonOf = ({ fromMs, toMs }: Outage): string =>
  `平台中断 / platform outage ${[fromMs, toMs].map((ms) => new Date(ms).toISOString()).join(' – ')}`;

/** The time before the end in which a bid would still have moved it. */
const lastStretchMs = (rules: AuctionRules): number => rules.extension?.triggerMs ?? rules.timerMs;
