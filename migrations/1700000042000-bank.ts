import type { MigrationInterface, QueryRunner } from 'typeorm';

const APPEND_ONLY = ['bank_layout', 'bank_line_note', 'reconciliation_run', 'reconciliation_run_item'];

/** Layouts of bank statements, what suspense is about, refunds to source, and the daily reconciliation. */
export class Bank1700000042000 implements MigrationInterface {
  name = 'Bank1700000042000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What an exchange's own bank prints, where no shipped layout fits; a change is a new version.
      create table bank_layout (
        id uuid primary key,
        exchange_id uuid not null references organisation (id),
        code text not null check (code ~ '^[a-z0-9][a-z0-9-]{1,39}$'),
        version integer not null check (version > 0),
        layout jsonb not null check (jsonb_typeof(layout) = 'object' and layout->>'code' = code),
        created_by uuid not null references user_account (id),
        created_at timestamptz not null default clock_timestamp(),
        unique (exchange_id, code, version)
      );

      alter table bank_statement
        add column layout text,
        -- null: a layout of the platform
        add column layout_version integer,
        add column opening_minor bigint,
        add column closing_minor bigint,
        add column first_day date,
        add column last_day date,
        -- what the statement begins with, less what the one before ended with: lines between them were never imported
        add column gap_minor bigint;
      create index bank_statement_account on bank_statement (exchange_id, account_number, last_day desc);
      create index bank_statement_list on bank_statement (exchange_id, imported_at desc, id desc);

      alter table bank_line
        add column balance_minor bigint,
        add column sub_account text not null default '',
        -- what the reason is about: the claim that was meant, what it expects, what is missing or over
        add column reason_detail jsonb,
        -- more came than was due: this much goes back
        add column surplus_minor bigint not null default 0 check (surplus_minor >= 0 and surplus_minor < amount_minor),
        -- one of several transfers that pay one claim together
        add column is_part boolean not null default false;
      create index bank_line_day on bank_line (exchange_id, booked_on);
      create index bank_line_waiting on bank_line (exchange_id, booked_on)
        where state in ('unmatched', 'proposed', 'suspense', 'matched');
      create index bank_line_serial on bank_line (exchange_id, serial);
      create index bank_line_statement on bank_line (statement_id);

      create table bank_line_note (
        id uuid primary key,
        line_id uuid not null references bank_line (id),
        text text not null check (text <> ''),
        written_by uuid not null references user_account (id),
        written_at timestamptz not null default clock_timestamp()
      );
      create index bank_line_note_line on bank_line_note (line_id, written_at);

      alter table payout
        -- the account the money came from, as the bank's line says: frozen when the refund is opened, never typed
        add column origin_account text check (origin_account <> ''),
        -- the bank did not say: a paper that shows where it came from
        add column evidence_id uuid references attachment (id);
      create index payout_bank_line on payout (bank_line_id);
      update payout p set origin_account = (
        select b.counterparty_account from bank_line b
        where ((p.kind = 'deposit_release' and b.proposed_deposit_id = p.deposit_id and b.state = 'confirmed')
          or (p.kind = 'suspense_refund' and b.id = p.bank_line_id)) and b.counterparty_account <> '' limit 1)
        where kind in ('deposit_release', 'suspense_refund') and provider = 'offline_bank';
      -- not valid: what was paid before this rule stays as it was
      alter table payout add constraint payout_back_to_source check (
        kind not in ('deposit_release', 'suspense_refund') or provider <> 'offline_bank'
        or state not in ('proposed', 'sent', 'confirmed')
        or case when origin_account is null then evidence_id is not null and payee_account is not null
           else payee_account is not distinct from origin_account end) not valid;

      create table reconciliation_run (
        id uuid primary key,
        exchange_id uuid not null references organisation (id),
        day date not null,
        cause text not null check (cause in ('daily', 'asked')),
        -- the day on which it ran: what is open is looked at again once a day
        ran_on date not null default (clock_timestamp() at time zone 'Asia/Shanghai')::date,
        -- a statement shows the day, or was due long ago
        covered boolean not null,
        totals jsonb not null check (jsonb_typeof(totals) = 'array'),
        drift_minor bigint not null,
        item_count integer not null check (item_count >= 0),
        started_by uuid references user_account (id),
        ran_at timestamptz not null default clock_timestamp(),
        check ((cause = 'asked') = (started_by is not null))
      );
      create index reconciliation_run_day on reconciliation_run (exchange_id, day desc, ran_at desc);

      -- One difference is one row, however many runs see it.
      create table reconciliation_difference (
        id uuid primary key,
        exchange_id uuid not null references organisation (id),
        day date not null,
        place text not null,
        kind text not null check (kind in ('missing_outside', 'awaiting_statement', 'missing_in_ledger', 'amount_differs',
          'twice_outside', 'twice_in_ledger', 'other_day', 'other_serial')),
        key text not null,
        ledger_minor bigint not null,
        outside_minor bigint not null,
        drift_minor bigint not null,
        -- both sides as they were told: label, party, day
        detail jsonb not null,
        -- explained: two people gave and agreed to a reason; cleared: a later run found what was missing
        state text not null default 'open' check (state in ('open', 'proposed', 'explained', 'cleared')),
        reason text,
        proposed_by uuid references user_account (id),
        proposed_at timestamptz,
        agreed_by uuid references user_account (id),
        ended_at timestamptz,
        first_run_id uuid not null references reconciliation_run (id),
        cleared_run_id uuid references reconciliation_run (id),
        created_at timestamptz not null default clock_timestamp(),
        unique (exchange_id, day, place, kind, key, ledger_minor, outside_minor),
        check (drift_minor = ledger_minor - outside_minor),
        constraint difference_two_people check (agreed_by is null or agreed_by <> proposed_by),
        constraint difference_explained_by_two check (state <> 'explained'
          or (reason is not null and proposed_by is not null and agreed_by is not null)),
        check ((state = 'cleared') = (cleared_run_id is not null)),
        check (state not in ('proposed') or proposed_by is not null)
      );
      create index reconciliation_difference_list on reconciliation_difference (exchange_id, created_at desc, id desc);
      create index reconciliation_difference_open on reconciliation_difference (exchange_id, day)
        where state in ('open', 'proposed');

      create table reconciliation_run_item (
        run_id uuid not null references reconciliation_run (id),
        difference_id uuid not null references reconciliation_difference (id),
        primary key (run_id, difference_id)
      );

      -- What two people explained stays explained; only what cleared by itself can come back.
      create function reconciliation_difference_guard() returns trigger language plpgsql as $$
      begin
        if old.state = 'explained' and new is distinct from old then
          raise exception 'difference % was explained', old.id using errcode = 'JM003';
        end if;
        return new;
      end $$;
      create trigger reconciliation_difference_final before update on reconciliation_difference
        for each row execute function reconciliation_difference_guard();
      create trigger reconciliation_difference_no_delete before delete on reconciliation_difference
        for each row execute function settlement_refuse_change();
      create trigger reconciliation_difference_no_truncate before truncate on reconciliation_difference
        for each statement execute function settlement_refuse_change();

      create index provider_command_finished on provider_command (finished_at) where state = 'done';
    `);
    for (const table of APPEND_ONLY)
      await runner.query(`
        create trigger ${table}_no_change before update or delete on ${table}
          for each row execute function settlement_refuse_change();
        create trigger ${table}_no_truncate before truncate on ${table}
          for each statement execute function settlement_refuse_change();
        grant select, insert on ${table} to jishi_app;
      `);
    await runner.query(`
      grant update (reason_detail, surplus_minor, is_part) on bank_line to jishi_app;
      grant update (evidence_id) on payout to jishi_app;
      grant select, insert on reconciliation_difference to jishi_app;
      grant update (state, reason, proposed_by, proposed_at, agreed_by, ended_at, cleared_run_id)
        on reconciliation_difference to jishi_app;
      insert into outbox_subscription (event_type, consumer) values ('reconciliation.drifted', 'notifications.tell');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      delete from outbox_delivery d using outbox o where o.id = d.event_id and o.type = 'reconciliation.drifted';
      delete from outbox_subscription where event_type = 'reconciliation.drifted';
      drop index provider_command_finished;
      drop table reconciliation_run_item, reconciliation_difference, reconciliation_run, bank_line_note, bank_layout;
      drop function reconciliation_difference_guard();
      drop index payout_bank_line;
      alter table payout drop constraint payout_back_to_source, drop column evidence_id, drop column origin_account;
      drop index bank_line_statement, bank_line_serial, bank_line_waiting, bank_line_day;
      alter table bank_line drop column is_part, drop column surplus_minor, drop column reason_detail,
        drop column sub_account, drop column balance_minor;
      drop index bank_statement_list, bank_statement_account;
      alter table bank_statement drop column gap_minor, drop column last_day, drop column first_day,
        drop column closing_minor, drop column opening_minor, drop column layout_version, drop column layout;
    `);
  }
}
