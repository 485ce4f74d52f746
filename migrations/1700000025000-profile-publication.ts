import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An exchange writes rules of its own: drafts, publication seven days ahead by a second person, withdrawal before they govern. */
export class ProfilePublication1700000025000 implements MigrationInterface {
  name = 'ProfilePublication1700000025000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table rule_profile
        add column base_code text,
        add column base_version int,
        add column proposed_by uuid references user_account(id),
        add column published_by uuid references user_account(id),
        add foreign key (base_code, base_version) references rule_profile(code, version),
        -- What an exchange publishes was written by one person and published by another.
        add constraint rule_profile_two_people check (
          exchange_id is null or (proposed_by is not null and published_by is not null and proposed_by <> published_by)),
        -- Nobody is surprised by new rules. What migrations bring belongs to no exchange.
        add constraint rule_profile_lead check (exchange_id is null or effective_at - published_at >= interval '7 days'),
        -- Times that replace days by seconds have no legal effect.
        add constraint rule_profile_no_demo check (exchange_id is null or body->'demo' = 'null'::jsonb);

      -- A version that was published and taken back before it governed anything. The row stays as it was published.
      create table rule_profile_withdrawal (
        code text not null,
        version int not null,
        reason text not null check (reason <> ''),
        withdrawn_by uuid not null references user_account(id),
        withdrawn_at timestamptz not null default clock_timestamp(),
        primary key (code, version),
        foreign key (code, version) references rule_profile(code, version));

      -- A code belongs to one exchange, or to the platform, for ever; its versions come into force one after the other.
      create function rule_profile_check_insert() returns trigger language plpgsql as $$
      begin
        if exists (select from rule_profile p where p.code = new.code and p.exchange_id is distinct from new.exchange_id) then
          raise exception 'rule profile % belongs to somebody else', new.code using errcode = 'check_violation';
        end if;
        if new.exchange_id is null then return new; end if;
        -- The lead is counted from now, whatever the writer says.
        new.published_at := now();
        if new.version <> 1 + coalesce((select max(p.version) from rule_profile p where p.code = new.code), 0) then
          raise exception 'rule profile % v% leaves a gap', new.code, new.version using errcode = 'check_violation';
        end if;
        if exists (select from rule_profile p where p.code = new.code and p.effective_at >= new.effective_at
            and not exists (select from rule_profile_withdrawal w where (w.code, w.version) = (p.code, p.version))) then
          raise exception 'rule profile % v% is not later than the version before it', new.code, new.version
            using errcode = 'check_violation';
        end if;
        return new;
      end $$;
      create trigger rule_profile_insert before insert on rule_profile
        for each row execute function rule_profile_check_insert();

      create function rule_profile_check_withdrawal() returns trigger language plpgsql as $$
      begin
        new.withdrawn_at := clock_timestamp();
        if not exists (select from rule_profile p where (p.code, p.version) = (new.code, new.version)
            and p.exchange_id is not null and p.effective_at > new.withdrawn_at) then
          raise exception 'rule profile % v% is in force', new.code, new.version using errcode = 'check_violation';
        end if;
        return new;
      end $$;
      create trigger rule_profile_withdrawal_insert before insert on rule_profile_withdrawal
        for each row execute function rule_profile_check_withdrawal();
      create trigger rule_profile_withdrawal_append_only before update or delete or truncate on rule_profile_withdrawal
        for each statement execute function listings_refuse_change();

      create table rule_profile_draft (
        id uuid primary key,
        exchange_id uuid not null references organisation(id),
        code text not null check (code ~ '^[a-z0-9-]{1,64}$'),
        base_code text not null,
        base_version int not null,
        body jsonb not null,
        -- The text on which the new rules rest, given when they are proposed.
        source text not null default '',
        state text not null default 'draft' check (state in ('draft', 'submitted', 'published', 'discarded')),
        -- Who saves over another's change is told instead.
        revision int not null default 1 check (revision > 0),
        created_by uuid not null references user_account(id),
        created_at timestamptz not null default now(),
        changed_by uuid not null references user_account(id),
        changed_at timestamptz not null default now(),
        proposed_by uuid references user_account(id),
        proposed_at timestamptz,
        decided_by uuid references user_account(id),
        decided_at timestamptz,
        decision_reason text not null default '',
        published_version int,
        foreign key (base_code, base_version) references rule_profile(code, version),
        foreign key (code, published_version) references rule_profile(code, version),
        check ((proposed_by is null) = (proposed_at is null)),
        check ((decided_by is null) = (decided_at is null)),
        check (state not in ('submitted', 'published') or (proposed_by is not null and source <> '')),
        check ((state = 'published') = (published_version is not null)),
        check (state <> 'published' or (decided_by is not null and decided_by <> proposed_by)));
      create unique index rule_profile_draft_open on rule_profile_draft(exchange_id, code) where state in ('draft', 'submitted');
      create index rule_profile_draft_exchange on rule_profile_draft(exchange_id, id);

      -- What was proposed is what is published: only a draft is written in, and what is ended stays as it ended.
      create function rule_profile_draft_guard() returns trigger language plpgsql as $$
      begin
        if old.state in ('published', 'discarded') then
          raise exception 'draft % is %', old.id, old.state using errcode = 'restrict_violation';
        end if;
        if old.state <> 'draft' and (new.body, new.code, new.source) is distinct from (old.body, old.code, old.source) then
          raise exception 'draft % is proposed', old.id using errcode = 'restrict_violation';
        end if;
        return new;
      end $$;
      create trigger rule_profile_draft_guard before update on rule_profile_draft
        for each row execute function rule_profile_draft_guard();

      grant select, insert on rule_profile_withdrawal to jishi_app;
      grant select, insert, update on rule_profile_draft to jishi_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table rule_profile_draft;
      drop function rule_profile_draft_guard();
      drop table rule_profile_withdrawal;
      drop function rule_profile_check_withdrawal();
      drop trigger rule_profile_insert on rule_profile;
      drop function rule_profile_check_insert();
      alter table rule_profile
        drop constraint rule_profile_no_demo,
        drop constraint rule_profile_lead,
        drop constraint rule_profile_two_people,
        drop column published_by,
        drop column proposed_by,
        drop column base_version,
        drop column base_code;
    `);
  }
}
