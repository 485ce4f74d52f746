import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which gateway decides an auction's bids. For speed only: the guard of the book holds whoever decides. */
export class Lease1700000011000 implements MigrationInterface {
  name = 'Lease1700000011000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table auction_lease (
        auction_id uuid primary key references auction (id),
        -- a process, by its journal's writer id; its address on the bus
        holder uuid not null,
        -- grows with every change of the holder
        epoch bigint not null check (epoch > 0),
        expires_at_ms bigint not null
      );
      grant select, insert, update on auction_lease to jishi_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table auction_lease');
  }
}
