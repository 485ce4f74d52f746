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

/** Each number is used once, whoever posts it. */
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

/** A ledger on a server of its own, with so many transfers in it. */
class Books {
  private constructor(
    readonly before: number,
    readonly database: BenchDatabase,
    private readonly pool: Database,
    private readonly ledger: LedgerService,
    readonly plain: pg.Client,
  ) {}

  static async open(before: number): Promise<Books> {
    const database = await benchDatabase();
    await withOwner(database, PLAIN);
    const pool = new Database({ databaseUrl: database.appUrl });
    await pool.onModuleInit();
    const plain = new pg.Client({ connectionString: database.appUrl });
    await plain.connect();
    const books = new Books(before, database, pool, new LedgerService(pool), plain);
    await pool.transaction((tx) => books.ledger.postMany(tx, drafts(1_000), accounts));
    for (let left = before - 1_000; left > 0; left -= 2_000) await books.post(Math.min(2_000, left));
    // or the server tidies up after the load while we measure
    await withOwner(database, 'vacuum analyze');
    await database.checkpoint();
    return books;
  }

  post(size: number): Promise<unknown> {
    return this.pool.transaction((tx) => this.ledger.postMany(tx, drafts(size)));
  }

  async check(): Promise<void> {
    const { sumMinor, drifted } = await this.ledger.check();
    if (sumMinor !== 0 || drifted.length > 0) throw new Error(`the ledger is wrong: ${sumMinor}, ${drifted.join()}`);
  }

  async close(): Promise<void> {
    await this.plain.end();
    await this.pool.onModuleDestroy();
    await this.database.drop();
  }
}

/**
 * Transfers a second through the ledger, against the same rows inserted plainly; and with ten times, a thousand times as many
 * posted before. Ledgers of all sizes take turns in every round: what the machine does beside it hits them alike.
 */
export async function benchLedger(json: boolean): Promise<void> {
  const quick = process.argv.includes('--quick');
  const pace = quick ? { rounds: 5, roundMs: 300 } : { rounds: 9, roundMs: 1_500 };
  const sizes = quick ? [1e3, 1e4, 3e4] : [1e3, 1e5, 1e6];
  const all: Books[] = [];
  const say = (text: string): void => void (json || process.stdout.write(text));
  try {
    for (const size of sizes) all.push(await Books.open(size));
    say(`transfers/s of two postings each; ${pace.rounds} interleaved rounds of ${pace.roundMs} ms\n`);
    say(machine(all[0]!.database.settings));
    for (const way of Object.keys(SIZES) as Way[]) {
      const size = SIZES[way];
      const contenders = new Map<string, Step>([
        ['plain', insertInto(all[0]!.plain, size)],
        ...all.map((books): [string, Step] => [whole(books.before), () => books.post(size)]),
      ]);
      const rates = new Map([...contenders.keys()].map((name) => [name, [] as number[]]));
      for (const step of contenders.values()) await rate(step, size, pace.roundMs / 3);
      for (let round = 0; round < pace.rounds; round++)
        for (const [name, step] of contenders) rates.get(name)!.push(await rate(step, size, pace.roundMs));
      report(json, way, rates);
    }
    for (const books of all) await books.check();
    say(`every ledger checked: sum 0, projections equal to postings\n`);
  } finally {
    for (const books of all) await books.close();
  }
}

type Step = () => Promise<unknown>;

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

async function withOwner(database: BenchDatabase, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  await client.query(sql);
  await client.end();
}

function report(json: boolean, way: Way, rates: ReadonlyMap<string, number[]>): void {
  const [plain, first] = [...rates.values()] as [number[], number[]];
  const two = (value: number): string => value.toFixed(2);
  const span = (list: readonly number[], shown: (value: number) => string): string =>
    `${shown(median(list))} (${shown(Math.min(...list))}–${shown(Math.max(...list))})`;
  const over = (list: readonly number[], base: readonly number[]): number[] => list.map((one, n) => one / base[n]!);
  for (const [name, list] of rates) {
    const [ofPlain, ofFirst] = [over(list, plain), over(list, first)];
    if (json && name !== 'plain') {
      const round = (value: number): number => Number(value.toPrecision(5));
      const [ours, baseline] = [list, plain].map((rates) => round(median(rates)));
      const ratios = { ratio: round(median(ofPlain)), againstFirst: round(median(ofFirst)) };
      const line = {
        bench: 'ledger',
        case: `${way}, ${name} before`,
        ours,
        baselineName: 'plain',
        baseline,
        ...ratios,
      };
      process.stdout.write(`${JSON.stringify(line)}\n`);
    } else if (!json) {
      const ratios = name === 'plain' ? '' : `; of plain ${span(ofPlain, two)}, of the smallest ${span(ofFirst, two)}`;
      process.stdout.write(`  ${way.padEnd(8)} ${name.padStart(9)} before  ${span(list, whole)}/s${ratios}\n`);
    }
  }
}
