import type { MigrationInterface, QueryRunner } from 'typeorm';

const STAGES_BEFORE = `'application','review','confirmation','admission'`;

/** Whom a seller agrees a price with is looked at like a candidate, and what ties it to the seller stands in the notice. */
export class TransfereeRelations1700000035000 implements MigrationInterface {
  name = 'TransfereeRelations1700000035000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- null: nothing is known that ties them; not frozen, for a notice that begins anew tells what is so then
      alter table listing add column transferee_relation text
        check (transferee_relation in ('shared_person','holding','common_holder'));
      alter table conflict_finding drop constraint conflict_finding_stage_check;
      alter table conflict_finding add constraint conflict_finding_stage_check
        check (stage in (${STAGES_BEFORE},'negotiation'));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table conflict_finding disable trigger conflict_finding_append_only;
      delete from conflict_finding where stage = 'negotiation';
      alter table conflict_finding enable trigger conflict_finding_append_only;
      alter table conflict_finding drop constraint conflict_finding_stage_check;
      alter table conflict_finding add constraint conflict_finding_stage_check check (stage in (${STAGES_BEFORE}));
      alter table listing drop column transferee_relation;
    `);
  }
}
