import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config, TokenBucket } from '@jishi/platform';

/** A person clicks once a second at most; a bidding program gets room for a burst, not for a flood. */
const BURST_SECONDS = 2;

/** One allowance for each bidder, however many sockets it opens here. */
@Injectable()
export class BidLimits {
  /** Held weakly: an allowance is forgotten with the last socket that uses it. */
  private readonly buckets = new Map<string, WeakRef<TokenBucket>>();
  private readonly gone = new FinalizationRegistry<string>((organisationId) => {
    if (!this.buckets.get(organisationId)?.deref()) this.buckets.delete(organisationId);
  });

  constructor(@Inject(CONFIG) private readonly config: Pick<Config, 'bidsPerSecond'>) {}

  of(organisationId: string | null): TokenBucket {
    const known = organisationId === null ? undefined : this.buckets.get(organisationId)?.deref();
    if (known) return known;
    const { bidsPerSecond } = this.config;
    const bucket = new TokenBucket(bidsPerSecond * BURST_SECONDS, bidsPerSecond);
    if (organisationId !== null) {
      this.buckets.set(organisationId, new WeakRef(bucket));
      this.gone.register(bucket, organisationId);
    }
    return bucket;
  }
}
