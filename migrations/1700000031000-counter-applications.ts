import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Applications that a window's clerk files for a client, marked and receipted. */
export class CounterApplications1700000031000 implements MigrationInterface {
  name = 'CounterApplications1700000031000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table application_submission
        add column channel text not null default 'online' check (channel in ('online', 'counter')),
        -- Who filed it stands in submitted_by; here, where and under what mandate.
        add column window_id uuid references service_window (id),
        add column mandate_id uuid references window_client (id),
        add column receipt_number text unique,
        add constraint application_submission_counter check (
          (channel = 'counter') = (window_id is not null)
          and (window_id is null) = (mandate_id is null) and (window_id is null) = (receipt_number is null));
      create index application_submission_window on application_submission (window_id, at desc) where window_id is not null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table application_submission drop column channel, drop column window_id, drop column mandate_id,
        drop column receipt_number;
    `);
  }
}
