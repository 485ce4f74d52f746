import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Qualification1700000005500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table application (
        id uuid primary key,
        listing_id uuid not null references listing(id),
        auction_id uuid not null,
        organisation_id uuid not null references organisation(id),
        state text not null check (state in ('submitted','approved','rejected','withdrawn')),
        statement text not null check (length(statement) <= 4000),
        document_ids uuid[] not null default '{}',
        submissions int not null default 1 check (submissions > 0),
        applied_by uuid not null,
        reviewed_by uuid,
        reason text not null default '',
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        -- One candidate is one organisation, however many people apply for it.
        unique (listing_id, organisation_id),
        check (state <> 'rejected' or reason <> ''),
        check (state not in ('approved','rejected') or reviewed_by is not null));
      create index application_organisation on application(organisation_id, created_at desc);
      create index application_listing on application(listing_id, state);

      create table application_transition (
        id uuid primary key,
        application_id uuid not null references application(id),
        from_state text not null,
        to_state text not null,
        actor_id uuid not null,
        organisation_id uuid not null,
        reason text not null default '',
        document_ids uuid[] not null default '{}',
        at timestamptz not null default clock_timestamp());
      create index application_transition_application on application_transition(application_id, at);
      create trigger application_transition_append_only before update or delete or truncate on application_transition
        for each statement execute function listings_refuse_change();

      grant select, insert, update on application to jishi_app;
      grant select, insert on application_transition to jishi_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table application_transition, application');
  }
}
