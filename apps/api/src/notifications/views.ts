import type { CalendarEvent, DueItem, NoticeRow, WholeNotice } from '@jishi/notifications';
import type { CalendarEventResponse, DueResponse, NoticeResponse, WholeNoticeResponse } from './notifications.dto';

export function noticeView({ year, serial, titleZh, titleEn, ...notice }: NoticeRow): NoticeResponse {
  const number = { zh: `公告〔${year}〕${serial}号`, en: `Notice ${serial} of ${year}` };
  const { id, kind, listingId, listingNumber, auctionId, exchangeId, exchangeName } = notice;
  const { fieldCode, regionCode, issuedAt, periodFrom, periodTo, sha256 } = notice;
  return {
    id,
    kind,
    number,
    title: { zh: titleZh, en: titleEn },
    listingId,
    listingNumber,
    auctionId,
    exchangeId,
    exchangeName,
    fieldCode,
    regionCode,
    issuedAt,
    periodFrom,
    periodTo,
    sha256,
  };
}

export const wholeNoticeView = ({ text, ...notice }: WholeNotice): WholeNoticeResponse => ({
  ...noticeView(notice),
  exchange: text.exchange,
  lines: text.lines.map(([label, value]) => ({ label, value })),
  paragraphs: text.paragraphs,
});

/** As a spreadsheet's line. */
export const noticeLine = (notice: NoticeRow) => {
  const { number, title, ...plain } = noticeView(notice);
  return { number: number.zh, titleZh: title.zh, titleEn: title.en, ...plain };
};

export const eventView = (event: CalendarEvent): CalendarEventResponse => {
  const { kind, atMs, status, listingId, listingNumber, title, auctionId } = event;
  const { exchangeId, exchangeName, fieldCode, regionCode } = event;
  const sale = { listingId, listingNumber, title, auctionId, exchangeId, exchangeName, fieldCode, regionCode };
  return { kind, at: new Date(atMs), status, ...sale };
};

export const dueView = ({ sinceMs, dueAtMs, ...item }: DueItem): DueResponse => ({
  ...item,
  since: new Date(sinceMs),
  dueAt: dueAtMs === null ? null : new Date(dueAtMs),
});
