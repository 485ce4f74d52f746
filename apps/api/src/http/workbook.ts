import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StreamableFile } from '@nestjs/common';
import { csvCell } from './csv';

export interface WorkbookList {
  name: string;
  headings: string[];
  rows: AsyncIterable<Record<string, unknown>>;
}

/** An Excel sheet ends here. */
const MAX_ROWS = 1_000_000;

/**
 * Lists as one workbook, a sheet each, written row by row to a file of its own before it is sent: a slow reader holds up
 * neither the database nor the memory, and a failure is told as one. Texts that begin like a formula are kept from being one.
 */
export async function sendWorkbook(name: string, lists: AsyncIterable<WorkbookList>): Promise<StreamableFile> {
  // A tenth of the api's start goes into reading this library, which few requests need.
  const { default: ExcelJS } = await import('exceljs');
  const folder = await mkdtemp(join(tmpdir(), 'jishi-export-'));
  const remove = (): void => void rm(folder, { recursive: true, force: true }).catch(() => undefined);
  try {
    const filename = join(folder, 'export.xlsx');
    const book = new ExcelJS.stream.xlsx.WorkbookWriter({ filename, useStyles: false, useSharedStrings: false });
    for await (const { name: title, headings, rows } of lists) {
      const sheet = book.addWorksheet(title);
      sheet.addRow(headings).commit();
      let count = 0;
      for await (const row of rows) {
        if ((count += 1) > MAX_ROWS) break;
        sheet.addRow(headings.map((heading) => shown(row[heading]))).commit();
      }
      sheet.commit();
    }
    await book.commit();
    const file = createReadStream(filename).once('close', remove);
    const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    return new StreamableFile(file, { type, disposition: `attachment; filename="${name}.xlsx"` });
  } catch (error) {
    remove();
    throw error;
  }
}

const shown = (value: unknown): string | number => (typeof value === 'number' ? value : csvCell(value));
