import { Injectable } from '@nestjs/common';
import { conflict, forbidden, invalid, notFound } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { audit, Database, type Page, pageLimit, timeCursor, toPage, type Tx } from '@jishi/platform';
import { OPEN_STATES } from '../domain/listing-states';
import { type LinkAction, linkActions, type LinkParty, type LinkState, nextLink } from '../domain/market-link';
import { findListing, findOrganisationFacts, type ListingView } from '../listing.repository';
import { insertLink, listLinks, lockLink, type MarketLinkRow, recordLinkStep } from './market-link.repository';

export interface MarketLinkView extends MarketLinkRow {
  /** What the reader may do with it now. */
  actions: LinkAction[];
}

const ON_SALE: string[] = [...OPEN_STATES, 'suspended'];

/** One listing in several markets: the host sells it, the others show it and bring bidders. Its volume is counted once. */
@Injectable()
export class MarketLinkService {
  constructor(private readonly database: Database) {}

  /** The host offers it, or the seller asks the host to. Errors: `market.*`, `listing.not_found`. */
  async propose(actor: Actor, listingId: string, exchangeId: string): Promise<MarketLinkView> {
    const id = await this.database.transaction(async (tx) => {
      const listing = await this.onSale(tx, actor, listingId);
      await this.checkPartner(tx, listing, exchangeId);
      const state = actor.organisationId === listing.exchangeId ? 'offered' : 'asked';
      const made = await insertLink(tx, { listingId, exchangeId, state });
      if (!made) throw conflict('market.linked_already');
      await this.record(tx, actor, made, null, state, '', { listingId, exchangeId });
      return made;
    });
    return this.get(actor, id);
  }

  async act(actor: Actor, id: string, action: LinkAction, reason = ''): Promise<MarketLinkView> {
    await this.database.transaction(async (tx) => {
      const link = await this.known(tx, actor, id);
      const to = nextLink(link.state, action, partiesOf(link, actor), reason);
      if (action === 'accept' && !ON_SALE.includes(link.listingState)) throw conflict('market.sale_is_over');
      const { listingId, exchangeId } = link;
      await this.record(tx, actor, id, link.state, to, reason.trim(), { listingId, exchangeId });
    });
    return this.get(actor, id);
  }

  async list(
    actor: Actor,
    query: { listingId?: string; state?: LinkState; limit?: number; cursor?: string },
  ): Promise<Page<MarketLinkView>> {
    const limit = pageLimit(query.limit);
    const found = await listLinks(this.database.manager, {
      readerId: actor.organisationId,
      listingId: query.listingId ?? null,
      state: query.state ?? null,
      before: timeCursor(query.cursor),
      limit: limit + 1,
    });
    const page = toPage(found, limit, (last) => [last.createdAt.toISOString(), last.id]);
    return { ...page, items: page.items.map((link) => withActions(link, actor)) };
  }

  private get(actor: Actor, id: string): Promise<MarketLinkView> {
    return this.database.transaction(async (tx) => withActions(await this.known(tx, actor, id), actor));
  }

  /** Errors: `market.link_not_found`, also for what the reader may not know of. */
  private async known(tx: Tx, actor: Actor, id: string): Promise<MarketLinkRow> {
    const link = await lockLink(tx, id);
    const parties = link ? partiesOf(link, actor) : [];
    const early = link?.state === 'asked' && parties.every((party) => party === 'partner');
    if (!link || parties.length === 0 || early) throw notFound('market.link_not_found');
    return link;
  }

  private async onSale(tx: Tx, actor: Actor, listingId: string): Promise<ListingView> {
    const listing = await findListing(tx, listingId);
    if (!listing?.publishedAt) throw notFound('listing.not_found');
    if (![listing.exchangeId, listing.transferorId].includes(actor.organisationId)) throw forbidden('market.not_yours');
    if (!ON_SALE.includes(listing.state)) throw conflict('market.sale_is_over');
    return listing;
  }

  private async checkPartner(tx: Tx, listing: ListingView, exchangeId: string): Promise<void> {
    const bad = (code: string) => invalid(code, {}, [{ path: 'exchangeId', code }]);
    if (exchangeId === listing.exchangeId) throw bad('market.own_market');
    const partner = await findOrganisationFacts(tx, exchangeId);
    if (partner?.kind !== 'exchange') throw bad('market.not_an_exchange');
  }

  private async record(
    tx: Tx,
    actor: Actor,
    id: string,
    from: LinkState | null,
    to: LinkState,
    reason: string,
    detail: { listingId: string; exchangeId: string },
  ): Promise<void> {
    const { userId: actorId, organisationId } = actor;
    await recordLinkStep(tx, id, { from, to, actorId, organisationId, reason });
    await audit(tx, {
      actorId,
      organisationId,
      action: `market.${to}`,
      subjectType: 'listing',
      subjectId: detail.listingId,
      detail: { ...detail, linkId: id, reason },
    });
  }
}

function partiesOf(link: MarketLinkRow, { organisationId }: Actor): LinkParty[] {
  const all: [LinkParty, string][] = [
    ['seller', link.transferorId],
    ['host', link.hostId],
    ['partner', link.exchangeId],
  ];
  return all.filter(([, id]) => id === organisationId).map(([party]) => party);
}

const withActions = (link: MarketLinkRow, actor: Actor): MarketLinkView => ({
  ...link,
  actions: linkActions(link.state, partiesOf(link, actor)),
});
