import { parse } from 'csv-parse/sync';
import iconv from 'iconv-lite';
import { invalid, type FieldError } from '@jishi/kernel';
import { MAX_PRICE_MINOR, readSheet, type SheetCell } from '@jishi/listings';
import type { BankLayout } from './domain/bank-layout';
import { SHIPPED_LAYOUTS } from './domain/shipped-layouts';
import {
  MAX_LINES,
  readDate,
  readTable,
  type Statement,
  type StatementLine,
  type StatementReading,
  type TableCell,
} from './domain/statement-table';

export type { Statement, StatementLine, StatementReading } from './domain/statement-table';
export { parseYuan } from './domain/yuan';

/** The heading and its surroundings besides the lines. */
const MAX_ROWS = MAX_LINES + 200;
const MAX_ERRORS = 100;
const DAY_MS = 86_400_000;
const FIRST_DAY = Date.UTC(1899, 11, 30);

export interface FileReading extends StatementReading {
  format: 'csv' | 'xlsx';
  /** The encoding of a CSV, the sheet of a workbook. */
  reading: string;
}

/** A bank's file, CSV or Excel, in whichever of the layouts fits. Errors: those of a file that is none; bad cells are told beside the lines. */
export async function readStatementFile(bytes: Buffer, layouts: readonly BankLayout[]): Promise<FileReading> {
  const sheet = await readSheet(bytes);
  const rows: TableCell[][] = [];
  for await (const { cells } of sheet.rows) {
    if (rows.length >= MAX_ROWS) throw invalid('bank.too_many_lines', { max: MAX_LINES });
    rows.push(cells.map(cellOf));
  }
  return { ...readTable(rows, layouts), format: sheet.format, reading: sheet.reading };
}

/** A workbook's day is a number; a number of more than 15 digits has lost the others. */
function cellOf({ kind, text }: SheetCell): TableCell {
  if (kind === 'formula' || kind === 'error') return { text, computed: true };
  if (kind === 'date') {
    const at = FIRST_DAY + Math.floor(Number(text)) * DAY_MS;
    return { text: Number.isFinite(at) && at < 8e15 ? new Date(at).toISOString().slice(0, 10) : text };
  }
  if (kind === 'number' && text.replace(/\D/g, '').length > 15) return { text, rounded: true };
  return { text };
}

/** Errors: `bank.bad_statement` naming every bad cell, also for a file without lines. */
export function requireSound({ statement, errors }: StatementReading): Statement {
  const lines = statement.lines.length;
  if (errors.length > 0) throw invalid('bank.bad_statement', { lines }, errors.slice(0, MAX_ERRORS));
  if (lines === 0 || lines > MAX_LINES) throw invalid('bank.bad_statement', { lines });
  return statement;
}

/** A CSV that is at hand whole, in one of the shipped layouts; UTF-8 or GB18030. Errors: `bank.bad_statement`. */
export function parseStatement(bytes: Buffer): Statement {
  const rows = readCsv(decode(bytes)).map((cells) => cells.map((text) => ({ text })));
  return requireSound(readTable(rows, SHIPPED_LAYOUTS));
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return iconv.decode(bytes, 'gb18030');
  }
}

function readCsv(text: string): string[][] {
  try {
    return parse(text, { bom: true, relax_column_count: true, skip_empty_lines: true, trim: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw invalid('bank.bad_statement', { lines: 0 }, [{ path: 'file', code: 'bank.not_csv', params: { reason } }]);
  }
}

/** Lines that came as data are held to what a file is held to. Errors: `bank.bad_statement` naming every bad field. */
export function checkLines(lines: readonly StatementLine[]): void {
  const errors: FieldError[] = [];
  for (const [index, line] of lines.entries()) {
    if (readDate(line.bookedOn) !== line.bookedOn)
      errors.push({ path: `lines[${index}].bookedOn`, code: 'bank.bad_date' });
    if (!Number.isSafeInteger(line.amountMinor) || line.amountMinor <= 0)
      errors.push({ path: `lines[${index}].amountMinor`, code: 'bank.bad_amount' });
    else if (line.amountMinor > MAX_PRICE_MINOR)
      errors.push({
        path: `lines[${index}].amountMinor`,
        code: 'bank.amount_too_large',
        params: { maxMinor: MAX_PRICE_MINOR },
      });
    if (line.serial === '') errors.push({ path: `lines[${index}].serial`, code: 'bank.missing_serial' });
    for (const field of ['serial', 'counterpartyName', 'counterpartyAccount', 'remark'] as const)
      // a database text cannot hold this character
      if (line[field].includes('\0')) errors.push({ path: `lines[${index}].${field}`, code: 'bank.bad_text' });
  }
  if (errors.length > 0) throw invalid('bank.bad_statement', { lines: lines.length }, errors.slice(0, MAX_ERRORS));
}
