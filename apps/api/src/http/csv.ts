import { Readable } from 'node:stream';
import { StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { stringify } from 'csv-stringify/sync';
import type { Page } from '@jishi/platform';

const BOM = '\uFEFF';
const MAX_ROWS = 10_000;
const PAGE = 100;

/** A spreadsheet must not run what somebody wrote into a name: formulas become text. Plain negative numbers stay numbers. */
const neutralise = (value: string): string =>
  /^[=+\-@\t\r]/.test(value) && !/^-?\d+(\.\d+)?$/.test(value) ? `'${value}` : value;

/** A value as the text of a cell that no spreadsheet computes. */
export function csvCell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'object') return neutralise(JSON.stringify(value));
  return neutralise(String(value as string | number | boolean));
}

/** Flat entries with one heading for every field of the first. */
export function toCsv(entries: readonly object[]): string {
  const columns = Object.keys(entries[0] ?? {});
  const body = entries.map((entry) => columns.map((column) => csvCell((entry as Record<string, unknown>)[column])));
  return BOM + stringify([columns, ...body], { record_delimiter: 'windows' });
}

/** All pages of a list as one file, up to 10,000 rows. */
export async function sendCsv<T extends object>(
  reply: FastifyReply,
  name: string,
  load: (page: { limit: number; cursor?: string }) => Promise<Page<T>>,
): Promise<string> {
  const entries: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await load({ limit: PAGE, ...(cursor ? { cursor } : {}) });
    entries.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor && entries.length < MAX_ROWS);
  void reply.header('content-type', 'text/csv; charset=utf-8');
  void reply.header('content-disposition', `attachment; filename="${name}.csv"`);
  return toCsv(entries);
}

/** A file of any length, row by row as it is read. */
export function streamCsv(name: string, table: AsyncIterable<readonly unknown[]>): StreamableFile {
  const lines = async function* (): AsyncGenerator<string> {
    yield BOM;
    for await (const row of table) yield stringify([row.map(csvCell)], { record_delimiter: 'windows' });
  };
  const type = 'text/csv; charset=utf-8';
  return new StreamableFile(Readable.from(lines()), { type, disposition: `attachment; filename="${name}.csv"` });
}
