import { Injectable } from '@nestjs/common';
import { conflict, invalid } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { audit, Database } from '@jishi/platform';
import { type Contribution, isKey, isLayer, ROLES, type SealedItem, type TrusteeRole } from '@jishi/sealing';
import type { Opening } from '../domain/sealed';
import { openingOf, openWithKey } from './open-with-key';
import * as repository from './opening.repository';
import { OpeningChecks } from './opening-checks';
import { type Progress, progressOf } from './progress';
import { ownTrustee, type SealedSale, SealedSales } from './sealed-sales';

/** Each bid costs its opener, and then the server, some tens of milliseconds. */
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
    private readonly checks: OpeningChecks,
  ) {}

  /** The envelopes, for trustees of this sale only and not before its end. Errors: `opening.too_early`, `opening.over`. */
  async envelopes(actor: Actor, auctionId: string, after: number, limit: number): Promise<SealedPage> {
    const sale = await this.ended(actor, auctionId);
    const { role } = ownTrustee(sale, actor);
    const { manager } = this.database;
    const size = Math.min(limit, MOST_AT_ONCE);
    const seqs = seqsOf(sale)
      .filter((seq) => seq > after)
      .slice(0, size);
    const bids = await repository.sealedBids(manager, sale.state.auctionId, seqs);
    const contributions = await repository.contributionsTo(manager, sale.state.auctionId, seqs);
    const items = bids.map(({ seq, bidder, envelope }) => {
      const given = contributions.filter(({ bid }) => bid === seq);
      return { bid: seq, bidder, envelope, layers: layersFor(role, given) };
    });
    return { items, nextAfter: seqs.length === size ? seqs.at(-1)! : null };
  }

  /** A trustee's part for some bids. What it finds is kept only if it opens the bid. Errors: `opening.*`. */
  async contribute(actor: Actor, auctionId: string, contributions: readonly Contribution[]): Promise<Progress> {
    const sale = await this.ended(actor, auctionId);
    const { role } = ownTrustee(sale, actor);
    const id = sale.state.auctionId;
    const given = contributions.map(({ bid }) => bid);
    const envelopes = await this.standing(sale, given);
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
    await this.checks.run(sale, given);
    return this.progress(sale);
  }

  async progress(sale: SealedSale): Promise<Progress> {
    const { manager } = this.database;
    const bids = seqsOf(sale);
    const contributions = await repository.contributionsTo(manager, sale.state.auctionId, bids);
    return progressOf(bids, contributions, await repository.foundKeys(manager, sale.state.auctionId));
  }

  /**
   * Every bid in the book's order: its amount, or why it has none. Only in memory, on its way into the book, and quickly:
   * what takes long was done with the contributions. Errors: `opening.not_ready`, when one came in just now.
   */
  async openings(sale: SealedSale): Promise<Opening[]> {
    const { auctionId } = sale.state;
    const bids = seqsOf(sale);
    await this.checks.run(sale, bids);
    const envelopes = await this.standing(sale, bids);
    const found = await repository.foundKeys(this.database.manager, auctionId);
    if ([...found.values()].some(({ honest }) => honest === null))
      throw conflict('opening.not_ready', { bids: bids.length, opened: found.size });
    const openings: Opening[] = [];
    for (const { seq, bidder } of sale.sealed.bids) {
      const key = found.get(seq);
      const contentKey = key?.contentKey ?? null;
      const { envelope } = envelopes.get(seq)!;
      const opened = await openingOf(envelope, contentKey, { auctionId, bidder }, () => key!.honest!);
      const amountMinor = 'amountMinor' in opened ? opened.amountMinor : null;
      openings.push({ bid: seq, amountMinor, contentKey, fault: 'fault' in opened ? opened.fault : null });
    }
    return openings;
  }

  /** Those of the given bids that stand. */
  private async standing(sale: SealedSale, bids: readonly number[]): Promise<Map<number, repository.SealedBid>> {
    const standing = new Set(seqsOf(sale));
    const seqs = bids.filter((bid) => standing.has(bid));
    const found = await repository.sealedBids(this.database.manager, sale.state.auctionId, seqs);
    return new Map(found.map((bid) => [bid.seq, bid]));
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

const seqsOf = ({ sealed }: SealedSale): number[] => sealed.bids.map(({ seq }) => seq);

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
