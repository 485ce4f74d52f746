import { Injectable } from '@nestjs/common';
import { conflict, forbidden } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { Database, type Page, pageLimit, timeCursor, toPage, type Tx } from '@jishi/platform';
import { MandateService, WindowService } from '@jishi/windows';
import { createAuction } from '../auction.repository';
import { findConflict } from '../conflict-check';
import { partiesOfListing } from '../conflict.repository';
import type { ApplicationContent } from '../domain/qualification';
import { QualificationService } from '../qualification.service';
import { serve } from './counter.repository';
import { type FilingRow, findFilingOf, findTies, listFilings } from './counter-filing.repository';

/** Applications that a clerk files for a client: marked, receipted, and judged like everybody's. */
@Injectable()
export class CounterFilingService {
  constructor(
    private readonly database: Database,
    private readonly windows: WindowService,
    private readonly mandates: MandateService,
    private readonly qualification: QualificationService,
  ) {}

  /** Under a mandate for intake. Errors: `window.*`, `counter.*`, and as `QualificationService.apply`. */
  async apply(actor: Actor, clientId: string, listingId: string, content: ApplicationContent): Promise<FilingRow> {
    const id = await this.qualification.file(actor, clientId, listingId, content, async (tx, { auctionId }) => {
      const window = await this.windows.desk(tx, actor.organisationId);
      const { id: mandateId } = await this.mandates.require(tx, window.id, clientId, 'intake');
      const { id: windowId, organisationId: windowOrganisationId } = window;
      await this.checkTies(tx, { actor, clientId, listingId, exchangeId: window.exchangeId });
      // The book may not be open yet, and whom a clerk serves is settled from now on.
      await createAuction(tx, auctionId, listingId);
      const served = await serve(tx, { auctionId, clerkId: actor.userId, clientId, windowId });
      if (served !== clientId) throw conflict('counter.other_client_in_sale');
      return { windowId, windowOrganisationId, mandateId };
    });
    return findFilingOf(this.database.manager, id);
  }

  /** What this window has filed. Errors: `window.not_found`. */
  async list(actor: Actor, query: { limit?: number; cursor?: string }): Promise<Page<FilingRow>> {
    const limit = pageLimit(query.limit);
    const { id: windowId } = await this.windows.own(actor.organisationId);
    const before = timeCursor(query.cursor);
    const filter = { windowId, clerkId: actor.userId, before, limit: limit + 1 };
    const found = await listFilings(this.database.manager, filter);
    return toPage(found, limit, (last) => [last.filedAt.toISOString(), last.id]);
  }

  /** As at a counter bid: nobody serves two sides, and a window does not serve whom it, or its exchange, is tied to. */
  private async checkTies(
    tx: Tx,
    of: { actor: Actor; clientId: string; listingId: string; exchangeId: string },
  ): Promise<void> {
    const { actor, clientId, listingId, exchangeId } = of;
    const { userId: clerkId, organisationId: windowOrganisationId } = actor;
    const ties = await findTies(tx, { listingId, clerkId, clientId, windowOrganisationId });
    if (ties.servedSeller) throw forbidden('counter.serves_seller');
    if (ties.rivalPeople) throw forbidden('counter.rival_people');
    const { since } = await partiesOfListing(tx, listingId);
    const operatorIds = [windowOrganisationId, exchangeId];
    const tied = await findConflict(
      tx,
      { organisationId: clientId },
      { transferorId: windowOrganisationId, operatorIds, since },
    );
    if (tied) throw forbidden('counter.own_people');
  }
}
