import { Injectable } from '@nestjs/common';
import { forbidden } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { Database, idCursor, type Page, pageLimit, rows, toPage } from '@jishi/platform';
import { Books } from './books';
import type { Command } from './domain/commands';

/** What went wrong beside the book: above all a bid that came in time and could not be sequenced in time. */
export interface IncidentView {
  id: string;
  at: Date;
  kind: string;
  /** Bidder code; null where no bidder is concerned. */
  bidder: string | null;
  /** Name of the command that was not taken; its amount only where it was meant to be public. */
  command: string | null;
  amountMinor: number | null;
  arrivedAtMs: number | null;
}

interface IncidentRow {
  id: string;
  at: Date;
  kind: string;
  actor: string | null;
  detail: { command?: Command; arrivedAtMs?: number };
}

@Injectable()
export class IncidentService {
  constructor(
    private readonly database: Database,
    private readonly books: Books,
  ) {}

  /**
   * For the exchange that runs the sale and for a regulator; the latest first. Errors: `auction.not_found`,
   * `auction.other_exchange`, `page.bad_limit`, `page.bad_cursor`.
   */
  async list(
    actor: Actor,
    auctionId: string,
    query: { kind?: string; limit?: number; cursor?: string } = {},
  ): Promise<Page<IncidentView>> {
    const limit = pageLimit(query.limit);
    const before = idCursor(query.cursor);
    const { state } = await this.books.read(auctionId);
    const mayRead = state.operatorId === actor.organisationId || actor.organisationKind === 'regulator';
    if (!mayRead) throw forbidden('auction.other_exchange');
    const found = await rows<IncidentRow>(
      this.database.manager,
      `select id, at, kind, actor, detail from auction_incident
       where auction_id = $1 and ($2::text is null or kind = $2)
         and ($3::uuid is null or (at, id) < (select at, id from auction_incident where id = $3))
       order by at desc, id desc limit $4`,
      [state.auctionId, query.kind ?? null, before, limit + 1],
    );
    const views = found.map(({ id, at, kind, actor: by, detail: { command, arrivedAtMs } }) => ({
      id,
      at,
      kind,
      bidder: state.bidders.get(by ?? '')?.code ?? null,
      command: command?.type ?? null,
      // A maximum stays its owner's secret, even here.
      amountMinor: command?.type === 'bid' ? Number((command as { amountMinor?: unknown }).amountMinor) : null,
      arrivedAtMs: arrivedAtMs ?? null,
    }));
    return toPage(views, limit, (last) => [last.id]);
  }
}
