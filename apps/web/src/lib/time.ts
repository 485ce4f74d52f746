/** Exchange time is China Standard Time whatever the reader's machine says. */
const ZONE = 'Asia/Shanghai';

function locale(language: string): string {
  return language.startsWith('zh') ? 'zh-CN' : 'en-GB';
}

type Moment = string | number | Date;

export function formatDate(at: Moment, language: string): string {
  return new Intl.DateTimeFormat(locale(language), { timeZone: ZONE, dateStyle: 'medium' }).format(new Date(at));
}

export function formatDateTime(at: Moment, language: string): string {
  return new Intl.DateTimeFormat(locale(language), {
    timeZone: ZONE,
    dateStyle: 'medium',
    timeStyle: 'medium',
    hourCycle: 'h23',
  }).format(new Date(at));
}

/** `14:05:09.120`: the book shows milliseconds because they decide. */
export function formatBookTime(atMs: number): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: ZONE,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
    hourCycle: 'h23',
  }).format(atMs);
}

const DAY = new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, month: '2-digit', day: '2-digit' });

/** `23/11` when it was another day than today, on the exchange's clock; null for today. */
export function otherDay(atMs: number): string | null {
  const day = DAY.format(atMs);
  return day === DAY.format(Date.now()) ? null : day;
}

export interface Remaining {
  days: number;
  clock: string;
}

/** Rounded up, so that 00:00:00 is only ever shown when no time is left. */
export function remaining(ms: number): Remaining {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const two = (value: number) => String(value).padStart(2, '0');
  return {
    days: Math.floor(seconds / 86_400),
    clock: `${two(Math.floor(seconds / 3600) % 24)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`,
  };
}

const EXCHANGE_OFFSET_MS = 8 * 3_600_000;

/** `2026-11-23T15:30`, as a field for date and time wants it; China has no summer time. */
export function writeExchangeTime(ms: number): string {
  return new Date(ms + EXCHANGE_OFFSET_MS).toISOString().slice(0, 16);
}

export function readExchangeTime(text: string): number | null {
  const ms = Date.parse(`${text}:00.000+08:00`);
  return Number.isNaN(ms) ? null : ms;
}
