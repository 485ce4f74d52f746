import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = ['organisation_person', 'organisation_holding'];
const JUDGED = `'to_on','ended_by','state','reviewed_by','reviewed_at','review_reason'`;

const freeze = (mutable: string): string => `
  create or replace function declaration_freeze() returns trigger language plpgsql as $$
  begin
    if (to_jsonb(new) - array[${mutable}]) is distinct from (to_jsonb(old) - array[${mutable}])
       or (old.to_on is not null and new.to_on is distinct from old.to_on) then
      raise exception 'declaration % is not rewritten', old.id using errcode = 'restrict_violation';
    end if;
    return new;
  end $$;`;

/** What one exchange verifies binds the sales of all: so it is known which one did, and it is one that has to do with the declarer. */
export class RelationExchange1700000039000 implements MigrationInterface {
  name = 'RelationExchange1700000039000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(freeze(`${JUDGED},'reviewed_for'`));
    for (const table of TABLES)
      await runner.query(`
        alter table ${table}
          -- which exchange is asked to verify it; null: any in which the declarer acts
          add column exchange_id uuid references organisation(id),
          -- the exchange for which it was judged
          add column reviewed_for uuid references organisation(id);
        update ${table} r set reviewed_for = (select a.organisation_id from audit_log a
          where a.subject_type = 'relation' and a.subject_id = r.id::text
            and a.action in ('relation.verified', 'relation.refused') order by a.at desc limit 1)
          where r.reviewed_at is not null;
        -- What nobody else has looked at was not verified.
        update ${table} set state = 'declared', reviewed_for = null, reviewed_by = null, reviewed_at = null, review_reason = ''
          where reviewed_at is not null and (reviewed_for is null or reviewed_for = organisation_id);
        alter table ${table}
          add constraint ${table}_reviewed_for check ((reviewed_for is null) = (reviewed_at is null)),
          add constraint ${table}_judged_by_another check (reviewed_for <> organisation_id);
      `);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES)
      await runner.query(`alter table ${table} drop column exchange_id, drop column reviewed_for`);
    await runner.query(freeze(JUDGED));
  }
}
