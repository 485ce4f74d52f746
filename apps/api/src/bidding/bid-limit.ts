import { Injectable } from '@nestjs/common';
import { rateLimited } from '@jishi/kernel';
import { TokenBucket } from '@jishi/platform';
import './messages';

const BURST = 40;
const PER_SECOND = 20;
const SESSIONS_MAX = 10_000;

/** As on a socket: room for a burst of bids by one session, not for a flood. */
@Injectable()
export class BidLimit {
  private readonly buckets = new Map<string, TokenBucket>();

  take(sessionId: string, nowMs: number): void {
    let bucket = this.buckets.get(sessionId);
    if (!bucket) {
      // The oldest go first; a full bucket forgotten and a full bucket made anew are the same.
      for (const old of this.buckets.keys()) {
        if (this.buckets.size < SESSIONS_MAX) break;
        this.buckets.delete(old);
      }
      bucket = new TokenBucket(BURST, PER_SECOND);
      this.buckets.set(sessionId, bucket);
    }
    const retryAfterMs = bucket.take(nowMs);
    if (retryAfterMs > 0)
      throw rateLimited('bid.rate_limited', { retryAfterMs, retryAfter: Math.ceil(retryAfterMs / 1000) });
  }
}
