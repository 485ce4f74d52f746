import { Injectable } from '@nestjs/common';
import { createLogger, Database, lockDelivery, markDelivered, markFailed, maybeRow, type Fact } from '@jishi/platform';
import { Consumers } from './consumers';

const logger = createLogger('worker');

/** Carries one fact to one consumer. Delivered twice, by two workers or out of order, it still has one effect. */
@Injectable()
export class DeliveryService {
  constructor(
    private readonly database: Database,
    private readonly consumers: Consumers,
  ) {}

  /** True when this call did it. A failure is written down and thrown, so that the queue tries again. */
  async deliver(eventId: string, consumerName: string): Promise<boolean> {
    try {
      return await this.attempt(eventId, consumerName);
    } catch (error) {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      logger.warn(
        { eventId, consumer: consumerName, error: String(error) },
        'a delivery failed and will be tried again',
      );
      await markFailed(this.database.manager, eventId, consumerName, text);
      throw error;
    }
  }

  private async attempt(eventId: string, consumerName: string): Promise<boolean> {
    const consumer = this.consumers.get(consumerName);
    if (consumer.before) {
      const fact = await this.undone(eventId, consumerName);
      if (!fact) return false;
      await consumer.before(fact);
    }
    return this.database.transaction(async (tx) => {
      // a second worker waits on this row, then finds it done
      const fact = await lockDelivery(tx, eventId, consumerName);
      if (!fact) return false;
      await consumer.handle(tx, fact);
      await markDelivered(tx, eventId, consumerName);
      return true;
    });
  }

  private undone(eventId: string, consumerName: string): Promise<Fact | null> {
    return maybeRow<Fact>(
      this.database.manager,
      `select o.id, o.type, o.subject_id as "subjectId", o.payload
       from outbox_delivery d join outbox o on o.id = d.event_id
       where d.event_id = $1 and d.consumer = $2 and d.done_at is null`,
      [eventId, consumerName],
    );
  }
}
