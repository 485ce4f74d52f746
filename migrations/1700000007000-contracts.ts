import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Sale confirmation (成交确认书), technology contract with its versions and acceptances, transaction certificate. */
export class Contracts1700000007000 implements MigrationInterface {
  name = 'Contracts1700000007000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create sequence sale_confirmation_number;
      create sequence contract_number;
      create sequence transaction_certificate_number;

      create table sale_confirmation (
        id uuid primary key,
        number text not null unique,
        listing_id uuid not null unique references listing (id),
        auction_id uuid,
        exchange_id uuid not null references organisation (id),
        transferor_id uuid not null references organisation (id),
        transferee_id uuid not null references organisation (id),
        bidder_code text,
        price_minor bigint not null check (price_minor > 0 and price_minor <= 9007199254740991),
        currency text not null default 'CNY',
        concluded_at timestamptz not null,
        created_at timestamptz not null default clock_timestamp(),
        check (transferor_id <> transferee_id)
      );

      create table contract (
        id uuid primary key,
        number text not null unique,
        listing_id uuid not null unique references listing (id),
        sale_confirmation_id uuid not null unique references sale_confirmation (id),
        exchange_id uuid not null references organisation (id),
        transferor_id uuid not null references organisation (id),
        transferee_id uuid not null references organisation (id),
        type text not null check (type in ('patent_transfer', 'patent_licence', 'know_how_transfer', 'know_how_licence')),
        title text not null,
        state text not null default 'drafted' check (state in ('drafted', 'signed', 'settled', 'void')),
        contract_amount_minor bigint not null check (contract_amount_minor > 0),
        -- equipment, parts, materials: what the registrar takes off before a subsidy is computed
        non_technical_minor bigint not null default 0,
        technical_amount_minor bigint generated always as (contract_amount_minor - non_technical_minor) stored,
        currency text not null default 'CNY',
        current_version integer not null default 1 check (current_version > 0),
        signed_at timestamptz,
        settled_at timestamptz,
        created_at timestamptz not null default clock_timestamp(),
        check (non_technical_minor between 0 and contract_amount_minor),
        check ((state in ('signed', 'settled')) = (signed_at is not null) or state = 'void'),
        check ((state = 'settled') = (settled_at is not null))
      );
      create index contract_transferor on contract (transferor_id, created_at desc);
      create index contract_transferee on contract (transferee_id, created_at desc);
      create index contract_exchange on contract (exchange_id, created_at desc);

      create table contract_version (
        contract_id uuid not null references contract (id),
        version integer not null check (version > 0),
        terms jsonb not null,
        -- the exact document that is accepted; never rendered again from terms
        document text not null,
        content_hash text not null check (content_hash ~ '^[0-9a-f]{64}$'),
        created_at timestamptz not null default clock_timestamp(),
        primary key (contract_id, version),
        unique (contract_id, version, content_hash)
      );

      create table contract_acceptance (
        contract_id uuid not null,
        version integer not null,
        content_hash text not null,
        party text not null check (party in ('transferor', 'transferee')),
        organisation_id uuid not null references organisation (id),
        accepted_by uuid not null references user_account (id),
        accepted_at timestamptz not null default clock_timestamp(),
        primary key (contract_id, version, party),
        -- an acceptance names the very text that was accepted
        foreign key (contract_id, version, content_hash) references contract_version (contract_id, version, content_hash)
      );

      create table transaction_certificate (
        id uuid primary key,
        number text not null unique,
        contract_id uuid not null unique references contract (id),
        body jsonb not null,
        content_hash text not null,
        issued_at timestamptz not null default clock_timestamp()
      );
    `);
    await runner.query(`
      create function contracts_refuse_change() returns trigger language plpgsql as $$
      begin
        raise exception '% is append-only: % refused', tg_table_name, tg_op using errcode = 'JC001';
      end $$;

      -- A state only moves forward; amounts and parties are fixed once both have signed.
      create function contract_guard_update() returns trigger language plpgsql as $$
      begin
        if old.state in ('settled', 'void') and new.state <> old.state
          or old.state = 'signed' and new.state not in ('signed', 'settled', 'void')
          or old.state = 'drafted' and new.state = 'settled'
          or old.state <> 'drafted' and (new.non_technical_minor <> old.non_technical_minor
            or new.current_version <> old.current_version) then
          raise exception 'contract % cannot go from % to %', old.number, old.state, new.state using errcode = 'JC002';
        end if;
        return new;
      end $$;
      create trigger contract_guard before update on contract for each row execute function contract_guard_update();
    `);
    for (const table of ['sale_confirmation', 'contract_version', 'contract_acceptance', 'transaction_certificate']) {
      await runner.query(`
        create trigger ${table}_no_change before update or delete on ${table}
          for each row execute function contracts_refuse_change();
        create trigger ${table}_no_truncate before truncate on ${table}
          for each statement execute function contracts_refuse_change();
        grant select, insert on ${table} to jishi_app;
      `);
    }
    await runner.query(`
      grant select, insert on contract to jishi_app;
      grant update (state, signed_at, settled_at, current_version, non_technical_minor) on contract to jishi_app;
      grant usage on sequence sale_confirmation_number, contract_number, transaction_certificate_number to jishi_app;
      insert into outbox_subscription (event_type, consumer) values
        ('auction.closed', 'contracts.draft'),
        ('listing.agreed', 'contracts.draft');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      delete from outbox_subscription where consumer = 'contracts.draft';
      drop table transaction_certificate, contract_acceptance, contract_version, contract, sale_confirmation;
      drop function contracts_refuse_change(), contract_guard_update();
      drop sequence sale_confirmation_number, contract_number, transaction_certificate_number;
    `);
  }
}
