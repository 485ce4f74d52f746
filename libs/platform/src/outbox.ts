import { newId } from '@jishi/kernel';
import { type Tx, rows } from './database';

/** Something that happened, told to other contexts. Written in the transaction that made it true. */
export interface Fact<P = Record<string, unknown>> {
  id: string;
  type: string;
  subjectId: string;
  payload: P;
}

/** What reacts to facts. Delivery is at least once and unordered: handlers re-read state. */
export interface Consumer {
  /** `context.effect`, as in the table outbox_subscription. */
  readonly name: string;
  readonly events: readonly string[];
  /** For effects that cannot join a transaction (book commands, providers): idempotent, keyed by `fact.id`. */
  before?(fact: Fact): Promise<void>;
  /** The effect; commits together with the delivery's `done_at`. */
  handle(tx: Tx, fact: Fact): Promise<void>;
}

/** Appends a fact and its deliveries, one for each subscribed consumer. Answers the fact's id. */
export async function appendFact(tx: Tx, fact: Omit<Fact, 'id'> & { id?: string }): Promise<string> {
  const id = fact.id ?? newId();
  await rows(tx, 'select outbox_append($1, $2, $3, $4)', [id, fact.type, fact.subjectId, JSON.stringify(fact.payload)]);
  return id;
}

export interface Delivery extends Fact {
  consumer: string;
  attempts: number;
}

const DELIVERY_COLUMNS = `o.id, o.type, o.subject_id as "subjectId", o.payload, d.consumer, d.attempts`;

/** Deliveries not done and not tried within `idleMs`, oldest first; marks them as tried now so that two relays rarely collide. */
export async function claimDeliveries(tx: Tx, idleMs: number, limit: number): Promise<Delivery[]> {
  return rows<Delivery>(
    tx,
    `with due as (
       select event_id, consumer from outbox_delivery
       where done_at is null and (enqueued_at is null or enqueued_at < clock_timestamp() - $1 * interval '1 ms')
       order by event_id limit $2 for update skip locked),
     claimed as (
       update outbox_delivery d set enqueued_at = clock_timestamp() from due
       where d.event_id = due.event_id and d.consumer = due.consumer returning d.event_id, d.consumer, d.attempts)
     select ${DELIVERY_COLUMNS} from claimed d join outbox o on o.id = d.event_id order by o.id`,
    [idleMs, limit],
  );
}

/** Locks one delivery for its effect; null when it is done already. A second worker waits here, then finds it done. */
export async function lockDelivery(tx: Tx, eventId: string, consumer: string): Promise<Delivery | null> {
  const [delivery] = await rows<Delivery>(
    tx,
    `select ${DELIVERY_COLUMNS} from outbox_delivery d join outbox o on o.id = d.event_id
     where d.event_id = $1 and d.consumer = $2 and d.done_at is null for update of d`,
    [eventId, consumer],
  );
  return delivery ?? null;
}

export async function markDelivered(tx: Tx, eventId: string, consumer: string): Promise<void> {
  await rows(
    tx,
    `update outbox_delivery set done_at = clock_timestamp(), last_error = null where event_id = $1 and consumer = $2`,
    [eventId, consumer],
  );
}

export async function markFailed(tx: Tx, eventId: string, consumer: string, error: string): Promise<void> {
  await rows(
    tx,
    `update outbox_delivery set attempts = attempts + 1, last_error = $3
     where event_id = $1 and consumer = $2 and done_at is null`,
    [eventId, consumer, error.slice(0, 2_000)],
  );
}

/** The subscriptions that writers fan out to; the worker compares them with its handlers at boot. */
export function subscriptions(tx: Tx): Promise<{ eventType: string; consumer: string }[]> {
  return rows(tx, `select event_type as "eventType", consumer from outbox_subscription order by 1, 2`);
}
