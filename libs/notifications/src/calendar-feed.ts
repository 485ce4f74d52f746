import { createEvents, type EventAttributes } from 'ics';
import type { Locale } from '@jishi/platform';
import type { FeedEntry } from './domain/calendar';

const NAMES: Record<Locale, string> = { zh: '技市交易日历', en: 'Jishi calendar of sales' };
const MAX_OCTETS = 75;
const FOLD = '\r\n ';

const STATUS = { confirmed: 'CONFIRMED', tentative: 'TENTATIVE', cancelled: 'CANCELLED' } as const;

/** RFC 5545. Times are in UTC, which needs no table of time zones; every entry says when it last changed, not when it was asked for. */
export function calendarFeed(entries: readonly FeedEntry[], locale: Locale, baseUrl: string): string {
  const events = entries.map((entry): EventAttributes & { timestamp: number } => ({
    uid: entry.uid,
    sequence: entry.sequence,
    timestamp: entry.changedAtMs,
    lastModified: entry.changedAtMs,
    start: entry.startMs,
    end: entry.endMs,
    title: entry.summary,
    description: `${entry.description}\n${baseUrl}${entry.path}`,
    url: `${baseUrl}${entry.path}`,
    status: STATUS[entry.status],
    transp: 'TRANSPARENT',
    classification: 'PUBLIC',
  }));
  const { value, error } = createEvents(events, {
    productId: '-//Jishi//Calendar of sales//ZH',
    calName: NAMES[locale],
    method: 'PUBLISH',
  });
  if (error || value === null) throw error ?? new Error('the calendar could not be written');
  return refold(value);
}

/** The package folds lines by characters; the standard asks for octets, and a Chinese character has three. */
function refold(calendar: string): string {
  return calendar.replaceAll('\r\n\t', '').split('\r\n').map(fold).join('\r\n');
}

function fold(line: string): string {
  if (Buffer.byteLength(line) <= MAX_OCTETS) return line;
  let folded = '';
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > MAX_OCTETS) {
      folded += FOLD;
      octets = 1;
    }
    folded += character;
    octets += size;
  }
  return folded;
}
