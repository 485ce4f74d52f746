import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkHours, isOpenAt, nextChangeMs, type OpeningHours, type Span, spansOn } from './hours';

const at = (text: string): number => Date.parse(`${text}+08:00`);
const OFFICE: Span[] = [
  { from: '09:00', to: '12:00' },
  { from: '14:00', to: '17:30' },
];
const WEEK = [OFFICE, OFFICE, OFFICE, OFFICE, OFFICE, [], []];
const HOURS: OpeningHours = {
  week: WEEK,
  exceptions: [
    { day: '2026-10-01', spans: [], note: '国庆节' },
    { day: '2026-10-10', spans: [{ from: '09:00', to: '12:00' }], note: '调休上班' },
  ],
};

const clock = (minute: number): string =>
  minute === 1440
    ? '24:00'
    : `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
/** Sound spans of a day: pairs out of ascending different minutes. */
const daySpans = fc.uniqueArray(fc.integer({ min: 0, max: 1440 }), { maxLength: 8 }).map((minutes): Span[] => {
  const sorted = [...minutes].sort((a, b) => a - b);
  const spans: Span[] = [];
  for (let i = 0; i + 1 < sorted.length; i += 2) spans.push({ from: clock(sorted[i]!), to: clock(sorted[i + 1]!) });
  return spans;
});
const hours = fc.record({
  week: fc.array(daySpans, { minLength: 7, maxLength: 7 }),
  exceptions: fc
    .uniqueArray(fc.integer({ min: 1, max: 28 }), { maxLength: 5 })
    .chain((days) =>
      fc.tuple(
        ...days.map((day) => daySpans.map((spans) => ({ day: `2026-02-${String(day).padStart(2, '0')}`, spans }))),
      ),
    ),
});
const instant = fc.integer({ min: at('2026-01-25T00:00:00'), max: at('2026-03-05T00:00:00') });

describe('opening hours', () => {
  it('follow the weekday, by China’s clock, to the minute', () => {
    expect(isOpenAt(HOURS, at('2026-09-28T08:59:59'))).toBe(false);
    expect(isOpenAt(HOURS, at('2026-09-28T09:00:00'))).toBe(true);
    expect(isOpenAt(HOURS, at('2026-09-28T12:00:00'))).toBe(false);
    expect(isOpenAt(HOURS, at('2026-09-27T10:00:00'))).toBe(false); // Sunday
  });

  it('yield to a day that is different: closed on a holiday, open on the Saturday that is worked for it', () => {
    expect(isOpenAt(HOURS, at('2026-10-01T10:00:00'))).toBe(false);
    expect(isOpenAt(HOURS, at('2026-10-10T10:00:00'))).toBe(true);
    expect(isOpenAt(HOURS, at('2026-10-10T15:00:00'))).toBe(false);
    expect(nextChangeMs(HOURS, at('2026-09-30T18:00:00'))).toBe(at('2026-10-02T09:00:00'));
    expect(nextChangeMs(HOURS, at('2026-09-30T10:00:00'))).toBe(at('2026-09-30T12:00:00'));
    const closed = { week: WEEK.map(() => []), exceptions: [] };
    expect(nextChangeMs(closed, at('2026-09-30T18:00:00'))).toBeNull();
  });

  it('name what is wrong with them', () => {
    const codes = (change: Partial<OpeningHours>) =>
      checkHours({ ...HOURS, ...change }).map(({ path, code }) => [path, code]);
    expect(codes({})).toEqual([]);
    expect(codes({ week: WEEK.slice(1) })).toEqual([['hours.week', 'window.bad_week']]);
    for (const spans of [
      [{ from: '9:00', to: '12:00' }],
      [{ from: '12:00', to: '09:00' }],
      [{ from: '09:00', to: '25:00' }],
      [OFFICE[1]!, OFFICE[0]!],
      [
        { from: '09:00', to: '12:00' },
        { from: '12:00', to: '13:00' },
      ],
    ])
      expect(codes({ week: [spans, ...WEEK.slice(1)] })).toEqual([['hours.week[0]', 'window.bad_span']]);
    expect(codes({ exceptions: [{ day: '2026-02-30', spans: [] }] })).toEqual([
      ['hours.exceptions[0].day', 'window.bad_day'],
    ]);
    const twice = { day: '2026-05-01', spans: [] };
    expect(codes({ exceptions: [twice, twice] })).toEqual([['hours.exceptions[1].day', 'window.day_twice']]);
  });

  it('open and close exactly at the next change, and not before', () => {
    fc.assert(
      fc.property(hours, instant, fc.double({ min: 0, max: 1, noNaN: true }), (some, ms, part) => {
        const open = isOpenAt(some, ms);
        const next = nextChangeMs(some, ms);
        if (next === null) return;
        expect(next).toBeGreaterThan(ms);
        expect(isOpenAt(some, next)).toBe(!open);
        expect(isOpenAt(some, Math.floor(ms + (next - ms - 1) * part))).toBe(open);
      }),
    );
  });

  it('of an exception replace those of its weekday altogether', () => {
    fc.assert(
      fc.property(hours, (some) => {
        for (const { day, spans } of some.exceptions) expect(spansOn(some, day)).toEqual(spans);
      }),
    );
  });
});
