import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chinaDay, type DayCount, isWorkingDay, RULES_BEFORE, type RuleProfile, startOfChinaDay } from '@jishi/pricing';
import { extended, resumed, schedule } from './schedule';

const DAY_MS = 86_400_000;
const at = (text: string): number => Date.parse(`${text}+08:00`);
const china = (ms: number): string => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 16);
const working = (count: number): DayCount => ({ count, kind: 'working' });
const calendar = (count: number): DayCount => ({ count, kind: 'calendar' });

const profile = (noticeDays: DayCount, extension: DayCount = working(5)) =>
  ({
    demo: null,
    noticeDays,
    publicityDays: calendar(15),
    openingHour: 10,
    auction: { mode: 'english', freePeriodMs: DAY_MS, timerMs: 300_000 },
    sale: { ...RULES_BEFORE, extension: { days: extension, max: 3 } },
  }) as unknown as RuleProfile & { sale: { extension: { days: DayCount } } };
const LISTING = { pricingWay: 'listing', priceMinor: 100 } as const;

describe('the times of a sale', () => {
  it('count working days around National Day 2026', () => {
    // 25 September (Mid-Autumn) and 1 to 7 October are off, 20 September and 10 October are worked.
    const from = schedule(profile(working(20)), LISTING, at('2026-09-18T15:00:00'));
    expect(china(from.noticeEndsAtMs)).toBe('2026-10-23T00:00');
    expect(china(from.opensAtMs!)).toBe('2026-10-23T10:00');
  });

  it('run on from the last day when the notice is extended', () => {
    const rules = profile(working(20));
    const from = schedule(rules, LISTING, at('2026-02-02T09:00:00'));
    const later = extended(rules, LISTING, from.noticeEndsAtMs, from.noticeEndsAtMs);
    let days = 0;
    for (let ms = from.noticeEndsAtMs; ms < later.noticeEndsAtMs; ms += DAY_MS)
      days += isWorkingDay(chinaDay(ms)) ? 1 : 0;
    expect(days).toBe(5);
    expect(later.opensAtMs! - later.noticeEndsAtMs).toBe(10 * 3_600_000);
  });

  it('give back what a suspension took of the notice', () => {
    const rules = profile(calendar(15));
    const from = schedule(rules, LISTING, at('2026-03-02T10:00:00'));
    expect(china(from.noticeEndsAtMs)).toBe('2026-03-18T00:00');
    // Stopped on the 10th, when eight days were left with that one; going on in the middle of April.
    const running = { noticeEndsAtMs: from.noticeEndsAtMs, opensAtMs: from.opensAtMs };
    const later = resumed(rules, LISTING, running, at('2026-03-10T09:00:00'), at('2026-04-15T12:00:00'));
    expect(china(later.noticeEndsAtMs)).toBe('2026-04-24T00:00');
    expect(china(later.opensAtMs!)).toBe('2026-04-24T10:00');
  });

  it('let nobody be surprised by an opening on the day of a resumption', () => {
    const rules = profile(calendar(15));
    const running = { noticeEndsAtMs: at('2026-03-18T00:00:00'), opensAtMs: at('2026-03-18T10:00:00') };
    const later = resumed(rules, LISTING, running, at('2026-03-18T08:00:00'), at('2026-03-20T09:00:00'));
    expect(china(later.noticeEndsAtMs)).toBe('2026-03-18T00:00');
    expect(china(later.opensAtMs!)).toBe('2026-03-21T10:00');
    expect(later.closesAtMs! - later.opensAtMs!).toBe(DAY_MS + 300_000);
  });

  it('refuse a year whose calendar is not published', () => {
    expect(() => schedule(profile(working(20)), LISTING, at('2098-03-02T10:00:00'))).toThrow(
      'calendar.year_not_published',
    );
  });

  it('never make a notice shorter, nor leave less than its own number of days', () => {
    const start = startOfChinaDay('2024-01-01');
    const days = fc.record({
      count: fc.integer({ min: 1, max: 40 }),
      kind: fc.constantFrom('calendar' as const, 'working' as const),
    });
    const moment = fc.integer({ min: 0, max: 700 * 24 }).map((hours) => start + hours * 3_600_000);
    fc.assert(
      fc.property(days, moment, fc.integer({ min: 1, max: 60 * 24 }), fc.nat(30 * 24), (count, from, into, pause) => {
        const rules = profile(count, count);
        const first = schedule(rules, LISTING, from);
        const span = (first.noticeEndsAtMs - startOfChinaDay(chinaDay(from))) / DAY_MS - 1;
        expect(span).toBeGreaterThanOrEqual(count.count);
        const longer = extended(rules, LISTING, first.noticeEndsAtMs, first.noticeEndsAtMs);
        expect(longer.noticeEndsAtMs - first.noticeEndsAtMs).toBeGreaterThanOrEqual(count.count * DAY_MS);
        const stopped = from + into * 60_000;
        const now = stopped + pause * 3_600_000;
        const running = { noticeEndsAtMs: first.noticeEndsAtMs, opensAtMs: first.opensAtMs };
        const again = resumed(rules, LISTING, running, stopped, now);
        expect(again.noticeEndsAtMs).toBeGreaterThanOrEqual(first.noticeEndsAtMs);
        expect(again.opensAtMs!).toBeGreaterThanOrEqual(first.opensAtMs!);
        expect(again.opensAtMs!).toBeGreaterThan(now);
      }),
      { numRuns: 300 },
    );
  });
});
