import { invalid } from '@jishi/kernel';
import type { SheetRow } from './cell';
import { csvRows, csvText } from './csv-source';
import { LIMITS } from './limits';
import { openArchive } from './xlsx-archive';
import { readWorkbook } from './xlsx-parts';
import { xlsxRows } from './xlsx-source';

export interface Sheet {
  format: 'csv' | 'xlsx';
  /** How it was read: the encoding of a CSV, the sheet of a workbook. */
  reading: string;
  /** Visible sheets that are not read. */
  otherSheets: string[];
  rows: AsyncGenerator<SheetRow>;
}

const startsWith = (bytes: Buffer, hex: string): boolean => bytes.subarray(0, hex.length / 2).toString('hex') === hex;

/**
 * What an uploaded file is, seen from its content and not from its name, and its rows. Errors: `history.empty`,
 * `history.file_too_large`, `history.old_xls`, `history.html`, and those of workbooks and of CSV; rows may still refuse the
 * file while they are read.
 */
export async function readSheet(bytes: Buffer): Promise<Sheet> {
  if (bytes.length === 0) throw invalid('history.empty');
  if (bytes.length > LIMITS.fileBytes)
    throw invalid('history.file_too_large', { maxMb: LIMITS.fileBytes / 1024 / 1024 });
  // The old binary workbook, and an encrypted new one, which is wrapped in the same container.
  if (startsWith(bytes, 'd0cf11e0')) throw invalid('history.old_xls');
  if (startsWith(bytes, '504b')) {
    const archive = await openArchive(bytes);
    const workbook = await readWorkbook(archive);
    const { sheetName: reading, otherSheets } = workbook;
    return { format: 'xlsx', reading, otherSheets, rows: bounded(xlsxRows(archive, workbook)) };
  }
  if (startsWith(bytes, '25504446')) throw invalid('history.not_a_table');
  const { text, encoding } = csvText(bytes);
  if (/^\s*<(!doctype|html|table|head|body|meta|style|\?xml|workbook)/i.test(text.slice(0, 1000)))
    throw invalid('history.html');
  return { format: 'csv', reading: encoding, otherSheets: [], rows: bounded(csvRows(text)) };
}

async function* bounded(rows: AsyncGenerator<SheetRow>): AsyncGenerator<SheetRow> {
  let count = 0;
  for await (const row of rows) {
    count += 1;
    if (count > LIMITS.rows + LIMITS.headerRows) throw invalid('history.too_many_rows', { max: LIMITS.rows });
    yield checked(row);
  }
}

/** Errors: `history.too_many_columns`, `history.cell_too_long`. */
function checked(row: SheetRow): SheetRow {
  let last = row.cells.length;
  while (last > 0 && row.cells[last - 1]?.text.trim() === '') last -= 1;
  if (last > LIMITS.columns) throw invalid('history.too_many_columns', { row: row.number, max: LIMITS.columns });
  if (row.cells.some(({ text }) => text.length > LIMITS.cellLength))
    throw invalid('history.cell_too_long', { row: row.number, max: LIMITS.cellLength });
  return { number: row.number, cells: row.cells.slice(0, last) };
}
