import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Payment providers: their movements and notices, more commands, which of them an exchange takes money through. */
export class Providers1700000041000 implements MigrationInterface {
  name = 'Providers1700000041000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table provider_command drop constraint provider_command_operation_check;
      alter table provider_command drop constraint provider_command_operation_subject_id_key;
      update provider_command set operation = 'begin' where operation = 'collect';
      alter table provider_command
        add constraint provider_command_operation_check
          check (operation in ('begin', 'capture', 'release', 'refund', 'payout')),
        -- one subject may need several movements (a payout from two charges), and a refused one may be asked for anew
        add column part integer not null default 0 check (part between 0 and 99),
        add column attempt integer not null default 0 check (attempt >= 0),
        -- first sent to the provider: a key older than a day may be forgotten there, so the provider is asked what became of it
        add column asked_at timestamptz,
        add unique (operation, subject_id, part, attempt);
      update provider_command set asked_at = created_at where state <> 'stored';

      create table provider_movement (
        -- the command that began it; the provider keeps it with the movement
        id uuid primary key references provider_command (id),
        provider text not null,
        subject_kind text not null check (subject_kind in ('deposit', 'payment')),
        subject_id uuid not null,
        exchange_id uuid not null references organisation (id),
        amount_minor bigint not null check (amount_minor > 0 and amount_minor <= 9007199254740991),
        currency text not null,
        -- the provider's own name of it, known once it has answered
        reference text,
        pay_url text,
        pay_until timestamptz not null,
        -- the join of everything the provider has said; a projection of it stands beside
        facts jsonb not null,
        stage text not null check (stage in ('begun', 'authorised', 'voided', 'captured')),
        capture_before timestamptz,
        -- this movement holds its deposit, or paid its price
        bearing boolean not null default false,
        inquired_at timestamptz,
        created_at timestamptz not null default clock_timestamp(),
        changed_at timestamptz not null default clock_timestamp(),
        unique (provider, reference)
      );
      create unique index provider_movement_bearer on provider_movement (subject_kind, subject_id) where bearing;
      create index provider_movement_subject on provider_movement (subject_id, created_at desc);
      create index provider_movement_exchange on provider_movement (exchange_id, created_at desc);
      create index provider_movement_open on provider_movement (pay_until) where stage in ('begun', 'authorised');

      -- Money that came cannot un-come: whatever order notices are worked in, a stage only moves on.
      create function provider_movement_guard() returns trigger language plpgsql as $$
      declare stages constant text[] := array['begun', 'authorised', 'voided', 'captured'];
      begin
        if array_position(stages, new.stage) < array_position(stages, old.stage) then
          raise exception 'movement % cannot go from % to %', old.id, old.stage, new.stage using errcode = 'JM002';
        end if;
        return new;
      end $$;
      create trigger provider_movement_forward before update on provider_movement
        for each row execute function provider_movement_guard();

      create table provider_notice (
        id uuid primary key,
        source text not null,
        -- delivered at least once by the provider, worked once here
        event_id text not null,
        -- where to ask; a notice is never believed
        reference text not null,
        via text not null check (via in ('webhook', 'backfill')),
        outcome text check (outcome in ('applied', 'unknown_movement')),
        received_at timestamptz not null default clock_timestamp(),
        applied_at timestamptz,
        unique (source, event_id),
        check ((outcome is null) = (applied_at is null))
      );
      create index provider_notice_received on provider_notice (received_at desc);

      create table provider_cursor (
        source text primary key,
        cursor text not null,
        listed_at timestamptz not null default clock_timestamp()
      );

      -- An exchange without a row for a provider does not use it; bank transfers it always takes.
      create table exchange_provider (
        exchange_id uuid not null references organisation (id),
        provider text not null check (provider in ('offline_bank', 'stripe_card', 'stripe_alipay', 'stripe_wechat_pay')),
        deposits boolean not null,
        payments boolean not null,
        set_by uuid not null references user_account (id),
        set_at timestamptz not null default clock_timestamp(),
        primary key (exchange_id, provider),
        constraint exchange_keeps_a_bank check (provider <> 'offline_bank' or (deposits and payments))
      );

      alter table payout
        add column movement_id uuid references provider_movement (id),
        add column failure text,
        -- what holds the money pays it: a price and a deposit may lie with two providers
        drop constraint payout_kind_contract_id_key,
        add unique (kind, contract_id, provider),
        add unique (kind, movement_id),
        -- where a provider pays by itself, two people have let it
        add constraint payout_let_by_two check (not (kind = 'sale' and provider like 'stripe%' and state in ('sent', 'confirmed'))
          or (proposed_by is not null and confirmed_by is not null)),
        add constraint payout_failed_says_why check ((state = 'failed') = (failure is not null));
    `);
    await runner.query(`
      grant update (asked_at) on provider_command to jishi_app;
      grant select, insert on provider_movement, provider_notice, provider_cursor, exchange_provider to jishi_app;
      grant update (reference, pay_url, facts, stage, capture_before, bearing, inquired_at, changed_at)
        on provider_movement to jishi_app;
      grant update (outcome, applied_at) on provider_notice to jishi_app;
      grant update (cursor, listed_at) on provider_cursor to jishi_app;
      grant update (deposits, payments, set_by, set_at) on exchange_provider to jishi_app;
      grant update (failure) on payout to jishi_app;
      insert into outbox_subscription (event_type, consumer) values
        ('provider.noticed', 'settlement.apply_notice'),
        ('auction.closed', 'settlement.collect_winner'),
        ('payout.approved', 'settlement.pay_out');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      delete from outbox_subscription where consumer in ('settlement.apply_notice', 'settlement.collect_winner')
        or event_type = 'payout.approved';
      alter table payout drop constraint payout_failed_says_why, drop constraint payout_let_by_two, drop column failure, drop column movement_id;
      alter table payout drop constraint payout_kind_contract_id_provider_key;
      alter table payout add unique (kind, contract_id);
      drop table exchange_provider, provider_cursor, provider_notice, provider_movement;
      drop function provider_movement_guard();
      delete from provider_command where operation in ('capture', 'release', 'refund') or part > 0 or attempt > 0;
      alter table provider_command drop constraint provider_command_operation_check;
      alter table provider_command drop column part, drop column attempt, drop column asked_at;
      update provider_command set operation = 'collect' where operation = 'begin';
      alter table provider_command
        add constraint provider_command_operation_check check (operation in ('collect', 'payout')),
        add unique (operation, subject_id);
    `);
  }
}
