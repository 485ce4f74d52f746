import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Adds words to, or takes them from, a check of the kind `x in (…)`, whatever others have added to it. */
async function words(runner: QueryRunner, table: string, constraint: string, change: (all: string[]) => string[]) {
  const [{ def }] = (await runner.query(
    'select pg_get_constraintdef(oid) as def from pg_constraint where conname = $1',
    [constraint],
  )) as [{ def: string }];
  const column = /\(\((\w+)/.exec(def)![1]!;
  const all = change([...def.matchAll(/'([^']*)'/g)].map(([, word]) => word!));
  await runner.query(`
    alter table ${table} drop constraint ${constraint};
    alter table ${table} add constraint ${constraint} check (${column} in (${all.map((word) => `'${word}'`).join(', ')}))`);
}
const plus =
  (...more: string[]) =>
  (all: string[]) => [...all, ...more];
const less =
  (...gone: string[]) =>
  (all: string[]) =>
    all.filter((word) => !gone.includes(word));

const TOLD = [
  'payment.demanded',
  'payout.objected',
  'payout.ruled',
  'royalty.filed',
  'royalty.answered',
  'trial.decided',
];

/** A contract falls due in parts: instalments, royalties, a trial; several payees; objections freeze what was not paid out. */
export class PaymentTerms1700000044000 implements MigrationInterface {
  name = 'PaymentTerms1700000044000';

  async up(runner: QueryRunner): Promise<void> {
    await words(runner, 'payment', 'payment_state_check', plus('scheduled'));
    await words(runner, 'payout', 'payout_kind_check', plus('sale_return'));
    await words(runner, 'payout', 'payout_state_check', plus('cancelled'));
    await runner.query(`
      alter table payment
        drop constraint payment_contract_id_key,
        drop constraint payment_check,
        drop constraint payment_check1,
        add column position integer not null default 1 check (position > 0),
        -- what it is for: price (whole or an instalment), fees alone, the seller's own fee, royalty, interest on what came late
        add column kind text not null default 'price'
          check (kind in ('price', 'fees', 'seller_fee', 'royalty', 'late_interest')),
        -- a day in China, the last on which it is in time; null: not known yet, or when its milestone is reached
        add column due_on date,
        add column milestone text,
        add column milestone_reached_on date,
        -- the certificate waits for these
        add column is_first boolean not null default true,
        add unique (contract_id, position),
        add constraint payment_sum check (amount_minor = price_minor + buyer_fee_minor - deposit_offset_minor
          + case kind when 'seller_fee' then seller_fee_minor else 0 end),
        add constraint payment_seller_fee check (seller_fee_minor <= price_minor or kind = 'seller_fee'),
        -- one deposit is offset once
        add unique (deposit_id);
      create index payment_due on payment (due_on) where state in ('due', 'scheduled');

      create table payout_objection (
        id uuid primary key,
        contract_id uuid not null references contract (id),
        exchange_id uuid not null references organisation (id),
        source text not null check (source in ('party', 'third_party', 'provider')),
        -- who claims: a party to the contract or a payee; for others the name under which the exchange recorded it
        organisation_id uuid references organisation (id),
        claimant text not null check (claimant <> ''),
        reason text not null check (reason <> ''),
        document_id uuid references attachment (id),
        -- the provider's own name of a dispute: told twice, it is one
        provider_reference text unique,
        -- null: all that is not paid out yet and all that follows
        amount_minor bigint check (amount_minor > 0),
        state text not null default 'open' check (state in ('open', 'proposed', 'released', 'returned')),
        raised_by uuid references user_account (id),
        raised_at timestamptz not null default clock_timestamp(),
        outcome text check (outcome in ('released', 'returned')),
        ruling text,
        proposed_by uuid references user_account (id),
        proposed_at timestamptz,
        confirmed_by uuid references user_account (id),
        confirmed_at timestamptz,
        check ((state = 'open') = (outcome is null)),
        check ((outcome is null) = (proposed_by is null)),
        constraint payout_objection_ruled check ((state in ('released', 'returned')) = (confirmed_by is not null)
          and (state in ('open', 'proposed') or state = outcome)),
        -- releasing or returning what is frozen takes two people, whatever the code believes
        constraint payout_objection_two_people check (confirmed_by is null or confirmed_by <> proposed_by)
      );
      create index payout_objection_contract on payout_objection (contract_id, raised_at);
      create index payout_objection_open on payout_objection (exchange_id, raised_at) where state in ('open', 'proposed');

      alter table payout
        add column payment_id uuid references payment (id),
        -- which of the payees of the contract
        add column payee_position integer not null default 1 check (payee_position > 0),
        add column frozen_by uuid references payout_objection (id),
        -- the payout that was cancelled so that its money goes back to the payer
        add column returns_id uuid references payout (id),
        drop constraint payout_kind_contract_id_provider_key,
        drop constraint payout_kind_movement_id_key,
        add constraint payout_frozen_waits check (frozen_by is null or state in ('due', 'failed', 'cancelled'));
      -- what goes back goes to where it came from: that is never typed, or a paper shows it
      alter table payout add constraint payout_return_to_source check (kind <> 'sale_return' or provider <> 'offline_bank'
        or state not in ('proposed', 'sent', 'confirmed')
        or case when origin_account is null then evidence_id is not null and payee_account is not null
           else payee_account is not distinct from origin_account end);
      update payout o set payment_id = p.id from payment p where p.contract_id = o.contract_id and o.kind = 'sale';
      create unique index payout_once_a_payee on payout (kind, payment_id, payee_position, provider) where kind = 'sale';
      create unique index payout_once_a_movement on payout (kind, movement_id, coalesce(returns_id, movement_id))
        where movement_id is not null;
      create unique index payout_returned_once on payout (returns_id, coalesce(movement_id, returns_id)) where returns_id is not null;
      create index payout_contract on payout (contract_id) where contract_id is not null;

      -- What an open objection holds is let go by its ruling only.
      create function payout_frozen_guard() returns trigger language plpgsql as $$
      begin
        if old.frozen_by is not null and new.frozen_by is distinct from old.frozen_by and exists (
            select from payout_objection o where o.id = old.frozen_by and o.state in ('open', 'proposed')) then
          raise exception 'payout % is frozen', old.id using errcode = 'JM003';
        end if;
        if old.state = 'cancelled' and new.state <> 'cancelled' then
          raise exception 'payout % is cancelled', old.id using errcode = 'JM003';
        end if;
        return new;
      end $$;
      create trigger payout_frozen before update on payout for each row execute function payout_frozen_guard();

      -- A ruling is final, and says nothing else than what was raised.
      create function payout_objection_guard() returns trigger language plpgsql as $$
      begin
        if old.state in ('released', 'returned') then
          raise exception 'objection % is ruled on', old.id using errcode = 'JM004';
        end if;
        return new;
      end $$;
      create trigger payout_objection_final before update on payout_objection
        for each row execute function payout_objection_guard();

      -- What was really paid of a contract, payment by payment: the volume counts the contract once, subsidies may count this.
      create table performed_amount (
        id uuid primary key,
        contract_id uuid not null references contract (id),
        payment_id uuid not null references payment (id),
        -- a part that went back to the payer is a row of its own, below zero
        returned_payout_id uuid references payout (id),
        amount_minor bigint not null check (amount_minor <> 0),
        technical_minor bigint not null,
        currency text not null default 'CNY',
        performed_at timestamptz not null default clock_timestamp(),
        check ((returned_payout_id is null) = (amount_minor > 0)),
        check (abs(technical_minor) <= abs(amount_minor))
      );
      create unique index performed_once on performed_amount (payment_id) where returned_payout_id is null;
      create unique index performed_returned_once on performed_amount (returned_payout_id) where returned_payout_id is not null;
      create index performed_contract on performed_amount (contract_id, performed_at);
      insert into performed_amount (id, contract_id, payment_id, amount_minor, technical_minor, currency, performed_at)
        select gen_random_uuid(), p.contract_id, p.id, p.price_minor, c.technical_amount_minor, p.currency, p.settled_at
        from payment p join contract c on c.id = p.contract_id where p.state = 'settled' and p.price_minor > 0;

      -- a contract of fees alone may owe none
      alter table settlement alter column transfer_id drop not null;

      create table royalty_report (
        id uuid primary key,
        contract_id uuid not null references contract (id),
        period integer not null check (period > 0),
        from_on date not null,
        to_on date not null check (to_on > from_on),
        base_minor bigint not null check (base_minor >= 0),
        note text not null default '',
        document_ids uuid[] not null default '{}',
        -- what the terms make of the base, line by line
        amount_minor bigint not null check (amount_minor >= 0),
        trace jsonb not null check (jsonb_typeof(trace) = 'array'),
        state text not null default 'filed' check (state in ('filed', 'objected', 'agreed', 'audited')),
        submissions integer not null default 1 check (submissions > 0),
        answer text,
        filed_by uuid not null references user_account (id),
        filed_at timestamptz not null default clock_timestamp(),
        answered_by uuid references user_account (id),
        answered_at timestamptz,
        audit_asked_by uuid references user_account (id),
        audit_asked_at timestamptz,
        audit_reason text,
        found_base_minor bigint check (found_base_minor >= 0),
        finding text,
        finding_document_id uuid references attachment (id),
        found_by uuid references user_account (id),
        found_at timestamptz,
        payment_id uuid unique references payment (id),
        audit_payment_id uuid unique references payment (id),
        unique (contract_id, period),
        check ((state = 'audited') = (found_by is not null)),
        check (found_by is null or found_by <> audit_asked_by)
      );

      create table contract_trial (
        contract_id uuid primary key references contract (id),
        begins_on date not null,
        -- the last day of it
        ends_on date not null check (ends_on > begins_on),
        state text not null default 'open' check (state in ('open', 'bought', 'returned')),
        reason text,
        -- null: nobody decided until it was over
        decided_by uuid references user_account (id),
        decided_at timestamptz,
        check ((state = 'open') = (decided_at is null))
      );
      create index contract_trial_open on contract_trial (ends_on) where state = 'open';

      create trigger performed_amount_no_change before update or delete on performed_amount
        for each row execute function settlement_refuse_change();
      create trigger performed_amount_no_truncate before truncate on performed_amount
        for each statement execute function settlement_refuse_change();
    `);
    await runner.query(`
      grant update (due_on, milestone_reached_on) on payment to jishi_app;
      grant update (frozen_by) on payout to jishi_app;
      grant select, insert on payout_objection, performed_amount, royalty_report, contract_trial to jishi_app;
      grant update (state, outcome, ruling, proposed_by, proposed_at, confirmed_by, confirmed_at) on payout_objection to jishi_app;
      grant update (base_minor, note, document_ids, amount_minor, trace, state, submissions, answer, filed_by, filed_at,
        answered_by, answered_at, audit_asked_by, audit_asked_at, audit_reason, found_base_minor, finding,
        finding_document_id, found_by, found_at, payment_id, audit_payment_id) on royalty_report to jishi_app;
      grant update (state, reason, decided_by, decided_at) on contract_trial to jishi_app;
      insert into outbox_subscription (event_type, consumer) values
        ('movement.disputed', 'settlement.freeze_disputed'),
        ${TOLD.map((type) => `('${type}', 'notifications.tell')`).join(', ')};
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      delete from outbox_subscription where consumer = 'settlement.freeze_disputed'
        or event_type in (${TOLD.map((type) => `'${type}'`).join(', ')});
      drop table contract_trial, royalty_report, performed_amount;
      alter table settlement alter column transfer_id set not null;
      drop trigger payout_frozen on payout;
      drop function payout_frozen_guard();
      delete from payout where kind = 'sale_return' or payee_position > 1;
      drop index payout_once_a_payee, payout_once_a_movement, payout_returned_once, payout_contract;
      alter table payout drop constraint payout_return_to_source, drop column frozen_by, drop column returns_id, drop column payment_id, drop column payee_position;
      alter table payout add unique (kind, contract_id, provider), add unique (kind, movement_id);
      drop table payout_objection;
      drop function payout_objection_guard();
      delete from payment where position > 1;
      alter table payment
        drop constraint payment_sum, drop constraint payment_seller_fee, drop constraint payment_deposit_id_key,
        drop column kind, drop column position, drop column due_on, drop column milestone, drop column milestone_reached_on,
        drop column is_first,
        add unique (contract_id),
        add constraint payment_check check (amount_minor = price_minor + buyer_fee_minor - deposit_offset_minor),
        add constraint payment_check1 check (seller_fee_minor <= price_minor);
    `);
    await words(runner, 'payment', 'payment_state_check', less('scheduled'));
    await words(runner, 'payout', 'payout_kind_check', less('sale_return'));
    await words(runner, 'payout', 'payout_state_check', less('cancelled'));
  }
}
