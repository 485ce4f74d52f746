import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Sales that wait after their end, and one moment at which the clock has something to do for each. */
export class Engine1700000010000 implements MigrationInterface {
  name = 'Engine1700000010000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table auction drop constraint auction_state_check;
      alter table auction add constraint auction_state_check
        check (state in ('absent', 'announced', 'open', 'paused', 'ended', 'closed'));
      -- an opening, an end, a resumption, an award; null when nothing is waited for
      alter table auction add column due_at_ms bigint;
      update auction set due_at_ms = case state when 'announced' then opens_at_ms when 'open' then ends_at_ms end;
      create index auction_due on auction (due_at_ms) where due_at_ms is not null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index auction_due;
      alter table auction drop column due_at_ms;
      alter table auction drop constraint auction_state_check;
      alter table auction add constraint auction_state_check
        check (state in ('absent', 'announced', 'open', 'paused', 'closed'));
    `);
  }
}
