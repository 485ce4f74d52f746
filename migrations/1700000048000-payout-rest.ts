import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Of a payout that went back in part the rest is a payout anew: once a payee counts only what stands. */
export class PayoutRest1700000048000 implements MigrationInterface {
  name = 'PayoutRest1700000048000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index payout_once_a_payee;
      create unique index payout_once_a_payee on payout (kind, payment_id, payee_position, provider)
        where kind = 'sale' and state <> 'cancelled';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index payout_once_a_payee;
      create unique index payout_once_a_payee on payout (kind, payment_id, payee_position, provider) where kind = 'sale';
    `);
  }
}
