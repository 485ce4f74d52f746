import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Exchanges' service windows and the organisations that let a window act for them. */
export class Windows1700000003000 implements MigrationInterface {
  name = 'Windows1700000003000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table service_window (
        id uuid primary key,
        organisation_id uuid not null unique references organisation (id),
        exchange_id uuid not null references organisation (id),
        name text not null check (length(btrim(name)) between 2 and 200),
        region_code char(6) not null check (region_code ~ '^[1-8][0-9]{5}$'),
        -- Policy 2016-118: windows stand in prefecture cities, high-tech parks and transfer institutions.
        kind text not null check (kind in ('prefecture', 'park', 'institution')),
        created_at timestamptz not null default now(),
        closed_at timestamptz,
        check (organisation_id <> exchange_id)
      );
      create index service_window_exchange on service_window (exchange_id);

      -- A client's mandate: from created_at to ended_at the window may act on its behalf.
      create table window_client (
        window_id uuid not null references service_window (id),
        organisation_id uuid not null references organisation (id),
        mandate_ref text not null check (length(btrim(mandate_ref)) between 1 and 200),
        created_at timestamptz not null default now(),
        ended_at timestamptz check (ended_at >= created_at),
        primary key (window_id, organisation_id, created_at)
      );
      -- One running mandate per window and client; ended ones stay as history.
      create unique index window_client_running on window_client (window_id, organisation_id) where ended_at is null;
      create index window_client_organisation on window_client (organisation_id);

      -- Foreign keys cannot ask for a kind, so a trigger does: only windows stand at exchanges' windows.
      create function service_window_kinds() returns trigger language plpgsql as $$
      begin
        if not exists (select from organisation where id = new.organisation_id and kind = 'window') then
          raise exception 'service_window.organisation_id must be of kind window' using errcode = 'check_violation';
        end if;
        if not exists (select from organisation where id = new.exchange_id and kind = 'exchange') then
          raise exception 'service_window.exchange_id must be of kind exchange' using errcode = 'check_violation';
        end if;
        return new;
      end $$;
      create trigger service_window_kinds before insert or update on service_window
        for each row execute function service_window_kinds();

      grant select, insert, update on service_window, window_client to jishi_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table window_client, service_window;
      drop function service_window_kinds();
    `);
  }
}
