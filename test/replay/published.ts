import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';

/** A published amount as the engine's whole cents. */
export const cents = (amount: string | number): number => Math.round(Number(amount) * 100);

export interface Tier {
  readonly from: number;
  readonly step: number;
}

interface Published {
  readonly vectors: readonly (Readonly<Record<string, unknown>> & { readonly id: string })[];
  readonly ebayIncrementTable: { readonly tiers: readonly (readonly [string, string | null, string])[] };
}

export const publishedIn = (dataDir: string): Published =>
  JSON.parse(readFileSync(join(dataDir, 'auction-vectors/published.json'), 'utf8')) as Published;

/** The table of steps that those auctions used: the lowest tier begins at nothing. */
export const stepsIn = (dataDir: string): Tier[] =>
  publishedIn(dataDir).ebayIncrementTable.tiers.map(([from, , step], i) => ({
    from: i === 0 ? 0 : cents(from),
    step: cents(step),
  }));

export interface Bid {
  readonly bidder: string;
  readonly maximum: number;
  readonly at: number;
}

export interface History {
  readonly id: string;
  readonly opening: number;
  readonly price: number;
  readonly days: number;
  readonly bids: readonly Bid[];
}

/** The list in groups, each in the order of the list. */
export function groupBy<Item>(list: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of list) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

const DAY_MS = 86_400_000;

/** Every auction of the sample, its bids by time. One is listed with two opening bids: the lower one is taken. */
export function historiesIn(dataDir: string): History[] {
  const rows = parse(readFileSync(join(dataDir, 'ebay/auctions-sample.csv')), { columns: true }) as Record<
    string,
    string
  >[];
  const groups = groupBy(rows, (row) => row['auctionid']!);
  return [...groups].map(([id, group]) => ({
    id,
    opening: Math.min(...group.map((row) => cents(row['openbid']!))),
    price: cents(group[0]!['price']!),
    days: Number.parseInt(group[0]!['auction_type']!, 10),
    bids: group
      .map((row) => ({
        bidder: row['bidder']!,
        maximum: cents(row['bid']!),
        at: Math.round(Number(row['bidtime']) * DAY_MS),
      }))
      .sort((a, b) => a.at - b.at),
  }));
}

export const endOf = ({ days }: History): number => days * DAY_MS;
