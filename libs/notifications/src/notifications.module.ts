import { Module } from '@nestjs/common';
import { CalendarService } from './calendar.service';
import { DueService } from './due.service';
import { NoticeService } from './notice.service';
import { NotificationService } from './notification.service';
import { notificationsConsumers } from './notifications.consumers';

const services = [NotificationService, NoticeService, CalendarService, DueService];

@Module({
  providers: [...services, ...notificationsConsumers],
  exports: [...services, ...notificationsConsumers],
})
export class NotificationsModule {}
