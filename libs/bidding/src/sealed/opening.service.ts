import { Injectable } from '@nestjs/common';
import { conflict, invalid } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { audit, Database } from '@jishi/platform';
import { type Contribution, isKey, isLayer, layersOf, ROLES, type SealedItem, type TrusteeRole } from '@jishi/sealing';
import type { Opening } from '../domain/sealed';
import { openingOf, openWithKey } from './open-with-key';
import * as repository from './opening.repository';
import { type Progress, progressOf, wrongLayers } from './progress';
import { ownTrustee, type SealedSale, SealedSales, seatedKeys } from './sealed-sales';

/** Each bid costs its opener some tens of milliseconds. */
export const MOST_AT_ONCE = 50;

export interface SealedPage {
  items: SealedItem[];
  nextAfter: number | null;
}

/** After the end of bidding: two trustees, one after the other, open what nobody could open before. */
@Injectable()
export class OpeningService {
  constructor(
    private readonly database: Database,
    private readonly sales: SealedSales,
  ) {}

  /** The envelopes, for trustees of this sale only and not before its end. Errors: `opening.too_early`, `opening.over`. */
  async envelopes(actor: Actor, auctionId: string, after: number, limit: number): Promise<SealedPage> {
    const sale = await this.ended(actor, auctionId);
    const { role } = ownTrustee(sale, actor);
    const { manager } = this.database;
    const size = Math.min(limit, MOST_AT_ONCE);
    const bids = await repository.sealedBids(manager, sale.state.auctionId, after, size);
    const standing = new Set(sale.sealed.bids.map(({ seq }) => seq));
    const contributions = await repository.contributionsTo(manager, sale.state.auctionId);
    const items = bids
      .filter(({ seq }) => standing.has(seq))
      .map(({ seq, bidder, envelope }) => ({
        bid: seq,
        bidder,
        envelope,
        layers: layersFor(
          role,
          contributions.filter(({ bid }) => bid === seq),
        ),
      }));
    return { items, nextAfter: bids.length === size ? bids.at(-1)!.seq : null };
  }

  /** A trustee's part for some bids. What it finds is kept only if it opens the bid. Errors: `opening.*`. */
  async contribute(actor: Actor, auctionId: string, contributions: readonly Contribution[]): Promise<Progress> {
    const sale = await this.ended(actor, auctionId);
    const { role } = ownTrustee(sale, actor);
    const id = sale.state.auctionId;
    const envelopes = await this.standingEnvelopes(sale);
    contributions.forEach((contribution, i) => checkContribution(contribution, role, envelopes, `contributions[${i}]`));
    await this.database.transaction(async (tx) => {
      await repository.keepContributions(tx, id, role, actor.userId, contributions);
      for (const { bid, keys } of contributions) {
        const { envelope, bidder } = envelopes.get(bid)!;
        for (const key of Object.values(keys)) {
          const opens = key !== null && 'amountMinor' in openWithKey(envelope, key, { auctionId: id, bidder });
          if (opens) await repository.keepKey(tx, id, bid, key);
        }
      }
      await audit(tx, {
        actorId: actor.userId,
        organisationId: actor.organisationId,
        action: 'trustee.contributed',
        subjectType: 'auction',
        subjectId: id,
        detail: { role, bids: contributions.length },
      });
    });
    return this.progress(sale);
  }

  async progress(sale: SealedSale): Promise<Progress> {
    const { manager } = this.database;
    const { auctionId } = sale.state;
    const contributions = await repository.contributionsTo(manager, auctionId);
    const keys = await repository.foundKeys(manager, auctionId);
    const bids = sale.sealed.bids.map(({ seq }) => seq);
    return progressOf(bids, contributions, keys);
  }

  /** Every bid in the book's order: its amount, or why it has none. Only in memory, on its way into the book. */
  async openings(sale: SealedSale): Promise<Opening[]> {
    const { auctionId } = sale.state;
    const envelopes = await this.standingEnvelopes(sale);
    const found = await repository.foundKeys(this.database.manager, auctionId);
    const keys = seatedKeys(sale.sealed.trustees!);
    const openings: Opening[] = [];
    for (const { seq, bidder } of sale.sealed.bids) {
      const contentKey = found.get(seq) ?? null;
      const opened = await openingOf(envelopes.get(seq)!.envelope, contentKey, { auctionId, bidder }, keys);
      const amountMinor = 'amountMinor' in opened ? opened.amountMinor : null;
      openings.push({ bid: seq, amountMinor, contentKey, fault: 'fault' in opened ? opened.fault : null });
    }
    return openings;
  }

  /** Trustees whose layers of an opened bid were not what had to be there, with the bid. */
  async wrongContributions(sale: SealedSale): Promise<{ bid: number; role: TrusteeRole }[]> {
    const { auctionId } = sale.state;
    const { manager } = this.database;
    const found = await repository.foundKeys(manager, auctionId);
    const contributions = await repository.contributionsTo(manager, auctionId);
    const keys = seatedKeys(sale.sealed.trustees!);
    const wrong: { bid: number; role: TrusteeRole }[] = [];
    for (const { seq, bidder } of sale.sealed.bids) {
      const contentKey = found.get(seq);
      const expected = contentKey && (await layersOf(contentKey, { auctionId, bidder }, keys));
      if (!expected) continue;
      const given = contributions.filter(({ bid }) => bid === seq);
      wrong.push(...wrongLayers(expected, given).map((role) => ({ bid: seq, role })));
    }
    return wrong;
  }

  private async standingEnvelopes({ state, sealed }: SealedSale): Promise<Map<number, repository.SealedBid>> {
    const bids = await repository.sealedBids(this.database.manager, state.auctionId, 0, Number.MAX_SAFE_INTEGER);
    const standing = new Set(sealed.bids.map(({ seq }) => seq));
    return new Map(bids.filter(({ seq }) => standing.has(seq)).map((bid) => [bid.seq, bid]));
  }

  private async ended(actor: Actor, auctionId: string): Promise<SealedSale> {
    const sale = await this.sales.readFor(actor, auctionId);
    ownTrustee(sale, actor);
    return awaitingReveal(sale);
  }
}

/** Nobody gets an envelope before the end, whoever asks. Errors: `opening.too_early`, `opening.over`. */
export function awaitingReveal(sale: SealedSale): SealedSale {
  const { phase, awaits, endsAtMs } = sale.state;
  if (phase === 'ended' && awaits === 'reveal') return sale;
  if (phase === 'ended' || phase === 'closed') throw conflict('opening.over');
  throw conflict('opening.too_early', { endsAt: new Date(endsAtMs).toISOString() });
}

function layersFor(
  role: TrusteeRole,
  given: readonly repository.ContributionRow[],
): Partial<Record<TrusteeRole, string>> {
  const layers: Partial<Record<TrusteeRole, string>> = {};
  for (const { role: other, layers: theirs } of given) {
    const layer = theirs[role];
    if (typeof layer === 'string') layers[other] = layer;
  }
  return layers;
}

/** Errors: `opening.bad_contribution`. */
function checkContribution(
  { bid, layers, keys }: Contribution,
  role: TrusteeRole,
  envelopes: ReadonlyMap<number, unknown>,
  path: string,
): void {
  const others: string[] = ROLES.filter((other) => other !== role);
  const given = Object.entries(layers);
  const complete = given.length === others.length && given.every(([other]) => others.includes(other));
  const sound =
    envelopes.has(bid) &&
    complete &&
    given.every(([, layer]) => layer === null || (typeof layer === 'string' && isLayer(layer))) &&
    Object.entries(keys).every(
      ([other, key]) => others.includes(other) && (key === null || (typeof key === 'string' && isKey(key))),
    );
  if (!sound)
    throw invalid('opening.bad_contribution', { bid }, [{ path, code: 'opening.bad_contribution', params: { bid } }]);
}
