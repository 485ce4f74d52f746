import './messages';

export { type CalendarQuery, CalendarService, MAX_FEED_EVENTS } from './calendar.service';
export { type CalendarEvent, EVENT_KINDS, type EventKind, type EventStatus } from './domain/calendar';
export { KIND_NAMES, type NoticeText } from './domain/notice-text';
export { NOTICE_KINDS, type NoticeKind } from './domain/notices-due';
export { type DueItem, DueService } from './due.service';
export type { NoticeRow } from './notice.repository';
export { type NoticeQuery, NoticeService, type WholeNotice } from './notice.service';
export { KEPT_DAYS, MOST_UNREAD, NotificationService, type NotificationView } from './notification.service';
export { notificationsConsumers } from './notifications.consumers';
export { NotificationsModule } from './notifications.module';
