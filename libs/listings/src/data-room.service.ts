import { Injectable } from '@nestjs/common';
import { forbidden } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { Database, idCursor, type Page, pageLimit, toPage } from '@jishi/platform';
import { WindowService } from '@jishi/windows';
import { listOpenings, type OpeningRow } from './document.repository';
import { isNamed, type Reader } from './domain/documents';
import type { ListingView } from './listing.repository';
import { ListingReadsService } from './listing-reads.service';
import { findNda, hasBought, listNdas, type NdaRow } from './nda.repository';

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
    const bought = nda !== null && (await hasBought(this.database.manager, listingId, actor.organisationId));
    return { listing, reader: { is: 'member', signed: nda !== null, bought }, nda, forSeller };
  }

  /** Who signed, the latest first. Errors: `document.insiders_only`. */
  async ndas(actor: Actor, listingId: string, query: { limit?: number; cursor?: string }): Promise<Page<NdaRow>> {
    const named = await this.recordsOf(actor, listingId);
    const limit = pageLimit(query.limit);
    const found = await listNdas(this.database.manager, listingId, idCursor(query.cursor), limit + 1);
    const page = toPage(found, limit, (last) => [last.id]);
    return { ...page, items: page.items.map(({ code, ...nda }) => (named ? nda : sealedNda(nda, code))) };
  }

  /** Who opened what, the latest first. Errors: `document.insiders_only`. */
  async openings(
    actor: Actor,
    listingId: string,
    query: { documentId?: string; limit?: number; cursor?: string },
  ): Promise<Page<OpeningRow>> {
    const named = await this.recordsOf(actor, listingId);
    const limit = pageLimit(query.limit);
    const before = idCursor(query.cursor);
    const filter = { listingId, documentId: query.documentId ?? null, before, limit: limit + 1 };
    const page = toPage(await listOpenings(this.database.manager, filter), limit, (last) => [last.id]);
    return { ...page, items: page.items.map(({ code, ...row }) => (named || row.insider ? row : sealed(row, code))) };
  }

  /** Whether this reader of the records is told who the others are. Errors: `document.insiders_only`. */
  private async recordsOf(actor: Actor, listingId: string): Promise<boolean> {
    const { listing, reader } = await this.visit(actor, listingId);
    if (reader.is !== 'insider') throw forbidden('document.insiders_only');
    if (isOfExchange(actor, listing)) return true;
    const { profile } = await this.reads.get(actor, listingId);
    return isNamed(listing, profile?.body.sale.sellerConfirmation ?? null);
  }
}

const sealed = (opening: OpeningRow, code: string | null): OpeningRow => ({
  ...opening,
  organisationId: null,
  organisationName: code ?? '',
  userName: '',
  address: '',
});

/** The text names the signatory, and its hash is the hash of a text anybody could make again. */
const sealedNda = (nda: NdaRow, code: string): NdaRow => ({
  ...nda,
  organisationId: null,
  organisationName: code,
  userName: '',
  signatory: '',
  text: '',
  textSha256: '',
});

/** The window of the sale, and those of the exchange who review it. */
const isOfSale = (actor: Actor, listing: ListingView): boolean =>
  actor.organisationId === listing.exchangeId
    ? isOfExchange(actor, listing)
    : actor.organisationId === listing.windowOrganisationId;

const isOfExchange = ({ organisationId, permissions }: Actor, listing: ListingView): boolean =>
  organisationId === listing.exchangeId && permissions.has('listing.review');
