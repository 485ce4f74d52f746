import { stringify } from 'csv-stringify/sync';
import type { FastifyReply } from 'fastify';

type Cell = string | number | Date | null | undefined;

/** A spreadsheet runs a cell that begins like a formula: a quote before it makes it text. Plain numbers stay numbers. */
const safe = (cell: Cell): string => {
  const text = cell instanceof Date ? cell.toISOString() : String(cell ?? '');
  if (typeof cell === 'number') return text;
  return /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text;
};

/** UTF-8 with a byte order mark, as spreadsheets expect it of Chinese text. */
export const toCsv = (header: string[], rows: Cell[][]): string =>
  `\ufeff${stringify([header, ...rows.map((row) => row.map(safe))], { record_delimiter: 'windows' })}`;

export function sendCsv(reply: FastifyReply, name: string, header: string[], rows: Cell[][]): string {
  void reply
    .header('content-type', 'text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="${name}.csv"`);
  return toCsv(header, rows);
}
