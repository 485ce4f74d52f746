import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What takes long in an opening is done once, as keys are found, and kept: null stands for not looked at yet. */
export class OpeningChecks1700000015000 implements MigrationInterface {
  name = 'OpeningChecks1700000015000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Whether this key makes exactly this envelope, and what a trustee handed over is what the opened bid says it had to be.
      alter table sealed_key add column honest boolean;
      alter table sealed_contribution add column sound boolean;
      grant update (honest) on sealed_key to jishi_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      revoke update (honest) on sealed_key from jishi_app;
      alter table sealed_contribution drop column sound;
      alter table sealed_key drop column honest;
    `);
  }
}
