import { Injectable } from '@nestjs/common';
import { invalid, isUuid, notFound } from '@jishi/kernel';
import {
  Database,
  DatabaseClock,
  decodeCursor,
  type Locale,
  maybeRow,
  type Page,
  pageLimit,
  toPage,
} from '@jishi/platform';
import { chinaDay, startOfChinaDay } from '@jishi/pricing';
import { calendarFeed } from './calendar-feed';
import { type CalendarFilter, listEvents } from './calendar.repository';
import { type CalendarEvent, EVENT_KINDS, feedEntry } from './domain/calendar';

const DAY_MS = 86_400_000;
/** A feed goes back this far, so that a programme hears that a date of last week was taken back. */
const FEED_PAST_DAYS = 31;
const FEED_AHEAD_DAYS = 366;
const MAX_FEED_EVENTS = 1_000;
const MAX_RANGE_DAYS = 400;
const KEPT_MS = 60_000;
const MAX_KEPT = 100;

export interface CalendarQuery {
  kind?: string | undefined;
  exchangeId?: string | undefined;
  field?: string | undefined;
  region?: string | undefined;
}

/** The dates of published sales, for a page and for calendar programmes. */
@Injectable()
export class CalendarService {
  /** Feeds as they were written last: many programmes ask for the same one, and to write it takes a while. */
  private readonly kept = new Map<string, { text: string; untilMs: number }>();

  constructor(
    private readonly database: Database,
    private readonly clock: DatabaseClock,
  ) {}

  /** Between two days in China, both included; from today for a month by default. Errors: `calendar.bad_range`, `calendar.bad_day`. */
  async list(
    query: CalendarQuery & { from?: string; to?: string; limit?: number; cursor?: string },
  ): Promise<Page<CalendarEvent>> {
    const limit = pageLimit(query.limit);
    const fromMs = startOfChinaDay(query.from ?? chinaDay(this.clock.now()));
    const toMs = query.to === undefined ? fromMs + 31 * DAY_MS : startOfChinaDay(query.to) + DAY_MS;
    if (toMs <= fromMs || toMs - fromMs > MAX_RANGE_DAYS * DAY_MS)
      throw invalid('calendar.bad_range', { days: MAX_RANGE_DAYS }, [
        { path: 'to', code: 'calendar.bad_range', params: { days: MAX_RANGE_DAYS } },
      ]);
    // The end of a day is the first instant of the next and belongs to the day that ends.
    const range = { fromMs: fromMs + 1, toMs: toMs + 1, after: placeInList(query.cursor), limit: limit + 1 };
    const found = await listEvents(this.database.manager, { ...filterOf(query), listingId: null, ...range });
    return toPage(found, limit, ({ atMs, listingId, kind }) => [atMs, listingId, kind]);
  }

  /** A month back and a year ahead, at most 1,000 dates, the earliest first. */
  async feed(query: CalendarQuery, locale: Locale, baseUrl: string): Promise<string> {
    const filter = { ...filterOf(query), listingId: null, ...this.feedRange() };
    const key = JSON.stringify([filter, locale, baseUrl]);
    const kept = this.kept.get(key);
    if (kept && kept.untilMs > this.clock.now()) return kept.text;
    const text = await this.written(filter, locale, baseUrl);
    if (this.kept.size >= MAX_KEPT) this.kept.clear();
    this.kept.set(key, { text, untilMs: this.clock.now() + KEPT_MS });
    return text;
  }

  /** All dates of one sale. Errors: `listing.not_found`. */
  async feedOf(listingId: string, locale: Locale, baseUrl: string): Promise<string> {
    const published = 'select 1 from listing where id = $1 and published_at is not null';
    if (!(await maybeRow(this.database.manager, published, [listingId]))) throw notFound('listing.not_found');
    const range = { fromMs: 0, toMs: Number.MAX_SAFE_INTEGER, after: null, limit: MAX_FEED_EVENTS };
    return this.written({ ...filterOf({}), listingId, ...range }, locale, baseUrl);
  }

  private feedRange(): Pick<CalendarFilter, 'fromMs' | 'toMs' | 'after' | 'limit'> {
    // From the beginning of a day, so that an unchanged feed stays the same text all day long.
    const today = startOfChinaDay(chinaDay(this.clock.now()));
    const [fromMs, toMs] = [today - FEED_PAST_DAYS * DAY_MS, today + FEED_AHEAD_DAYS * DAY_MS];
    return { fromMs, toMs, after: null, limit: MAX_FEED_EVENTS };
  }

  private async written(filter: CalendarFilter, locale: Locale, baseUrl: string): Promise<string> {
    const found = await listEvents(this.database.manager, filter);
    return calendarFeed(
      found.map((event) => feedEntry(event, locale)),
      locale,
      baseUrl,
    );
  }
}

const filterOf = (query: CalendarQuery): Pick<CalendarFilter, 'kind' | 'exchangeId' | 'field' | 'region'> => ({
  kind: query.kind ?? null,
  exchangeId: query.exchangeId ?? null,
  field: query.field ?? null,
  region: query.region ?? null,
});

/** Errors: `page.bad_cursor`. */
function placeInList(cursor: string | undefined): CalendarFilter['after'] {
  const key = decodeCursor(cursor, 3);
  if (key === null) return null;
  const [atMs, listingId, kind] = key;
  if (typeof atMs !== 'number' || !isUuid(listingId) || !(EVENT_KINDS as readonly unknown[]).includes(kind))
    throw invalid('page.bad_cursor', {}, [{ path: 'cursor', code: 'page.bad_cursor' }]);
  return [atMs, listingId, kind as string];
}
