import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who is told what of these is in libs/notifications/src/told.ts. */
const TELL = ['bylaw.written', 'bylaw.answered'];

/** An institution's own rules for its decisions (Promotion of Conversion Act §17, §18): written by one person, confirmed by another. */
export class Bylaws1700000036000 implements MigrationInterface {
  name = 'Bylaws1700000036000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table bylaw (
        id uuid primary key,
        organisation_id uuid not null references organisation (id),
        version int not null check (version > 0),
        body jsonb not null check (jsonb_typeof(body) = 'object'),
        -- The institution's internal document.
        source text not null check (length(btrim(source)) between 1 and 500),
        -- In force from the later of this day and its confirmation.
        effective_at timestamptz not null,
        written_by uuid not null references user_account (id),
        written_at timestamptz not null,
        unique (organisation_id, version),
        unique (id, organisation_id),
        unique (id, written_by)
      );

      create table bylaw_answer (
        bylaw_id uuid primary key,
        written_by uuid not null,
        answer text not null check (answer in ('confirmed', 'declined')),
        reason text not null check (length(btrim(reason)) between 1 and 2000),
        answered_by uuid not null references user_account (id),
        answered_at timestamptz not null,
        foreign key (bylaw_id, written_by) references bylaw (id, written_by),
        -- Whoever proposes deals does not alone loosen the approvals those deals need.
        check (answered_by <> written_by)
      );

      create trigger bylaw_append_only before update or delete or truncate on bylaw
        for each statement execute function listings_refuse_change();
      create trigger bylaw_answer_append_only before update or delete or truncate on bylaw_answer
        for each statement execute function listings_refuse_change();

      -- The bylaws its deadline and its running approvals follow; null: those that ship.
      alter table disclosure
        add column bylaw_id uuid,
        add constraint disclosure_bylaw foreign key (bylaw_id, organisation_id) references bylaw (id, organisation_id);

      grant select, insert on bylaw, bylaw_answer to jishi_app;
    `);
    await runner.query(
      `insert into outbox_subscription (event_type, consumer) select unnest($1::text[]), 'notifications.tell'`,
      [TELL],
    );
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
    await runner.query(`
      alter table disclosure drop column bylaw_id;
      drop table bylaw_answer, bylaw;
    `);
  }
}
