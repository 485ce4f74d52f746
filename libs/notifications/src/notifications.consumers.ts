import { Injectable, type Type } from '@nestjs/common';
import type { Consumer, Fact, Tx } from '@jishi/platform';
import { NOTICE_FACTS } from './domain/notices-due';
import { NoticeService } from './notice.service';
import { NotificationService } from './notification.service';
import { TOLD } from './told';

/** Whatever concerns somebody is told to them. */
@Injectable()
export class Tell implements Consumer {
  readonly name = 'notifications.tell';
  readonly events = Object.keys(TOLD);

  constructor(private readonly notifications: NotificationService) {}

  handle(tx: Tx, fact: Fact): Promise<void> {
    return this.notifications.tell(tx, fact);
  }
}

/** Whatever the public must know of a sale is announced. */
@Injectable()
export class IssueNotices implements Consumer {
  readonly name = 'notifications.issue_notices';
  readonly events = NOTICE_FACTS;

  constructor(private readonly notices: NoticeService) {}

  handle(tx: Tx, fact: Fact): Promise<void> {
    return this.notices.issueFor(tx, fact);
  }
}

export const notificationsConsumers: Type<Consumer>[] = [Tell, IssueNotices];
