import type { MigrationInterface, QueryRunner } from 'typeorm';

const KINDS = ['university', 'company', 'exchange', 'window', 'broker', 'regulator'];
const ROLES = [
  'org_admin',
  'officer',
  'bidder',
  'clerk',
  'reviewer',
  'auctioneer',
  'cashier',
  'cashier_checker',
  'broker',
  'auditor',
];
const list = (names: string[]): string => names.map((name) => `'${name}'`).join(', ');
const constraints = (kinds: string[], roles: string[]): string => `
  alter table organisation drop constraint organisation_kind_check;
  alter table organisation add constraint organisation_kind_check check (kind in (${list(kinds)}));
  alter table membership drop constraint membership_roles_check;
  alter table membership add constraint membership_roles_check
    check (cardinality(roles) > 0 and roles <@ array[${list(roles)}]);`;

/** Sealed sales: who keeps the three keys, the drill that shows they work, and what trustees hand over after the end. */
export class Sealed1700000013000 implements MigrationInterface {
  name = 'Sealed1700000013000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(constraints([...KINDS, 'notary'], [...ROLES, 'trustee']));
    await runner.query(`
      create table sealed_trustee (
        id uuid primary key,
        auction_id uuid not null references auction (id),
        role text not null check (role in ('operator', 'notary', 'regulator')),
        organisation_id uuid not null references organisation (id),
        appointed_by uuid not null references user_account (id),
        appointed_at timestamptz not null default clock_timestamp(),
        reason text not null default '' check (length(reason) <= 500),
        -- offered, and what its holder must answer: SHA-256 of the secret in the challenge
        offered_key text check (offered_key ~ '^[A-Za-z0-9_-]{43}$'),
        offered_by uuid references user_account (id),
        answer_hash text,
        -- proved to be in somebody's hands
        public_key text check (public_key ~ '^[A-Za-z0-9_-]{43}$'),
        published_by uuid references user_account (id),
        published_at timestamptz,
        replaced_at timestamptz,
        check ((public_key is null) = (published_by is null) and (public_key is null) = (published_at is null))
      );
      create unique index sealed_trustee_now on sealed_trustee (auction_id, role) where replaced_at is null;
      create index sealed_trustee_organisation on sealed_trustee (organisation_id);
      -- A key serves one trustee in one sale.
      create unique index sealed_trustee_key on sealed_trustee (public_key);

      -- A bid nobody made, sealed for the three keys of this moment; it is no secret to the platform.
      create table sealed_drill (
        id uuid primary key,
        auction_id uuid not null references auction (id),
        public_keys text[] not null check (cardinality(public_keys) = 3),
        amount_minor bigint not null,
        content_key text not null,
        envelope text not null,
        created_at timestamptz not null default clock_timestamp(),
        unique (auction_id, public_keys)
      );
      create table sealed_drill_pass (
        drill_id uuid not null references sealed_drill (id),
        role text not null check (role in ('operator', 'notary', 'regulator')),
        passed_by uuid not null references user_account (id),
        passed_at timestamptz not null default clock_timestamp(),
        primary key (drill_id, role)
      );

      -- What a trustee peeled for a bid; null stands for what did not open. Only after the end of bidding.
      create table sealed_contribution (
        auction_id uuid not null references auction (id),
        bid bigint not null check (bid > 0),
        role text not null check (role in ('operator', 'notary', 'regulator')),
        layers jsonb not null,
        keys jsonb not null,
        contributed_by uuid not null references user_account (id),
        contributed_at timestamptz not null default clock_timestamp(),
        primary key (auction_id, bid, role)
      );
      -- The content key that two trustees together found, once it has opened the bid.
      create table sealed_key (
        auction_id uuid not null references auction (id),
        bid bigint not null check (bid > 0),
        content_key text not null check (content_key ~ '^[A-Za-z0-9_-]{43}$'),
        found_at timestamptz not null default clock_timestamp(),
        primary key (auction_id, bid)
      );
      grant select, insert, update on sealed_trustee, sealed_contribution to jishi_app;
      grant select, insert on sealed_drill, sealed_drill_pass, sealed_key to jishi_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table sealed_key, sealed_contribution, sealed_drill_pass, sealed_drill, sealed_trustee;
      delete from membership where roles <@ array['trustee'];
      update membership set roles = array_remove(roles, 'trustee') where 'trustee' = any(roles);
      delete from organisation where kind = 'notary' and not exists (
        select 1 from membership m where m.organisation_id = organisation.id);
    `);
    await runner.query(constraints(KINDS, ROLES));
  }
}
