import { Injectable } from '@nestjs/common';
import { type FieldError, invalid, notFound } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { Database, DatabaseClock, numberCursor, pageLimit, type Page, toPage, type Tx } from '@jishi/platform';
import {
  chinaDay,
  type Comparable,
  comparability,
  type Comparability,
  type Form,
  ipcSubclass,
  type MarketInputs,
} from '@jishi/pricing';
import { findVisibleAchievement } from '../achievement.repository';
import { type ContractType, type DealRow, findDeals, type FrozenDeal, listDeals } from './deal.repository';

export interface ComparableQuery {
  /** What they are to be compared with; without one, what is asked for is. */
  achievementId?: string;
  form?: Form;
  field?: string;
  ipc?: string;
  contractType?: ContractType;
  ipKind?: string;
  region?: string;
  fromYear?: number;
  toYear?: number;
  minMinor?: number;
  maxMinor?: number;
  limit?: number;
  cursor?: string;
}

/** A deal as a stranger may see it: what tells how like ours it is, and its price, but nothing that tells whose it was. */
export interface ComparableDeal extends FrozenDeal, Comparability {
  ipcSubclasses: string[];
  /** Known to the exchange that registered it; null to everybody else. */
  names: { title: string; sellerName: string; buyerName: string } | null;
}

/** Judged for likeness at most; the newest that pass the filter. */
const JUDGED = 2_000;

/** Registered deals, the likest first. */
@Injectable()
export class ComparableDealsService {
  constructor(
    private readonly database: Database,
    private readonly clock: DatabaseClock,
  ) {}

  /** Errors: `achievement.not_found`, `page.bad_cursor`. */
  async list(actor: Actor, query: ComparableQuery): Promise<Page<ComparableDeal>> {
    const limit = pageLimit(query.limit);
    const after = numberCursor(query.cursor);
    const subject = await this.subject(actor, query);
    const found = await listDeals(this.database.manager, filterOf(query), JUDGED);
    const ours = { ...subject, contractType: query.form ?? query.contractType ?? 'transfer' };
    const thisYear = Number(chinaDay(this.clock.now()).slice(0, 4));
    const judged = found
      .map((deal) => view(actor, deal, comparability(ours, deal, thisYear)))
      .toSorted((a, b) => b.score - a.score || (a.dealId < b.dealId ? 1 : -1));
    const rest = judged.filter(
      ({ score, dealId }) => !after || score < after[0] || (score === after[0] && dealId < after[1]),
    );
    return toPage(rest.slice(0, limit + 1), limit, (last) => [last.score, last.dealId], judged.length);
  }

  private async subject(actor: Actor, query: ComparableQuery): Promise<Omit<Comparable, 'contractType'>> {
    const { achievementId, field = '', ipc, ipKind = '' } = query;
    if (achievementId === undefined) return { fieldCode: field, ipc: ipc ? [ipc] : [], ipKind };
    const achievement = await findVisibleAchievement(this.database.manager, actor.organisationId, achievementId);
    if (!achievement) throw notFound('achievement.not_found');
    return achievement;
  }

  /** What a worksheet keeps of the deals it compares with. Errors: `valuation.bad_inputs` where one is not as it was registered. */
  async freeze(tx: Tx, { deals }: MarketInputs): Promise<FrozenDeal[]> {
    const found = new Map(
      (
        await findDeals(
          tx,
          deals.map(({ dealId }) => dealId),
        )
      ).map((deal) => [deal.id, deal]),
    );
    const errors: FieldError[] = [];
    const frozen = deals.flatMap(({ dealId, priceMinor }, i) => {
      const deal = found.get(dealId);
      if (!deal) errors.push({ path: `inputs.deals[${i}].dealId`, code: 'valuation.no_such_deal' });
      else if (deal.priceMinor !== priceMinor)
        errors.push({ path: `inputs.deals[${i}].priceMinor`, code: 'valuation.not_the_deals_price' });
      return deal ? [freezeDeal(deal)] : [];
    });
    if (errors.length > 0) throw invalid('valuation.bad_inputs', { count: errors.length }, errors);
    return frozen;
  }
}

const filterOf = (query: ComparableQuery) => ({
  field: query.field ?? null,
  // As finely as it is shown, and no finer: who asks for one symbol after another must not learn a stranger's.
  ipc: query.ipc === undefined ? null : ipcSubclass(query.ipc),
  contractType: query.contractType ?? null,
  ipKind: query.ipKind ?? null,
  // `440100` is the whole city, `440000` the province.
  region: query.region?.replace(/(00)+$/, '') ?? null,
  fromYear: query.fromYear ?? null,
  toYear: query.toYear ?? null,
  minMinor: query.minMinor ?? null,
  maxMinor: query.maxMinor ?? null,
});

const freezeDeal = (deal: DealRow): FrozenDeal => ({
  dealId: deal.id,
  year: deal.year,
  contractType: deal.contractType,
  ipKind: deal.ipKind,
  fieldCode: deal.fieldCode,
  regionCode: cityOf(deal.regionCode),
  priceMinor: deal.priceMinor,
  royaltyPpm: deal.royaltyPpm,
});

/** A district has few deals, and its name would tell whose they were. */
const cityOf = (regionCode: string | null): string | null => regionCode && `${regionCode.slice(0, 4)}00`;

const view = (actor: Actor, deal: DealRow, likeness: Comparability): ComparableDeal => {
  const { title, sellerName, buyerName } = deal;
  const knows = actor.organisationId === deal.exchangeId;
  return {
    ...freezeDeal(deal),
    ...likeness,
    ipcSubclasses: [...new Set(deal.ipc.map(ipcSubclass))],
    names: knows ? { title, sellerName, buyerName } : null,
  };
};
