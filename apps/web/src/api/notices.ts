import { http, type Page, path, type Query } from './http';

export interface Both {
  zh: string;
  en: string;
}

export const NOTICE_KINDS = [
  'sale',
  'publicity',
  'extension',
  'suspension',
  'resumption',
  'change',
  'termination',
  'result',
  'unsold',
] as const;

export interface Notice {
  id: string;
  kind: (typeof NOTICE_KINDS)[number];
  number: Both;
  title: Both;
  listingId: string;
  listingNumber: string;
  auctionId: string | null;
  exchangeId: string;
  exchangeName: string;
  fieldCode: string;
  regionCode: string;
  issuedAt: string;
  periodFrom: string | null;
  periodTo: string | null;
  sha256: string;
}

export interface WholeNotice extends Notice {
  exchange: Both;
  lines: { label: Both; value: Both }[];
  paragraphs: Both[];
}

export const EVENT_KINDS = ['notice_ends', 'publicity_ends', 'bidding_opens', 'planned_end'] as const;

export interface CalendarEvent {
  kind: (typeof EVENT_KINDS)[number];
  at: string;
  status: 'confirmed' | 'tentative' | 'cancelled';
  listingId: string;
  listingNumber: string;
  title: string;
  auctionId: string | null;
  exchangeName: string;
}

export interface Notification {
  id: string;
  kind: string;
  text: string;
  reason: string | null;
  link: string;
  createdAt: string;
  readAt: string | null;
}

export interface DueItem {
  key: string;
  id: string;
  number: string;
  title: string;
  about: string | null;
  since: string;
  dueAt: string | null;
  overdue: boolean;
  workingDaysLeft: number | null;
  link: string;
}

/** As many dates as a month of the page is ever asked for. */
const MOST_EVENTS = 1_000;

export const notices = {
  list: (query: Query) => http.get<Page<Notice>>('/notices', query),
  get: (id: string) => http.get<WholeNotice>(`/notices/${id}`),
  issuers: () => http.get<{ items: { id: string; name: string }[] }>('/notices/issuers'),
  textPath: (id: string) => path(`/notices/${id}/text`),
};

export const calendar = {
  between: async (query: Query): Promise<CalendarEvent[]> => {
    const found: CalendarEvent[] = [];
    let cursor: string | null = null;
    do {
      const page: Page<CalendarEvent> = await http.get('/calendar', { ...query, limit: 100, cursor });
      found.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor && found.length < MOST_EVENTS);
    return found;
  },
  feedPath: (query: Query) => path('/calendar.ics', query),
  listingPath: (id: string, query: Query) => path(`/listings/${id}/calendar.ics`, query),
};

export const inbox = {
  list: (query: Query) => http.get<Page<Notification>>('/notifications', query),
  count: () => http.get<{ unread: number }>('/notifications/count'),
  read: (id: string) => http.post<{ unread: number }>(`/notifications/${id}/read`),
  readAll: () => http.post<{ unread: number }>('/notifications/read'),
};

export const due = {
  list: (query: Query) => http.get<Page<DueItem>>('/due', query),
};
