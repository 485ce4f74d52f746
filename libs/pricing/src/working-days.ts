import chineseDays from 'chinese-days';
import { invalid } from '@jishi/kernel';
import type { DayCount } from './measures';

const DAY_MS = 86_400_000;
/** China has had one time zone without summer time since 1992. */
const CHINA_OFFSET_MS = 8 * 3_600_000;

/** A calendar day in China, `YYYY-MM-DD`. */
export type ChinaDay = string;

export const chinaDay = (ms: number): ChinaDay => new Date(ms + CHINA_OFFSET_MS).toISOString().slice(0, 10);

/** The instant at which a day begins in China. Errors: `calendar.bad_day`. */
export function startOfChinaDay(day: ChinaDay): number {
  const ms = Date.parse(`${day}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || !Number.isFinite(ms)) throw invalid('calendar.bad_day', { day });
  return ms - CHINA_OFFSET_MS;
}

/**
 * What the library's table says of a day: worked, off, or nothing special. It is asked with text only: west of Greenwich
 * it shifts both its table and such questions by a day, so that they still meet, and gets the weekday wrong.
 */
function marked(day: ChinaDay): { work: boolean } | null {
  const { name, work } = chineseDays.getDayDetail(day);
  // A day of the table has its names in two languages, `National Day,国庆节,3`; any other has its weekday's.
  return name.includes(',') ? { work } : null;
}

const published = new Map<number, boolean>();

/**
 * Whether the State Council calendar of a year is known. The library silently calls an unknown year's holidays working
 * days; National Day always makes 1-3 October holidays, so a year where they are off is in its data.
 */
export function hasCalendar(year: number): boolean {
  let known = published.get(year);
  if (known === undefined) {
    known = ['01', '02', '03'].every((date) => marked(`${year}-10-${date}`)?.work === false);
    published.set(year, known);
  }
  return known;
}

/** Errors: `calendar.bad_day`, `calendar.year_not_published`: a holiday is never guessed. */
export function isWorkingDay(day: ChinaDay): boolean {
  startOfChinaDay(day);
  const year = Number(day.slice(0, 4));
  if (!hasCalendar(year)) throw invalid('calendar.year_not_published', { year });
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return marked(day)?.work ?? (weekday >= 1 && weekday <= 5);
}

/** The last day of a period; the day it starts on is not counted. Errors: `calendar.year_not_published` (working days only). */
export function lastDayOf(from: ChinaDay, days: DayCount): ChinaDay {
  const start = startOfChinaDay(from);
  if (days.kind === 'calendar') return chinaDay(start + days.count * DAY_MS);
  let day = from;
  for (let left = days.count, ms = start; left > 0;) {
    ms += DAY_MS;
    day = chinaDay(ms);
    if (isWorkingDay(day)) left -= 1;
  }
  return day;
}

/** How many of a period's days lie after `from`, up to its last one. Errors: as `lastDayOf`. */
export function daysLeft(from: ChinaDay, last: ChinaDay, kind: DayCount['kind']): number {
  let count = 0;
  const end = startOfChinaDay(last);
  for (let ms = startOfChinaDay(from) + DAY_MS; ms <= end; ms += DAY_MS)
    if (kind === 'calendar' || isWorkingDay(chinaDay(ms))) count += 1;
  return count;
}

/**
 * The instant a period that starts at `fromMs` is over: the end of its last day in China, also where that is a day of rest.
 * Civil Code §203 moves such an end to the day after the holiday, §204 lets law or agreement count otherwise. Here it is agreed
 * otherwise: whoever takes part accepts the exchange's rules, and the moment each period ends is announced in the notice or told
 * to whoever must act in it when it begins. Nobody meets a closed door: objections, answers and confirmations are taken here at
 * every hour of every day. And a notice is not made longer than the public was told. An exchange that wants its parties spared
 * holidays sets working days, which never end on one.
 */
export const periodEnd = (fromMs: number, days: DayCount): number =>
  startOfChinaDay(lastDayOf(chinaDay(fromMs), days)) + DAY_MS;
