import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whoever paid and was not admitted gets the deposit back at once. */
export class RefusedAdmission1700000016000 implements MigrationInterface {
  name = 'RefusedAdmission1700000016000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      insert into outbox_subscription (event_type, consumer) values ('admission.refused', 'settlement.release_refused')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`delete from outbox_subscription where consumer = 'settlement.release_refused'`);
  }
}
