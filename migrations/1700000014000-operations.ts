import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What two people of an exchange do together, who may not bid for a while, and who holds a right of first refusal. */
export class Operations1700000014000 implements MigrationInterface {
  name = 'Operations1700000014000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table auction_approval (
        -- also the id of the command that is given once a second person has agreed
        id uuid primary key,
        auction_id uuid not null references auction (id),
        exchange_id uuid not null references organisation (id),
        kind text not null check (kind ~ '^[a-z][A-Za-z]{1,39}$'),
        payload jsonb not null,
        reason text not null check (reason <> '' and length(reason) <= 500),
        requested_by uuid not null references user_account (id),
        requested_at timestamptz not null default clock_timestamp(),
        expires_at timestamptz not null,
        state text not null default 'pending' check (state in ('pending', 'approved', 'refused', 'withdrawn')),
        decided_by uuid references user_account (id),
        decided_at timestamptz,
        decision_reason text not null default '',
        -- what came of it: {accepted, seq, code, params}
        outcome jsonb,
        check ((state = 'pending') = (decided_by is null) and (decided_by is null) = (decided_at is null)),
        check (outcome is null or state = 'approved'),
        check (decided_at <= expires_at or state <> 'approved'),
        constraint approval_two_people check (state = 'withdrawn' or decided_by <> requested_by)
      );
      create index auction_approval_exchange on auction_approval (exchange_id, id desc);
      create index auction_approval_auction on auction_approval (auction_id, id desc);

      create function approval_guard_update() returns trigger language plpgsql as $$
      begin
        if old.state <> 'pending' and new.state <> old.state or old.outcome is not null then
          raise exception 'approval % is decided', old.id using errcode = 'restrict_violation';
        end if;
        return new;
      end $$;
      create trigger auction_approval_guard before update on auction_approval
        for each row execute function approval_guard_update();

      -- A winner who did not perform: kept out of every sale until then.
      create table bidder_bar (
        organisation_id uuid not null references organisation (id),
        auction_id uuid not null references auction (id),
        reason text not null,
        barred_until timestamptz not null,
        created_at timestamptz not null default clock_timestamp(),
        primary key (organisation_id, auction_id)
      );
      create index bidder_bar_until on bidder_bar (barred_until desc);

      alter table application
        add column first_refusal_rank smallint check (first_refusal_rank between 1 and 99),
        add column first_refusal_ground text
          check (first_refusal_ground in ('inventor', 'commissioner', 'co_developer')),
        add constraint application_first_refusal
          check ((first_refusal_rank is null) = (first_refusal_ground is null));

      -- A book is long; what was declared void, opened or objected to in it must be found without reading it all.
      create index auction_event_rare on auction_event (auction_id, seq)
        where type in ('bid.voided', 'bids.revealed', 'objection.filed', 'objection.ruled', 'objection.appealed');

      -- A default ends a contract before it is settled; what was to be paid for it is not due any more.
      alter table payment drop constraint payment_state_check;
      alter table payment add constraint payment_state_check
        check (state in ('due', 'received', 'settled', 'cancelled'));

      grant select, insert on auction_approval, bidder_bar to jishi_app;
      grant update (state, decided_by, decided_at, decision_reason, outcome) on auction_approval to jishi_app;

      insert into outbox_subscription (event_type, consumer) values
        ('approval.granted', 'bidding.carry_out'),
        ('auction.defaulted', 'bidding.bar'),
        ('auction.defaulted', 'settlement.cancel_sale'),
        ('sale.cancelled', 'listings.mark_defaulted');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      delete from outbox_subscription where consumer in ('bidding.carry_out', 'bidding.bar',
        'listings.mark_defaulted', 'settlement.cancel_sale');
      drop index auction_event_rare;
      alter table payment drop constraint payment_state_check;
      alter table payment add constraint payment_state_check check (state in ('due', 'received', 'settled'));
      alter table application drop column first_refusal_rank, drop column first_refusal_ground;
      drop table bidder_bar, auction_approval;
      drop function approval_guard_update;
    `);
  }
}
