import { benchBookSize } from './book-size';
import { bulkLimit } from './bulk';
import { type Contender, type Load, measure, type Shape } from './contender';
import { type BenchDatabase, benchDatabase } from './database';
import { type Engine, engine } from './engine';
import { benchOpenLoop } from './open-loop';
import { machine, Table } from './report';
import { createRivalsTables } from './rivals-tables';
import { rowLock } from './row-lock';
import { storedFunction } from './stored-function';
import { typeorm } from './typeorm';

interface Pace {
  readonly rounds: number;
  readonly roundMs: number;
}

const CASES: Readonly<Record<string, Shape>> = {
  'hot-1': { auctions: 1, bidders: 1 },
  'hot-32': { auctions: 1, bidders: 32 },
  'hot-256': { auctions: 1, bidders: 256 },
  'hot-2000': { auctions: 1, bidders: 2_000 },
  'many-1000': { auctions: 1_000, bidders: 256 },
};
const LOADS: readonly Load[] = ['accept', 'rising'];
const WARM_UP_MS = 1_000;
const COMMIT_DELAY_US = 2_000;

/** Acknowledged bids a second in every case, against what one would write first and against the limit of the table. */
export async function benchBids(json: boolean): Promise<void> {
  const quick = process.argv.includes('--quick');
  const pace = quick ? { rounds: 5, roundMs: 250 } : { rounds: 5, roundMs: 1_200 };
  const database = await benchDatabase();
  const say = (text: string): void => void (json || process.stdout.write(text));
  const contenders: Contender[] = [];
  try {
    await createRivalsTables(database.ownerUrl);
    const ours = await engine(database.appUrl);
    contenders.push(
      ours,
      rowLock('naive', database.appUrl, 10, false),
      rowLock('tuned', database.appUrl, 2, true),
      storedFunction(database.appUrl),
      await typeorm(database.appUrl),
    );
    say(
      `accepted bids/s; ${pace.rounds} interleaved rounds of ${pace.roundMs} ms; every book checked after its round\n`,
    );
    say(machine(database.settings));
    for (const [name, shape] of Object.entries(CASES))
      for (const load of LOADS) {
        const table = await runCase(contenders, database, shape, load, pace);
        if (json) printJson('bids', name, load, table);
        else process.stdout.write(`${name}, ${load}\n${table.lines()}`);
      }
    await database.setting('commit_delay', COMMIT_DELAY_US);
    const delayed = await runCase(contenders, database, CASES['hot-256']!, 'accept', pace);
    await database.setting('commit_delay', 0);
    if (json) printJson('bids-commit-delay', 'hot-256', 'accept', delayed);
    else process.stdout.write(`hot-256, accept, commit_delay = ${COMMIT_DELAY_US}\n${delayed.lines()}`);
    if (!json) await furtherMeasures(ours, database, quick);
  } finally {
    for (const contender of contenders) await contender.stop();
    await database.drop();
  }
}

async function furtherMeasures(ours: Engine, database: BenchDatabase, quick: boolean): Promise<void> {
  await benchOpenLoop(ours, quick ? 1_000 : 5_000);
  await database.checkpoint();
  await benchBookSize(ours, quick ? [1e3, 1e4, 3e4] : [1e3, 1e4, 1e5, 1e6]);
}

/** All contenders take turns in every round; after it each one's tables must hold what it acknowledged. */
async function runCase(
  contenders: readonly Contender[],
  database: BenchDatabase,
  shape: Shape,
  load: Load,
  { rounds, roundMs }: Pace,
): Promise<Table> {
  const table = new Table();
  const sales = [];
  for (const contender of contenders) {
    const sale = await contender.open(shape);
    // The first bid on an auction takes its lease and reads it.
    const { accepted } = await measure(sale, shape, load, WARM_UP_MS + 2 * shape.auctions);
    sales.push({ name: contender.name, sale, accepted });
  }
  await database.checkpoint();
  for (let round = 1; round <= rounds; round++) {
    for (const entry of sales) {
      const { rate, accepted } = await measure(entry.sale, shape, load, roundMs);
      entry.accepted += accepted;
      await entry.sale.check(entry.accepted, round === rounds);
      table.add(entry.name, rate);
    }
    if (load === 'accept') table.add('bulk', await bulkLimit(database.appUrl, shape, roundMs / 2));
  }
  return table;
}

function printJson(bench: string, name: string, load: Load, table: Table): void {
  const round = (value: number): number => Number(value.toPrecision(5));
  for (const baselineName of table.rates.keys()) {
    if (baselineName === 'journal') continue;
    const [ours, baseline] = [table.rate('journal'), table.rate(baselineName)].map(round);
    const ratio = round(table.ratio(baselineName));
    process.stdout.write(`${JSON.stringify({ bench, case: name, load, ours, baselineName, baseline, ratio })}\n`);
  }
}
