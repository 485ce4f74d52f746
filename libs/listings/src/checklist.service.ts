import { Injectable } from '@nestjs/common';
import type { Actor } from '@jishi/identity';
import { Database } from '@jishi/platform';
import type { ReadinessItem } from './domain/readiness';
import { ListingReadsService } from './listing-reads.service';
import { ListingService } from './listing.service';

const BEFORE_PUBLICATION = ['draft', 'intake', 'review', 'pre_listed'];

/** What a listing still needs before it may be handed in and published, for those who work on it. */
@Injectable()
export class ChecklistService {
  constructor(
    private readonly database: Database,
    private readonly listings: ListingService,
    private readonly reads: ListingReadsService,
  ) {}

  /** Empty once it is public: then it was complete. Errors: `listing.not_found`, `profile.not_found`. */
  async of(actor: Actor, listingId: string): Promise<ReadinessItem[]> {
    const { listing } = await this.reads.get(actor, listingId);
    if (!BEFORE_PUBLICATION.includes(listing.state)) return [];
    return (await this.listings.readiness(this.database.manager, listing)).items;
  }
}
