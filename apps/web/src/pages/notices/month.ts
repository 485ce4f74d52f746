const DAY_MS = 86_400_000;

const two = (value: number): string => String(value).padStart(2, '0');

/** `2026-12` and one more is `2027-01`. */
export function addMonths(month: string, by: number): string {
  const count = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + by;
  return `${Math.floor(count / 12)}-${two((count % 12) + 1)}`;
}

/** The days of whole weeks, Monday first, that a month lies in. */
export function gridDays(month: string): string[] {
  const first = Date.parse(`${month}-01T00:00:00Z`);
  const last = Date.parse(`${addMonths(month, 1)}-01T00:00:00Z`) - DAY_MS;
  const weekday = (ms: number): number => (new Date(ms).getUTCDay() + 6) % 7;
  const [from, to] = [first - weekday(first) * DAY_MS, last + (6 - weekday(last)) * DAY_MS];
  return Array.from({ length: (to - from) / DAY_MS + 1 }, (_, n) =>
    new Date(from + n * DAY_MS).toISOString().slice(0, 10),
  );
}

const written = (day: string, language: string, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(language.startsWith('zh') ? 'zh-CN' : 'en-GB', { ...options, timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  );

export const monthTitle = (month: string, language: string): string =>
  written(`${month}-01`, language, { year: 'numeric', month: 'long' });

export const dayTitle = (day: string, language: string): string =>
  written(day, language, { month: 'long', day: 'numeric', weekday: 'long' });

export const weekdayName = (day: string, language: string): string => written(day, language, { weekday: 'short' });
