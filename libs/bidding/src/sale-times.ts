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
import { afterNotice } from './domain/notice-end';
import { applicationsOf, isMoved, termsOfSale } from './notice.repository';

/** What the clock must know of sales and writers. The simulation answers it from its model of the tables. */
export abstract class SaleTimes {
  abstract due(nowMs: number): Promise<DueAuction[]>;
  /** What the only candidate of a sale is, and what it offered; null when there is not exactly one. */
  abstract soleCandidate(auctionId: string): Promise<SoleCandidate | null>;
  /** What the end of its notice led to holds its opening up: somebody is still waited for, or the notice is to be extended. */
  abstract isHeldUp(auctionId: string, nowMs: number): Promise<boolean>;
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

  async isHeldUp(auctionId: string, nowMs: number): Promise<boolean> {
    const tx = this.database.manager;
    const now = new Date(nowMs);
    // Extended between the list of what is due and this look at it: there the notice runs again, and nothing would hold it up.
    if (await isMoved(tx, auctionId, now)) return true;
    const terms = await termsOfSale(tx, auctionId, now);
    return terms !== null && afterNotice(await applicationsOf(tx, auctionId), terms, nowMs) !== 'goesOn';
  }

  outagesWithin(fromMs: number, toMs: number): Promise<Outage[]> {
    return outagesWithin(this.database.manager, fromMs, toMs);
  }

  drainedToMs(nowMs: number): Promise<number | null> {
    return drainedToMs(this.database.manager, nowMs);
  }
}
