import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATES = `'submitted','awaiting_seller','objected','approved','rejected','withdrawn'`;
const STATES_BEFORE = `'submitted','approved','rejected','withdrawn'`;
const KEY = `'^(o:[0-9A-Za-z-]{18,36}|p:[0-9a-f]{64})$'`;

/** What is declared of an organisation by itself and looked at by an exchange; the same for people and for holdings. */
const DECLARATION = `
  organisation_id uuid not null references organisation(id),
  from_on date not null,
  -- the first day on which it is no longer so
  to_on date check (to_on >= from_on),
  evidence_id uuid references attachment(id),
  state text not null default 'declared' check (state in ('declared','verified','refused')),
  declared_by uuid not null,
  declared_at timestamptz not null default clock_timestamp(),
  reviewed_by uuid,
  reviewed_at timestamptz,
  review_reason text not null default '',
  ended_by uuid,
  check ((state = 'declared') = (reviewed_at is null) and (reviewed_at is null) = (reviewed_by is null)),
  check (state <> 'refused' or review_reason <> '')`;

/** The seller confirms candidates; who belongs to whom; whose right of first refusal a sale must respect. */
export class Qualification1700000026000 implements MigrationInterface {
  name = 'Qualification1700000026000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table application drop constraint application_state_check;
      alter table application
        add constraint application_state_check check (state in (${STATES})),
        add column details jsonb not null default '{}',
        -- what the candidate would pay if it stays the only one; the exchange alone reads it before the notice is over
        add column offer_minor bigint check (offer_minor > 0 and offer_minor <= 9007199254740991),
        -- SHA-256 of the text the candidate accepted
        add column text_hash text check (text_hash ~ '^[0-9a-f]{64}$'),
        add column representative_key text check (representative_key ~ '^p:[0-9a-f]{64}$'),
        -- by when whoever has to act next must have acted; null: nobody has to, or the calendar is not published yet
        add column due_at timestamptz,
        add constraint application_objection_reason check (state <> 'objected' or reason <> ''),
        -- silence is taken as consent, so it must be known when silence is over
        add constraint application_seller_deadline check (state <> 'awaiting_seller' or due_at is not null);
      create index application_seller_due on application(due_at) where state = 'awaiting_seller';

      -- Silence is nobody's act: then actor and organisation are null.
      alter table application_transition
        add column action text not null default '',
        alter column actor_id drop not null,
        alter column organisation_id drop not null;

      -- What was handed in each time, whole, so that two can be compared.
      create table application_submission (
        application_id uuid not null references application(id),
        number int not null check (number > 0),
        content jsonb not null,
        submitted_by uuid not null,
        at timestamptz not null default clock_timestamp(),
        primary key (application_id, number));
      create trigger application_submission_append_only before update or delete or truncate on application_submission
        for each statement execute function listings_refuse_change();

      -- Bidders' identities are sealed until the close: each time somebody of the seller reads one, it is written down.
      create table application_opening (
        id uuid primary key,
        application_id uuid not null references application(id),
        organisation_id uuid not null references organisation(id),
        opened_by uuid not null,
        -- null: the facts; otherwise this paper
        document_id uuid references attachment(id),
        at timestamptz not null default clock_timestamp());
      create index application_opening_application on application_opening(application_id, at);
      create trigger application_opening_append_only before update or delete or truncate on application_opening
        for each statement execute function listings_refuse_change();

      create table organisation_person (
        id uuid primary key,
        ${DECLARATION},
        name text not null check (length(btrim(name)) between 1 and 100),
        -- keyed hash of the number of an identity paper; the number itself is nowhere
        person_key text not null check (person_key ~ '^p:[0-9a-f]{64}$'),
        role text not null check (role in ('legal_representative','director','supervisor','manager','controller','key_staff')));
      create index organisation_person_of on organisation_person(organisation_id, declared_at);
      create index organisation_person_key on organisation_person(person_key);

      create table organisation_holding (
        id uuid primary key,
        ${DECLARATION},
        -- o: an organisation, by its credit code; p: a person, by the keyed hash
        holder_key text not null check (holder_key ~ ${KEY} or holder_key = 'state'),
        holder_name text not null check (length(btrim(holder_name)) between 1 and 200),
        held_key text not null check (held_key ~ ${KEY} and held_key like 'o:%'),
        held_name text not null check (length(btrim(held_name)) between 1 and 200),
        basis_points int not null check (basis_points between 1 and 10000),
        check (holder_key <> held_key));
      create index organisation_holding_of on organisation_holding(organisation_id, declared_at);
      create index organisation_holding_held on organisation_holding(held_key);

      -- History is kept: a declaration is ended or judged, never rewritten.
      create function declaration_freeze() returns trigger language plpgsql as $$
      begin
        if (to_jsonb(new) - array['to_on','ended_by','state','reviewed_by','reviewed_at','review_reason']) is distinct from
           (to_jsonb(old) - array['to_on','ended_by','state','reviewed_by','reviewed_at','review_reason'])
           or (old.to_on is not null and new.to_on is distinct from old.to_on) then
          raise exception 'declaration % is not rewritten', old.id using errcode = 'restrict_violation';
        end if;
        return new;
      end $$;
      create trigger organisation_person_frozen before update on organisation_person
        for each row execute function declaration_freeze();
      create trigger organisation_holding_frozen before update on organisation_holding
        for each row execute function declaration_freeze();

      -- Candidates who were refused because they belong to the other side, and how that was seen.
      create table conflict_finding (
        id uuid primary key,
        listing_id uuid not null references listing(id),
        organisation_id uuid not null references organisation(id),
        insider_id uuid not null references organisation(id),
        stage text not null check (stage in ('application','review','confirmation','admission')),
        kind text not null check (kind in ('shared_person','holding','common_holder')),
        path_zh text not null check (path_zh <> ''),
        path_en text not null check (path_en <> ''),
        found_at timestamptz not null default clock_timestamp());
      create index conflict_finding_listing on conflict_finding(listing_id, found_at);
      create trigger conflict_finding_append_only before update or delete or truncate on conflict_finding
        for each statement execute function listings_refuse_change();

      create table first_refusal_holder (
        id uuid primary key,
        listing_id uuid not null references listing(id),
        organisation_id uuid not null references organisation(id),
        ground text not null check (ground in ('inventor','commissioner','co_developer')),
        rank int not null check (rank between 1 and 99),
        evidence_id uuid references attachment(id),
        registered_by uuid not null,
        registered_at timestamptz not null default clock_timestamp(),
        notified_at timestamptz,
        acknowledged_at timestamptz,
        waived_at timestamptz,
        answered_by uuid,
        -- it applied as a candidate; whoever did not by the end of the notice has waived
        applied_at timestamptz,
        removed_at timestamptz,
        removed_by uuid,
        removal_reason text not null default '',
        check (acknowledged_at is null or notified_at is not null),
        check (waived_at is null or notified_at is not null),
        check ((removed_at is null) = (removal_reason = '')));
      create unique index first_refusal_once on first_refusal_holder(listing_id, organisation_id) where removed_at is null;
      create index first_refusal_of on first_refusal_holder(organisation_id, id desc);

      grant select, insert on application_submission, application_opening, conflict_finding to jishi_app;
      grant select, insert, update on organisation_person, organisation_holding, first_refusal_holder to jishi_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table first_refusal_holder, conflict_finding, organisation_holding, organisation_person, application_opening,
        application_submission;
      drop function declaration_freeze;
      alter table application_transition disable trigger application_transition_append_only;
      delete from application_transition where actor_id is null or organisation_id is null;
      alter table application_transition enable trigger application_transition_append_only;
      alter table application_transition drop column action, alter column actor_id set not null,
        alter column organisation_id set not null;
      update application set state = 'submitted' where state in ('awaiting_seller', 'objected');
      alter table application drop constraint application_state_check;
      alter table application add constraint application_state_check check (state in (${STATES_BEFORE})),
        drop column details, drop column offer_minor, drop column text_hash, drop column representative_key,
        drop column due_at;
    `);
  }
}
