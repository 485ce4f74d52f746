import { Injectable } from '@nestjs/common';
import { audit, type Tx } from '@jishi/platform';
import type { RuleProfile } from '@jishi/pricing';
import { pendingAmong, tellHolders } from './first-refusal';
import { rightsOf } from './first-refusal.repository';
import { findListing, type ListingRow } from './listing.repository';
import { PublicationHold } from './listing.service';

/** The notice waits until every holder of a right of first refusal has had its time; whoever was not told is told now. */
@Injectable()
export class FirstRefusalHold extends PublicationHold {
  async begin(tx: Tx, { id }: ListingRow, { sale }: RuleProfile, nowMs: number): Promise<number | null> {
    const listing = await findListing(tx, id);
    if (!listing) return null;
    const told = await tellHolders(tx, listing, new Date(nowMs));
    if (told.length > 0)
      await audit(tx, {
        actorId: null,
        organisationId: null,
        action: 'right.notified',
        subjectType: 'listing',
        subjectId: id,
        detail: { holders: told.map(({ organisationId }) => organisationId) },
      });
    const pending = pendingAmong(await rightsOf(tx, id), sale.firstRefusalNotice, nowMs);
    return pending.reduce<number | null>((latest, { readyAtMs }) => Math.max(latest ?? 0, readyAtMs ?? 0), null);
  }
}
