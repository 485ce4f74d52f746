import { randomUUID } from 'node:crypto';
import { cpus, totalmem } from 'node:os';
import { type Contender, measure, median } from './contender';
import { benchDatabase } from './database';
import { engine } from './engine';
import { rowLock } from './row-lock';

const BIDDERS = 256;
const ROUNDS = 5;
const ROUND_MS = 3_000;
const WARM_UP_MS = 1_000;

/** Accepted bids a second on one hot auction, against a row lock a bid: same database, same durability, round about. */
export async function benchBids(): Promise<void> {
  const database = await benchDatabase();
  const bidders = Array.from({ length: BIDDERS }, () => randomUUID());
  const contenders: Contender[] = [await engine(database.appUrl), await rowLock(database.ownerUrl, database.appUrl)];
  const rates = contenders.map((): number[] => []);
  try {
    process.stdout.write(
      `accepted bids/s, one hot auction, ${BIDDERS} bidders, ${ROUNDS} interleaved rounds of ${ROUND_MS / 1000} s\n` +
        `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}, PostgreSQL: ${database.settings}\n`,
    );
    for (const contender of contenders) await measure(await contender.begin(bidders), bidders, WARM_UP_MS);
    for (let round = 1; round <= ROUNDS; round++) {
      for (const [i, contender] of contenders.entries()) {
        const place = await contender.begin(bidders);
        const { rate, bids } = await measure(place, bidders, ROUND_MS);
        await place.check(bids);
        rates[i]!.push(rate);
      }
      const [ours, baseline] = rates.map((list) => list.at(-1)!);
      process.stdout.write(
        `round ${round}: ${contenders.map(({ name }, i) => `${name} ${whole(rates[i]!.at(-1)!)}`).join(', ')}, ratio ${(ours! / baseline!).toFixed(1)}\n`,
      );
    }
    report(contenders, rates);
  } finally {
    for (const contender of contenders) await contender.stop();
    await database.drop();
  }
}

const whole = (value: number): string => Math.round(value).toLocaleString('en');

function report(contenders: readonly Contender[], rates: readonly number[][]): void {
  for (const [i, { name }] of contenders.entries()) {
    const list = rates[i]!;
    process.stdout.write(
      `${name.padEnd(8)} median ${whole(median(list)).padStart(8)}   min–max ${whole(Math.min(...list))}–${whole(Math.max(...list))}\n`,
    );
  }
  const ratios = rates[0]!.map((rate, round) => rate / rates[1]![round]!);
  process.stdout.write(
    `ratio    median ${median(ratios).toFixed(1)}×  min–max ${Math.min(...ratios).toFixed(1)}–${Math.max(...ratios).toFixed(1)}; every book checked after its round\n`,
  );
}
