import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { standingClock } from '../../../test/support/market';
import { testDatabase, type TestDatabase } from '../../../test/support/postgres';
import { calendarFeed } from './calendar-feed';
import { CalendarService } from './calendar.service';
import { type CalendarEvent, EVENT_KINDS, feedEntry, plainText } from './domain/calendar';
import { PublishedListing } from './testing/published-listing';

type Component = Record<string, string>;

/** A reader of RFC 5545 that forgives nothing: octets of a line, line ends, nesting, escapes. */
function read(text: string): { head: Component; events: Component[] } {
  expect(text.endsWith('\r\n')).toBe(true);
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  const physical = text.slice(0, -2).split('\r\n');
  const lines: string[] = [];
  for (const line of physical) {
    expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    // A character cut in two would not survive its way through octets.
    expect(Buffer.from(line).toString()).toBe(line);
    if (/^[ \t]/.test(line)) lines[lines.length - 1] += line.slice(1);
    else lines.push(line);
  }
  const [head, events, open]: [Component, Component[], string[]] = [{}, [], []];
  for (const line of lines) {
    const [, name, params, value] = /^([A-Z-]+)((?:;[^:]*)?):(.*)$/su.exec(line) ?? [];
    expect([line, name]).toEqual([line, expect.anything()]);
    expect(params).toBe('');
    if (name === 'BEGIN') open.push(value!);
    if (name === 'BEGIN' && value === 'VEVENT') events.push({});
    if (name === 'END') expect(open.pop()).toBe(value);
    const component = open.at(-1) === 'VEVENT' ? events.at(-1)! : head;
    if (name === 'BEGIN' || name === 'END') continue;
    expect(component[name!]).toBeUndefined();
    component[name!] = value!;
  }
  expect(open).toEqual([]);
  return { head, events };
}

function unescape(value: string): string {
  expect(value.replace(/\\[\\;,nN]/g, '')).not.toMatch(/[\\;,]/);
  return value.replace(/\\([\\;,nN])/g, (_, character: string) => (/n/i.test(character) ? '\n' : character));
}
const instant = (value: string): number => {
  const [, y, mo, d, h, mi, s] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(value)!.map(Number);
  return Date.UTC(y!, mo! - 1, d, h, mi, s);
};

const anyTitle = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 120 }),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .array(
      fc.constantFrom(
        '石墨烯',
        '👩‍🔬',
        ',',
        ';',
        '\\',
        '\r\n',
        '\r',
        '\n',
        '\t',
        ':',
        '"',
        'BEGIN:VEVENT',
        'é',
        '\u2028',
        '\0',
      ),
      {
        maxLength: 60,
      },
    )
    .map((parts) => parts.join('')),
);
const anyEvent: fc.Arbitrary<CalendarEvent> = fc.record({
  listingId: fc.uuid(),
  listingNumber: fc.constant('JSGP2026000001'),
  title: anyTitle,
  exchangeId: fc.uuid(),
  exchangeName: anyTitle,
  auctionId: fc.option(fc.uuid()),
  fieldCode: fc.constant('materials'),
  regionCode: fc.constant('440100'),
  listingState: fc.constant('listed'),
  kind: fc.constantFrom(...EVENT_KINDS),
  atMs: fc.integer({ min: Date.UTC(2024, 0), max: Date.UTC(2036, 0) }).map((ms) => ms - (ms % 1000)),
  status: fc.constantFrom('confirmed' as const, 'tentative' as const, 'cancelled' as const),
  changedAtMs: fc.integer({ min: Date.UTC(2024, 0), max: Date.UTC(2036, 0) }),
  revision: fc.nat(),
});

describe('a feed of dates', () => {
  it('is RFC 5545 for every title, and says what was meant', () => {
    fc.assert(
      fc.property(
        fc.array(anyEvent, { maxLength: 4 }),
        fc.constantFrom('zh' as const, 'en' as const),
        (given, locale) => {
          const entries = given.map((event) => feedEntry(event, locale));
          const { head, events } = read(calendarFeed(entries, locale, 'https://jishi.example'));
          expect(head).toMatchObject({ VERSION: '2.0', METHOD: 'PUBLISH' });
          expect(events).toHaveLength(given.length);
          for (const [n, event] of events.entries()) {
            const { atMs, kind, title, status } = given[n]!;
            expect(event['UID']).toBe(entries[n]!.uid);
            expect(instant(kind === 'bidding_opens' ? event['DTSTART']! : event['DTEND']!)).toBe(atMs);
            expect(unescape(event['SUMMARY']!)).toContain(plainText(title).replaceAll('\n', ' ').trimEnd());
            expect(event['STATUS']).toBe(status.toUpperCase());
            expect(unescape(event['DESCRIPTION']!)).toContain('\n');
          }
        },
      ),
      { numRuns: 80 },
    );
  });

  it('writes a thousand dates in moderate time', () => {
    const [event] = fc.sample(anyEvent, 1) as [CalendarEvent];
    const entries = Array.from({ length: 1_000 }, () => feedEntry(event, 'zh'));
    const begun = process.cpuUsage();
    calendarFeed(entries, 'zh', 'https://jishi.example');
    // Of the processor: a busy machine is nobody's fault.
    expect(process.cpuUsage(begun).user / 1_000).toBeLessThan(4_000);
  });
});

describe('the calendar of sales', () => {
  let db: TestDatabase;
  let calendar: CalendarService;
  beforeAll(async () => {
    db = await testDatabase();
    calendar = new CalendarService(db.database, standingClock('2026-10-10T09:00:00+08:00'));
  });
  afterAll(() => db.drop());

  const step = async (
    listing: PublishedListing,
    from: string,
    to: string,
    change = 'updated_at = updated_at',
  ): Promise<void> => {
    await db.database.query(`update listing set state = $2, ${change} where id = $1`, [listing.listingId, to]);
    await db.database.query(
      `insert into listing_transition (id, listing_id, action, from_state, to_state, at)
       values (gen_random_uuid(), $1, 'step', $2, $3, '2026-10-12T00:00:00Z')`,
      [listing.listingId, from, to],
    );
  };
  const feedOf = async ({ listingId }: PublishedListing) =>
    read(await calendar.feedOf(listingId, 'zh', 'https://jishi.example')).events;

  it('keeps the name of a date that moves, and numbers its change', async () => {
    const listing = await PublishedListing.open(db);
    const before = await feedOf(listing);
    expect(before.map(({ UID }) => UID)).toEqual(
      ['notice_ends', 'bidding_opens', 'planned_end'].map((kind) => `${listing.listingId}.${kind}@jishi`),
    );
    // The end of 24 October in China, as a quarter of an hour of that day.
    expect([before[0]!['DTSTART'], before[0]!['DTEND']]).toEqual(['20261024T154500Z', '20261024T160000Z']);
    await step(listing, 'listed', 'extended', `notice_ends_at = notice_ends_at + interval '7 days'`);
    const after = await feedOf(listing);
    const moved = after.find(({ UID }) => UID === before[0]!['UID'])!;
    expect(moved['DTEND']).toBe('20261031T160000Z');
    expect(Number(moved['SEQUENCE'])).toBeGreaterThan(Number(before[0]!['SEQUENCE']));
  });

  it('takes back the dates of a sale that was ended, and doubts those of one that is suspended', async () => {
    const listing = await PublishedListing.open(db);
    await step(listing, 'listed', 'suspended', 'suspended_at = now()');
    expect(new Set((await feedOf(listing)).map(({ STATUS }) => STATUS))).toEqual(new Set(['TENTATIVE']));
    await step(listing, 'suspended', 'terminated', 'suspended_at = null');
    const events = await feedOf(listing);
    expect(new Set(events.map(({ STATUS }) => STATUS))).toEqual(new Set(['CANCELLED']));
    expect(events[0]!['SUMMARY']).toContain('【取消】');
  });

  it('is narrowed, paged and bounded', async () => {
    const listing = await PublishedListing.open(db, 'negotiated', '导热');
    const { exchangeId } = listing;
    const range = { from: '2026-10-01', to: '2026-10-31' };
    const kinds = async (query: object) =>
      (await calendar.list({ ...range, exchangeId, ...query })).items.map(({ kind }) => kind);
    expect(await kinds({})).toEqual(['publicity_ends']);
    expect(await kinds({ kind: 'notice_ends' })).toEqual([]);
    // It ends at midnight: on the 24th, not on the 25th.
    expect(await kinds({ from: '2026-10-24', to: '2026-10-24' })).toHaveLength(1);
    expect(await kinds({ from: '2026-10-25', to: '2026-10-25' })).toEqual([]);
    const seen = new Set<string>();
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<CalendarService['list']>> = await calendar.list({
        ...range,
        limit: 2,
        ...(cursor ? { cursor } : {}),
      });
      for (const { listingId, kind } of page.items) seen.add(`${listingId}${kind}`);
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen.size).toBe((await calendar.list({ ...range, limit: 100 })).items.length);
    await expect(calendar.list({ from: '2026-10-02', to: '2026-10-01' })).rejects.toThrow('calendar.bad_range');
    await expect(calendar.list({ from: '2026-01-01', to: '2028-01-01' })).rejects.toThrow('calendar.bad_range');
    await expect(calendar.list({ cursor: 'bm90IGpzb24' })).rejects.toThrow('page.bad_cursor');
    const feed = read(await calendar.feed({ exchangeId }, 'en', 'https://jishi.example'));
    expect(feed.events).toHaveLength(1);
  });
});
