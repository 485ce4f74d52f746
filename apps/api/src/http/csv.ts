import { Readable } from 'node:stream';
import { StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { stringify } from 'csv-stringify/sync';
import type { Page } from '@jishi/platform';

const BOM = '\uFEFF';
const MAX_ROWS = 10_000;
const PAGE = 100;
/** A line break inside a cell, of whatever kind, is kept inside: else what follows it would begin a row of its own. */
const FORMAT = { record_delimiter: 'windows', quoted_match: /[\r\n]/ } as const;

/**
 * A spreadsheet must not run what somebody wrote into a name: formulas become text, those in full-width signs too, which some
 * read as the plain ones. Plain negative numbers stay numbers.
 */
const neutralise = (value: string): string =>
  /^[=+\-@＝＋－＠\t\r\n]/.test(value) && !/^-?\d+(\.\d+)?$/.test(value) ? `'${value}` : value;

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
  return BOM + stringify([columns, ...body], FORMAT);
}

/** Whoever reads a part must not take it for the whole. */
const CUT_OFF = `（仅前 ${MAX_ROWS} 行，请用筛选条件分批导出 / the first ${MAX_ROWS} rows only: export the rest by filters）`;

/** All pages of a list as one file, up to 10,000 rows; what is cut off there says so in its last line. */
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
  return toCsv(entries) + (cursor ? stringify([[CUT_OFF]], FORMAT) : '');
}

/** A file of any length, row by row as it is read. */
export function streamCsv(name: string, table: AsyncIterable<readonly unknown[]>): StreamableFile {
  const lines = async function* (): AsyncGenerator<string> {
    yield BOM;
    for await (const row of table) yield stringify([row.map(csvCell)], FORMAT);
  };
  const type = 'text/csv; charset=utf-8';
  return new StreamableFile(Readable.from(lines()), { type, disposition: `attachment; filename="${name}.csv"` });
}
