import { createLogger, type Database, type DatabaseClock } from '@jishi/platform';
import { endLeases, findLease, type Lease, renewLeases, takeLease } from './lease.repository';

/** A gateway that is gone holds up nobody longer than this. */
export const LEASE_LIVES_MS = 3_000;
const RENEW_EVERY_MS = 1_000;
/** A lease nobody used for so long is let go. */
const IDLE_MS = 30_000;
/** How long "nobody holds it" is believed by a process that takes no leases itself. */
const NOBODY_MS = 1_000;
const MOST = 20_000;

interface Known {
  readonly holder: string;
  readonly epoch: number;
  untilMs: number;
  usedAtMs: number;
}

const logger = createLogger('lease');

/**
 * Who decides an auction's bids: one gateway, so that journals do not lose each other's guards. Everything here may be wrong
 * or late without harm: two who decide at once are kept apart by the guard.
 */
export class Leases {
  private readonly known = new Map<string, Known>();
  private readonly asking = new Map<string, Promise<void>>();
  /** Holders that did not answer, until when they are not asked again. */
  private readonly silent = new Map<string, number>();
  private taking = false;
  private timer: NodeJS.Timeout | null = null;

  constructor(
    readonly self: string,
    private readonly database: Pick<Database, 'manager'>,
    private readonly clock: Pick<DatabaseClock, 'now'>,
  ) {}

  /** From now on this process takes leases: gateways do, the api only asks who has one. */
  take(): void {
    this.taking = true;
    this.known.clear();
    this.timer ??= setInterval(() => void this.renew(), RENEW_EVERY_MS).unref();
  }

  async stop(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    this.taking = false;
    const own = this.own();
    this.known.clear();
    if (own.length > 0) await this.quietly(endLeases(this.database.manager, own, this.self));
  }

  /** Who decides, as known here; undefined when it must be asked for. A lease of one's own is this lookup and no more. */
  holderOf(auctionId: string, nowMs: number): string | undefined {
    const known = this.known.get(auctionId);
    if (!known || known.untilMs <= nowMs) return undefined;
    known.usedAtMs = nowMs;
    if (known.holder === this.self) return this.self;
    return (this.silent.get(known.holder) ?? 0) > nowMs ? this.self : known.holder;
  }

  /** Asks the database, once for everybody who waits, and takes the lease if it is free. When it cannot be asked: ourselves. */
  async find(auctionId: string): Promise<string> {
    let asking = this.asking.get(auctionId);
    if (!asking) {
      asking = this.quietly(this.ask(auctionId)).finally(() => this.asking.delete(auctionId));
      this.asking.set(auctionId, asking);
    }
    await asking;
    return this.holderOf(auctionId, this.clock.now()) ?? this.self;
  }

  /** It did not answer: until its lease can be taken over, everybody decides. */
  doubt(holder: string): void {
    const nowMs = this.clock.now();
    this.silent.set(holder, nowMs + LEASE_LIVES_MS);
    for (const [silent, untilMs] of this.silent) if (untilMs <= nowMs) this.silent.delete(silent);
  }

  /** Somebody else has it by now, or nobody: the next bid asks. */
  forget(auctionId: string): void {
    if (this.known.get(auctionId)?.holder !== this.self) this.known.delete(auctionId);
  }

  private async ask(auctionId: string): Promise<void> {
    const { manager } = this.database;
    const found: Lease | null = this.taking
      ? await takeLease(manager, auctionId, this.self, LEASE_LIVES_MS)
      : await findLease(manager, auctionId);
    const nowMs = this.clock.now();
    const { holder, epoch, expiresAtMs } = found ?? { holder: this.self, epoch: 0, expiresAtMs: nowMs + NOBODY_MS };
    this.known.delete(auctionId);
    this.known.set(auctionId, { holder, epoch, untilMs: expiresAtMs, usedAtMs: nowMs });
    for (const oldest of this.known.keys()) {
      if (this.known.size <= MOST) break;
      this.known.delete(oldest);
    }
  }

  private own(): string[] {
    return [...this.known].filter(([, { holder }]) => holder === this.self).map(([auctionId]) => auctionId);
  }

  private async renew(): Promise<void> {
    const idleSinceMs = this.clock.now() - IDLE_MS;
    const own = this.own();
    const idle = own.filter((auctionId) => this.known.get(auctionId)!.usedAtMs < idleSinceMs);
    for (const auctionId of idle) this.known.delete(auctionId);
    if (idle.length > 0) await this.quietly(endLeases(this.database.manager, idle, this.self));
    const used = own.filter((auctionId) => this.known.has(auctionId));
    if (used.length === 0) return;
    // What is not renewed in time is no longer believed: `untilMs` passes.
    await this.quietly(
      renewLeases(this.database.manager, used, this.self, LEASE_LIVES_MS).then((kept) => {
        for (const { auctionId, expiresAtMs } of kept) {
          const known = this.known.get(auctionId);
          if (known?.holder === this.self) known.untilMs = expiresAtMs;
        }
      }),
    );
  }

  /** The database is away: nothing can be decided now anyway, and the guard does not need leases. */
  private quietly(work: Promise<unknown>): Promise<void> {
    return work.then(
      () => undefined,
      (error: unknown) => logger.warn({ error: String(error) }, 'leases could not be read or written'),
    );
  }
}
