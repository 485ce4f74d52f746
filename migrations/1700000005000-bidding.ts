import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The book of every auction, and the row that guards its end. The running role may add to a book and nothing else; the
 * triggers say so a second time, because grants can be mistaken.
 */
export class Bidding1700000005000 implements MigrationInterface {
  name = 'Bidding1700000005000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table auction (
        id uuid primary key,
        listing_id uuid not null unique references listing (id),
        state text not null default 'absent' check (state in ('absent', 'announced', 'open', 'paused', 'closed')),
        -- seq of the last event: every append names the one it expects, which is what makes rival writers safe
        seq bigint not null default 0 check (seq between 0 and 9007199254740991),
        title text not null default '',
        -- canonical JSON of the frozen rules
        rules text,
        opens_at_ms bigint not null default 0,
        ends_at_ms bigint not null default 0,
        price_minor bigint check (price_minor > 0 and price_minor <= 9007199254740991),
        -- what a newcomer is shown, as JSON
        view text,
        -- the signed head, as JSON, and the right edge of the Merkle tree: roots of its perfect subtrees, largest first
        head text,
        edge text not null default '',
        -- state of the engine at snapshot_seq: opening an auction reads this and the events after it
        snapshot_seq bigint not null default 0,
        snapshot text,
        created_at timestamptz not null default clock_timestamp(),
        check (seq = 0 or (rules is not null and view is not null and head is not null))
      ) with (fillfactor = 40, toast_tuple_target = 6000);
      -- The row changes with every flush, so it is kept short and its snapshot, which changes seldom, outside it.
      alter table auction alter column snapshot set storage external;
      create index auction_live on auction (state) where state <> 'closed';
      create index auction_listed on auction (created_at desc, id);

      -- No foreign key: it would look up the auction once a row; the trigger below does it once a statement.
      create table auction_event (
        auction_id uuid not null,
        seq bigint not null,
        type text not null,
        -- who commanded and under which id; null for events that follow from another
        actor text collate "C",
        command_id text collate "C",
        -- canonical JSON exactly as hashed
        public text not null,
        private text,
        salt text,
        primary key (auction_id, seq),
        check ((actor is null) = (command_id is null)),
        check ((private is null) = (salt is null))
      );
      create unique index auction_event_command on auction_event (auction_id, actor, command_id) where command_id is not null;
    `);
    await runner.query(`
      create function book_refuse_change() returns trigger language plpgsql as $$
      begin
        raise exception 'the book is append-only: % on % refused', tg_op, tg_table_name using errcode = 'JB001';
      end $$;

      -- Each auction of the statement: its new events follow the old ones without a gap, and its row names the last.
      create function book_without_gap() returns trigger
        language plpgsql security definer set search_path = public, pg_temp
        -- The plan is cached from the first call on, when the book is empty: keep it from reading whole books later.
        set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set enable_nestloop = on as $$
      declare broken record;
      begin
        select b.* into broken
        from (select auction_id, min(seq) as first, max(seq) as last, count(*) as n from appended group by auction_id) b
          left join auction a on a.id = b.auction_id
          left join auction_event e on e.auction_id = b.auction_id and e.seq = b.first - 1
        where b.last - b.first + 1 <> b.n or a.seq is distinct from b.last or (b.first <> 1 and e.seq is null)
        limit 1;
        if found then
          raise exception 'the book of auction % would have a gap at % to %', broken.auction_id, broken.first, broken.last
            using errcode = 'JB002';
        end if;
        return null;
      end $$;

      create trigger auction_event_append_only before update or delete or truncate on auction_event
        for each statement execute function book_refuse_change();
      create trigger auction_kept before delete or truncate on auction
        for each statement execute function book_refuse_change();
      create trigger auction_event_without_gap after insert on auction_event referencing new table as appended
        for each statement execute function book_without_gap();
    `);
    await runner.query(`
      -- Public keys under which heads were signed.
      create table book_key (
        id text primary key,
        public_key text not null,
        first_used_at timestamptz not null default clock_timestamp()
      );

      -- Each journal says here up to when it has sequenced what it received; the close waits for all of them.
      create table journal_writer (
        id uuid primary key,
        drained_to_ms bigint not null,
        beat_at_ms bigint not null,
        expires_at_ms bigint not null
      );
      -- Times in which no journal could commit a heartbeat: nobody could bid.
      create table journal_outage (
        from_ms bigint primary key,
        to_ms bigint not null check (to_ms > from_ms)
      );
      -- What went wrong without an event: above all bids that came in time and could not be sequenced in time.
      create table auction_incident (
        id uuid primary key,
        auction_id uuid not null references auction (id),
        kind text not null,
        actor text collate "C",
        command_id text collate "C",
        detail jsonb not null default '{}',
        at timestamptz not null default clock_timestamp(),
        unique (auction_id, kind, actor, command_id)
      );
      create index auction_incident_at on auction_incident (auction_id, at);
      create trigger auction_incident_append_only before update or delete or truncate on auction_incident
        for each statement execute function book_refuse_change();

      -- One heartbeat. The first after a silence of all journals records the outage.
      create function journal_beat(writer uuid, drained_to bigint, lives_ms bigint, outage_ms bigint) returns bigint
        language plpgsql security definer set search_path = public, pg_temp as $$
      declare
        now_ms bigint := floor(extract(epoch from clock_timestamp()) * 1000);
        last_ms bigint;
      begin
        select max(beat_at_ms) into last_ms from journal_writer;
        if now_ms - last_ms >= outage_ms then
          insert into journal_outage (from_ms, to_ms) values (last_ms, now_ms) on conflict do nothing;
        end if;
        insert into journal_writer (id, drained_to_ms, beat_at_ms, expires_at_ms)
        values (writer, drained_to, now_ms, now_ms + lives_ms)
        on conflict (id) do update set drained_to_ms = greatest(journal_writer.drained_to_ms, excluded.drained_to_ms),
          beat_at_ms = excluded.beat_at_ms, expires_at_ms = excluded.expires_at_ms;
        delete from journal_writer where beat_at_ms < now_ms - 86400000;
        return now_ms;
      end $$;
      revoke execute on function journal_beat from public;

      insert into outbox_subscription (event_type, consumer) values
        ('listing.published', 'bidding.announce'),
        ('deposit.held', 'bidding.admit');

      grant select, insert, update on auction to jishi_app;
      grant select, insert on auction_event, auction_incident, book_key to jishi_app;
      grant select on journal_writer to jishi_app;
      grant select on journal_outage to jishi_app;
      grant execute on function journal_beat to jishi_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      delete from outbox_subscription where consumer in ('bidding.announce', 'bidding.admit');
      drop function journal_beat;
      drop table auction_incident, journal_outage, journal_writer, book_key, auction_event, auction;
      drop function book_without_gap, book_refuse_change;
    `);
  }
}
