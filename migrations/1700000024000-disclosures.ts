import type { MigrationInterface, QueryRunner } from 'typeorm';

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
  'trustee',
];
const membershipRoles = (roles: string[]): string => `
  alter table membership drop constraint membership_roles_check;
  alter table membership add constraint membership_roles_check check (cardinality(roles) > 0
    and roles <@ array[${roles.map((role) => `'${role}'`).join(', ')}]);`;

/**
 * Disclosures of service achievements by their inventors, and what the institution decides to do with them
 * (policy art. 11, Promotion of Conversion Act §18).
 */
export class Disclosures1700000024000 implements MigrationInterface {
  name = 'Disclosures1700000024000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(membershipRoles([...ROLES, 'inventor', 'decider']));
    await runner.query(`
      create sequence disclosure_number;
      create table disclosure (
        id uuid primary key,
        number text not null unique,
        organisation_id uuid not null references organisation (id),
        reported_by uuid not null references user_account (id),
        title text not null check (length(btrim(title)) between 1 and 200),
        summary text not null default '' check (length(summary) <= 4000),
        description text not null default '' check (length(description) <= 20000),
        ip_kind text not null check (ip_kind in ('know_how','invention','utility_model','design','software','plant_variety','ic_layout','biomedicine','design_copyright','none')),
        field_code text not null default '',
        funding_source text not null check (funding_source in ('state','ministry','province','city','outside')),
        programme text not null default '' check (length(programme) <= 500),
        secrecy text[] not null default '{}'
          check (secrecy <@ array['national_security','major_public_interest','trade_secret']),
        export_control text not null check (export_control in ('free','restricted','prohibited')),
        parties jsonb not null default '[]',
        publications jsonb not null default '[]',
        state text not null check (state in
          ('draft','disclosed','in_review','returned','accepted','proposed','approving','decided','refused','withdrawn')),
        -- Whose turn it is, since when and until when; null until: nothing is owed, or that year's calendar is not out.
        turn text check (turn in ('reporter','office','approver')),
        state_since timestamptz not null,
        due_at timestamptz,
        handled_by uuid references user_account (id),
        disclosed_at timestamptz,
        achievement_id uuid references achievement (id),
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        -- Nobody owes anything where a matter rests.
        check ((turn is null) = (state in ('decided','refused','withdrawn'))),
        check (turn is not null or due_at is null),
        check (state in ('draft','withdrawn') or disclosed_at is not null),
        -- What was decided is in the catalogue, unless the public may not know of it.
        check (state <> 'decided' or achievement_id is not null
          or secrecy && array['national_security','major_public_interest'])
      );
      create index disclosure_of_organisation on disclosure (organisation_id, created_at desc, id);
      create index disclosure_queue on disclosure (organisation_id, turn, due_at) where turn is not null;
      create unique index disclosure_achievement on disclosure (achievement_id) where state <> 'withdrawn';

      create table disclosure_contributor (
        id uuid primary key,
        disclosure_id uuid not null references disclosure (id),
        position int not null check (position > 0),
        user_id uuid references user_account (id),
        name text not null check (length(btrim(name)) between 1 and 100),
        affiliation text not null default '' check (length(affiliation) <= 200),
        share_bps int not null check (share_bps between 1 and 10000),
        -- Their word on their share: yes, or why not. Without a login it is a signed paper that somebody filed.
        answered_at timestamptz,
        answered_by uuid references user_account (id),
        agreed boolean,
        objection text not null default '' check (length(objection) <= 2000),
        paper_id uuid references attachment (id),
        unique (disclosure_id, position),
        check (user_id is not null or length(btrim(affiliation)) > 0),
        check ((answered_at is null) = (agreed is null) and (answered_at is null) = (answered_by is null)),
        check (agreed is distinct from false or objection <> ''),
        check (answered_by is null or answered_by = user_id or (user_id is null and paper_id is not null))
      );
      create unique index disclosure_contributor_once on disclosure_contributor (disclosure_id, user_id) where user_id is not null;
      create index disclosure_contributor_user on disclosure_contributor (user_id) where user_id is not null;

      create table disclosure_transition (
        id uuid primary key,
        disclosure_id uuid not null references disclosure (id),
        action text not null,
        from_state text not null,
        to_state text not null,
        actor_id uuid not null references user_account (id),
        part text not null check (part in ('reporter','office','approver')),
        reason text not null default '',
        due_at timestamptz,
        at timestamptz not null default clock_timestamp()
      );
      create index disclosure_transition_of on disclosure_transition (disclosure_id, at);

      -- What the office proposes. Each proposal is a row; the last one counts.
      create table seller_decision (
        id uuid primary key,
        disclosure_id uuid not null references disclosure (id),
        round int not null check (round > 0),
        form text not null check (form in ('retain','transfer','licence','invest')),
        reason text not null check (length(btrim(reason)) between 1 and 4000),
        pricing_way text check (pricing_way in ('listing','auction','negotiated')),
        price_minor bigint check (price_minor > 0 and price_minor <= 9007199254740991),
        exclusivity text check (exclusivity in ('exclusive','sole','ordinary')),
        company_name text not null default '',
        company_share_bps int check (company_share_bps between 1 and 10000),
        profile_code text,
        state text not null check (state in ('proposed','approving','decided','refused','dropped')),
        proposed_by uuid not null references user_account (id),
        proposed_at timestamptz not null,
        -- Asked for approval for the n-th time; whoever approves answers this asking.
        attempt int not null default 0 check (attempt >= 0),
        -- Who has to approve, in order, as the rules were when it was asked for.
        chain jsonb not null default '[]',
        decided_at timestamptz,
        unique (disclosure_id, round),
        -- Each form has its own terms and no others.
        check ((form = 'retain') = (pricing_way is null) and (form = 'retain') = (price_minor is null)
          and (form = 'retain') = (profile_code is null)),
        check ((form = 'licence') = (exclusivity is not null)),
        check ((form = 'invest') = (company_name <> '') and (form = 'invest') = (company_share_bps is not null)),
        check ((state = 'decided') = (decided_at is not null)),
        check (state not in ('approving','decided') or (attempt > 0 and jsonb_array_length(chain) > 0))
      );
      -- One proposal at a time.
      create unique index seller_decision_open on seller_decision (disclosure_id) where state in ('proposed','approving');

      create table disclosure_document (
        disclosure_id uuid not null references disclosure (id),
        attachment_id uuid not null references attachment (id),
        -- 'supporting' is the inventor's; the others are what a decision needs, and belong to it.
        kind text not null check (kind in ('supporting','pricing_basis','publicity_proof','valuation_report',
          'inventors_agreement','co_owner_consent','first_refusal_notice','investment_plan','duty_statement',
          'secrecy_approval','export_statement','collective_minutes')),
        decision_id uuid references seller_decision (id),
        added_by uuid not null references user_account (id),
        added_at timestamptz not null,
        primary key (disclosure_id, attachment_id, kind),
        check ((kind = 'supporting') = (decision_id is null))
      );

      create table decision_approval (
        id uuid primary key,
        decision_id uuid not null references seller_decision (id),
        attempt int not null check (attempt > 0),
        step text not null check (step in ('office','finance','leadership','meeting')),
        answer text not null check (answer in ('approve','send_back','refuse')),
        approver_id uuid not null references user_account (id),
        opinion text not null check (answer = 'approve' or length(btrim(opinion)) > 0),
        attachment_id uuid references attachment (id),
        at timestamptz not null,
        -- Nobody approves twice, and no step is taken twice.
        unique (decision_id, attempt, approver_id),
        unique (decision_id, attempt, step)
      );

      create trigger disclosure_transition_append_only before update or delete or truncate on disclosure_transition
        for each statement execute function listings_refuse_change();
      create trigger decision_approval_append_only before update or delete or truncate on decision_approval
        for each statement execute function listings_refuse_change();

      -- Whoever proposes does not approve.
      create function decision_refuse_own_approval() returns trigger language plpgsql as $$
      begin
        if exists (select from seller_decision where id = new.decision_id and proposed_by = new.approver_id) then
          raise exception 'a proposer does not approve' using errcode = 'restrict_violation';
        end if;
        return new;
      end $$;
      create trigger decision_own_approval before insert on decision_approval
        for each row execute function decision_refuse_own_approval();

      -- Terms that are being approved, or are decided, stay as they are.
      create function decision_freeze_terms() returns trigger language plpgsql as $$
      begin
        if old.state <> 'proposed' and (
          new.form, new.reason, new.pricing_way, new.price_minor, new.exclusivity, new.company_name,
          new.company_share_bps, new.profile_code, new.proposed_by) is distinct from (
          old.form, old.reason, old.pricing_way, old.price_minor, old.exclusivity, old.company_name,
          old.company_share_bps, old.profile_code, old.proposed_by) then
          raise exception 'the terms of a submitted decision are frozen' using errcode = 'restrict_violation';
        end if;
        if old.state in ('decided', 'refused', 'dropped') and new.state <> old.state then
          raise exception 'a decision that was made stays' using errcode = 'restrict_violation';
        end if;
        return new;
      end $$;
      create trigger decision_frozen before update on seller_decision
        for each row execute function decision_freeze_terms();

      -- What is in the office's hands has shares that add up, and nobody changes them there.
      create function disclosure_whole_shares() returns trigger language plpgsql as $$
      begin
        if new.state not in ('draft', 'returned', 'withdrawn') and
          (select sum(share_bps) from disclosure_contributor where disclosure_id = new.id) is distinct from 10000 then
          raise exception 'disclosure %: shares do not add up', new.number using errcode = 'restrict_violation';
        end if;
        return new;
      end $$;
      create trigger disclosure_shares before update of state on disclosure
        for each row execute function disclosure_whole_shares();
      create function disclosure_freeze_shares() returns trigger language plpgsql as $$
      begin
        if (select state from disclosure where id = coalesce(new.disclosure_id, old.disclosure_id)) not in ('draft', 'returned')
          and (tg_op <> 'UPDATE' or (new.user_id, new.name, new.share_bps) is distinct from (old.user_id, old.name, old.share_bps)) then
          raise exception 'shares of a disclosure in review are frozen' using errcode = 'restrict_violation';
        end if;
        return coalesce(new, old);
      end $$;
      create trigger disclosure_shares_frozen before insert or update or delete on disclosure_contributor
        for each row execute function disclosure_freeze_shares();

      grant select, insert, update on disclosure, seller_decision to jishi_app;
      grant select, insert, update, delete on disclosure_contributor, disclosure_document to jishi_app;
      grant select, insert on disclosure_transition, decision_approval to jishi_app;
      grant usage on sequence disclosure_number to jishi_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table decision_approval, disclosure_document, seller_decision, disclosure_transition, disclosure_contributor, disclosure;
      drop sequence disclosure_number;
      drop function decision_refuse_own_approval, decision_freeze_terms, disclosure_whole_shares, disclosure_freeze_shares;
      delete from membership where roles <@ array['inventor', 'decider'];
      update membership set roles = array_remove(array_remove(roles, 'inventor'), 'decider')
        where roles && array['inventor', 'decider'];
    `);
    await runner.query(membershipRoles(ROLES));
  }
}
