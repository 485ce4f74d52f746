import type { MigrationInterface, QueryRunner } from 'typeorm';

const APPEND_ONLY = ['pending_transfer', 'pending_posting', 'pending_resolution', 'account_entry'];
/** Triggers run as the owner, look names up in places the application cannot write to, and by index, whatever is cached. */
const AS_OWNER = 'language plpgsql security definer set search_path = pg_catalog, public, pg_temp';
const BY_INDEX = 'set enable_seqscan = off set enable_nestloop = off';

/**
 * What an account came to with every transfer, so that a balance at any past moment is one look at an index; money set
 * aside before it moves; reversals. Ids and times are given by the database and cannot be written by the application.
 */
export class LedgerEntries1700000040000 implements MigrationInterface {
  name = 'LedgerEntries1700000040000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- UUID version 7 by the database's clock (RFC 9562). Its body is bound here, so that no search_path changes it.
      create function ledger_new_id() returns uuid language sql volatile
        return encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
          placing substring(int8send(floor(extract(epoch from clock_timestamp()) * 1000)::bigint) from 3)
          from 1 for 6), 52, 1), 53, 1), 'hex')::uuid;
      alter table account alter column id set default ledger_new_id();
      alter table transfer alter column id set default ledger_new_id(),
        -- a transfer is reversed once, by another with the ends swapped
        add column reverses_id uuid references transfer (id);
      create unique index transfer_reverses on transfer (reverses_id) where reverses_id is not null;
      -- the order in which postings were written, within a statement too
      alter table posting add column seq bigint generated always as identity;
      -- what was read by these is read by account_entry
      drop index posting_source, posting_destination;

      -- One row for each account that a transfer touches, written by the trigger alone, under the lock of the account's
      -- balance: along one account \`at\` and \`seq\` both only grow, and \`*_total\` is the account right after it.
      create table account_entry (
        account_id uuid not null,
        at timestamptz not null,
        seq bigint not null check (seq > 0),
        transfer_id uuid not null,
        debit_minor bigint not null check (debit_minor >= 0),
        credit_minor bigint not null check (credit_minor >= 0),
        debit_total bigint not null check (debit_total >= debit_minor),
        credit_total bigint not null check (credit_total >= credit_minor),
        primary key (account_id, at, seq)
      );

      -- Money set aside. A reservation is not a transfer: whoever adds up postings never meets one.
      create table pending_transfer (
        id uuid primary key default ledger_new_id(),
        reference text not null unique check (reference <> ''),
        kind text not null,
        description text not null default '',
        posting_count integer not null check (posting_count between 1 and 100),
        content_hash text not null check (content_hash ~ '^[0-9a-f]{64}$'),
        subject_id uuid,
        expires_at timestamptz,
        created_at timestamptz not null default clock_timestamp()
      );
      create index pending_transfer_subject on pending_transfer (subject_id);

      create table pending_posting (
        pending_id uuid not null references pending_transfer (id),
        ordinal integer not null check (ordinal >= 0),
        source_id uuid not null,
        destination_id uuid not null,
        amount_minor bigint not null check (amount_minor > 0 and amount_minor <= 9007199254740991),
        currency text not null,
        primary key (pending_id, ordinal),
        check (source_id <> destination_id),
        foreign key (source_id, currency) references account (id, currency),
        foreign key (destination_id, currency) references account (id, currency)
      );

      -- The end of a reservation: one only, ever. Posted in full or in part (the rest is released), voided, or expired.
      create table pending_resolution (
        pending_id uuid primary key references pending_transfer (id),
        outcome text not null check (outcome in ('post', 'void', 'expire')),
        transfer_id uuid unique references transfer (id),
        reason text not null default '',
        at timestamptz not null default clock_timestamp(),
        check ((outcome = 'post') = (transfer_id is not null))
      );

      -- A projection: the reservations that still hold money.
      create table pending_open (
        pending_id uuid primary key references pending_transfer (id),
        expires_at timestamptz
      );
      create index pending_open_expires on pending_open (expires_at);

      alter table account_balance
        add column pending_debit_minor bigint not null default 0 check (pending_debit_minor between 0 and 9007199254740991),
        add column pending_credit_minor bigint not null default 0 check (pending_credit_minor between 0 and 9007199254740991),
        add column entry_count bigint not null default 0,
        drop constraint account_not_overdrawn,
        -- what is set aside to leave an account counts as gone; what is on its way to it does not count yet
        add constraint account_not_overdrawn check (
          case when kind in ('asset', 'expense') then debit_minor >= credit_minor + pending_credit_minor
            else credit_minor >= debit_minor + pending_debit_minor end
        );
      -- The rows of busy accounts are rewritten with every transfer: room to do it in place.
      alter table account_balance set (fillfactor = 50);
    `);
    await runner.query(BACKFILL);
    await runner.query(`
      create or replace function ledger_open_balance() returns trigger ${AS_OWNER} as $$
      begin
        insert into account_balance (account_id, kind) select id, kind from added;
        return null;
      end $$;

      -- Every account touched is locked first, in id order, so that two transfers over the same accounts wait for each
      -- other; only then is the time taken, so that its order is the order of application, and never goes backwards.
      -- The work is one pass over the statement however many transfers it brings: a busy account is rewritten once.
      create or replace function ledger_apply_postings() returns trigger ${AS_OWNER} ${BY_INDEX} as $$
      declare
        touched uuid[] := array(select source_id from added union select destination_id from added);
        moved uuid[] := array(select distinct transfer_id from added);
        moment timestamptz;
        overdrawn boolean;
        resolved record;
      begin
        if exists (
          select from (select transfer_id, max(ordinal) as last from added group by transfer_id) a
          join transfer t on t.id = a.transfer_id where t.id = any(moved) and a.last >= t.posting_count
        ) then
          raise exception 'a posting beyond the transfer''s own count' using errcode = 'JL002';
        end if;
        select max(held.updated_at) into moment from (
          select updated_at from account_balance where account_id = any(touched) order by account_id for update
        ) held;
        moment := greatest(clock_timestamp(), moment + interval '1 microsecond');

        with line as (
          -- the account as it is comes before what is added to it: one running sum, no join
          select account_id, transfer_id, debit, credit,
            (sum(entries) over so_far)::bigint as seq,
            (sum(debit) over so_far)::bigint as debit_total,
            (sum(credit) over so_far)::bigint as credit_total,
            sum(free) over so_far as free
          from (
            select account_id, null::uuid as transfer_id, 0::bigint as place, debit_minor as debit, credit_minor as credit,
              entry_count as entries,
              case when kind in ('asset', 'expense') then debit_minor - credit_minor - pending_credit_minor
                else credit_minor - debit_minor - pending_debit_minor end as free
            from account_balance where account_id = any(touched)
            union all
            select m.account_id, m.transfer_id, min(m.place), sum(m.debit)::bigint, sum(m.credit)::bigint, 1,
              case when b.kind in ('asset', 'expense') then sum(m.debit - m.credit) else sum(m.credit - m.debit) end
            from (
              select source_id as account_id, transfer_id, seq as place, amount_minor as debit, 0::bigint as credit from added
              union all
              select destination_id, transfer_id, seq, 0, amount_minor from added
            ) m join account_balance b on b.account_id = m.account_id
            where b.account_id = any(touched)
            group by m.account_id, m.transfer_id, b.kind
          ) change
          window so_far as (partition by account_id order by place)
        ), kept as (
          insert into account_entry
            (account_id, at, seq, transfer_id, debit_minor, credit_minor, debit_total, credit_total)
          select account_id, moment, seq, transfer_id, debit, credit, debit_total, credit_total
          from line where transfer_id is not null
        )
        select coalesce(bool_or(free < 0), false) into overdrawn from line where transfer_id is not null;
        -- a transfer of many must not be paid by one that comes after it
        if overdrawn then
          raise exception 'a transfer would overdraw an account'
            using errcode = 'check_violation', constraint = 'account_not_overdrawn', table = 'account_balance';
        end if;

        update account_balance b
          set debit_minor = l.debit_total, credit_minor = l.credit_total, entry_count = l.seq, updated_at = moment
          from (
            select distinct on (account_id) account_id, seq, debit_total, credit_total
            from account_entry where account_id = any(touched) and at = moment
            order by account_id, at desc, seq desc
          ) l
          where b.account_id = l.account_id and b.account_id = any(touched);

        for resolved in select * from pending_resolution where transfer_id = any(moved) loop
          perform ledger_check_within(resolved.pending_id, resolved.transfer_id);
        end loop;
        return null;
      end $$;

      -- Between the same two accounts never more than was set aside.
      create function ledger_check_within(pending uuid, transfer uuid) returns void ${AS_OWNER} as $$
      begin
        if exists (
          select from (
            select source_id, destination_id, sum(amount_minor) as amount from posting
            where transfer_id = transfer group by source_id, destination_id
          ) posted left join (
            select source_id, destination_id, sum(amount_minor) as amount from pending_posting
            where pending_id = pending group by source_id, destination_id
          ) held using (source_id, destination_id)
          where held.amount is null or posted.amount > held.amount
        ) then
          raise exception 'more than was set aside' using errcode = 'JL003', constraint = 'pending_not_exceeded';
        end if;
      end $$;

      -- Sets aside (1) or releases (-1) all of a reservation.
      create function ledger_hold(pending uuid, direction integer) returns void ${AS_OWNER} ${BY_INDEX} as $$
      declare
        touched uuid[] := array(
          select source_id from pending_posting where pending_id = pending
          union select destination_id from pending_posting where pending_id = pending);
      begin
        perform 1 from account_balance where account_id = any(touched) order by account_id for update;
        update account_balance b
          set pending_debit_minor = b.pending_debit_minor + direction * m.debit,
            pending_credit_minor = b.pending_credit_minor + direction * m.credit
          from (
            select account_id, sum(debit)::bigint as debit, sum(credit)::bigint as credit from (
              select source_id as account_id, amount_minor as debit, 0::bigint as credit
                from pending_posting where pending_id = pending
              union all
              select destination_id, 0, amount_minor from pending_posting where pending_id = pending
            ) moves group by account_id
          ) m
          where b.account_id = m.account_id and b.account_id = any(touched);
      end $$;

      -- All postings of a reservation come in one statement, so that it is whole or not there.
      create function ledger_reserve() returns trigger ${AS_OWNER} as $$
      declare pending record;
      begin
        for pending in
          select p.id, p.posting_count, p.expires_at, a.found, a.last
          from (select pending_id, count(*) as found, max(ordinal) as last from added group by pending_id) a
          join pending_transfer p on p.id = a.pending_id order by p.id
        loop
          if pending.found <> pending.posting_count or pending.last >= pending.posting_count then
            raise exception 'a reservation needs all its postings at once' using errcode = 'JL002';
          end if;
          perform ledger_hold(pending.id, 1);
          if pending.expires_at <= clock_timestamp() then
            raise exception 'the reservation has expired' using errcode = 'JL003', constraint = 'pending_not_expired';
          end if;
          insert into pending_open (pending_id, expires_at) values (pending.id, pending.expires_at);
        end loop;
        return null;
      end $$;

      create function ledger_check_pending() returns trigger ${AS_OWNER} as $$
      begin
        if (select count(*) from pending_posting where pending_id = new.id) <> new.posting_count then
          raise exception 'reservation % lacks postings', new.reference using errcode = 'JL002';
        end if;
        return null;
      end $$;

      -- The primary key lets in one resolution only. The time is looked at under the accounts' locks. A posted one names
      -- a transfer that has no postings yet: they follow, and the trigger above compares them.
      create function ledger_resolve() returns trigger ${AS_OWNER} as $$
      declare until timestamptz;
      begin
        delete from pending_open where pending_id = new.pending_id returning expires_at into until;
        if not found then
          raise exception 'no open reservation' using errcode = 'JL003', constraint = 'pending_is_open';
        end if;
        if new.transfer_id is not null and exists (select from posting where transfer_id = new.transfer_id) then
          raise exception 'the transfer was posted before' using errcode = 'JL003', constraint = 'pending_posts_anew';
        end if;
        perform ledger_hold(new.pending_id, -1);
        if new.outcome = 'expire' and (until is null or clock_timestamp() < until) then
          raise exception 'the reservation is not due' using errcode = 'JL003', constraint = 'pending_is_due';
        elsif new.outcome <> 'expire' and clock_timestamp() >= until then
          raise exception 'the reservation has expired' using errcode = 'JL003', constraint = 'pending_not_expired';
        end if;
        return null;
      end $$;

      create or replace function ledger_check_complete() returns trigger ${AS_OWNER} as $$
      declare found_count integer;
      begin
        select count(*) into found_count from posting where transfer_id = new.id and ordinal < new.posting_count;
        if found_count <> new.posting_count then
          raise exception 'transfer % has % of its % postings', new.reference, found_count, new.posting_count
            using errcode = 'JL002';
        end if;
        if new.reverses_id is null then
          return null;
        end if;
        -- what was turned round is posted anew, not turned round again
        if exists (select from transfer where id = new.reverses_id and reverses_id is not null) or exists (
          select from (select * from posting where transfer_id = new.id) n
          full join (select * from posting where transfer_id = new.reverses_id) o using (ordinal)
          where (n.source_id, n.destination_id, n.amount_minor, n.currency)
            is distinct from (o.destination_id, o.source_id, o.amount_minor, o.currency)
        ) then
          raise exception 'transfer % is not the mirror of what it reverses', new.reference
            using errcode = 'JL004', constraint = 'transfer_mirrors';
        end if;
        return null;
      end $$;

      drop trigger account_open_balance on account;
      create trigger account_open_balance after insert on account
        referencing new table as added for each statement execute function ledger_open_balance();
      drop trigger posting_within_transfer on posting;
      drop function ledger_check_posting();
      create trigger pending_posting_reserve after insert on pending_posting
        referencing new table as added for each statement execute function ledger_reserve();
      create trigger pending_resolution_apply after insert on pending_resolution
        for each row execute function ledger_resolve();
      create constraint trigger pending_complete after insert on pending_transfer
        deferrable initially deferred for each row execute function ledger_check_pending();

      revoke execute on function ledger_check_within(uuid, uuid), ledger_hold(uuid, integer), ledger_reserve(),
        ledger_check_pending(), ledger_resolve() from public;
    `);
    for (const table of APPEND_ONLY)
      await runner.query(`
        create trigger ${table}_no_change before update or delete on ${table}
          for each row execute function ledger_refuse_change();
        create trigger ${table}_no_truncate before truncate on ${table}
          for each statement execute function ledger_refuse_change();
      `);
    await runner.query(`
      create trigger pending_open_no_truncate before truncate on pending_open
        for each statement execute function ledger_refuse_change();
      -- Ids, times, order and totals are the database's own: no privilege on those columns.
      revoke insert on account, transfer, posting from jishi_app;
      grant insert (code, kind, purpose, currency, owner_id, exchange_id) on account to jishi_app;
      grant insert (reference, kind, description, posting_count, content_hash, subject_id, reverses_id) on transfer to jishi_app;
      grant insert (transfer_id, ordinal, source_id, destination_id, amount_minor, currency) on posting to jishi_app;
      grant insert (reference, kind, description, posting_count, content_hash, subject_id, expires_at)
        on pending_transfer to jishi_app;
      grant insert (pending_id, ordinal, source_id, destination_id, amount_minor, currency) on pending_posting to jishi_app;
      grant insert (pending_id, outcome, transfer_id, reason) on pending_resolution to jishi_app;
      grant select on account_entry, pending_transfer, pending_posting, pending_resolution, pending_open to jishi_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger account_open_balance on account;
      drop table pending_open, pending_resolution, pending_posting, pending_transfer, account_entry;
      drop function ledger_check_within(uuid, uuid), ledger_hold(uuid, integer), ledger_reserve(), ledger_check_pending(),
        ledger_resolve();
      alter table account_balance
        drop constraint account_not_overdrawn,
        drop column pending_debit_minor, drop column pending_credit_minor, drop column entry_count,
        add constraint account_not_overdrawn check (
          case when kind in ('asset', 'expense') then debit_minor >= credit_minor else credit_minor >= debit_minor end
        );
      alter table account_balance reset (fillfactor);
      alter table account alter column id drop default;
      alter table transfer alter column id drop default, drop column reverses_id;
      drop function ledger_new_id();
      alter table posting drop column seq;
      create index posting_source on posting (source_id, created_at);
      create index posting_destination on posting (destination_id, created_at);
      revoke insert (code, kind, purpose, currency, owner_id, exchange_id) on account from jishi_app;
      revoke insert (reference, kind, description, posting_count, content_hash, subject_id) on transfer from jishi_app;
      revoke insert (transfer_id, ordinal, source_id, destination_id, amount_minor, currency) on posting from jishi_app;
      grant insert on account, transfer, posting to jishi_app;
    `);
    await runner.query(BEFORE);
  }
}

/** What was posted before, in the order of its times. */
const BACKFILL = `
  insert into account_entry (account_id, at, seq, transfer_id, debit_minor, credit_minor, debit_total, credit_total)
  select account_id, at, row_number() over so_far, transfer_id, debit, credit,
    (sum(debit) over so_far)::bigint, (sum(credit) over so_far)::bigint
  from (
    select account_id, transfer_id, max(at) as at, min(place) as place,
      sum(debit)::bigint as debit, sum(credit)::bigint as credit
    from (
      select source_id as account_id, transfer_id, amount_minor as debit, 0 as credit, seq as place,
        max(created_at) over (partition by transfer_id) as at from posting
      union all
      select destination_id, transfer_id, 0, amount_minor, seq,
        max(created_at) over (partition by transfer_id) from posting
    ) moves group by account_id, transfer_id
  ) entries
  window so_far as (partition by account_id order by at, place);
  update account_balance b set entry_count = e.count, updated_at = e.at
    from (select account_id, count(*), max(at) as at from account_entry group by account_id) e
    where e.account_id = b.account_id;
`;

/** The functions and triggers of 1700000006000, for the way back. */
const BEFORE = `
  create or replace function ledger_open_balance() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
  begin
    insert into account_balance (account_id, kind) values (new.id, new.kind);
    return null;
  end $$;
  create trigger account_open_balance after insert on account for each row execute function ledger_open_balance();
  create or replace function ledger_apply_postings() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
  begin
    perform 1 from account_balance b
      where b.account_id in (select source_id from added union select destination_id from added)
      order by b.account_id for update;
    update account_balance b
      set debit_minor = b.debit_minor + m.debit, credit_minor = b.credit_minor + m.credit, updated_at = clock_timestamp()
      from (
        select account_id, sum(debit)::bigint as debit, sum(credit)::bigint as credit
        from (
          select source_id as account_id, amount_minor as debit, 0::bigint as credit from added
          union all
          select destination_id, 0, amount_minor from added
        ) moves group by account_id
      ) m
      where b.account_id = m.account_id;
    return null;
  end $$;
  create or replace function ledger_check_complete() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
  declare found_count integer;
  begin
    select count(*) into found_count from posting where transfer_id = new.id and ordinal < new.posting_count;
    if found_count <> new.posting_count then
      raise exception 'transfer % has % of its % postings', new.reference, found_count, new.posting_count
        using errcode = 'JL002';
    end if;
    return null;
  end $$;
  create function ledger_check_posting() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
  begin
    if new.ordinal >= (select posting_count from transfer where id = new.transfer_id) then
      raise exception 'a posting beyond the transfer''s own count' using errcode = 'JL002';
    end if;
    return new;
  end $$;
  revoke execute on function ledger_check_posting() from public;
  create trigger posting_within_transfer before insert on posting for each row execute function ledger_check_posting();
`;
