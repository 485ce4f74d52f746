import type { Clock } from '@jishi/kernel';
import type { Signer } from '../signer';
import type { BidRateOptions } from './bid-rate';
import type { JournalStore, Scheduler } from './ports';

export interface JournalLog {
  error(detail: object, text: string): void;
  warn(detail: object, text: string): void;
}

export interface JournalOptions {
  readonly store: JournalStore;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly signer: Signer;
  /** 128 fresh random bits in hex. */
  readonly entropy: () => string;
  readonly log: JournalLog;
  /** Told after a commit which books grew. */
  readonly onCommit?: (grown: readonly { auctionId: string; seq: number }[]) => void;
  readonly maxBatch?: number;
  readonly maxQueue?: number;
  readonly maxAuctions?: number;
  /** What one bidder may ask; null for no limit. */
  readonly bidRate?: BidRateOptions | null;
}
