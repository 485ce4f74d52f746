import { CalendarController } from './calendar.controller';
import { DueController } from './due.controller';
import { NoticesController } from './notices.controller';
import { NotificationsController } from './notifications.controller';

export const notificationsControllers = [NotificationsController, DueController, NoticesController, CalendarController];
