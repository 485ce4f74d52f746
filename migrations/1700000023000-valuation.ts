import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Valuation worksheets (domain rules §2): what a seller put in, what came out, and the deals it was compared with, each as they
 * were on that day. A worksheet is never changed: a new version replaces the one before it, and both stay.
 */
export class Valuation1700000023000 implements MigrationInterface {
  name = 'Valuation1700000023000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table valuation_worksheet (
        id uuid primary key,
        -- All versions of one worksheet; the first version's id.
        series_id uuid not null,
        version int not null check (version between 1 and 1000),
        replaces_id uuid,
        replaces_version int generated always as (version - 1) stored,
        achievement_id uuid not null references achievement (id),
        -- Who made it: the owner, or the window that acts for it.
        organisation_id uuid not null references organisation (id),
        method text not null check (method in ('cost', 'market', 'royalty', 'dcf')),
        inputs jsonb not null check (inputs->>'method' = method),
        result jsonb not null check (result->>'method' = method),
        -- The deals that were compared with, with the figures they had then; empty for the other methods.
        comparables jsonb not null default '[]' check (jsonb_typeof(comparables) = 'array'),
        value_minor bigint not null check (value_minor between -9007199254740991 and 9007199254740991),
        low_minor bigint not null check (low_minor <= value_minor),
        high_minor bigint not null check (high_minor >= value_minor),
        note text not null default '' check (length(note) <= 2000),
        made_by uuid not null references user_account (id),
        made_at timestamptz not null,
        check ((replaces_id is null) = (version = 1)),
        check ((series_id = id) = (version = 1)),
        check ((result->>'valueMinor')::bigint = value_minor),
        unique (id, series_id, version, achievement_id, method),
        -- Versions follow each other without gap or fork, of one achievement and by one method.
        unique (series_id, version),
        foreign key (replaces_id, series_id, replaces_version, achievement_id, method)
          references valuation_worksheet (id, series_id, version, achievement_id, method));
      create index valuation_worksheet_achievement on valuation_worksheet (achievement_id, id desc);
      create trigger valuation_worksheet_append_only before update or delete or truncate on valuation_worksheet
        for each statement execute function listings_refuse_change();

      -- Which worksheets a listing's price rests on. Beside the listing, whose own row does not know of them.
      create table listing_valuation (
        listing_id uuid not null references listing (id),
        worksheet_id uuid not null references valuation_worksheet (id),
        linked_by uuid not null references user_account (id),
        linked_at timestamptz not null,
        primary key (listing_id, worksheet_id));
      create index listing_valuation_worksheet on listing_valuation (worksheet_id);

      create index registered_deal_newest on registered_deal (signed_on desc, id desc);

      grant select, insert on valuation_worksheet to jishi_app;
      -- A link may be taken back while the listing is a draft; the audit log keeps both acts.
      grant select, insert, delete on listing_valuation to jishi_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index registered_deal_newest;
      drop table listing_valuation, valuation_worksheet;
    `);
  }
}
