import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who is told what of these is in libs/notifications/src/told.ts. */
const TELL = [
  'reward.opened',
  'reward.moved',
  'reward.objected',
  'reward.ruled',
  'reward_rule.written',
  'reward_rule.answered',
];

/** Every answer by two people: what one made, another approves. */
const STATES = [
  'open',
  'splitting',
  'consenting',
  'agreed',
  'publicity',
  'submitted',
  'approved',
  'exported',
  'paid',
  'closed',
];
const MAX = 9007199254740991n;

/**
 * What an institution owes the people who made what it sold (Promotion of Conversion Act §44, §45; policy art. 27): its rule,
 * a case for the money that came in, the split among contributors, payroll and payment. The money is the institution's own:
 * nothing of it is in the ledger.
 */
export class Reward1700000045000 implements MigrationInterface {
  name = 'Reward1700000045000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create sequence reward_number;
      create sequence reward_payroll_number;

      create table reward_rule (
        id uuid primary key,
        organisation_id uuid not null references organisation (id),
        version int not null check (version > 0),
        body jsonb not null check (jsonb_typeof(body) = 'object'),
        -- The institution's internal document.
        source text not null check (length(btrim(source)) between 1 and 500),
        -- In force from the later of this day and its confirmation.
        effective_at timestamptz not null,
        written_by uuid not null references user_account (id),
        written_at timestamptz not null,
        unique (organisation_id, version),
        unique (id, organisation_id),
        unique (id, written_by)
      );

      create table reward_rule_answer (
        reward_rule_id uuid primary key,
        written_by uuid not null,
        answer text not null check (answer in ('confirmed', 'declined')),
        reason text not null check (length(btrim(reason)) between 1 and 2000),
        answered_by uuid not null references user_account (id),
        answered_at timestamptz not null,
        foreign key (reward_rule_id, written_by) references reward_rule (id, written_by),
        check (answered_by <> written_by)
      );

      create table reward_payroll (
        id uuid primary key,
        number text not null unique,
        organisation_id uuid not null references organisation (id),
        total_minor bigint not null check (total_minor between 0 and ${MAX}),
        made_by uuid not null references user_account (id),
        made_at timestamptz not null,
        -- The day of payroll and the voucher in the institution's own books: one person enters them, another confirms.
        paid_on date,
        voucher_number text check (length(btrim(voucher_number)) between 1 and 100),
        recorded_by uuid references user_account (id),
        recorded_at timestamptz,
        confirmed_by uuid references user_account (id),
        confirmed_at timestamptz,
        unique (id, organisation_id),
        -- One voucher pays one payroll.
        unique (organisation_id, voucher_number),
        check ((paid_on is null) = (voucher_number is null) and (paid_on is null) = (recorded_by is null)
          and (paid_on is null) = (recorded_at is null)),
        check ((confirmed_by is null) = (confirmed_at is null)),
        check (confirmed_by is null or recorded_by is not null),
        constraint reward_payroll_two_people check (confirmed_by is null or confirmed_by <> recorded_by)
      );
      create index reward_payroll_of on reward_payroll (organisation_id, made_at desc, id);

      create table reward_case (
        id uuid primary key,
        number text not null unique,
        organisation_id uuid not null references organisation (id),
        contract_id uuid not null references contract (id),
        class text not null check (class in ('transfer', 'licence', 'horizontal')),
        -- The rule the sale began under; null: the one that ships. Its text stays with the case.
        reward_rule_id uuid,
        rule jsonb not null check (jsonb_typeof(rule) = 'object'),
        -- Whoever is named first in the disclosure proposes the split; null: the office does.
        first_inventor_id uuid references user_account (id),
        state text not null default 'open' check (state in (${STATES.map((state) => `'${state}'`).join(', ')})),
        state_since timestamptz not null,
        -- Until when contributors answer; until when the publicity runs.
        consent_due_at timestamptz,
        publicity_ends_at timestamptz,
        round int not null default 0 check (round >= 0),
        -- Until it is computed for the first time, what else comes in for the contract joins it.
        takes_income boolean not null default true,
        income_minor bigint,
        deducted_minor bigint check (deducted_minor >= 0),
        carried_minor bigint not null default 0 check (carried_minor between 0 and ${MAX}),
        net_minor bigint,
        award_minor bigint check (award_minor between 0 and ${MAX}),
        loss_minor bigint check (loss_minor between 0 and ${MAX}),
        trace jsonb,
        -- The later case of the same contract that bears this one's loss.
        carried_into uuid references reward_case (id),
        computed_by uuid references user_account (id),
        proposed_by uuid references user_account (id),
        submitted_by uuid references user_account (id),
        submitted_at timestamptz,
        approved_by uuid references user_account (id),
        approved_at timestamptz,
        payroll_id uuid,
        created_at timestamptz not null,
        unique (id, organisation_id),
        foreign key (reward_rule_id, organisation_id) references reward_rule (id, organisation_id),
        foreign key (payroll_id, organisation_id) references reward_payroll (id, organisation_id),
        -- Income less deductions and earlier losses is the net, to the fen.
        check (net_minor = income_minor - deducted_minor - carried_minor),
        check (award_minor = 0 or award_minor <= net_minor),
        check ((award_minor is null) = (trace is null) and (award_minor is null) = (net_minor is null)
          and (award_minor is null) = (loss_minor is null)),
        check (state = 'open' or award_minor is not null),
        check (state = 'open' or not takes_income),
        check (state not in ('consenting', 'agreed', 'publicity') or (award_minor > 0 and proposed_by is not null)),
        check ((state in ('submitted', 'approved', 'exported', 'paid', 'closed')) = (submitted_by is not null)),
        check ((state in ('approved', 'exported', 'paid', 'closed')) = (approved_by is not null)),
        check ((state in ('exported', 'paid')) = (payroll_id is not null)),
        check ((state = 'closed') = (state in ('approved', 'exported', 'paid', 'closed') and award_minor = 0)),
        check (carried_into is null or state = 'closed'),
        -- Whoever put the figures or the split together does not approve them.
        constraint reward_case_two_people
          check (approved_by is null or approved_by not in (computed_by, submitted_by) and approved_by is distinct from proposed_by)
      );
      create index reward_case_queue on reward_case (organisation_id, state, created_at desc, id);
      create index reward_case_contract on reward_case (contract_id, created_at);
      create unique index reward_case_open on reward_case (contract_id) where takes_income;

      create table reward_income (
        id uuid primary key,
        case_id uuid not null references reward_case (id),
        -- What says that the money came: the same thing is an income once.
        source text not null unique,
        label text not null check (length(btrim(label)) > 0),
        -- Negative: given back.
        amount_minor bigint not null check (amount_minor <> 0 and abs(amount_minor) <= ${MAX}),
        received_at timestamptz not null,
        reverses_id uuid references reward_income (id),
        reason text not null default '',
        attachment_id uuid references attachment (id),
        recorded_by uuid references user_account (id),
        check ((amount_minor < 0) = (reverses_id is not null)),
        check (reverses_id is null or (recorded_by is not null and attachment_id is not null and length(btrim(reason)) > 0))
      );
      create index reward_income_case on reward_income (case_id);
      create index reward_income_reverses on reward_income (reverses_id) where reverses_id is not null;

      create table reward_deduction (
        id uuid primary key,
        case_id uuid not null references reward_case (id),
        kind text not null check (kind in ('fee', 'tax', 'appraisal', 'patent', 'brokerage', 'overhead')),
        amount_minor bigint not null check (amount_minor between 1 and ${MAX}),
        note text not null check (length(btrim(note)) between 1 and 500),
        -- No deduction without its document.
        attachment_id uuid not null references attachment (id),
        entered_by uuid not null references user_account (id),
        entered_at timestamptz not null,
        removed_by uuid references user_account (id),
        removed_at timestamptz,
        check ((removed_by is null) = (removed_at is null))
      );
      create index reward_deduction_case on reward_deduction (case_id);

      create table reward_share (
        id uuid primary key,
        case_id uuid not null references reward_case (id),
        round int not null check (round > 0),
        position int not null check (position > 0),
        user_id uuid references user_account (id),
        name text not null check (length(btrim(name)) between 1 and 100),
        affiliation text not null default '' check (length(affiliation) <= 200),
        main boolean not null,
        share_bps int not null check (share_bps between 1 and 10000),
        award_minor bigint not null check (award_minor between 0 and ${MAX}),
        -- Paid out of the contract's own payments already, to this person: not paid again.
        paid_direct_minor bigint not null default 0 check (paid_direct_minor between 0 and ${MAX}),
        paid_direct_note text not null default '' check (length(paid_direct_note) <= 500),
        payable_minor bigint not null generated always as (greatest(0, award_minor - paid_direct_minor)) stored,
        employee_number text not null default '' check (length(employee_number) <= 50),
        answered_at timestamptz,
        answered_by uuid references user_account (id),
        agreed boolean,
        -- Without a login their word is a signed paper that somebody filed.
        paper_id uuid references attachment (id),
        unique (case_id, round, position),
        check (paid_direct_minor = 0 or length(btrim(paid_direct_note)) > 0),
        check (user_id is not null or length(btrim(affiliation)) > 0),
        check ((answered_at is null) = (agreed is null) and (answered_at is null) = (answered_by is null)),
        check (answered_by is null or answered_by = user_id or (user_id is null and paper_id is not null))
      );
      create unique index reward_share_once on reward_share (case_id, round, user_id) where user_id is not null;
      create index reward_share_user on reward_share (user_id) where user_id is not null;

      create table reward_objection (
        id uuid primary key,
        case_id uuid not null references reward_case (id),
        round int not null check (round > 0),
        -- Null: raised in the publicity, by somebody of the institution.
        share_id uuid references reward_share (id),
        raised_by uuid not null references user_account (id),
        reason text not null check (length(btrim(reason)) between 1 and 2000),
        raised_at timestamptz not null,
        -- Whose split it is about.
        against uuid not null references user_account (id),
        outcome text check (outcome in ('upheld', 'dismissed')),
        ruling text check (length(btrim(ruling)) between 1 and 2000),
        ruled_by uuid references user_account (id),
        ruled_at timestamptz,
        check ((outcome is null) = (ruling is null) and (outcome is null) = (ruled_by is null)
          and (outcome is null) = (ruled_at is null)),
        -- Neither side rules.
        constraint reward_objection_ruler check (ruled_by is null or ruled_by not in (raised_by, against))
      );
      create index reward_objection_case on reward_objection (case_id, round);
      create unique index reward_objection_share on reward_objection (share_id) where share_id is not null;

      create table reward_step (
        id uuid primary key,
        case_id uuid not null references reward_case (id),
        action text not null,
        from_state text not null,
        to_state text not null,
        -- Null: the money's own arrival.
        actor_id uuid references user_account (id),
        reason text not null default '',
        at timestamptz not null
      );
      create index reward_step_case on reward_step (case_id, at);

      create table reward_payroll_line (
        payroll_id uuid not null,
        organisation_id uuid not null,
        case_id uuid not null,
        -- A share is paid once.
        share_id uuid primary key references reward_share (id),
        position int not null check (position > 0),
        name text not null,
        employee_number text not null,
        affiliation text not null,
        award_minor bigint not null check (award_minor >= 0),
        paid_direct_minor bigint not null check (paid_direct_minor >= 0),
        payable_minor bigint not null check (payable_minor > 0),
        -- As what it may be withheld from, with the conditions that were looked at.
        tax jsonb not null,
        wage_total jsonb not null,
        foreign key (payroll_id, organisation_id) references reward_payroll (id, organisation_id),
        foreign key (case_id, organisation_id) references reward_case (id, organisation_id),
        unique (payroll_id, position)
      );

      create table reward_export (
        payroll_id uuid not null references reward_payroll (id),
        round int not null check (round > 0),
        format text not null check (format in ('csv', 'xlsx')),
        made_by uuid not null references user_account (id),
        made_at timestamptz not null,
        reason text not null default '' check (length(reason) <= 500),
        primary key (payroll_id, round),
        -- Once is enough; whoever takes it out again says why.
        check (round = 1 or length(btrim(reason)) > 0)
      );
    `);
    for (const table of [
      'reward_rule',
      'reward_rule_answer',
      'reward_income',
      'reward_step',
      'reward_payroll_line',
      'reward_export',
    ])
      await runner.query(`
        create trigger ${table}_append_only before update or delete or truncate on ${table}
          for each statement execute function subsidies_refuse_change();
        grant select, insert on ${table} to jishi_app;
      `);
    await runner.query(`
      -- What was approved stays as it was: figures, split, people.
      create function reward_freeze_case() returns trigger language plpgsql as $$
      begin
        if old.state in ('approved', 'exported', 'paid', 'closed') and (
          new.organisation_id, new.contract_id, new.class, new.rule, new.round, new.income_minor, new.deducted_minor,
          new.carried_minor, new.net_minor, new.award_minor, new.loss_minor, new.trace, new.computed_by, new.proposed_by,
          new.submitted_by, new.approved_by) is distinct from (
          old.organisation_id, old.contract_id, old.class, old.rule, old.round, old.income_minor, old.deducted_minor,
          old.carried_minor, old.net_minor, old.award_minor, old.loss_minor, old.trace, old.computed_by, old.proposed_by,
          old.submitted_by, old.approved_by) then
          raise exception 'an approved reward is frozen' using errcode = 'restrict_violation';
        end if;
        if old.state in ('paid', 'closed') and new.state <> old.state then
          raise exception 'a reward that has ended stays ended' using errcode = 'restrict_violation';
        end if;
        -- Nobody approves what they are paid of; and what is approved was split to the fen.
        if new.approved_by is not null and old.approved_by is null then
          if exists (select from reward_share where case_id = new.id and round = new.round and user_id = new.approved_by) then
            raise exception 'a contributor does not approve' using errcode = 'restrict_violation';
          end if;
          if new.award_minor > 0 and (select coalesce(sum(award_minor), 0) from reward_share
            where case_id = new.id and round = new.round) <> new.award_minor then
            raise exception 'reward %: the shares do not add up', new.number using errcode = 'restrict_violation';
          end if;
        end if;
        return new;
      end $$;
      create trigger reward_case_frozen before update on reward_case for each row execute function reward_freeze_case();

      create function reward_freeze_share() returns trigger language plpgsql as $$
      begin
        if (select state from reward_case where id = old.case_id) in ('approved', 'exported', 'paid', 'closed')
          or (new.case_id, new.round, new.user_id, new.name, new.share_bps, new.main, new.award_minor) is distinct from (
            old.case_id, old.round, old.user_id, old.name, old.share_bps, old.main, old.award_minor) then
          raise exception 'a share is not changed: another split is another round' using errcode = 'restrict_violation';
        end if;
        return new;
      end $$;
      create trigger reward_share_frozen before update on reward_share for each row execute function reward_freeze_share();

      -- Nobody gives back more than came.
      create function reward_reverse_once() returns trigger language plpgsql as $$
      begin
        if new.reverses_id is not null then
          perform pg_advisory_xact_lock(hashtextextended('reward_income:' || new.reverses_id::text, 0));
          if (select coalesce(sum(-amount_minor), 0) from reward_income where reverses_id = new.reverses_id) - new.amount_minor
            > (select amount_minor from reward_income where id = new.reverses_id) then
            raise exception 'more is given back than came' using errcode = 'restrict_violation';
          end if;
        end if;
        return new;
      end $$;
      create trigger reward_income_reversal before insert on reward_income
        for each row execute function reward_reverse_once();

      -- A payment that was confirmed is not taken back, and a payroll's total is what it was.
      create function reward_freeze_payroll() returns trigger language plpgsql as $$
      begin
        if old.confirmed_by is not null or (new.number, new.organisation_id, new.total_minor, new.made_by, new.made_at)
          is distinct from (old.number, old.organisation_id, old.total_minor, old.made_by, old.made_at) then
          raise exception 'a payroll is not changed' using errcode = 'restrict_violation';
        end if;
        return new;
      end $$;
      create trigger reward_payroll_frozen before update on reward_payroll
        for each row execute function reward_freeze_payroll();

      grant select, insert on reward_case, reward_deduction, reward_share, reward_objection, reward_payroll to jishi_app;
      grant update (state, state_since, consent_due_at, publicity_ends_at, round, takes_income, income_minor, deducted_minor, carried_minor,
        net_minor, award_minor, loss_minor, trace, carried_into, computed_by, proposed_by, submitted_by, submitted_at,
        approved_by, approved_at, payroll_id) on reward_case to jishi_app;
      grant update (removed_by, removed_at) on reward_deduction to jishi_app;
      grant update (paid_direct_minor, paid_direct_note, employee_number, answered_at, answered_by, agreed, paper_id)
        on reward_share to jishi_app;
      grant update (outcome, ruling, ruled_by, ruled_at) on reward_objection to jishi_app;
      grant update (paid_on, voucher_number, recorded_by, recorded_at, confirmed_by, confirmed_at) on reward_payroll to jishi_app;
      grant usage on sequence reward_number, reward_payroll_number to jishi_app;
      insert into outbox_subscription (event_type, consumer) values ('payout.confirmed', 'rewards.open');
    `);
    await runner.query(
      `insert into outbox_subscription (event_type, consumer) select unnest($1::text[]), 'notifications.tell'`,
      [TELL],
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `delete from outbox_delivery d using outbox o
       where o.id = d.event_id and (d.consumer = 'notifications.tell' and o.type = any($1) or d.consumer = 'rewards.open')`,
      [TELL],
    );
    await runner.query(
      `delete from outbox_subscription where consumer = 'rewards.open' or consumer = 'notifications.tell' and event_type = any($1)`,
      [TELL],
    );
    await runner.query(`
      drop table reward_export, reward_payroll_line, reward_step, reward_objection, reward_share, reward_deduction, reward_income,
        reward_case, reward_payroll, reward_rule_answer, reward_rule;
      drop function reward_freeze_case, reward_freeze_share, reward_reverse_once, reward_freeze_payroll;
      drop sequence reward_number, reward_payroll_number;
    `);
  }
}
