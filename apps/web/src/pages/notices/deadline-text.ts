import { formatDate, writeExchangeTime } from '../../lib/time';

/** A deadline as documents write it: the end of a day is its 24:00, not the first minute of the next. */
export function deadlineText(at: string, language: string): string {
  const ms = new Date(at).getTime();
  const clock = writeExchangeTime(ms).slice(11);
  return clock === '00:00' ? `${formatDate(ms - 1, language)} 24:00` : `${formatDate(ms, language)} ${clock}`;
}

/** The day of the exchange a date belongs to, `2026-11-23`: what ends at midnight belongs to the day that ends. */
export const dayOf = (at: string, deadline: boolean): string =>
  writeExchangeTime(new Date(at).getTime() - (deadline ? 1 : 0)).slice(0, 10);
