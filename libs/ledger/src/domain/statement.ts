import type { Fen } from '@jishi/kernel';
import { balanceOn, type Sums } from './balance';

/** Lines with what the statement came to after each of them. */
export function withBalance<L extends Sums>(
  side: 'debit' | 'credit',
  before: Sums,
  lines: readonly L[],
): (L & { balanceMinor: Fen })[] {
  let balanceMinor = balanceOn(side, before);
  return lines.map((line) => ({ ...line, balanceMinor: (balanceMinor += balanceOn(side, line)) }));
}

const DAY_MS = 24 * 3_600_000;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The first moment of a day on the exchange's clock; null unless it is a day of the calendar. China has no summer time. */
export function dayStart(day: string): Date | null {
  const start = DAY.test(day) ? Date.parse(`${day}T00:00:00.000Z`) : NaN;
  const isDay = !Number.isNaN(start) && new Date(start).toISOString().startsWith(day);
  return isDay ? new Date(start - 8 * 3_600_000) : null;
}

/** The first moment after a day. */
export function dayEnd(day: string): Date | null {
  const start = dayStart(day);
  return start && new Date(start.getTime() + DAY_MS);
}
