import { Injectable } from '@nestjs/common';
import { forbidden } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { Database, idCursor, type Page, pageLimit, toPage } from '@jishi/platform';
import { WindowService } from '@jishi/windows';
import { listOpenings, type OpeningRow } from './document.repository';
import type { Reader } from './domain/documents';
import type { ListingView } from './listing.repository';
import { ListingReadsService } from './listing-reads.service';
import { findNda, listNdas, type NdaRow } from './nda.repository';

/** Somebody before the papers of a sale. */
export interface Visit {
  listing: ListingView;
  reader: Reader;
  nda: NdaRow | null;
  /** Whether the visitor acts for the seller. */
  forSeller: boolean;
}

/** Who stands how to the papers of a sale, and the two records of its data room: who signed, and who opened what. */
@Injectable()
export class DataRoomService {
  constructor(
    private readonly database: Database,
    private readonly reads: ListingReadsService,
    private readonly windows: WindowService,
  ) {}

  /** Errors: `listing.not_found`, also for what the visitor may not see yet. */
  async visit(actor: Actor | null, listingId: string): Promise<Visit> {
    const { listing } = await this.reads.get(actor, listingId);
    if (!actor) return { listing, reader: { is: 'stranger' }, nda: null, forSeller: false };
    const forSeller = await this.windows.mayActFor(this.database.manager, actor.organisationId, listing.transferorId);
    if (forSeller || isOfSale(actor, listing)) return { listing, reader: { is: 'insider' }, nda: null, forSeller };
    const nda = await findNda(this.database.manager, listingId, actor.organisationId);
    return { listing, reader: { is: 'member', signed: nda !== null }, nda, forSeller };
  }

  /** Who signed, the latest first. Errors: `document.insiders_only`. */
  async ndas(actor: Actor, listingId: string, query: { limit?: number; cursor?: string }): Promise<Page<NdaRow>> {
    await this.requireInsider(actor, listingId);
    const limit = pageLimit(query.limit);
    const found = await listNdas(this.database.manager, listingId, idCursor(query.cursor), limit + 1);
    return toPage(found, limit, (last) => [last.id]);
  }

  /** Who opened what, the latest first. Errors: `document.insiders_only`. */
  async openings(
    actor: Actor,
    listingId: string,
    query: { documentId?: string; limit?: number; cursor?: string },
  ): Promise<Page<OpeningRow>> {
    await this.requireInsider(actor, listingId);
    const limit = pageLimit(query.limit);
    const before = idCursor(query.cursor);
    const filter = { listingId, documentId: query.documentId ?? null, before, limit: limit + 1 };
    return toPage(await listOpenings(this.database.manager, filter), limit, (last) => [last.id]);
  }

  private async requireInsider(actor: Actor, listingId: string): Promise<void> {
    const { reader } = await this.visit(actor, listingId);
    if (reader.is !== 'insider') throw forbidden('document.insiders_only');
  }
}

/** The window of the sale, and those of the exchange who review it. */
const isOfSale = ({ organisationId, permissions }: Actor, listing: ListingView): boolean =>
  organisationId === listing.exchangeId
    ? permissions.has('listing.review')
    : organisationId === listing.windowOrganisationId;
