import type { MigrationInterface, QueryRunner } from 'typeorm';

/** No line of a bank's statement is beyond what any price may be: sums of them stay exact. */
export class BankBounds1700000046000 implements MigrationInterface {
  name = 'BankBounds1700000046000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'alter table bank_line add constraint bank_line_bound check (amount_minor <= 10000000000000) not valid',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table bank_line drop constraint bank_line_bound');
  }
}
