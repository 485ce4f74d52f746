import { dueAtMs } from '../../libs/bidding/src/domain/closing';
import type { CommandSecret } from '../../libs/bidding/src/domain/events';
import type { AuctionState } from '../../libs/bidding/src/domain/state';
import type { Append } from '../../libs/bidding/src/journal/ports';
import type { SaleTimes } from '../../libs/bidding/src/sale-times';
import { ModelDatabase } from '../../libs/bidding/src/testing/model-store';
import type { Mortal, World } from './world';

/** The model of the tables, with what the invariants and the people of the simulation look at. */
export class Tables extends ModelDatabase {
  readonly states = new Map<string, AuctionState>();
  onAppend: (state: AuctionState) => void = () => undefined;
  /** When each journal's heartbeats got here. */
  readonly beats = new Map<string, number[]>();
  /** The end of each sale from a moment on; it only moves on. */
  private readonly ends = new Map<string, { sinceMs: number; endsAtMs: number }[]>();

  constructor(
    protected readonly world: World,
    snapshotEvery: number,
  ) {
    super(() => world.nowMs, snapshotEvery);
  }

  override beat(writerId: string, drainedToMs: number): void {
    super.beat(writerId, drainedToMs);
    this.beats.set(writerId, [...(this.beats.get(writerId) ?? []), this.world.nowMs]);
  }

  override append(batch: readonly Append[]): Set<string> {
    const kept = super.append(batch);
    for (const { auctionId, after } of batch) if (kept.has(auctionId)) this.note(auctionId, after.state);
    return kept;
  }

  protected note(auctionId: string, state: AuctionState): void {
    this.states.set(auctionId, state);
    this.onAppend(state);
    const ends = this.ends.get(auctionId) ?? [];
    if (ends.at(-1)?.endsAtMs !== state.endsAtMs) ends.push({ sinceMs: this.world.nowMs, endsAtMs: state.endsAtMs });
    this.ends.set(auctionId, ends);
  }

  /** The end as it stood at a moment; null before the announcement. */
  endAt(auctionId: string, atMs: number): number | null {
    return this.ends.get(auctionId)?.findLast(({ sinceMs }) => sinceMs <= atMs)?.endsAtMs ?? null;
  }
}

/** What the clock of one process reads of the tables: as old as its way there and back. */
export class ModelTimes implements SaleTimes {
  constructor(
    private readonly tables: Tables,
    private readonly world: World,
    private readonly owner: Mortal,
  ) {}

  due(nowMs: number): ReturnType<SaleTimes['due']> {
    return this.read(() =>
      [...this.tables.states].flatMap(([id, state]) => {
        const { opensAtMs, endsAtMs, rules, phase } = state;
        const due = dueAtMs(state);
        const pausedBy = phase === 'paused' ? this.pausedBy(id) : null;
        if (phase === 'absent' || !((due !== null && due <= nowMs) || pausedBy?.startsWith('outage:'))) return [];
        return [{ id, state: phase, opensAtMs, endsAtMs, dueAtMs: due, rules: rules!, pausedBy }];
      }),
    );
  }

  soleCandidate(auctionId: string): ReturnType<SaleTimes['soleCandidate']> {
    return this.read(() => {
      const bidders = [...(this.tables.states.get(auctionId)?.bidders.values() ?? [])];
      const admitted = bidders.filter((bidder) => bidder.admitted);
      return admitted.length === 1 ? { organisationId: admitted[0]!.organisationId, offerMinor: null } : null;
    });
  }

  isHeldUp(): ReturnType<SaleTimes['isHeldUp']> {
    return this.read(() => false);
  }

  outagesWithin(fromMs: number, toMs: number): ReturnType<SaleTimes['outagesWithin']> {
    return this.read(() =>
      this.tables.outages.filter((o) => o.fromMs < toMs && o.toMs > fromMs).sort((a, b) => b.fromMs - a.fromMs),
    );
  }

  drainedToMs(nowMs: number): Promise<number | null> {
    return this.read(() => {
      const living = [...this.tables.writers.values()].filter(({ expiresAtMs }) => expiresAtMs > nowMs);
      return living.length === 0 ? null : Math.min(...living.map(({ drainedToMs }) => drainedToMs));
    });
  }

  private pausedBy(auctionId: string): string | null {
    const row = this.tables.auctions.get(auctionId)!.rows.findLast(({ type }) => type === 'auction.paused');
    return row ? (JSON.parse(row.privateText!) as CommandSecret).commandId : null;
  }

  private async read<T>(look: () => T): Promise<T> {
    const died = (): Error => new Error('the process died');
    await this.world.pause(this.owner, died);
    const found = look();
    await this.world.pause(this.owner, died);
    return found;
  }
}
