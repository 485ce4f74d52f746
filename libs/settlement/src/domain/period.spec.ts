import { describe, expect, it } from '@jest/globals';
import { isOverdue, periodOf } from './period';

const at = (text: string): number => Date.parse(`${text}+08:00`);

describe('what lies at a window', () => {
  it('is overdue after two working days: the Spring Festival and National Day do not count', () => {
    // Friday 13 February 2026; the holidays last from the 15th to the 23rd, and the 14th is worked.
    const before = at('2026-02-13T16:00:00');
    expect(isOverdue(before, at('2026-02-24T23:59:59'))).toBe(false);
    expect(isOverdue(before, at('2026-02-25T00:00:00'))).toBe(true);
    const national = at('2026-09-30T10:00:00');
    expect(isOverdue(national, at('2026-10-08T12:00:00'))).toBe(false);
    expect(isOverdue(national, at('2026-10-10T00:00:00'))).toBe(true);
  });

  it('is not judged in a year without a calendar', () => {
    expect(isOverdue(at('2090-03-01T10:00:00'), at('2090-06-01T10:00:00'))).toBe(false);
  });
});

describe('a period', () => {
  it('includes its last day, and lasts a year at most', () => {
    expect(periodOf('2026-01-01', '2026-12-31')).toEqual({
      from: new Date(at('2026-01-01T00:00:00')),
      to: new Date(at('2027-01-01T00:00:00')),
    });
    expect(() => periodOf('2026-01-02', '2026-01-01')).toThrow('performance.bad_period');
    expect(() => periodOf('2025-01-01', '2026-06-01')).toThrow('performance.bad_period');
    expect(() => periodOf('2026-13-01', '2026-13-02')).toThrow('calendar.bad_day');
  });
});
