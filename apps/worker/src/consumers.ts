import { biddingConsumers } from '@jishi/bidding';
import { contractsConsumers } from '@jishi/contracts';
import { internal } from '@jishi/kernel';
import { listingsConsumers } from '@jishi/listings';
import { notificationsConsumers } from '@jishi/notifications';
import type { Consumer } from '@jishi/platform';
import { settlementConsumers } from '@jishi/settlement';
import { subsidiesConsumers } from '@jishi/subsidies';

/** Everything that reacts to facts, in the order of the money's path. */
export const consumerTypes = [
  ...listingsConsumers,
  ...biddingConsumers,
  ...contractsConsumers,
  ...settlementConsumers,
  ...subsidiesConsumers,
  ...notificationsConsumers,
];

export interface Subscription {
  eventType: string;
  consumer: string;
}

/** The handlers of this process, by name. */
export class Consumers {
  private readonly byName: Map<string, Consumer>;

  /** Errors: `worker.consumer_twice`. */
  constructor(consumers: readonly Consumer[]) {
    this.byName = new Map(consumers.map((consumer) => [consumer.name, consumer]));
    if (this.byName.size !== consumers.length) throw internal('worker.consumer_twice');
  }

  /** Errors: `worker.no_consumer`. */
  get(name: string): Consumer {
    const consumer = this.byName.get(name);
    if (!consumer) throw internal('worker.no_consumer', { consumer: name });
    return consumer;
  }

  /**
   * A fact nobody handles would wait for ever, and a handler nobody feeds would sleep for ever: both are wrong deployments.
   * Errors: `worker.subscriptions_differ`.
   */
  assertMatch(subscriptions: readonly Subscription[]): void {
    const wanted = new Set(subscriptions.map(({ eventType, consumer }) => `${eventType} → ${consumer}`));
    const offered = new Set(
      [...this.byName.values()].flatMap(({ name, events }) => events.map((event) => `${event} → ${name}`)),
    );
    const unhandled = [...wanted].filter((pair) => !offered.has(pair));
    const unfed = [...offered].filter((pair) => !wanted.has(pair));
    if (unhandled.length + unfed.length > 0)
      throw internal('worker.subscriptions_differ', { unhandled: unhandled.join(', '), unfed: unfed.join(', ') });
  }
}
