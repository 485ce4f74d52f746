import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { describeWithData } from '../../../test/support/data';
import { chinaDay, hasCalendar, isWorkingDay, lastDayOf, periodEnd, startOfChinaDay } from './working-days';

describe('working days', () => {
  it('knows make-up days and holidays', () => {
    expect(isWorkingDay('2026-10-01')).toBe(false);
    expect(isWorkingDay('2026-10-10')).toBe(true); // a Saturday worked for National Day
    expect(isWorkingDay('2026-10-11')).toBe(false);
  });

  it('refuses a year without a published calendar instead of guessing', () => {
    for (let year = 2007; year <= 2026; year += 1) expect([year, hasCalendar(year)]).toEqual([year, true]);
    expect(hasCalendar(2098)).toBe(false);
    expect(() => isWorkingDay('2098-01-04')).toThrow('calendar.year_not_published');
    expect(() => lastDayOf('2097-12-25', { count: 20, kind: 'working' })).toThrow('calendar.year_not_published');
    expect(lastDayOf('2097-12-25', { count: 15, kind: 'calendar' })).toBe('2098-01-09');
  });

  it('refuses what is no day', () => {
    expect(() => startOfChinaDay('2026-13-01')).toThrow('calendar.bad_day');
    expect(() => startOfChinaDay('1 May')).toThrow('calendar.bad_day');
  });

  it('does not count the first day and ends with the last one, in China', () => {
    const published = Date.parse('2026-03-02T23:30:00+08:00');
    expect(new Date(periodEnd(published, { count: 15, kind: 'calendar' })).toISOString()).toBe(
      '2026-03-17T16:00:00.000Z',
    );
    expect(lastDayOf('2026-09-24', { count: 5, kind: 'working' })).toBe(
      ['2026-09-25', '2026-09-26', '2026-09-27', '2026-09-28', '2026-09-29', '2026-09-30', '2026-10-08', '2026-10-09']
        .filter(isWorkingDay)
        .at(4),
    );
  });

  it('ends every working-day period on a working day, after exactly that many', () => {
    const day = fc.integer({ min: startOfChinaDay('2024-01-01'), max: startOfChinaDay('2026-09-01') }).map(chinaDay);
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 40 }), (from, count) => {
        const last = lastDayOf(from, { count, kind: 'working' });
        expect(isWorkingDay(last)).toBe(true);
        let worked = 0;
        for (let ms = startOfChinaDay(from) + 86_400_000; ms <= startOfChinaDay(last); ms += 86_400_000)
          worked += isWorkingDay(chinaDay(ms)) ? 1 : 0;
        expect(worked).toBe(count);
      }),
      { numRuns: 40 },
    );
  });
});

describeWithData('State Council calendar', (dataDir) => {
  it.each([2023, 2024, 2025, 2026])('agrees with the published days of %i', (year) => {
    const file = readFileSync(join(dataDir, 'calendar', `holiday-cn-${year}.json`), 'utf8');
    const { days } = JSON.parse(file) as { days: { date: string; isOffDay: boolean }[] };
    for (const { date, isOffDay } of days.filter((entry) => entry.date.startsWith(String(year))))
      expect([date, isWorkingDay(date)]).toEqual([date, !isOffDay]);
  });
});
