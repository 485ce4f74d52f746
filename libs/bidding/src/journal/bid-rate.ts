import { TokenBucket } from '@jishi/platform';
import { actorKind } from '../domain/commands';

export interface BidRateOptions {
  /** So many commands at once … */
  readonly burst: number;
  /** … and so many a second for ever. */
  readonly perSecond: number;
}

export const DEFAULT_BID_RATE: BidRateOptions = { burst: 40, perSecond: 20 };
/** Bidders remembered in each of two generations. */
const MOST = 20_000;

/**
 * What one bidder may ask of this process, over all its sockets and sessions. Two generations bound the memory: a bidder who
 * sends nothing while so many others do is forgotten, and has a full bucket again.
 */
export class BidRate {
  private young = new Map<string, TokenBucket>();
  private old = new Map<string, TokenBucket>();

  constructor(
    private readonly options: BidRateOptions,
    private readonly most = MOST,
  ) {}

  /** 0, or how long this actor has to wait. The clock and those who run the sale never wait. */
  take(actor: string, nowMs: number): number {
    if (actorKind(actor) !== 'bidder') return 0;
    return this.bucketOf(actor).take(nowMs);
  }

  private bucketOf(actor: string): TokenBucket {
    const known = this.young.get(actor);
    if (known) return known;
    const bucket = this.old.get(actor) ?? new TokenBucket(this.options.burst, this.options.perSecond);
    if (this.young.size >= this.most) {
      this.old = this.young;
      this.young = new Map();
    }
    this.young.set(actor, bucket);
    return bucket;
  }
}
