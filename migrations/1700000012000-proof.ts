import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keys name their suite; what a witness acknowledged is kept beside the book. */
export class Proof1700000012000 implements MigrationInterface {
  name = 'Proof1700000012000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table book_key add column suite text not null default 'ed25519-sha256'
        check (suite in ('ed25519-sha256', 'sm2-sm3'));

      -- Heads that a witness outside this house has acknowledged: whoever rewrites a book contradicts one of them.
      create table book_witness (
        auction_id uuid not null references auction (id),
        seq bigint not null check (seq > 0),
        witness text not null,
        root text not null,
        answer text not null,
        at timestamptz not null default clock_timestamp(),
        primary key (auction_id, witness, seq)
      );
      create trigger book_witness_append_only before update or delete or truncate on book_witness
        for each statement execute function book_refuse_change();
      grant select, insert on book_witness to jishi_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table book_witness;
      alter table book_key drop column suite;
    `);
  }
}
