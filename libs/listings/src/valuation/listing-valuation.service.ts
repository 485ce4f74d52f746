import { Injectable } from '@nestjs/common';
import { conflict, forbidden, invalid, notFound } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { audit, Database, DatabaseClock, type Tx } from '@jishi/platform';
import { WindowService } from '@jishi/windows';
import { type ListingRow, lockListing } from '../listing.repository';
import { linkWorksheet, unlinkWorksheet } from './worksheet.repository';
import { checked, WorksheetService } from './worksheet.service';

/** The worksheets a listing's price rests on: chosen with the draft, and fixed once it is handed in. */
@Injectable()
export class ListingValuationService {
  constructor(
    private readonly database: Database,
    private readonly clock: DatabaseClock,
    private readonly windows: WindowService,
    private readonly worksheets: WorksheetService,
  ) {}

  /** Errors: `listing.not_found`, `listing.not_yours`, `listing.not_a_draft`, `valuation.not_found`, `valuation.differs`, … */
  link(actor: Actor, listingId: string, worksheetId: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      const listing = await this.draft(tx, actor, listingId);
      const worksheet = await this.worksheets.found(tx, actor, worksheetId);
      if (worksheet.achievementId !== listing.achievementId) throw invalid('valuation.other_achievement');
      if (worksheet.replacedById !== null) throw conflict('valuation.replaced_already');
      if (!checked(worksheet).consistent) throw conflict('valuation.differs');
      const linkedAt = new Date(this.clock.now());
      if (!(await linkWorksheet(tx, { listingId, worksheetId, linkedBy: actor.userId, linkedAt }))) return;
      await this.record(tx, actor, 'valuation.linked', listingId, worksheetId);
    });
  }

  /** Errors: `listing.not_found`, `listing.not_yours`, `listing.not_a_draft`, `valuation.not_linked`. */
  unlink(actor: Actor, listingId: string, worksheetId: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      await this.draft(tx, actor, listingId);
      if (!(await unlinkWorksheet(tx, listingId, worksheetId))) throw notFound('valuation.not_linked');
      await this.record(tx, actor, 'valuation.unlinked', listingId, worksheetId);
    });
  }

  private async draft(tx: Tx, actor: Actor, listingId: string): Promise<ListingRow> {
    const listing = await lockListing(tx, listingId);
    if (!listing) throw notFound('listing.not_found');
    if (!(await this.windows.mayActFor(tx, actor.organisationId, listing.transferorId)))
      throw listing.publishedAt ? forbidden('listing.not_yours') : notFound('listing.not_found');
    if (listing.state !== 'draft') throw conflict('listing.not_a_draft', { state: listing.state });
    return listing;
  }

  private async record(tx: Tx, actor: Actor, action: string, listingId: string, worksheetId: string): Promise<void> {
    const { userId: actorId, organisationId } = actor;
    await audit(tx, {
      actorId,
      organisationId,
      action,
      subjectType: 'listing',
      subjectId: listingId,
      detail: { worksheetId },
    });
  }
}
