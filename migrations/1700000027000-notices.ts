import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which facts are told to whom is in libs/notifications/src/told.ts, which notices they bring in domain/notices-due.ts. */
const TELL = [
  'listing.published',
  'listing.extended',
  'listing.suspended',
  'listing.resumed',
  'listing.amended',
  'listing.terminated',
  'listing.withdrawn',
  'listing.agreed',
  'application.submitted',
  'application.approved',
  'application.rejected',
  'first_refusal.notified',
  'deposit.held',
  'admission.refused',
  'auction.closed',
  'auction.defaulted',
  'sale.cancelled',
  'contract.signed',
  'payment.received',
  'payout.due',
  'volume.recorded',
  'disclosure.decided',
];
const ISSUE = [
  'listing.published',
  'listing.extended',
  'listing.suspended',
  'listing.resumed',
  'listing.amended',
  'listing.terminated',
  'listing.withdrawn',
  'listing.agreed',
  'auction.closed',
  'sale.cancelled',
];

/** What happened, told to those it concerns, and the public notices of every sale. */
export class Notices1700000027000 implements MigrationInterface {
  name = 'Notices1700000027000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table notification (
        id uuid primary key,
        event_id uuid not null references outbox (id),
        organisation_id uuid not null references organisation (id),
        -- null: for everybody in the organisation who may act on it
        user_id uuid references user_account (id),
        -- permissions of which a reader has one; empty: everybody
        audience text[] not null default '{}',
        -- the text is made of these in the reader's language and never stored
        kind text not null check (kind ~ '^[a-z_]+(\\.[a-z_]+)+$'),
        params jsonb not null check (jsonb_typeof(params) = 'object'),
        link text not null check (link like '/%'),
        created_at timestamptz not null,
        -- told twice, or by two workers, it is one notification
        unique nulls not distinct (event_id, organisation_id, user_id));
      create index notification_inbox on notification (organisation_id, created_at desc, id desc);

      create table notification_read (
        notification_id uuid not null references notification (id) on delete cascade,
        user_id uuid not null references user_account (id),
        read_at timestamptz not null default clock_timestamp(),
        primary key (notification_id, user_id));

      create table listing_notice (
        id uuid primary key,
        event_id uuid not null unique references outbox (id),
        listing_id uuid not null references listing (id),
        exchange_id uuid not null references organisation (id),
        kind text not null check (kind in ('sale', 'publicity', 'extension', 'suspension', 'resumption', 'change',
          'termination', 'result', 'unsold')),
        year int not null check (year between 2000 and 9999),
        serial int not null check (serial > 0),
        previous int generated always as (nullif(serial - 1, 0)) stored,
        issued_at timestamptz not null,
        period_from timestamptz,
        period_to timestamptz check (period_to >= period_from),
        -- canonical JSON in both languages, exactly as hashed: a legal document is never rendered again
        text text not null,
        sha256 char(64) not null check (sha256 = encode(sha256(convert_to(text, 'UTF8')), 'hex')),
        title_zh text not null generated always as (text::jsonb -> 'title' ->> 'zh') stored,
        title_en text not null generated always as (text::jsonb -> 'title' ->> 'en') stored,
        unique (exchange_id, year, serial),
        -- numbers of an exchange and year have no gaps: each but the first stands on the one before
        foreign key (exchange_id, year, previous) references listing_notice (exchange_id, year, serial));
      create index listing_notice_listing on listing_notice (listing_id, issued_at);
      create index listing_notice_issued on listing_notice (issued_at desc, id desc);
      create trigger listing_notice_append_only before update or delete or truncate on listing_notice
        for each statement execute function listings_refuse_change();

      grant select, insert, delete on notification to jishi_app;
      grant select, insert on notification_read, listing_notice to jishi_app;
    `);
    for (const [consumer, events] of [
      ['notifications.tell', TELL],
      ['notifications.issue_notices', ISSUE],
    ])
      await runner.query('insert into outbox_subscription (event_type, consumer) select unnest($1::text[]), $2', [
        events,
        consumer,
      ]);
    // What is on sale already gets its notices too.
    await runner.query(`
      insert into outbox_delivery (event_id, consumer)
        select o.id, 'notifications.issue_notices' from outbox o join listing l on l.id::text = o.subject_id
        where o.type = 'listing.published' and l.state in ('listed', 'extended', 'suspended', 'resumed')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      delete from outbox_delivery where consumer in ('notifications.tell', 'notifications.issue_notices');
      delete from outbox_subscription where consumer in ('notifications.tell', 'notifications.issue_notices');
      drop table listing_notice, notification_read, notification;
    `);
  }
}
