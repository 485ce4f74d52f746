import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Deposits, bank statements, payments, payouts, provider commands, volume records. */
export class Settlement1700000008000 implements MigrationInterface {
  name = 'Settlement1700000008000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create sequence payment_reference_number;

      create table deposit (
        id uuid primary key,
        auction_id uuid not null,
        listing_id uuid not null references listing (id),
        exchange_id uuid not null references organisation (id),
        organisation_id uuid not null references organisation (id),
        amount_minor bigint not null check (amount_minor > 0 and amount_minor <= 9007199254740991),
        currency text not null default 'CNY',
        -- what the bidder writes on the transfer, so that the money finds its deposit
        reference text not null unique,
        -- how the money came, known once it has: it goes back the same way
        provider text,
        state text not null default 'required' check (state in ('required', 'pending', 'held', 'release_pending',
          'released', 'capture_pending', 'captured', 'forfeit_pending', 'forfeited', 'expired', 'expiring', 'lapsed')),
        held_at timestamptz,
        ended_at timestamptz,
        created_at timestamptz not null default clock_timestamp(),
        unique (auction_id, organisation_id),
        check (held_at is null or provider is not null)
      );
      create index deposit_organisation on deposit (organisation_id, created_at desc);
      create index deposit_exchange on deposit (exchange_id, created_at desc);

      create table deposit_transition (
        id uuid primary key,
        deposit_id uuid not null references deposit (id),
        from_state text not null,
        to_state text not null,
        reason text not null,
        actor_id uuid,
        at timestamptz not null default clock_timestamp()
      );
      create index deposit_transition_deposit on deposit_transition (deposit_id, at);

      create table payment (
        id uuid primary key,
        contract_id uuid not null references contract (id),
        exchange_id uuid not null references organisation (id),
        payer_id uuid not null references organisation (id),
        amount_minor bigint not null check (amount_minor >= 0),
        price_minor bigint not null,
        buyer_fee_minor bigint not null check (buyer_fee_minor >= 0),
        seller_fee_minor bigint not null check (seller_fee_minor >= 0),
        deposit_id uuid references deposit (id),
        deposit_offset_minor bigint not null default 0 check (deposit_offset_minor >= 0),
        currency text not null default 'CNY',
        reference text not null unique,
        provider text,
        state text not null default 'due' check (state in ('due', 'received', 'settled')),
        received_at timestamptz,
        settled_at timestamptz,
        created_at timestamptz not null default clock_timestamp(),
        unique (contract_id),
        -- the winner pays the price and the fee, less the deposit that is offset
        check (amount_minor = price_minor + buyer_fee_minor - deposit_offset_minor),
        check (seller_fee_minor <= price_minor)
      );
      create index payment_payer on payment (payer_id, created_at desc);

      create table payout (
        id uuid primary key,
        kind text not null check (kind in ('sale', 'deposit_release', 'suspense_refund')),
        exchange_id uuid not null references organisation (id),
        payee_id uuid references organisation (id),
        payee_name text not null,
        payee_account text,
        contract_id uuid references contract (id),
        deposit_id uuid references deposit (id),
        bank_line_id uuid,
        -- the ledger account the money leaves from when the provider confirms
        source_account text not null,
        amount_minor bigint not null check (amount_minor > 0),
        currency text not null default 'CNY',
        provider text not null,
        state text not null default 'due' check (state in ('due', 'proposed', 'sent', 'confirmed', 'failed')),
        proposed_by uuid references user_account (id),
        proposed_at timestamptz,
        confirmed_by uuid references user_account (id),
        bank_serial text,
        confirmed_at timestamptz,
        created_at timestamptz not null default clock_timestamp(),
        unique (kind, contract_id),
        unique (kind, deposit_id),
        unique (kind, bank_line_id),
        -- one payment of the bank ends one payout
        unique (exchange_id, bank_serial),
        constraint payout_two_people check (confirmed_by is null or confirmed_by <> proposed_by)
      );
      create index payout_state on payout (exchange_id, state, created_at desc);

      create table bank_statement (
        id uuid primary key,
        exchange_id uuid not null references organisation (id),
        account_number text not null,
        filename text not null,
        sha256 text not null,
        line_count integer not null,
        inserted_count integer not null,
        imported_by uuid not null references user_account (id),
        imported_at timestamptz not null default clock_timestamp()
      );

      create table bank_line (
        id uuid primary key,
        statement_id uuid not null references bank_statement (id),
        exchange_id uuid not null references organisation (id),
        account_number text not null,
        -- the bank's own serial number: importing the same statement again does nothing
        serial text not null,
        booked_on date not null,
        direction text not null check (direction in ('credit', 'debit')),
        amount_minor bigint not null check (amount_minor > 0),
        currency text not null default 'CNY',
        counterparty_name text not null,
        counterparty_account text not null default '',
        remark text not null default '',
        state text not null check (state in ('unmatched', 'proposed', 'suspense', 'matched', 'confirmed', 'refunded', 'noted')),
        proposed_deposit_id uuid references deposit (id),
        proposed_payment_id uuid references payment (id),
        reason text,
        matched_by uuid references user_account (id),
        matched_at timestamptz,
        confirmed_by uuid references user_account (id),
        confirmed_at timestamptz,
        created_at timestamptz not null default clock_timestamp(),
        unique (exchange_id, account_number, serial),
        check (proposed_deposit_id is null or proposed_payment_id is null),
        -- maker and checker are two people, whatever the code believes
        constraint bank_line_two_people check (confirmed_by is null or confirmed_by <> matched_by)
      );
      create index bank_line_state on bank_line (exchange_id, state, created_at desc);

      create table provider_command (
        -- stored before the provider is called; its id is the provider's idempotency key
        id uuid primary key,
        provider text not null,
        operation text not null check (operation in ('collect', 'payout')),
        subject_id uuid not null,
        request jsonb not null,
        -- a timeout is unknown, never failed: unknown is asked for again
        state text not null default 'stored' check (state in ('stored', 'unknown', 'done', 'refused')),
        response jsonb,
        created_at timestamptz not null default clock_timestamp(),
        finished_at timestamptz,
        unique (operation, subject_id)
      );

      create table settlement (
        id uuid primary key,
        contract_id uuid not null unique references contract (id),
        payment_id uuid not null unique references payment (id),
        transfer_id uuid not null unique references transfer (id),
        payout_id uuid unique references payout (id),
        certificate_id uuid not null unique references transaction_certificate (id),
        settled_at timestamptz not null default clock_timestamp()
      );

      create table volume_record (
        id uuid primary key,
        contract_id uuid not null unique references contract (id),
        contract_type text not null,
        contract_amount_minor bigint not null check (contract_amount_minor > 0),
        technical_amount_minor bigint not null check (technical_amount_minor between 0 and contract_amount_minor),
        currency text not null default 'CNY',
        exchange_id uuid not null references organisation (id),
        transferor_id uuid not null references organisation (id),
        transferee_id uuid not null references organisation (id),
        -- the window that brought the deal, and the region it is counted in
        window_id uuid references service_window (id),
        region_code text not null,
        transferee_region_code text not null,
        field_code text,
        pricing_way text not null,
        year integer not null,
        recorded_at timestamptz not null default clock_timestamp()
      );
      create index volume_record_year on volume_record (year, region_code);
      create index volume_record_transferee on volume_record (transferee_id, year);
      create index volume_record_transferor on volume_record (transferor_id, year);
    `);
    await runner.query(`
      create function settlement_refuse_change() returns trigger language plpgsql as $$
      begin
        raise exception '% is append-only: % refused', tg_table_name, tg_op using errcode = 'JM001';
      end $$;
    `);
    for (const table of ['deposit_transition', 'bank_statement', 'settlement', 'volume_record']) {
      await runner.query(`
        create trigger ${table}_no_change before update or delete on ${table}
          for each row execute function settlement_refuse_change();
        create trigger ${table}_no_truncate before truncate on ${table}
          for each statement execute function settlement_refuse_change();
        grant select, insert on ${table} to jishi_app;
      `);
    }
    await runner.query(`
      grant select, insert on deposit, payment, payout, bank_line, provider_command to jishi_app;
      grant update (state, provider, held_at, ended_at) on deposit to jishi_app;
      grant update (state, provider, received_at, settled_at) on payment to jishi_app;
      grant update (state, payee_account, proposed_by, proposed_at, confirmed_by, confirmed_at, bank_serial)
        on payout to jishi_app;
      grant update (state, proposed_deposit_id, proposed_payment_id, reason, matched_by, matched_at, confirmed_by,
        confirmed_at) on bank_line to jishi_app;
      grant update (state, response, finished_at) on provider_command to jishi_app;
      grant usage on sequence payment_reference_number to jishi_app;
      insert into outbox_subscription (event_type, consumer) values
        ('application.approved', 'settlement.require_deposit'),
        ('auction.closed', 'settlement.release_losers'),
        ('contract.signed', 'settlement.open_payment'),
        ('payment.received', 'settlement.settle'),
        ('payout.due', 'settlement.pay_out');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      delete from outbox_subscription where consumer like 'settlement.%';
      drop table volume_record, settlement, provider_command, bank_line, bank_statement, payout, payment,
        deposit_transition, deposit;
      drop function settlement_refuse_change();
      drop sequence payment_reference_number;
    `);
  }
}
