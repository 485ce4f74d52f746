import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who is told what of these is in libs/notifications/src/told.ts. */
const TELL = [
  'listing.returned',
  'listing.amendment_requested',
  'listing.amendment_refused',
  'listing.document_added',
  'listing.document_withdrawn',
  'nda.signed',
  'objection.filed',
  'objection.ruled',
  'application.awaiting_seller',
  'application.objected',
  'first_refusal.waived',
  'relation.judged',
  'mandate.entered',
  'mandate.confirmed',
  'mandate.refused',
  'mandate.ended',
  'counter.bid_entered',
  'disclosure.moved',
  'disclosure.share_refused',
  'profile.proposed',
  'profile.returned',
  'profile.published',
  'history.import_ended',
];

/** The steps of qualification, windows, disclosures, rules and imports are told to those who wait for them. */
export class Told1700000037000 implements MigrationInterface {
  name = 'Told1700000037000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `insert into outbox_subscription (event_type, consumer) select unnest($1::text[]), 'notifications.tell'`,
      [TELL],
    );
    // They led to a sale its reader could not see yet, and to the whole catalogue.
    await runner.query(`
      update notification set link = '/desk/rights' where kind = 'first_refusal.notified';
      update notification n set link = '/desk/disclosures/' || o.subject_id
        from outbox o where o.id = n.event_id and n.kind = 'disclosure.decided'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `delete from outbox_delivery d using outbox o
       where o.id = d.event_id and d.consumer = 'notifications.tell' and o.type = any($1)`,
      [TELL],
    );
    await runner.query(
      `delete from outbox_subscription where consumer = 'notifications.tell' and event_type = any($1)`,
      [TELL],
    );
  }
}
