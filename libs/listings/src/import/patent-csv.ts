import { CsvError, parse } from 'csv-parse/sync';
import { ipcForm } from './classification-form';
import { columnOf, type CsvColumn, fieldCodeOf, ipKindOf } from './csv-columns';
import { LIMITS, type Classification, type ImportItem, type PatentRecord, type Person } from './patent-record';
import { refusal } from './patent-xml';

/** A cell that cannot be read: the row is refused with its column. */
class BadCell extends Error {
  constructor(
    readonly column: CsvColumn,
    readonly code: string,
  ) {
    super(code);
  }
}

interface Row {
  line: number;
  /** Null when the row's quotes are wrong. */
  cells: string[] | null;
}

/** A quoted cell may span this many lines; a quote left open loses one line, not the rest of the file. */
const MAX_ROW_LINES = 100;
const hasOpenQuote = (text: string): boolean => (text.split('"').length - 1) % 2 === 1;

function* rowsOf(source: string): Generator<Row> {
  const lines = source.split(/\r\n|\n|\r/);
  for (let i = 0; i < lines.length; i += 1) {
    const line = i + 1;
    let text = lines[i] ?? '';
    if (text.trim() === '') continue;
    let last = i;
    while (hasOpenQuote(text) && last + 1 < lines.length && last - i < MAX_ROW_LINES) text += `\n${lines[++last]}`;
    const cells = hasOpenQuote(text) ? null : cellsOf(text);
    if (cells) i = last;
    yield { line, cells };
  }
}

function cellsOf(text: string): string[] | null {
  try {
    return (parse(text, { relax_column_count: true, trim: true, to: 1 }) as string[][])[0] ?? [];
  } catch (error) {
    if (error instanceof CsvError) return null;
    throw error;
  }
}

/** Reads a CSV of achievements, one a row; bad rows are items of their own, with line and column. */
export function* readPatentCsv(source: string): Generator<ImportItem> {
  let columns: (CsvColumn | undefined)[] | null = null;
  for (const { line, cells } of rowsOf(source)) {
    const place = { line, column: 1 };
    if (cells === null) yield { ok: false, place, code: 'import.csv_malformed', params: { line } };
    else if (columns !== null) yield readRow(cells, columns, line);
    else {
      columns = cells.map(columnOf);
      if (!columns.includes('title')) return yield { ok: false, place, code: 'import.csv_no_title_column', params: {} };
    }
  }
}

function readRow(row: string[], columns: (CsvColumn | undefined)[], line: number): ImportItem {
  const place = { line, column: 1 };
  const cells = new Map<CsvColumn, string>();
  columns.forEach((column, i) => column && !cells.has(column) && cells.set(column, row[i] ?? ''));
  try {
    if (row.length > columns.length && row.slice(columns.length).some((cell) => cell !== ''))
      return { ok: false, place, code: 'import.csv_too_many_cells', params: { line, columns: columns.length } };
    const record = toRecord(cells);
    const problem = refusal(record);
    return problem ? { ok: false, place, ...problem } : { ok: true, place, record, remarks: [] };
  } catch (error) {
    if (!(error instanceof BadCell)) throw error;
    const column = columns.indexOf(error.column) + 1;
    return { ok: false, place: { line, column }, code: error.code, params: { line, column } };
  }
}

function toRecord(cells: Map<CsvColumn, string>): PatentRecord {
  for (const [column, text] of cells) if (text.includes('\u0000')) throw new BadCell(column, 'import.bad_character');
  const cell = (column: CsvColumn): string => cells.get(column) ?? '';
  const mapped = <T>(column: CsvColumn, code: string, to: (text: string) => T | undefined, empty: T): T => {
    const text = cell(column);
    const value = text === '' ? empty : to(text);
    if (value === undefined) throw new BadCell(column, code);
    return value;
  };
  const date = (column: CsvColumn): string => mapped(column, 'import.bad_date', csvDay, '');
  const codes = (column: 'ipc' | 'cpc'): string[] => several(cell(column));
  const classes = (scheme: 'ipc' | 'cpc'): Classification[] =>
    codes(scheme).map((code, i) => ({ scheme, edition: '', code, main: i === 0 }));
  return {
    format: 'csv',
    ipKind: mapped('ipKind', 'import.unknown_ip_kind', ipKindOf, 'invention'),
    country: cell('country').toUpperCase(),
    patentNumber: cell('patentNumber'),
    kindCode: '',
    applicationNumber: cell('applicationNumber'),
    filedOn: date('filedOn'),
    publishedOn: date('publishedOn'),
    grantedOn: date('grantedOn'),
    title: cell('title'),
    abstract: cell('abstract'),
    inventors: several(cell('inventors')).map(named),
    assignees: several(cell('assignees')).map(named),
    classification: [...classes('ipc'), ...classes('cpc')],
    ipc: codes('ipc').map(ipcForm),
    cpc: codes('cpc').map(ipcForm),
    fieldCode: mapped('fieldCode', 'import.unknown_field', fieldCodeOf, ''),
  };
}

const several = (text: string): string[] =>
  text
    .split(/[;；]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .slice(0, LIMITS.people + 1);

const named = (name: string): Person => ({ name, city: '', country: '' });

/** `2017-03-01`, `2017/3/1`, `2017.03.01`, `20170301` or `2017年3月1日`. */
function csvDay(text: string): string | undefined {
  const [, year, month, date] = /^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?$/.exec(text) ?? [];
  if (!year || !month || !date) return undefined;
  const iso = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  const ms = Date.parse(`${iso}T00:00:00Z`);
  return Number.isFinite(ms) && new Date(ms).toISOString().startsWith(iso) ? iso : undefined;
}
