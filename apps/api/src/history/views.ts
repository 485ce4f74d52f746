import { fromStored, HISTORY_FIELDS, type HistoryEntry, type HistoryRow, type WholeImport } from '@jishi/listings';
import { type Locale, messageFor } from '@jishi/platform';
import type { HistoryImportItem, HistoryImportResponse, HistoryRowResponse } from './history.dto';

type Item = Omit<WholeImport, 'doubts'>;

export const importItemView = (found: Item): HistoryImportItem => ({
  id: found.id,
  kind: found.kind,
  filename: found.filename,
  sha256: found.sha256,
  format: found.format,
  reading: found.reading,
  state: found.state,
  totalRows: found.totalRows,
  counts: found.counts,
  createdByName: found.createdByName,
  createdAt: found.createdAt,
  committedAt: found.committedAt,
  endedAt: found.endedAt,
});

export const importView = (found: WholeImport, locale: Locale): HistoryImportResponse => ({
  ...importItemView(found),
  otherSheets: found.otherSheets,
  headerRow: found.headerRow,
  headers: found.headers,
  mapping: found.mapping,
  mappingComplete: found.mappingComplete,
  allOrNothing: found.allOrNothing,
  doubts: found.doubts.map((doubt) => ({ ...doubt, message: messageFor(doubt.code, {}, locale) })),
  fields: Object.entries(HISTORY_FIELDS[found.kind]).map(([field, { value, required }]) => ({
    field,
    required: required ?? false,
    counted: value === 'amount' || value === 'rate' ? value : 'other',
  })),
});

export const importCsvRow = ({ counts, ...found }: Item): object => ({
  '文件 file': found.filename,
  '种类 kind': found.kind,
  '状态 state': found.state,
  '行数 rows': found.totalRows,
  '已导入 imported': counts.imported,
  '已有 unchanged': counts.unchanged,
  '重复 duplicate': counts.duplicate,
  '有误 error': counts.error,
  '上传人 by': found.createdByName,
  '上传时间 at': found.createdAt,
  '完成时间 ended at': found.endedAt,
});

/** 0 → A, 26 → AA. */
export function columnLetters(column: number): string {
  let [letters, rest] = ['', column + 1];
  for (; rest > 0; rest = Math.floor((rest - 1) / 26)) letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return letters;
}

/** Messages show `G` and a name, not a number and a code. */
const saidOf = (problem: HistoryRow['problems'][number], locale: Locale) => ({
  column: problem.column === null ? null : columnLetters(problem.column),
  field: problem.field,
  code: problem.code,
  message: messageFor(problem.code, problem.params, locale),
});

export const rowView = (row: HistoryRow, locale: Locale): HistoryRowResponse => ({
  rowNumber: row.rowNumber,
  status: row.status,
  cells: row.cells.map((cell) => fromStored(cell).text),
  record: row.record,
  problems: row.problems.map((problem) => saidOf(problem, locale)),
});

/** The bad rows with what is wrong before their own cells: corrected, the file can be imported as it is. */
export async function* reportTable(
  found: WholeImport,
  rows: AsyncIterable<HistoryRow>,
  locale: Locale,
): AsyncGenerator<readonly unknown[]> {
  yield ['原行号 source row', '出错列 bad column', '错误代码 error code', '错误说明 what is wrong', ...found.headers];
  for await (const row of rows) {
    const said = row.problems.map((problem) => saidOf(problem, locale));
    const joined = (of: (problem: (typeof said)[number]) => string | null): string => said.map(of).join('; ');
    const cells = row.cells.map((cell) => fromStored(cell).text);
    yield [
      row.rowNumber,
      joined(({ column }) => column),
      joined(({ code }) => code),
      joined(({ message }) => message),
      ...cells,
    ];
  }
}

const yuan = (minor: number): string => `${Math.trunc(minor / 100)}.${String(minor % 100).padStart(2, '0')}`;
export const entryCsvRow = ({ record, importId }: HistoryEntry): object => ({
  ...Object.fromEntries(
    Object.entries(record).map(([field, value]) =>
      field.endsWith('Minor') && typeof value === 'number'
        ? [field.replace('Minor', 'Yuan'), yuan(value)]
        : [field.replace('Minor', 'Yuan'), Array.isArray(value) ? value.join('; ') : value],
    ),
  ),
  origin: importId === null ? '本平台 here' : '迁入 moved in',
});
