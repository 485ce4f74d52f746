import { invalid } from '@jishi/kernel';
import { type ChinaDay, periodEnd, startOfChinaDay } from '@jishi/pricing';

const DAY_MS = 86_400_000;
const MAX_DAYS = 366;
/** A window hands a listing on, or back, within two working days. */
const HAND_ON = { count: 2, kind: 'working' } as const;

export interface Period {
  from: Date;
  /** Exclusive. */
  to: Date;
}

/** Two days in China, both included, at most a year apart. Errors: `performance.bad_period`, `calendar.bad_day`. */
export function periodOf(from: ChinaDay, to: ChinaDay): Period {
  const [start, end] = [startOfChinaDay(from), startOfChinaDay(to) + DAY_MS];
  if (end <= start || end - start > MAX_DAYS * DAY_MS)
    throw invalid('performance.bad_period', { max: MAX_DAYS }, [
      { path: 'to', code: 'performance.bad_period', params: { max: MAX_DAYS } },
    ]);
  return { from: new Date(start), to: new Date(end) };
}

/** Whether a listing has lain at a desk for too long. In a year without a calendar nobody can say so. */
export function isOverdue(sinceMs: number, nowMs: number): boolean {
  try {
    return periodEnd(sinceMs, HAND_ON) <= nowMs;
  } catch {
    return false;
  }
}
