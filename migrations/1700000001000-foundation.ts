import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Facts and their deliveries, and the audit log. */
export class Foundation1700000001000 implements MigrationInterface {
  name = 'Foundation1700000001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table outbox (
        id uuid primary key,
        type text not null check (type ~ '^[a-z_]+\\.[a-z_]+$'),
        subject_id text not null,
        payload jsonb not null,
        at timestamptz not null default clock_timestamp());
      create index outbox_subject on outbox (subject_id);

      -- Who wants which facts; the worker refuses to start when this table and its handlers differ.
      create table outbox_subscription (
        event_type text not null,
        consumer text not null check (consumer ~ '^[a-z_]+\\.[a-z_]+$'),
        primary key (event_type, consumer));

      create table outbox_delivery (
        event_id uuid not null references outbox (id),
        consumer text not null,
        enqueued_at timestamptz,
        attempts integer not null default 0,
        last_error text,
        done_at timestamptz,
        primary key (event_id, consumer));
      create index outbox_delivery_undone on outbox_delivery (event_id) where done_at is null;

      -- One fact and its deliveries in the caller's statement: neither can exist without the other.
      create function outbox_append(fact_id uuid, fact_type text, fact_subject text, fact_payload jsonb) returns uuid
        language sql as $$
        insert into outbox (id, type, subject_id, payload) values (fact_id, fact_type, fact_subject, fact_payload);
        insert into outbox_delivery (event_id, consumer)
          select fact_id, consumer from outbox_subscription where event_type = fact_type;
        select fact_id;
      $$;

      create table audit_log (
        id uuid primary key,
        actor_id text,
        organisation_id uuid,
        action text not null,
        subject_type text not null,
        subject_id text not null,
        detail jsonb not null default '{}',
        at timestamptz not null default clock_timestamp());
      create index audit_log_subject on audit_log (subject_type, subject_id, at);
      create index audit_log_at on audit_log (at desc, id desc);

      create function platform_refuse_change() returns trigger language plpgsql as $$
      begin
        raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
      end $$;
      create trigger audit_log_append_only before update or delete or truncate on audit_log
        for each statement execute function platform_refuse_change();
      create trigger outbox_append_only before update or delete or truncate on outbox
        for each statement execute function platform_refuse_change();

      grant select, insert on outbox, audit_log to jishi_app;
      grant select, insert, update on outbox_delivery to jishi_app;
      grant select on outbox_subscription to jishi_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table audit_log, outbox_delivery, outbox_subscription, outbox;
      drop function outbox_append, platform_refuse_change;
    `);
  }
}
