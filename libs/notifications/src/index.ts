import './messages';

export { type CalendarQuery, CalendarService } from './calendar.service';
export { type CalendarEvent, EVENT_KINDS, type EventKind, type EventStatus } from './domain/calendar';
export type { NoticeText } from './domain/notice-text';
export { NOTICE_KINDS, type NoticeKind } from './domain/notices-due';
export { type DueItem, DueService } from './due.service';
export type { NoticeRow } from './notice.repository';
export { type NoticeQuery, NoticeService, type WholeNotice } from './notice.service';
export { NotificationService, type NotificationView } from './notification.service';
export { notificationsConsumers } from './notifications.consumers';
export { NotificationsModule } from './notifications.module';
