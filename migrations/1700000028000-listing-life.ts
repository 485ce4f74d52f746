import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The whole life of a listing: what its price rests on, extensions, suspensions, changes of content. */
export class ListingLife1700000028000 implements MigrationInterface {
  name = 'ListingLife1700000028000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table listing
        add column seller_type text check (seller_type in ('university', 'state_owned', 'private')),
        -- what the buyer must know and accept besides the price
        add column conditions text not null default '' check (length(conditions) <= 4000),
        -- how often the notice says it may be extended, and how often it was
        add column announced_extensions int not null default 0 check (announced_extensions between 0 and 100),
        add column extensions int not null default 0 check (extensions between 0 and announced_extensions),
        -- the filed appraisal that the floor price rests on
        add column appraisal_minor bigint check (appraisal_minor > 0 and appraisal_minor <= 9007199254740991),
        add column appraisal_ref text check (length(btrim(appraisal_ref)) between 1 and 200),
        add column appraisal_on date,
        -- the written approval of a floor below it
        add column approval_ref text check (length(btrim(approval_ref)) between 1 and 200),
        add column approval_authority text check (length(btrim(approval_authority)) between 1 and 200),
        add column approval_on date,
        -- how often this achievement has been offered in this form: 1, and one more after every sale that found no buyer
        add column round int not null default 1 check (round > 0),
        add column publish_from timestamptz,
        add column suspended_at timestamptz,
        add constraint listing_appraisal check (
          (appraisal_minor is null) = (appraisal_ref is null) and (appraisal_minor is null) = (appraisal_on is null)),
        add constraint listing_approval check (
          (approval_ref is null) = (approval_authority is null) and (approval_ref is null) = (approval_on is null)),
        drop constraint listing_state_check,
        add constraint listing_state_check check (state in ('draft','intake','review','pre_listed','listed','extended',
          'suspended','resumed','delisted','withdrawn','sold','certified','terminated')),
        add constraint listing_suspended check ((state = 'suspended') = (suspended_at is not null)),
        add constraint listing_pre_listed check (state <> 'pre_listed' or publish_from is not null);

      drop index listing_one_transfer;
      create unique index listing_one_transfer on listing(achievement_id)
        where form = 'transfer'
          and state in ('intake','review','pre_listed','listed','extended','suspended','resumed','sold','certified');
      -- What the clock looks at every second.
      create index listing_notice_due on listing(notice_ends_at) where state in ('listed', 'extended', 'resumed');
      create index listing_publish_due on listing(publish_from) where state = 'pre_listed';
      create index listing_of_achievement on listing(achievement_id, form);

      create or replace function listing_freeze_terms() returns trigger language plpgsql as $$
      begin
        if old.published_at is not null and (
          new.number, new.achievement_id, new.transferor_id, new.exchange_id, new.form, new.pricing_way, new.price_minor,
          new.reserve_minor, new.profile_code, new.profile_version, new.auction_id, new.negotiated_transferee_id,
          new.published_at, new.seller_type, new.announced_extensions, new.appraisal_minor, new.appraisal_ref,
          new.appraisal_on, new.approval_ref, new.approval_authority, new.approval_on, new.round) is distinct from (
          old.number, old.achievement_id, old.transferor_id, old.exchange_id, old.form, old.pricing_way, old.price_minor,
          old.reserve_minor, old.profile_code, old.profile_version, old.auction_id, old.negotiated_transferee_id,
          old.published_at, old.seller_type, old.announced_extensions, old.appraisal_minor, old.appraisal_ref,
          old.appraisal_on, old.approval_ref, old.approval_authority, old.approval_on, old.round) then
          raise exception 'published listing %: its terms are frozen', old.number using errcode = 'restrict_violation';
        end if;
        -- An announced end of a notice never comes earlier.
        if old.notice_ends_at > new.notice_ends_at then
          raise exception 'published listing %: its notice may not be shortened', old.number using errcode = 'restrict_violation';
        end if;
        return new;
      end $$;

      -- A change of what was published: asked for by the seller, decided by the exchange; the notice then runs anew.
      create table listing_amendment (
        id uuid primary key,
        listing_id uuid not null references listing(id),
        conditions_from text not null,
        conditions_to text not null check (length(conditions_to) <= 4000),
        reason text not null check (reason <> '' and length(reason) <= 2000),
        requested_by uuid not null,
        requested_at timestamptz not null default clock_timestamp(),
        state text not null default 'requested' check (state in ('requested', 'accepted', 'refused')),
        decided_by uuid,
        decided_at timestamptz,
        decision_reason text not null default '',
        check (conditions_from <> conditions_to),
        check ((state = 'requested') = (decided_by is null) and (decided_by is null) = (decided_at is null)),
        check (state <> 'refused' or decision_reason <> ''));
      create unique index listing_amendment_open on listing_amendment(listing_id) where state = 'requested';
      create index listing_amendment_listing on listing_amendment(listing_id, requested_at);
      create function listing_amendment_guard() returns trigger language plpgsql as $$
      begin
        if old.state <> 'requested' then
          raise exception 'amendment % is decided', old.id using errcode = 'restrict_violation';
        end if;
        return new;
      end $$;
      create trigger listing_amendment_decided before update on listing_amendment
        for each row execute function listing_amendment_guard();

      insert into outbox_subscription (event_type, consumer) values
        ('listing.extended', 'bidding.reschedule'),
        ('listing.resumed', 'bidding.reschedule'),
        ('listing.amended', 'bidding.reschedule');

      grant select, insert on listing_amendment to jishi_app;
      grant update (state, decided_by, decided_at, decision_reason) on listing_amendment to jishi_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      delete from outbox_subscription where consumer = 'bidding.reschedule';
      drop table listing_amendment;
      drop function listing_amendment_guard;
      create or replace function listing_freeze_terms() returns trigger language plpgsql as $$
      begin
        if old.published_at is not null and (
          new.number, new.achievement_id, new.transferor_id, new.exchange_id, new.form, new.pricing_way, new.price_minor,
          new.reserve_minor, new.profile_code, new.profile_version, new.auction_id, new.negotiated_transferee_id,
          new.published_at) is distinct from (
          old.number, old.achievement_id, old.transferor_id, old.exchange_id, old.form, old.pricing_way, old.price_minor,
          old.reserve_minor, old.profile_code, old.profile_version, old.auction_id, old.negotiated_transferee_id,
          old.published_at) then
          raise exception 'published listing %: its terms are frozen', old.number using errcode = 'restrict_violation';
        end if;
        return new;
      end $$;
      drop index listing_one_transfer, listing_notice_due, listing_publish_due, listing_of_achievement;
      create unique index listing_one_transfer on listing(achievement_id)
        where form = 'transfer' and state in ('intake','review','listed','extended','suspended','sold','certified');
      alter table listing
        drop constraint listing_state_check,
        add constraint listing_state_check check (state in ('draft','intake','review','listed','extended','suspended','delisted','withdrawn','sold','certified','terminated')),
        drop constraint listing_suspended,
        drop constraint listing_pre_listed,
        drop constraint listing_appraisal,
        drop constraint listing_approval,
        drop column seller_type,
        drop column conditions,
        drop column extensions,
        drop column announced_extensions,
        drop column appraisal_minor,
        drop column appraisal_ref,
        drop column appraisal_on,
        drop column approval_ref,
        drop column approval_authority,
        drop column approval_on,
        drop column round,
        drop column publish_from,
        drop column suspended_at;
    `);
  }
}
