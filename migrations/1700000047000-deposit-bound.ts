import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The deposit of a winner whose default is being decided does not leave, whatever the code believes. */
export class DepositBound1700000047000 implements MigrationInterface {
  name = 'DepositBound1700000047000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function deposit_stays_in_default() returns trigger language plpgsql set search_path = public, pg_temp as $$
      begin
        if exists (select 1 from default_case where auction_id = new.auction_id and organisation_id = new.organisation_id
            and state in ('proposed', 'decided', 'forfeiting', 'forfeited', 'appealed', 'final')) then
          raise exception 'a default is being decided about this deposit'
            using errcode = 'check_violation', constraint = 'deposit_stays_in_default', table = 'deposit';
        end if;
        return new;
      end $$;
      create trigger deposit_stays_in_default before update of state on deposit for each row
        when (new.state = 'release_pending' and old.state <> 'release_pending') execute function deposit_stays_in_default();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger deposit_stays_in_default on deposit;
      drop function deposit_stays_in_default;
    `);
  }
}
