import { Injectable } from '@nestjs/common';
import { conflict, invalid, notFound } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { audit, Database, type Page, pageLimit, timeCursor, toPage, type Tx } from '@jishi/platform';
import { WindowService } from '@jishi/windows';
import type { AttachmentInfo } from '../attachment.repository';
import { AttachmentService } from '../attachment.service';
import { checkHandedIn, type HandedIn, type IntakeItem, missingItems, requiredItems } from '../domain/intake-checklist';
import { lockListing } from '../listing.repository';
import { findReceipt, insertReceipt, type IntakeReceiptRow, listReceipts } from './intake.repository';

export interface IntakeReceiptView extends Omit<IntakeReceiptRow, 'papers'> {
  required: IntakeItem[];
  /** After this receipt and those before it. */
  missing: IntakeItem[];
  documents: AttachmentInfo[];
}

/** Papers are handed in before the listing is decided on; later ones would change what is published. */
const TAKES_PAPERS = ['draft', 'intake', 'review'];

/** Paper at the counter: scanned, counted, receipted, and marked in the listing's record. */
@Injectable()
export class IntakeService {
  constructor(
    private readonly database: Database,
    private readonly windows: WindowService,
    private readonly attachments: AttachmentService,
  ) {}

  /** Errors: `listing.not_found`, `window.*`, `intake.*`, `attachment.not_found`. */
  async receive(
    actor: Actor,
    listingId: string,
    { items, remark }: { items: HandedIn[]; remark: string },
  ): Promise<IntakeReceiptView> {
    const errors = checkHandedIn(items);
    if (errors.length > 0) throw invalid('intake.invalid', {}, errors);
    const id = await this.database.transaction(async (tx) => {
      const window = await this.windows.desk(tx, actor.organisationId);
      const listing = await lockListing(tx, listingId);
      if (listing?.windowId !== window.id) throw notFound('listing.not_found');
      await this.windows.requireMandate(tx, actor.organisationId, listing.transferorId);
      if (!TAKES_PAPERS.includes(listing.state)) throw conflict('intake.too_late', { state: listing.state });
      const scans = items.flatMap(({ attachmentIds }) => attachmentIds);
      for (const reader of [window.exchangeId, listing.transferorId])
        await this.attachments.file(tx, actor, scans, reader);
      const receipt = { listingId, windowId: window.id, clientId: listing.transferorId, clerkId: actor.userId, remark };
      const made = await insertReceipt(tx, receipt, items);
      await audit(tx, {
        actorId: actor.userId,
        organisationId: actor.organisationId,
        action: 'listing.papers_received',
        subjectType: 'listing',
        subjectId: listingId,
        detail: { channel: 'counter', receipt: made.number, items: items.map(({ item }) => item) },
      });
      return made.id;
    });
    return this.get(actor, id);
  }

  /** Known to the window, its exchange and the client. Errors: `intake.not_found`. */
  async get(actor: Actor, id: string): Promise<IntakeReceiptView> {
    const tx = this.database.manager;
    const found = await findReceipt(tx, id);
    const known =
      found && [found.windowOrganisationId, found.exchangeId, found.clientId].includes(actor.organisationId);
    if (!known) throw notFound('intake.not_found');
    return this.view(tx, found);
  }

  async list(
    actor: Actor,
    query: { listingId?: string; limit?: number; cursor?: string },
  ): Promise<Page<IntakeReceiptView>> {
    const limit = pageLimit(query.limit);
    const tx = this.database.manager;
    const found = await listReceipts(tx, {
      readerId: actor.organisationId,
      listingId: query.listingId ?? null,
      before: timeCursor(query.cursor),
      limit: limit + 1,
    });
    const page = toPage(found, limit, (last) => [last.receivedAt.toISOString(), last.id]);
    return { ...page, items: await Promise.all(page.items.map((receipt) => this.view(tx, receipt))) };
  }

  private async view(tx: Tx, receipt: IntakeReceiptRow): Promise<IntakeReceiptView> {
    const required = requiredItems(receipt.papers);
    const ids = receipt.items.flatMap(({ attachmentIds }) => attachmentIds);
    const documents = await this.attachments.describe(tx, ids);
    const { papers: _, ...told } = receipt;
    return { ...told, required, missing: missingItems(required, receipt.there), documents };
  }
}
