import type { FieldError } from '@jishi/kernel';

/** Times of the day in China, `HH:MM`; `24:00` may end a span. */
export interface Span {
  readonly from: string;
  readonly to: string;
}

/** A day unlike the others of its weekday: closed, or open at other times. */
export interface DayException {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  readonly spans: readonly Span[];
  readonly note?: string;
}

export interface OpeningHours {
  /** Monday first. */
  readonly week: readonly (readonly Span[])[];
  readonly exceptions: readonly DayException[];
}

const DAY_MS = 86_400_000;
const CHINA_OFFSET_MS = 8 * 3_600_000;
const MAX_SPANS = 4;
export const MAX_EXCEPTIONS = 100;
const LOOK_AHEAD_DAYS = 30;
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const dayOf = (ms: number): string => new Date(ms + CHINA_OFFSET_MS).toISOString().slice(0, 10);
const startOf = (day: string): number => Date.parse(`${day}T00:00:00Z`) - CHINA_OFFSET_MS;
const isDay = (day: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(day) && Number.isFinite(startOf(day)) && dayOf(startOf(day)) === day;
/** Monday is 0. */
const weekdayOf = (day: string): number => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;

/** Spans in order that do not touch each other. */
function spansFault(spans: readonly Span[]): boolean {
  let last = -1;
  for (const { from, to } of spans) {
    if (!TIME.test(from) || !(TIME.test(to) || to === '24:00')) return true;
    if (minutesOf(from) <= last || minutesOf(to) <= minutesOf(from)) return true;
    last = minutesOf(to);
  }
  return spans.length > MAX_SPANS;
}

/** What is wrong with opening hours, field by field. */
export function checkHours({ week, exceptions }: OpeningHours): FieldError[] {
  const errors: FieldError[] = [];
  if (week.length !== 7) errors.push({ path: 'hours.week', code: 'window.bad_week' });
  week.forEach((spans, i) => {
    if (spansFault(spans)) errors.push({ path: `hours.week[${i}]`, code: 'window.bad_span' });
  });
  if (exceptions.length > MAX_EXCEPTIONS)
    errors.push({
      path: 'hours.exceptions',
      code: 'window.too_many_exceptions',
      params: { max: MAX_EXCEPTIONS },
    });
  const seen = new Set<string>();
  exceptions.forEach(({ day, spans }, i) => {
    const path = `hours.exceptions[${i}]`;
    if (!isDay(day)) errors.push({ path: `${path}.day`, code: 'window.bad_day' });
    else if (seen.has(day)) errors.push({ path: `${path}.day`, code: 'window.day_twice', params: { day } });
    if (spansFault(spans)) errors.push({ path: `${path}.spans`, code: 'window.bad_span' });
    seen.add(day);
  });
  return errors;
}

/** When a window is open on a day: the exception's hours, or else its weekday's. */
export const spansOn = ({ week, exceptions }: OpeningHours, day: string): readonly Span[] =>
  exceptions.find((exception) => exception.day === day)?.spans ?? week[weekdayOf(day)] ?? [];

export function isOpenAt(hours: OpeningHours, ms: number): boolean {
  const day = dayOf(ms);
  const minute = (ms - startOf(day)) / 60_000;
  return spansOn(hours, day).some(({ from, to }) => minutesOf(from) <= minute && minute < minutesOf(to));
}

/** When it opens next, or, while open, when it closes; null when not within a month. */
export function nextChangeMs(hours: OpeningHours, ms: number): number | null {
  const open = isOpenAt(hours, ms);
  let fromMs = ms;
  for (let ahead = 0; ahead <= LOOK_AHEAD_DAYS; ahead++) {
    const start = startOf(dayOf(ms)) + ahead * DAY_MS;
    for (const span of spansOn(hours, dayOf(start))) {
      const [from, to] = [start + minutesOf(span.from) * 60_000, start + minutesOf(span.to) * 60_000];
      if (!open && from > fromMs) return from;
      if (!open || to <= fromMs || from > fromMs) continue;
      // Open round midnight: the end is that of the span which goes on.
      if (!isOpenAt(hours, to)) return to;
      fromMs = to;
    }
  }
  return null;
}
