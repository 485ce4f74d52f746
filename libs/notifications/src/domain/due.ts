import { chinaDay, type DayCount, isWorkingDay, periodEnd } from '@jishi/pricing';

const DAY_MS = 86_400_000;
/** Looked no further than this for working days: what is due in a year is simply not urgent. */
const HORIZON_DAYS = 366;

/** The end of a term that began at `fromMs`; null in a year whose working days are not published yet. */
export function deadline(fromMs: number, term: DayCount | null): number | null {
  if (term === null) return null;
  return known(() => periodEnd(fromMs, term));
}

/**
 * Working days from today until the last day of a term, both of these not counted as the law does not count the first day:
 * 0 is today, negative is overdue. Null in a year whose working days are not published yet.
 */
export function workingDaysLeft(nowMs: number, dueAtMs: number): number | null {
  const [today, last] = [chinaDay(nowMs), chinaDay(dueAtMs - 1)];
  if (dueAtMs <= nowMs) return today === last ? -1 : -Math.max(1, countBetween(last, today) ?? 1);
  return countBetween(today, last);
}

/** Working days after one day up to and with another. */
function countBetween(from: string, to: string): number | null {
  return known(() => {
    let count = 0;
    for (let ms = Date.parse(from) + DAY_MS, n = 0; ms <= Date.parse(to) && n < HORIZON_DAYS; ms += DAY_MS, n++)
      if (isWorkingDay(new Date(ms).toISOString().slice(0, 10))) count += 1;
    return count;
  });
}

/** A year with no published calendar is never guessed. */
function known<T>(compute: () => T): T | null {
  try {
    return compute();
  } catch (error) {
    if ((error as { code?: string }).code === 'calendar.year_not_published') return null;
    throw error;
  }
}
