import { Injectable } from '@nestjs/common';
import { forbidden } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { Database, DatabaseClock, decodeCursor, type Page, pageLimit, toPage } from '@jishi/platform';
import { isOverdue, periodOf } from './domain/period';
import {
  countLinkedDeals,
  listDirect,
  listWaiting,
  listWindowLines,
  measure,
  type Metric,
  METRICS,
  type PerformanceScope,
  type WindowLine,
} from './performance.repository';

export interface PerformanceLine extends WindowLine, Record<Exclude<Metric, 'handOnHours'>, number> {
  /** Null when nothing was handed on. */
  handOnDays: number | null;
  /** At its desk for more than two working days, now. */
  overdue: number;
}

export interface Performance extends Page<PerformanceLine> {
  totals: { deals: number; contractAmountMinor: number; technicalAmountMinor: number };
  /** Deals hosted elsewhere that were linked into the reader's market; null for others than exchanges. */
  linkedDeals: number | null;
}

/** What each window did in a period, the greatest technical volume first; what no window brought is a line of its own. */
@Injectable()
export class PerformanceService {
  constructor(
    private readonly database: Database,
    private readonly clock: DatabaseClock,
  ) {}

  /** A window its own, an exchange its windows, a regulator all. Errors: `performance.not_yours`, `performance.bad_period`. */
  async read(actor: Actor, query: { from: string; to: string; limit?: number; cursor?: string }): Promise<Performance> {
    const limit = pageLimit(query.limit);
    const start = Number(decodeCursor(query.cursor, 1)?.[0] ?? 0);
    const scope = scopeOf(actor);
    const lines = await this.lines(scope, query);
    const totals = { deals: 0, contractAmountMinor: 0, technicalAmountMinor: 0 };
    for (const line of lines) {
      totals.deals += line.deals;
      totals.contractAmountMinor += line.contractAmountMinor;
      totals.technicalAmountMinor += line.technicalAmountMinor;
    }
    lines.sort((a, b) => b.technicalAmountMinor - a.technicalAmountMinor || b.intakes - a.intakes);
    const page = toPage(lines.slice(start, start + limit + 1), limit, () => [start + limit]);
    const linkedDeals =
      scope.exchangeId === null
        ? null
        : await countLinkedDeals(this.database.manager, periodOf(query.from, query.to), scope.exchangeId);
    return { ...page, totals, linkedDeals };
  }

  private async lines(scope: PerformanceScope, query: { from: string; to: string }): Promise<PerformanceLine[]> {
    const tx = this.database.manager;
    const period = periodOf(query.from, query.to);
    const numbers = new Map<Metric, Map<string, number>>();
    for (const metric of Object.keys(METRICS) as Metric[])
      numbers.set(metric, await measure(tx, metric, period, scope));
    const of = (metric: Metric, id: string): number => numbers.get(metric)!.get(id) ?? 0;
    const now = this.clock.now();
    const overdue = (await listWaiting(tx, scope)).filter(({ since }) => isOverdue(since.getTime(), now));
    const lines = (await listWindowLines(tx, scope)).map((window): PerformanceLine => {
      const id = window.windowId!;
      const intakes = of('intakes', id);
      const days = intakes === 0 ? null : Math.round((of('handOnHours', id) / intakes / 24) * 10) / 10;
      return {
        ...window,
        intakes,
        handOnDays: days,
        refusals: of('refusals', id),
        published: of('published', id),
        sales: of('sales', id),
        deals: of('deals', id),
        contractAmountMinor: of('contractAmountMinor', id),
        technicalAmountMinor: of('technicalAmountMinor', id),
        counterActs: of('counterActs', id),
        receipts: of('receipts', id),
        broughtBidders: of('broughtBidders', id),
        overdue: overdue.filter(({ windowId }) => windowId === id).length,
      };
    });
    if (scope.windowOrganisationId !== null) return lines;
    const direct = await listDirect(tx, period, scope.exchangeId);
    return [...lines, ...direct.map((line) => ({ ...NOTHING, ...line }))];
  }
}

const NOTHING = {
  windowId: null,
  windowName: null,
  kind: null,
  regionCode: null,
  closed: false,
  intakes: 0,
  handOnDays: null,
  refusals: 0,
  published: 0,
  sales: 0,
  counterActs: 0,
  receipts: 0,
  broughtBidders: 0,
  overdue: 0,
};

function scopeOf({ organisationKind, organisationId }: Actor): PerformanceScope {
  if (organisationKind === 'window') return { exchangeId: null, windowOrganisationId: organisationId };
  if (organisationKind === 'exchange') return { exchangeId: organisationId, windowOrganisationId: null };
  if (organisationKind === 'regulator') return { exchangeId: null, windowOrganisationId: null };
  throw forbidden('performance.not_yours');
}
