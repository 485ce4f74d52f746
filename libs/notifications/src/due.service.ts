import { Injectable } from '@nestjs/common';
import type { Actor } from '@jishi/identity';
import { Database, DatabaseClock, numberCursor, type Page, pageLimit, toPage } from '@jishi/platform';
import { workingDaysLeft } from './domain/due';
import type { Waiting } from './due-queue';
import { DUE_SOURCES } from './due-sources';

export interface DueItem extends Waiting {
  key: string;
  overdue: boolean;
  /** Until the deadline: 0 is today, negative is overdue; null without one, or in a year with no published calendar. */
  workingDaysLeft: number | null;
}

/** Of each queue; whoever has more waiting than this works through the queue itself. */
const PER_SOURCE = 100;
/** After everything with a deadline. */
const NEVER_MS = 8_640_000_000_000_000;

/** What waits for somebody, over all queues their permissions open, the most urgent first. */
@Injectable()
export class DueService {
  constructor(
    private readonly database: Database,
    private readonly clock: DatabaseClock,
  ) {}

  async list(actor: Actor, query: { limit?: number; cursor?: string }): Promise<Page<DueItem>> {
    const limit = pageLimit(query.limit);
    const after = numberCursor(query.cursor);
    const all = await this.gather(actor);
    const rest = after === null ? all : all.filter((item) => compare(placeOf(item), after) > 0);
    return toPage(rest.slice(0, limit + 1), limit, placeOf, all.length);
  }

  private async gather(actor: Actor): Promise<DueItem[]> {
    const nowMs = this.clock.now();
    const items: DueItem[] = [];
    for (const { key, permission, query } of DUE_SOURCES) {
      if (!actor.permissions.has(permission)) continue;
      for (const waiting of await query(this.database.manager, actor, PER_SOURCE, nowMs))
        items.push({ ...waiting, key, ...urgency(waiting.dueAtMs, nowMs) });
    }
    return items.sort((a, b) => compare(placeOf(a), placeOf(b)));
  }
}

const placeOf = (item: DueItem): [number, string] => [item.dueAtMs ?? NEVER_MS, item.id];
const compare = (a: readonly [number, string], b: readonly [number, string]): number =>
  a[0] - b[0] || (a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : 0);

const urgency = (dueAtMs: number | null, nowMs: number): Pick<DueItem, 'overdue' | 'workingDaysLeft'> =>
  dueAtMs === null
    ? { overdue: false, workingDaysLeft: null }
    : { overdue: dueAtMs <= nowMs, workingDaysLeft: workingDaysLeft(nowMs, dueAtMs) };
