import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Organisations, their people, what those may do, and their sessions. */
export class Identity1700000002000 implements MigrationInterface {
  name = 'Identity1700000002000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table organisation (
        id uuid primary key,
        kind text not null check (kind in ('university', 'company', 'exchange', 'window', 'broker', 'regulator')),
        name text not null check (length(btrim(name)) between 2 and 200),
        name_en text,
        uscc text unique check (uscc ~ '^[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}$'),
        region_code char(6) not null check (region_code ~ '^[1-8][0-9]{5}$'),
        created_at timestamptz not null default now(),
        -- A service window is part of another body and has no code of its own; everybody else has one.
        check ((kind = 'window') = (uscc is null))
      );
      create index organisation_kind_name on organisation (kind, name, id);

      create table user_account (
        id uuid primary key,
        -- Stored normalised, so plain uniqueness is uniqueness without regard to case.
        login text not null unique check (login = lower(login) and length(login) between 3 and 64),
        name text not null check (length(btrim(name)) between 1 and 100),
        password_hash text not null check (password_hash like '$argon2id$%'),
        created_at timestamptz not null default now(),
        disabled_at timestamptz
      );

      create table membership (
        user_id uuid not null references user_account (id),
        organisation_id uuid not null references organisation (id),
        roles text[] not null,
        created_at timestamptz not null default now(),
        primary key (user_id, organisation_id),
        check (cardinality(roles) > 0 and roles <@ array['org_admin', 'officer', 'bidder', 'clerk', 'reviewer',
          'auctioneer', 'cashier', 'cashier_checker', 'broker', 'auditor']),
        -- Maker and checker of a money movement are two people.
        check (not roles @> array['cashier', 'cashier_checker'])
      );
      create index membership_organisation on membership (organisation_id);

      create table session (
        id uuid primary key,
        -- SHA-256 of the token: a copy of this table opens no session.
        token_hash bytea not null unique check (octet_length(token_hash) = 32),
        user_id uuid not null references user_account (id),
        organisation_id uuid not null references organisation (id),
        address text,
        user_agent text check (length(user_agent) <= 300),
        created_at timestamptz not null default now(),
        expires_at timestamptz not null check (expires_at > created_at),
        revoked_at timestamptz
      );
      create index session_of_user on session (user_id, created_at desc);
      create index session_expiry on session (expires_at);

      -- Failed logins by account and by address, shared by all processes.
      create table login_limit (
        key text primary key,
        failures integer not null check (failures >= 0),
        resets_at timestamptz not null
      );
      create index login_limit_resets on login_limit (resets_at);

      grant select, insert, update on organisation, user_account to jishi_app;
      grant select, insert, update, delete on membership, session, login_limit to jishi_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table login_limit, session, membership, user_account, organisation`);
  }
}
