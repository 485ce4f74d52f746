import { Injectable } from '@nestjs/common';
import type { Actor } from '@jishi/identity';
import { Database, idCursor, type Page, pageLimit, toPage } from '@jishi/platform';
import { ROLES, type TrusteeKeys, type TrusteeRole } from '@jishi/sealing';
import type { Phase } from '../domain/state';
import { ceremonyIds, drillPasses, findDrill } from './ceremony.repository';
import { OpeningService } from './opening.service';
import type { Progress } from './progress';
import { isSeated, publishedKeys, type SealedSale, SealedSales } from './sealed-sales';

export interface TrusteeView {
  role: TrusteeRole;
  organisationId: string;
  organisationName: string;
  publicKey: string | null;
  publishedByName: string | null;
  publishedAt: Date | null;
  /** Has shown with the present three keys that it opens its layers. */
  drilled: boolean;
}

export interface CeremonyView {
  auctionId: string;
  title: string;
  state: Phase;
  awaits: string | null;
  opensAtMs: number;
  endsAtMs: number;
  sealedPrice: string;
  trustees: TrusteeView[];
  /** All three are in the book: the sale can open. */
  seated: boolean;
  bidCount: number;
  /** While the opening lasts. */
  opening: Progress | null;
  /** What the caller's organisation is in it. */
  mine: TrusteeRole | null;
  mayOperate: boolean;
}

/** How far a ceremony is, for those who have to do with it. */
@Injectable()
export class CeremonyViews {
  constructor(
    private readonly database: Database,
    private readonly sales: SealedSales,
    private readonly openings: OpeningService,
  ) {}

  /** Errors: `auction.not_found`, `ceremony.not_found`, `ceremony.not_sealed`. */
  async get(actor: Actor, auctionId: string): Promise<CeremonyView> {
    return this.view(actor, await this.sales.readFor(actor, auctionId));
  }

  async list(
    actor: Actor,
    query: { limit?: number; cursor?: string; state?: string; q?: string },
  ): Promise<Page<CeremonyView>> {
    const limit = pageLimit(query.limit);
    const before = idCursor(query.cursor);
    const filter = { state: query.state ?? null, text: query.q?.trim() || null };
    const ids = await ceremonyIds(this.database.manager, actor.organisationId, filter, before, limit + 1);
    const { items, nextCursor } = toPage(ids, limit, (last) => [last]);
    const sales = await Promise.all(items.map((id) => this.sales.read(id)));
    return { items: await Promise.all(sales.map((sale) => this.view(actor, sale))), nextCursor };
  }

  /** The keys a bid is to be sealed for, as the book names them; null while the sale has none. */
  async keys(
    auctionId: string,
  ): Promise<{ trustees: { role: TrusteeRole; organisationId: string; publicKey: string }[] }> {
    const { sealed } = await this.sales.read(auctionId);
    return { trustees: [...(sealed.trustees ?? [])] };
  }

  private async view(actor: Actor, sale: SealedSale): Promise<CeremonyView> {
    const { auctionId, title, phase, awaits, opensAtMs, endsAtMs, rules, operatorId } = sale.state;
    const drilled = await this.drilled(auctionId, publishedKeys(sale.trustees));
    return {
      auctionId,
      title,
      state: phase,
      awaits,
      opensAtMs,
      endsAtMs,
      sealedPrice: rules!.sealedPrice!,
      trustees: sale.trustees.map((trustee) => {
        const { role, organisationId, organisationName, publicKey, publishedByName, publishedAt } = trustee;
        const known = { organisationId, organisationName, publicKey, publishedByName, publishedAt };
        return { role, ...known, drilled: drilled.includes(role) };
      }),
      seated: isSeated(sale),
      bidCount: sale.sealed.bids.length,
      opening: awaits === 'reveal' ? await this.openings.progress(sale) : null,
      mine: sale.trustees.find(({ organisationId }) => organisationId === actor.organisationId)?.role ?? null,
      mayOperate: operatorId === actor.organisationId,
    };
  }

  private async drilled(auctionId: string, keys: TrusteeKeys | null): Promise<TrusteeRole[]> {
    if (!keys) return [];
    const { manager } = this.database;
    const drill = await findDrill(
      manager,
      auctionId,
      ROLES.map((role) => keys[role]),
    );
    return drill ? drillPasses(manager, drill.id) : [];
  }
}
