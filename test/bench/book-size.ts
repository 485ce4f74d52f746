import { measure, median } from './contender';
import type { Engine } from './engine';
import { whole } from './report';

const SHAPE = { auctions: 1, bidders: 256 };
const ROUNDS = 7;
const ROUND_MS = 200;
const GROW_MS = 500;

/** What a bid costs when its book is long: rounds over books of each size take turns. The shortest is always a new one. */
export async function benchBookSize(ours: Engine, sizes: readonly number[]): Promise<void> {
  process.stdout.write('cost of a bid by the events already in the book\n');
  const books = [];
  for (const size of sizes) books.push({ size, ...(await grown(ours, size)), costs: [] as number[] });
  for (let round = 0; round < ROUNDS; round++)
    for (const book of books) {
      const place = book.size === sizes[0] ? await grown(ours, book.size) : book;
      const { rate, accepted } = await measure(place.sale, SHAPE, 'accept', ROUND_MS);
      place.accepted += accepted;
      book.costs.push(1e6 / rate);
    }
  const [first] = books;
  for (const { size, costs, sale, accepted } of books) {
    if (size !== sizes[0]) await sale.check(accepted, false);
    const ratios = costs.map((cost, round) => cost / first!.costs[round]!);
    process.stdout.write(
      `  ${whole(size).padStart(9)} events  ${median(costs).toFixed(1)} µs a bid, ${median(ratios).toFixed(2)}× the shortest; ` +
        `opened in ${(await ours.openingMs(sale.auctions[0]!)).toFixed(1)} ms\n`,
    );
  }
}

type Place = { sale: Awaited<ReturnType<Engine['open']>>; accepted: number };

async function grown(ours: Engine, size: number): Promise<Place> {
  const sale = await ours.open(SHAPE);
  let accepted = 0;
  while (accepted + SHAPE.bidders + 2 < size) {
    const ms = Math.min(GROW_MS, Math.max(5, (size - accepted) / 50));
    accepted += (await measure(sale, SHAPE, 'accept', ms)).accepted;
  }
  return { sale, accepted };
}
