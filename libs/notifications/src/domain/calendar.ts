import type { Texts } from '@jishi/pricing';
import { momentText } from './china-text';

export const EVENT_KINDS = ['notice_ends', 'publicity_ends', 'bidding_opens', 'planned_end'] as const;
export type EventKind = (typeof EVENT_KINDS)[number];
export type EventStatus = 'confirmed' | 'tentative' | 'cancelled';

/** A date of a sale that somebody may wait for. */
export interface CalendarEvent {
  listingId: string;
  listingNumber: string;
  title: string;
  exchangeId: string;
  exchangeName: string;
  auctionId: string | null;
  fieldCode: string;
  regionCode: string;
  listingState: string;
  kind: EventKind;
  atMs: number;
  status: EventStatus;
  changedAtMs: number;
  /** Rises with everything that is recorded about the sale, so with every change of a date. */
  revision: number;
}

const EVENT_NAMES: Record<EventKind, Texts> = {
  notice_ends: { zh: '公告截止', en: 'Notice ends' },
  publicity_ends: { zh: '公示截止', en: 'Objections end' },
  bidding_opens: { zh: '竞价开始', en: 'Bidding opens' },
  planned_end: { zh: '计划截止', en: 'Planned end' },
};

const STATUS_WORDS: Record<EventStatus, Texts> = {
  confirmed: { zh: '', en: '' },
  tentative: { zh: '【中止】', en: '[suspended] ' },
  cancelled: { zh: '【取消】', en: '[cancelled] ' },
};

const QUARTER_MS = 15 * 60_000;

/** What a calendar programme is given. Summary and description are plain text without control characters. */
export interface FeedEntry {
  /** The same for ever, whatever becomes of the date. */
  uid: string;
  sequence: number;
  startMs: number;
  endMs: number;
  changedAtMs: number;
  summary: string;
  description: string;
  path: string;
  status: EventStatus;
}

/** Line breaks are `\n`; nothing else that a program might act on is left in a title somebody wrote. */
export const plainText = (text: string): string =>
  text
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replace(/[\p{Cc}]/gu, (character) => (character === '\n' ? '\n' : ' '))
    .toWellFormed();

/** A deadline is the end of the quarter of an hour before it, so that midnight falls on the day it belongs to. */
export function feedEntry(event: CalendarEvent, locale: keyof Texts): FeedEntry {
  const { listingId, kind, atMs, status, changedAtMs, revision } = event;
  const opens = kind === 'bidding_opens';
  const name = EVENT_NAMES[kind][locale];
  const at = momentText(atMs, !opens)[locale];
  const title = plainText(event.title).replaceAll('\n', ' ');
  return {
    uid: `${listingId}.${kind}@jishi`,
    sequence: Math.min(revision, 2_147_483_647),
    startMs: opens ? atMs : atMs - QUARTER_MS,
    endMs: opens ? atMs + QUARTER_MS : atMs,
    changedAtMs,
    summary: `${STATUS_WORDS[status][locale]}${name}${locale === 'zh' ? '：' : ': '}${title}`,
    description: plainText(`${name} ${at}\n${event.listingNumber} · ${event.exchangeName}`),
    path: event.auctionId && kind !== 'notice_ends' ? `/auctions/${event.auctionId}` : `/listings/${listingId}`,
    status,
  };
}
