import { Injectable } from '@nestjs/common';
import { Database } from '@jishi/platform';
import {
  drainedToMs,
  type DueAuction,
  dueAuctions,
  type Outage,
  outagesWithin,
  type SoleCandidate,
  soleCandidateOf,
} from './auction.repository';

/** What the clock must know of sales and writers. The simulation answers it from its model of the tables. */
export abstract class SaleTimes {
  abstract due(nowMs: number): Promise<DueAuction[]>;
  /** What the only candidate of a sale is, and what it offered; null when there is not exactly one. */
  abstract soleCandidate(auctionId: string): Promise<SoleCandidate | null>;
  /** Outages that reach into this stretch, the latest first. */
  abstract outagesWithin(fromMs: number, toMs: number): Promise<Outage[]>;
  /** How far every living journal has sequenced what it received; null when none lives. */
  abstract drainedToMs(nowMs: number): Promise<number | null>;
}

@Injectable()
export class PostgresSaleTimes extends SaleTimes {
  constructor(private readonly database: Database) {
    super();
  }

  due(nowMs: number): Promise<DueAuction[]> {
    return dueAuctions(this.database.manager, nowMs);
  }

  soleCandidate(auctionId: string): Promise<SoleCandidate | null> {
    return soleCandidateOf(this.database.manager, auctionId);
  }

  outagesWithin(fromMs: number, toMs: number): Promise<Outage[]> {
    return outagesWithin(this.database.manager, fromMs, toMs);
  }

  drainedToMs(nowMs: number): Promise<number | null> {
    return drainedToMs(this.database.manager, nowMs);
  }
}
