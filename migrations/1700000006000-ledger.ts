import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Double entry. A posting moves an amount from a source account (debited) to a destination account (credited), so an
 * unbalanced transfer cannot be written at all. What the shape cannot refuse, constraints and triggers do: the running
 * code is not trusted with it, and neither is its role.
 */
export class Ledger1700000006000 implements MigrationInterface {
  name = 'Ledger1700000006000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table account (
        id uuid primary key,
        code text not null unique check (code <> ''),
        kind text not null check (kind in ('asset', 'liability', 'income', 'expense')),
        purpose text not null check (purpose <> ''),
        currency text not null default 'CNY' check (currency ~ '^[A-Z]{3}$'),
        -- whose money it is (a depositor, a seller) and which exchange keeps it
        owner_id uuid references organisation (id),
        exchange_id uuid references organisation (id),
        created_at timestamptz not null default clock_timestamp(),
        unique (id, currency)
      );
      create index account_owner on account (owner_id);
      create index account_exchange on account (exchange_id);

      create table transfer (
        id uuid primary key,
        -- doing it twice does nothing: the second attempt meets this constraint and compares content_hash
        reference text not null unique check (reference <> ''),
        kind text not null,
        description text not null default '',
        posting_count integer not null check (posting_count between 1 and 100),
        content_hash text not null check (content_hash ~ '^[0-9a-f]{64}$'),
        subject_id uuid,
        created_at timestamptz not null default clock_timestamp()
      );
      create index transfer_subject on transfer (subject_id);
      create index transfer_created on transfer (created_at, id);

      create table posting (
        transfer_id uuid not null references transfer (id),
        ordinal integer not null check (ordinal >= 0),
        source_id uuid not null,
        destination_id uuid not null,
        amount_minor bigint not null check (amount_minor > 0 and amount_minor <= 9007199254740991),
        currency text not null,
        created_at timestamptz not null default clock_timestamp(),
        primary key (transfer_id, ordinal),
        check (source_id <> destination_id),
        -- both ends are in the posting's own currency
        foreign key (source_id, currency) references account (id, currency),
        foreign key (destination_id, currency) references account (id, currency)
      );
      create index posting_source on posting (source_id, created_at);
      create index posting_destination on posting (destination_id, created_at);

      -- A projection: only the triggers below write it. Every kind of account is bounded at zero on its normal side,
      -- which is what refuses an overdrawn liability (paying out more than is owed) and an overdrawn bank.
      create table account_balance (
        account_id uuid primary key references account (id),
        kind text not null,
        debit_minor bigint not null default 0 check (debit_minor between 0 and 9007199254740991),
        credit_minor bigint not null default 0 check (credit_minor between 0 and 9007199254740991),
        updated_at timestamptz not null default clock_timestamp(),
        constraint account_not_overdrawn check (
          case when kind in ('asset', 'expense') then debit_minor >= credit_minor else credit_minor >= debit_minor end
        )
      );
    `);
    await runner.query(`
      create function ledger_refuse_change() returns trigger language plpgsql as $$
      begin
        raise exception 'the ledger is append-only: % on % refused', tg_op, tg_table_name using errcode = 'JL001';
      end $$;

      create function ledger_open_balance() returns trigger
        language plpgsql security definer set search_path = public, pg_temp as $$
      begin
        insert into account_balance (account_id, kind) values (new.id, new.kind);
        return null;
      end $$;

      -- One pass over all rows of the statement. The rows are locked in account-id order, so that two transfers over
      -- the same accounts wait for each other instead of deadlocking.
      create function ledger_apply_postings() returns trigger
        language plpgsql security definer set search_path = public, pg_temp as $$
      begin
        perform 1 from account_balance b
          where b.account_id in (select source_id from added union select destination_id from added)
          order by b.account_id for update;
        update account_balance b
          set debit_minor = b.debit_minor + m.debit, credit_minor = b.credit_minor + m.credit,
              updated_at = clock_timestamp()
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

      -- A transfer is complete at commit: all its postings, no more, no fewer, so none can be added afterwards.
      create function ledger_check_complete() returns trigger
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

      create trigger account_open_balance after insert on account
        for each row execute function ledger_open_balance();
      create trigger posting_within_transfer before insert on posting
        for each row execute function ledger_check_posting();
      create trigger posting_apply after insert on posting
        referencing new table as added for each statement execute function ledger_apply_postings();
      create constraint trigger transfer_complete after insert on transfer
        deferrable initially deferred for each row execute function ledger_check_complete();
    `);
    for (const table of ['account', 'transfer', 'posting']) {
      await runner.query(`
        create trigger ${table}_no_change before update or delete on ${table}
          for each row execute function ledger_refuse_change();
        create trigger ${table}_no_truncate before truncate on ${table}
          for each statement execute function ledger_refuse_change();
        grant select, insert on ${table} to jishi_app;
      `);
    }
    await runner.query(`
      create trigger account_balance_no_delete before delete on account_balance
        for each row execute function ledger_refuse_change();
      create trigger account_balance_no_truncate before truncate on account_balance
        for each statement execute function ledger_refuse_change();
      grant select on account_balance to jishi_app;
      revoke execute on function ledger_open_balance(), ledger_apply_postings(), ledger_check_complete(),
        ledger_check_posting() from public;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table account_balance, posting, transfer, account cascade;
      drop function ledger_refuse_change(), ledger_open_balance(), ledger_apply_postings(), ledger_check_complete(),
        ledger_check_posting();
    `);
  }
}
