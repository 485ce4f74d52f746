import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The auction's row changes with every flush, so it keeps only what changes: numbers, the signed head, and what differs from
 * the view that was recorded last. Rules, recorded view, snapshot and tree stand beside it and change every few thousand events.
 */
export class NarrowRow1700000017000 implements MigrationInterface {
  name = 'NarrowRow1700000017000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table auction_record (
        auction_id uuid primary key references auction (id),
        -- canonical JSON of the frozen rules
        rules text not null,
        -- what a newcomer was shown at snapshot_seq, as JSON
        view text not null,
        -- the right edge of the Merkle tree at snapshot_seq: roots of its perfect subtrees, largest first
        edge text not null,
        -- state of the engine at snapshot_seq; null: the book is read from its beginning
        snapshot text
      );
      alter table auction_record alter column snapshot set storage external;
      insert into auction_record (auction_id, rules, view, edge) select id, rules, view, '' from auction where seq > 0;

      alter table auction drop column title, drop column rules, drop column view, drop column edge, drop column snapshot;
      -- members of the view that changed since it was recorded, as JSON
      alter table auction add column moved text not null default '{}';
      update auction set snapshot_seq = 0;
      alter table auction reset (toast_tuple_target);
      alter table auction set (fillfactor = 50);

      -- Auctions that were announced, with what they show now.
      create view auction_shown as
        select a.id, a.listing_id, a.seq, a.state, a.opens_at_ms, a.ends_at_ms, a.due_at_ms, a.price_minor, a.head,
          a.created_at, r.rules, (r.view::jsonb || a.moved::jsonb)::text as view
        from auction a join auction_record r on r.auction_id = a.id;
      create trigger auction_record_kept before delete or truncate on auction_record
        for each statement execute function book_refuse_change();
      grant select, insert, update on auction_record to jishi_app;
      grant select on auction_shown to jishi_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table auction add column title text not null default '', add column rules text, add column view text,
        add column edge text not null default '', add column snapshot text;
      update auction a set rules = s.rules, view = s.view, snapshot_seq = 0 from auction_shown s where s.id = a.id;
      drop view auction_shown;
      drop table auction_record;
      alter table auction drop column moved;
    `);
  }
}
