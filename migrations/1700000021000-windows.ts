import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Windows as an exchange runs them: hours and life, written mandates, counter acts, paper intake, linked markets. */
export class Windows1700000021000 implements MigrationInterface {
  name = 'Windows1700000021000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table service_window
        add column address text not null default '' check (length(address) <= 300),
        add column phone text not null default '' check (phone ~ '^[0-9+() -]{0,40}$'),
        add column contact_name text not null default '' check (length(contact_name) <= 100),
        -- Null: not published yet. Checked by the domain: a week of spans, and days that are different.
        add column hours jsonb check (jsonb_typeof(hours) = 'object'),
        -- While suspended nobody is served; the mandates rest and come back with the window.
        add column suspended_at timestamptz;

      create table window_transition (
        id uuid primary key,
        window_id uuid not null references service_window (id),
        action text not null check (action in ('open', 'suspend', 'resume', 'close')),
        reason text not null check (action in ('open', 'resume') or length(btrim(reason)) >= 2),
        actor_id uuid not null,
        at timestamptz not null default clock_timestamp()
      );
      create index window_transition_window on window_transition (window_id, at);

      -- What was given online until now, the client gave itself: for intake, without an end, confirmed by the giving.
      alter table window_client
        add column id uuid not null default gen_random_uuid() unique,
        add column scopes text[] not null default '{intake}'
          check (cardinality(scopes) > 0 and scopes <@ array['intake', 'bid']),
        -- The most a clerk may enter in one sale; only a mandate to bid has one.
        add column bid_limit_minor bigint check (bid_limit_minor > 0 and bid_limit_minor <= 9007199254740991),
        add column valid_from date not null default (now() at time zone 'Asia/Shanghai')::date,
        add column valid_until date check (valid_until >= valid_from),
        add column paper_id uuid references attachment (id),
        add column channel text not null default 'online' check (channel in ('online', 'counter')),
        add column entered_by uuid,
        add column confirmed_at timestamptz default now(),
        add column confirmed_by uuid,
        add column confirmed_how text check (confirmed_how in ('client', 'exchange')),
        add column ended_by uuid,
        add column end_reason text not null default '',
        add constraint window_client_limit_of_bids check (bid_limit_minor is null or 'bid' = any (scopes)),
        -- What a clerk entered is a scanned paper, and another person confirmed it.
        add constraint window_client_paper check (channel = 'online' or paper_id is not null),
        add constraint window_client_four_eyes
          check (channel = 'online' or confirmed_at is null or (confirmed_by is not null and confirmed_by <> entered_by));
      -- One that runs and, beside it, one that waits for its confirmation and will replace it.
      drop index window_client_running;
      create unique index window_client_running on window_client (window_id, organisation_id)
        where ended_at is null and confirmed_at is not null;
      create unique index window_client_pending on window_client (window_id, organisation_id)
        where ended_at is null and confirmed_at is null;

      create sequence intake_receipt_number;
      -- Papers a client handed in at the counter.
      create table intake_receipt (
        id uuid primary key,
        number text not null unique,
        listing_id uuid not null references listing (id),
        window_id uuid not null references service_window (id),
        client_id uuid not null references organisation (id),
        clerk_id uuid not null references user_account (id),
        remark text not null default '' check (length(remark) <= 1000),
        received_at timestamptz not null default clock_timestamp()
      );
      create index intake_receipt_listing on intake_receipt (listing_id, received_at);
      create index intake_receipt_window on intake_receipt (window_id, received_at);
      create table intake_item (
        receipt_id uuid not null references intake_receipt (id),
        item text not null check (item ~ '^[a-z_]{1,40}$'),
        copies int not null check (copies between 1 and 99),
        note text not null default '' check (length(note) <= 300),
        primary key (receipt_id, item)
      );
      create table intake_scan (
        receipt_id uuid not null,
        item text not null,
        attachment_id uuid not null references attachment (id),
        primary key (receipt_id, item, attachment_id),
        foreign key (receipt_id, item) references intake_item (receipt_id, item)
      );

      -- How a step reached the record: null for steps older than the mark.
      alter table listing_transition
        add column channel text check (channel in ('online', 'counter')),
        add column receipt_number text;
      -- Whoever writes the step, the mark is there: a window's people work at a counter.
      create function listing_transition_channel() returns trigger language plpgsql as $$
      begin
        if exists (select from service_window w where w.organisation_id = new.organisation_id) then
          new.channel := 'counter';
          new.receipt_number := (select r.number from intake_receipt r where r.listing_id = new.listing_id
            order by r.received_at desc, r.id desc limit 1);
        else
          new.channel := 'online';
        end if;
        return new;
      end $$;
      create trigger listing_transition_channel before insert on listing_transition
        for each row execute function listing_transition_channel();

      create sequence counter_receipt_number;
      -- Whom a clerk serves in a sale: nobody serves two rivals.
      create table counter_service (
        auction_id uuid not null references auction (id),
        clerk_id uuid not null references user_account (id),
        client_id uuid not null references organisation (id),
        window_id uuid not null references service_window (id),
        since timestamptz not null default clock_timestamp(),
        primary key (auction_id, clerk_id),
        unique (auction_id, clerk_id, client_id)
      );
      -- What a clerk entered for a client. Its id is the command's id in the book; the book has the last word.
      create table counter_act (
        id uuid primary key,
        receipt_number text not null unique,
        kind text not null check (kind in ('bid', 'maximum')),
        auction_id uuid not null,
        window_id uuid not null references service_window (id),
        clerk_id uuid not null,
        client_id uuid not null,
        mandate_id uuid not null references window_client (id),
        amount_minor bigint not null check (amount_minor > 0 and amount_minor <= 9007199254740991),
        entered_at timestamptz not null default clock_timestamp(),
        outcome text check (outcome in ('accepted', 'refused')),
        code text,
        seq bigint,
        answered_at timestamptz,
        foreign key (auction_id, clerk_id, client_id) references counter_service (auction_id, clerk_id, client_id),
        check ((outcome is null) = (answered_at is null)),
        check (outcome is distinct from 'accepted' or seq is not null),
        check (outcome is distinct from 'refused' or code is not null)
      );
      create index counter_act_window on counter_act (window_id, entered_at desc, id desc);
      create index counter_act_client on counter_act (client_id, entered_at desc, id desc);

      -- One listing in several markets; the host is the listing's own exchange.
      create table listing_market (
        id uuid primary key,
        listing_id uuid not null references listing (id),
        exchange_id uuid not null references organisation (id),
        state text not null check (state in ('asked', 'offered', 'linked', 'declined', 'ended')),
        created_at timestamptz not null default clock_timestamp(),
        linked_at timestamptz,
        removed_at timestamptz,
        check ((state in ('declined', 'ended')) = (removed_at is not null)),
        check (state <> 'linked' or linked_at is not null)
      );
      create unique index listing_market_once on listing_market (listing_id, exchange_id) where removed_at is null;
      create index listing_market_exchange on listing_market (exchange_id, state);
      create table listing_market_step (
        id uuid primary key,
        link_id uuid not null references listing_market (id),
        from_state text,
        to_state text not null,
        actor_id uuid not null,
        organisation_id uuid not null,
        reason text not null default '',
        at timestamptz not null default clock_timestamp()
      );
      create index listing_market_step_link on listing_market_step (link_id, at);
      create function listing_market_partner() returns trigger language plpgsql as $$
      begin
        if not exists (select from organisation where id = new.exchange_id and kind = 'exchange') then
          raise exception 'listing_market.exchange_id must be of kind exchange' using errcode = 'check_violation';
        end if;
        if exists (select from listing where id = new.listing_id and exchange_id = new.exchange_id) then
          raise exception 'the host of a listing is no linked market' using errcode = 'check_violation';
        end if;
        return new;
      end $$;
      create trigger listing_market_partner before insert or update on listing_market
        for each row execute function listing_market_partner();

      -- Through which market, and which window of it, a bidder came. It shows who took part; volume is counted elsewhere, once.
      create table application_origin (
        application_id uuid primary key references application (id),
        window_id uuid references service_window (id),
        exchange_id uuid not null references organisation (id),
        noted_at timestamptz not null default clock_timestamp()
      );
      create index application_origin_window on application_origin (window_id);
    `);
    for (const table of [
      'window_transition',
      'intake_receipt',
      'intake_item',
      'intake_scan',
      'counter_service',
      'listing_market_step',
    ]) {
      await runner.query(`
        create trigger ${table}_append_only before update or delete or truncate on ${table}
          for each statement execute function listings_refuse_change();
        grant select, insert on ${table} to jishi_app;
      `);
    }
    await runner.query(`
      grant select, insert on counter_act, listing_market, application_origin to jishi_app;
      grant update (outcome, code, seq, answered_at) on counter_act to jishi_app;
      grant update (state, linked_at, removed_at) on listing_market to jishi_app;
      grant update (window_id, exchange_id, noted_at) on application_origin to jishi_app;
      grant usage on sequence intake_receipt_number, counter_receipt_number to jishi_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table application_origin, listing_market_step, listing_market, counter_act, counter_service, intake_scan,
        intake_item, intake_receipt, window_transition;
      drop sequence counter_receipt_number, intake_receipt_number;
      drop trigger listing_transition_channel on listing_transition;
      drop function listing_market_partner(), listing_transition_channel();
      alter table listing_transition drop column channel, drop column receipt_number;
      drop index window_client_running, window_client_pending;
      -- Before, there was nothing between no mandate and a running one.
      update window_client set ended_at = greatest(now(), created_at) where ended_at is null and confirmed_at is null;
      alter table window_client
        drop column id, drop column scopes, drop column bid_limit_minor, drop column valid_from, drop column valid_until,
        drop column paper_id, drop column channel, drop column entered_by, drop column confirmed_at,
        drop column confirmed_by, drop column confirmed_how, drop column ended_by, drop column end_reason;
      create unique index window_client_running on window_client (window_id, organisation_id) where ended_at is null;
      alter table service_window drop column address, drop column phone, drop column contact_name, drop column hours,
        drop column suspended_at;
    `);
  }
}
