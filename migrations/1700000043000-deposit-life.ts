import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is told to people of deposits and defaults, and by whom it is carried out. */
const TOLD = [
  'deposit.expired',
  'deposit.expiring',
  'deposit.lapsed',
  'deposit.renewed',
  'deposit.forfeited',
  'deposit.restored',
  'default.due',
  'default.proposed',
  'default.decided',
  'default.dismissed',
  'default.appealed',
  'default.remedied',
  'forfeiture.distributed',
  'offer.made',
  'offer.answered',
];
const CARRIED_OUT = [
  ['default.decided', 'settlement.carry_out_default'],
  ['offer.accepted', 'contracts.draft'],
  ['offer.accepted', 'listings.mark_resold'],
  ['deposit.lapsed', 'bidding.block'],
  ['deposit.renewed', 'bidding.admit'],
];

/**
 * A deposit from its demand to its end: demands have a term and come again; a winner's default is proposed, heard, decided,
 * forfeited, appealed and distributed, each step by another person than the one before; what was not sold is offered again.
 */
export class DepositLife1700000043000 implements MigrationInterface {
  name = 'DepositLife1700000043000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table deposit
        drop constraint deposit_auction_id_organisation_id_key,
        -- whoever got its deposit back and is approved anew owes another
        add column round integer not null default 1 check (round > 0),
        -- from when on it lets nobody in any more
        add column due_at timestamptz,
        -- the approval that asked for it: told twice, it asks once
        add column demand_id uuid unique,
        add unique (auction_id, organisation_id, round);
      create unique index deposit_one_live on deposit (auction_id, organisation_id)
        where state not in ('released', 'captured', 'forfeited', 'expired');
      create index deposit_due on deposit (due_at) where state in ('required', 'pending');

      -- What has ended stays ended; only an appeal that is upheld brings a forfeited deposit back.
      create function deposit_guard() returns trigger language plpgsql as $$
      begin
        if old.state in ('released', 'captured', 'expired') and new.state <> old.state
          or old.state = 'forfeited' and new.state not in ('forfeited', 'held')
          or old.held_at is null and new.state in ('held', 'forfeit_pending', 'forfeited', 'capture_pending', 'captured')
            and new.held_at is null then
          raise exception 'deposit % cannot go from % to %', old.id, old.state, new.state using errcode = 'JM003';
        end if;
        return new;
      end $$;
      create trigger deposit_forward before update on deposit for each row execute function deposit_guard();

      create table default_case (
        id uuid primary key,
        auction_id uuid not null,
        listing_id uuid not null references listing (id),
        exchange_id uuid not null references organisation (id),
        organisation_id uuid not null references organisation (id),
        contract_id uuid not null references contract (id),
        deposit_id uuid references deposit (id),
        price_minor bigint not null check (price_minor > 0),
        state text not null check (state in ('due', 'proposed', 'dismissed', 'decided', 'forfeiting', 'forfeited', 'appealed',
          'restored', 'final', 'closed')),
        ground text not null check (ground in ('not_signed', 'not_paid', 'refused')),
        performance_due_at timestamptz,
        -- the rules of the sale, as frozen into its listing
        rules jsonb not null,
        reason text,
        evidence_ids uuid[] not null default '{}',
        proposed_by uuid references user_account (id),
        proposed_at timestamptz,
        hear_until timestamptz,
        statement text,
        statement_ids uuid[] not null default '{}',
        stated_by uuid references user_account (id),
        stated_at timestamptz,
        decided_by uuid references user_account (id),
        decided_at timestamptz,
        decision text,
        forfeit_proposed_by uuid references user_account (id),
        forfeit_proposed_at timestamptz,
        forfeited_by uuid references user_account (id),
        forfeited_at timestamptz,
        appeal_until timestamptz,
        appeal text,
        appeal_ids uuid[] not null default '{}',
        appealed_by uuid references user_account (id),
        appealed_at timestamptz,
        ruled_by uuid references user_account (id),
        ruled_at timestamptz,
        ruling text,
        upheld boolean,
        remedy text check (remedy in ('reauction', 'offer')),
        remedy_by uuid references user_account (id),
        remedy_at timestamptz,
        created_at timestamptz not null default clock_timestamp(),
        unique (auction_id, organisation_id),
        -- whoever proposes does not decide, whoever decided does not rule; whatever the code believes
        constraint default_proposed_says_why check (state = 'due' or (proposed_by is not null and reason is not null
          and hear_until is not null)),
        constraint default_decided_by_another check (decided_by is null or decided_by <> proposed_by),
        constraint forfeiture_by_two check (forfeited_by is null or (forfeit_proposed_by is not null
          and forfeited_by <> forfeit_proposed_by and forfeited_by <> proposed_by and forfeit_proposed_by <> proposed_by)),
        constraint forfeited_is_approved check (state not in ('forfeited', 'appealed', 'restored', 'final')
          or (forfeited_by is not null and appeal_until is not null and decided_by is not null)),
        constraint ruled_by_another check (ruled_by is null or (ruled_by <> proposed_by and ruled_by <> decided_by
          and ruled_by <> forfeit_proposed_by and ruled_by <> forfeited_by)),
        check ((ruled_by is null) = (upheld is null))
      );
      create index default_case_exchange on default_case (exchange_id, created_at desc);
      create index default_case_organisation on default_case (organisation_id, created_at desc);
      create unique index default_case_deposit on default_case (deposit_id);

      create table forfeiture_distribution (
        case_id uuid primary key references default_case (id),
        -- sold again for this much, or given up, with the reason
        resale_minor bigint check (resale_minor > 0),
        resale_contract_id uuid references contract (id),
        given_up text,
        shortfall_minor bigint not null check (shortfall_minor >= 0),
        costs jsonb not null,
        lines jsonb not null,
        total_minor bigint not null check (total_minor > 0),
        proposed_by uuid not null references user_account (id),
        proposed_at timestamptz not null default clock_timestamp(),
        approved_by uuid references user_account (id),
        approved_at timestamptz,
        transfer_id uuid unique references transfer (id),
        constraint distribution_by_two check (approved_by is null or approved_by <> proposed_by),
        constraint distribution_is_done check ((approved_by is null) = (transfer_id is null)
          and (approved_by is null) = (approved_at is null)),
        constraint distribution_says_why check ((resale_minor is null) = (given_up is not null))
      );

      -- One bidder after the other is asked; nobody moves up by itself.
      create table default_offer (
        id uuid primary key,
        case_id uuid not null references default_case (id),
        organisation_id uuid not null references organisation (id),
        bidder_code text not null,
        price_minor bigint not null check (price_minor > 0),
        state text not null default 'offered' check (state in ('offered', 'accepted', 'declined', 'lapsed')),
        until timestamptz not null,
        offered_by uuid not null references user_account (id),
        created_at timestamptz not null default clock_timestamp(),
        answered_by uuid references user_account (id),
        answered_at timestamptz,
        unique (case_id, organisation_id),
        check ((state in ('accepted', 'declined')) = (answered_by is not null))
      );
      create unique index default_offer_one_live on default_offer (case_id) where state in ('offered', 'accepted');
      create index default_offer_organisation on default_offer (organisation_id, created_at desc);

      -- A winner's contract ended with its default: the listing may have another, with whoever took the offer.
      alter table sale_confirmation drop constraint sale_confirmation_listing_id_key,
        add unique (listing_id, transferee_id);
      alter table contract drop constraint contract_listing_id_key;
      create unique index contract_one_live on contract (listing_id) where state <> 'void';
      create unique index contract_one_each on contract (listing_id, transferee_id);

      alter table payout drop constraint payout_kind_check;
      alter table payout
        add constraint payout_kind_check
          check (kind in ('sale', 'deposit_release', 'suspense_refund', 'forfeiture', 'forfeit_return')),
        drop constraint payout_let_by_two,
        add constraint payout_let_by_two check (not (kind in ('sale', 'forfeiture') and provider like 'stripe%'
            and state in ('sent', 'confirmed')) or (proposed_by is not null and confirmed_by is not null)),
        -- by when the rules want it to have left
        add column due_at timestamptz;

      alter table bidder_bar
        add column lift_reason text,
        add column lift_proposed_by uuid references user_account (id),
        add column lift_proposed_at timestamptz,
        add column lifted_by uuid references user_account (id),
        add column lifted_at timestamptz,
        add constraint bar_lifted_by_two check (lifted_by is null or (lift_proposed_by is not null
          and lifted_by <> lift_proposed_by and lifted_at is not null)),
        add constraint bar_lift_says_why check ((lift_proposed_by is null and lifted_at is null) or lift_reason is not null);

      -- What came in for each deposit and what became of it, by the ledger alone.
      create view deposit_money as
        select d.id as deposit_id, d.state, d.amount_minor, d.exchange_id,
          coalesce(m.received, 0) as received_minor, coalesce(m.released, 0) as released_minor,
          coalesce(m.captured, 0) as captured_minor, coalesce(m.forfeited, 0) as forfeited_minor,
          coalesce(m.taken_back, 0) as charged_back_minor, coalesce(m.otherwise, 0) as otherwise_minor,
          coalesce(b.credit_minor - b.debit_minor, 0) as held_minor,
          coalesce(x.promised, false) as promised
        from deposit d
        left join account a on a.code = 'deposit:' || d.id
        left join account_balance b on b.account_id = a.id
        left join lateral (
          select sum(p.amount_minor) filter (where p.destination_id = a.id and t.kind <> 'deposit.forfeit_reversed')::bigint as received,
            sum(p.amount_minor) filter (where p.source_id = a.id and t.kind = 'payout.deposit_release')::bigint as released,
            sum(p.amount_minor) filter (where p.source_id = a.id and t.kind = 'settlement')::bigint as captured,
            sum(case when p.source_id = a.id then p.amount_minor else -p.amount_minor end)
              filter (where t.kind in ('deposit.forfeited', 'deposit.forfeit_reversed'))::bigint as forfeited,
            sum(p.amount_minor) filter (where p.source_id = a.id and t.kind = 'movement.charged_back')::bigint as taken_back,
            sum(p.amount_minor) filter (where p.source_id = a.id and t.kind not in ('payout.deposit_release', 'settlement',
              'deposit.forfeited', 'movement.charged_back'))::bigint as otherwise
          from posting p join transfer t on t.id = p.transfer_id where a.id in (p.source_id, p.destination_id)
        ) m on a.id is not null
        left join lateral (
          select true as promised from provider_movement v where v.subject_kind = 'deposit' and v.subject_id = d.id
            and v.bearing and v.stage <> 'captured' limit 1
        ) x on true;

      -- Names every deposit of which that is not so: what was received is held, or went one of the known ways, as its state says.
      create view deposit_fault as
        select deposit_id, state, received_minor, held_minor, released_minor, captured_minor, forfeited_minor, charged_back_minor
        from deposit_money
        where received_minor <> held_minor + released_minor + captured_minor + forfeited_minor + charged_back_minor
          or otherwise_minor <> 0
          or state in ('required', 'pending', 'expired') and received_minor <> 0
          or state in ('held', 'expiring', 'release_pending', 'forfeit_pending', 'capture_pending')
            and not promised and held_minor + charged_back_minor < amount_minor
          or state = 'released' and held_minor <> 0
          or state = 'captured' and captured_minor = 0
          or state = 'forfeited' and forfeited_minor <> amount_minor
          or state <> 'forfeited' and forfeited_minor <> 0
          or state not in ('captured', 'capture_pending') and captured_minor <> 0;
    `);
    await runner.query(
      `insert into outbox_subscription (event_type, consumer) select unnest($1::text[]), 'notifications.tell'`,
      [TOLD],
    );
    for (const [type, consumer] of CARRIED_OUT)
      await runner.query('insert into outbox_subscription (event_type, consumer) values ($1, $2)', [type, consumer]);
    await runner.query(`
      grant select on deposit_money, deposit_fault to jishi_app;
      grant update (due_at) on deposit, payout to jishi_app;
      grant update (lift_reason, lift_proposed_by, lift_proposed_at, lifted_by, lifted_at) on bidder_bar to jishi_app;
      grant select, insert on default_case, forfeiture_distribution, default_offer to jishi_app;
      grant update (deposit_id, state, ground, reason, evidence_ids, proposed_by, proposed_at, hear_until, statement, statement_ids,
        stated_by, stated_at, decided_by, decided_at, decision, forfeit_proposed_by, forfeit_proposed_at, forfeited_by,
        forfeited_at, appeal_until, appeal, appeal_ids, appealed_by, appealed_at, ruled_by, ruled_at, ruling, upheld, remedy,
        remedy_by, remedy_at) on default_case to jishi_app;
      grant update (resale_minor, resale_contract_id, given_up, shortfall_minor, costs, lines, proposed_by, proposed_at,
        approved_by, approved_at, transfer_id) on forfeiture_distribution to jishi_app;
      grant update (state, answered_by, answered_at) on default_offer to jishi_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `delete from outbox_subscription where consumer = 'notifications.tell' and event_type = any($1)`,
      [TOLD],
    );
    for (const [type, consumer] of CARRIED_OUT)
      await runner.query('delete from outbox_subscription where event_type = $1 and consumer = $2', [type, consumer]);
    await runner.query(`
      drop view deposit_fault, deposit_money;
      alter table bidder_bar drop constraint bar_lift_says_why, drop constraint bar_lifted_by_two, drop column lifted_at,
        drop column lifted_by, drop column lift_proposed_at, drop column lift_proposed_by, drop column lift_reason;
      alter table payout drop column due_at, drop constraint payout_let_by_two, drop constraint payout_kind_check;
      alter table payout
        add constraint payout_kind_check check (kind in ('sale', 'deposit_release', 'suspense_refund')),
        add constraint payout_let_by_two check (not (kind = 'sale' and provider like 'stripe%' and state in ('sent', 'confirmed'))
          or (proposed_by is not null and confirmed_by is not null));
      drop index contract_one_each, contract_one_live;
      alter table contract add unique (listing_id);
      alter table sale_confirmation drop constraint sale_confirmation_listing_id_transferee_id_key, add unique (listing_id);
      drop table default_offer, forfeiture_distribution, default_case;
      drop trigger deposit_forward on deposit;
      drop function deposit_guard();
      drop index deposit_due, deposit_one_live;
      alter table deposit drop constraint deposit_auction_id_organisation_id_round_key, drop column demand_id,
        drop column due_at, drop column round, add unique (auction_id, organisation_id);
    `);
  }
}
