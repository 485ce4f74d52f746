import { Injectable } from '@nestjs/common';
import { Database } from '@jishi/platform';
import { drainedToMs, type DueAuction, dueAuctions, outageWithin } from './auction.repository';

/** What the clock must know of sales and writers. The simulation answers it from its model of the tables. */
export abstract class SaleTimes {
  abstract due(nowMs: number): Promise<DueAuction[]>;
  /** The outage, if any, that reaches into this stretch. */
  abstract outageWithin(fromMs: number, toMs: number): Promise<{ fromMs: number; toMs: number } | null>;
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

  outageWithin(fromMs: number, toMs: number): Promise<{ fromMs: number; toMs: number } | null> {
    return outageWithin(this.database.manager, fromMs, toMs);
  }

  drainedToMs(nowMs: number): Promise<number | null> {
    return drainedToMs(this.database.manager, nowMs);
  }
}
