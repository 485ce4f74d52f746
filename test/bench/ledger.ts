import { randomUUID } from 'node:crypto';
import { LedgerService, type AccountSpec, type TransferDraft } from '@jishi/ledger';
import { Database } from '@jishi/platform';
import pg from 'pg';
import { median } from './contender';
import { type BenchDatabase, benchDatabase } from './database';
import { machine, whole } from './report';

/** Transfers of one transaction. */
const SIZES = { single: 1, batched: 500 } as const;
type Way = keyof typeof SIZES;

const PLAIN = `
  create table bench_transfer (id uuid primary key, reference text not null unique, kind text not null, description text not null,
    posting_count integer not null, content_hash text not null, subject_id uuid, created_at timestamptz not null default clock_timestamp());
  create table bench_posting (transfer_id uuid not null, ordinal integer not null, source_id uuid not null, destination_id uuid not null,
    amount_minor bigint not null, currency text not null, created_at timestamptz not null default clock_timestamp(),
    primary key (transfer_id, ordinal));
  grant select, insert on bench_transfer, bench_posting to jishi_app`;

/** A deposit comes in and goes on into a sale: the bank is in all of them, a depositor in a thousandth. */
const DEPOSITORS = 1_000;
const BANK: AccountSpec = { code: 'bank:bench', kind: 'asset', purpose: 'bank' };
const depositor = (n: number): AccountSpec => ({
  code: `deposit:${n % DEPOSITORS}`,
  kind: 'liability',
  purpose: 'deposit',
});
const fees: AccountSpec = { code: 'fee:buyer:bench', kind: 'income', purpose: 'buyer_fee' };
const accounts = [BANK, fees, ...Array.from({ length: DEPOSITORS }, (_, n) => depositor(n))];

let made = 0;
const drafts = (size: number): TransferDraft[] =>
  Array.from({ length: size }, () => {
    const n = made++;
    return {
      reference: `bench:${n}`,
      kind: 'deposit.held',
      description: 'a deposit',
      postings: [
        { source: BANK.code, destination: depositor(n).code, amountMinor: 100_000 },
        { source: depositor(n).code, destination: fees.code, amountMinor: 1_000 },
      ],
    };
  });

/** Transfers a second through the ledger, against the same rows inserted plainly; and with what was posted before. */
export async function benchLedger(json: boolean): Promise<void> {
  const quick = process.argv.includes('--quick');
  const pace = quick ? { rounds: 5, roundMs: 300 } : { rounds: 7, roundMs: 1_500 };
  const sizes = quick ? [1e3, 1e4, 5e4] : [1e3, 1e5, 1e6];
  const database = await benchDatabase();
  const pool = new Database({ databaseUrl: database.appUrl });
  const plain = new pg.Client({ connectionString: database.appUrl });
  const say = (text: string): void => void (json || process.stdout.write(text));
  try {
    await withOwner(database, PLAIN);
    await pool.onModuleInit();
    await plain.connect();
    const ledger = new LedgerService(pool);
    await pool.transaction((tx) => ledger.postMany(tx, drafts(1_000), accounts));
    say(`transfers/s of two postings each; ${pace.rounds} interleaved rounds of ${pace.roundMs} ms\n`);
    say(machine(database.settings));
    const before: Record<string, number[]> = {};
    for (const size of sizes) {
      await fill(pool, ledger, size);
      await withOwner(database, 'analyze');
      await database.checkpoint();
      for (const way of Object.keys(SIZES) as Way[]) {
        const rates = { ledger: [] as number[], plain: [] as number[] };
        const paces = { ledger: postInto(pool, ledger, SIZES[way]), plain: insertInto(plain, SIZES[way]) };
        for (const one of Object.values(paces)) await rate(one, SIZES[way], pace.roundMs / 3);
        for (let round = 0; round < pace.rounds; round++)
          for (const name of ['ledger', 'plain'] as const)
            rates[name].push(await rate(paces[name], SIZES[way], pace.roundMs));
        (before[way] ??= []).push(median(rates.ledger));
        report(json, way, size, rates, before[way][0]!);
      }
    }
    const { sumMinor, drifted } = await ledger.check();
    if (sumMinor !== 0 || drifted.length > 0) throw new Error(`the ledger is wrong: ${sumMinor}, ${drifted.join()}`);
    say(`ledger checked: ${whole(made)} transfers, sum 0, every projection equal to its postings\n`);
  } finally {
    await plain.end();
    await pool.onModuleDestroy();
    await database.drop();
  }
}

type Step = () => Promise<unknown>;

const postInto =
  (pool: Database, ledger: LedgerService, size: number): Step =>
  () =>
    pool.transaction((tx) => ledger.postMany(tx, drafts(size)));

/** As an insert of the same rows would be written: two statements a transaction, no triggers, no foreign keys. */
function insertInto(client: pg.Client, size: number): Step {
  const [source, destination] = [randomUUID(), randomUUID()];
  let n = 0;
  return async () => {
    const ids = Array.from({ length: size }, () => randomUUID());
    await client.query('begin');
    await client.query(
      `insert into bench_transfer (id, reference, kind, description, posting_count, content_hash)
       select id, reference, 'deposit.held', 'a deposit', 2, $3 from unnest($1::uuid[], $2::text[]) as t (id, reference)`,
      [ids, ids.map((id) => `bench:${n++}:${id}`), '0'.repeat(64)],
    );
    await client.query(
      `insert into bench_posting (transfer_id, ordinal, source_id, destination_id, amount_minor, currency)
       select id, ordinal, $2, $3, 100000, 'CNY' from unnest($1::uuid[]) as t (id) cross join generate_series(0, 1) as ordinal`,
      [ids, source, destination],
    );
    await client.query('commit');
  };
}

async function rate(step: Step, size: number, ms: number): Promise<number> {
  const started = performance.now();
  let done = 0;
  for (; performance.now() < started + ms; done += size) await step();
  return done / ((performance.now() - started) / 1000);
}

async function fill(pool: Database, ledger: LedgerService, size: number): Promise<void> {
  while (made < size) await pool.transaction((tx) => ledger.postMany(tx, drafts(Math.min(2_000, size - made))));
}

async function withOwner(database: BenchDatabase, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  await client.query(sql);
  await client.end();
}

function report(
  json: boolean,
  way: Way,
  size: number,
  rates: Record<'ledger' | 'plain', number[]>,
  first: number,
): void {
  const ratios = rates.ledger.map((one, round) => one / rates.plain[round]!);
  const [ours, baseline, ratio] = [median(rates.ledger), median(rates.plain), median(ratios)];
  const againstFirst = ours / first;
  const round = (value: number): number => Number(value.toPrecision(5));
  if (json) {
    const line = { bench: 'ledger', case: `${way} after ${size}`, ours: round(ours), baselineName: 'plain inserts' };
    const more = { baseline: round(baseline), ratio: round(ratio), againstFirst: round(againstFirst) };
    process.stdout.write(`${JSON.stringify({ ...line, ...more })}\n`);
    return;
  }
  const span = (list: number[], digits: (value: number) => string) =>
    `${digits(Math.min(...list))}–${digits(Math.max(...list))}`;
  const two = (value: number): string => value.toFixed(2);
  process.stdout.write(
    `${way.padEnd(8)} after ${whole(size).padStart(9)}: ${whole(ours).padStart(7)}/s (${span(rates.ledger, whole)}), plain ` +
      `${whole(baseline).padStart(7)}/s (${span(rates.plain, whole)}), ratio ${two(ratio)} (${span(ratios, two)}), ` +
      `${two(againstFirst)} of the first\n`,
  );
}
