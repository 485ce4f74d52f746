import { invalid } from '@jishi/kernel';
import { type Cell, type SheetRow, storable } from './cell';
import { plainDecimal } from './decimal';
import { LIMITS } from './limits';
import type { Archive } from './xlsx-archive';
import { type NumberStyle, readStrings, readStyles, readXml, type Workbook } from './xlsx-parts';

const EMPTY: Cell = { kind: 'text', text: '' };
const DAYS_1904 = 1462;
const broken = () => invalid('history.broken_workbook');

/** `AB12` → 27; null when it is no place. */
function columnOf(place: string | undefined): number | null {
  const letters = /^([A-Z]{1,3})\d{1,7}$/.exec(place ?? '')?.[1];
  if (!letters) return null;
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

interface Making {
  column: number;
  type: string;
  style: NumberStyle;
  value: string;
  formula: string | null;
}

/** Rows of a worksheet that say something, in a stream; what is computed stays a formula, whatever value was stored with it. */
export async function* xlsxRows(archive: Archive, workbook: Workbook): AsyncGenerator<SheetRow> {
  const strings = await readStrings(archive, workbook.stringsPart);
  const styles = await readStyles(archive, workbook.stylesPart);
  const ready: SheetRow[] = [];
  let row: SheetRow = { number: 0, cells: [] };
  let cell: Making | null = null;
  let into: 'value' | 'formula' | null = null;
  let phonetic = false;

  const finish = (made: Making): void => {
    const read = cellOf(made, strings, workbook.is1904);
    if (read.text === '' && read.kind === 'text') return;
    if (made.column >= LIMITS.columns)
      throw invalid('history.too_many_columns', { row: row.number, max: LIMITS.columns });
    while (row.cells.length < made.column) row.cells.push(EMPTY);
    row.cells[made.column] = read;
  };
  const open = (tag: string, attributes: Record<string, string>): void => {
    if (tag === 'row') row = { number: nextNumber(row.number, attributes['r']), cells: [] };
    else if (tag === 'c') {
      const column = attributes['r'] === undefined ? row.cells.length : columnOf(attributes['r']);
      if (column === null || row.number === 0) throw broken();
      const style = styles[Number(attributes['s'] ?? 0)] ?? 'number';
      cell = { column, type: attributes['t'] ?? 'n', style, value: '', formula: null };
    } else if (tag === 'f' && cell) {
      cell.formula = '';
      into = 'formula';
    } else if ((tag === 'v' || tag === 't') && cell && !phonetic) into = 'value';
    else if (tag === 'rPh') phonetic = true;
  };
  const close = (tag: string): void => {
    if (tag === 'rPh') phonetic = false;
    else if (tag === 'v' || tag === 't' || tag === 'f') into = null;
    else if (tag === 'c' && cell) {
      finish(cell);
      cell = null;
    } else if (tag === 'row' && row.cells.some(({ kind, text }) => kind !== 'text' || text.trim() !== ''))
      ready.push(row);
  };
  const text = (piece: string): void => {
    if (!cell || !into) return;
    if (into === 'value') cell.value += piece;
    else cell.formula += piece;
    if (cell.value.length > LIMITS.cellLength || (cell.formula?.length ?? 0) > LIMITS.cellLength)
      throw invalid('history.cell_too_long', { row: row.number, max: LIMITS.cellLength });
  };
  for await (const _ of readXml(archive.open(workbook.sheetPart), { open, close, text })) yield* ready.splice(0);
}

function nextNumber(before: number, given: string | undefined): number {
  const number = given === undefined ? before + 1 : Number(given);
  if (!Number.isInteger(number) || number <= before || number > 1_048_576) throw broken();
  return number;
}

function cellOf(made: Making, strings: string[], is1904: boolean): Cell {
  if (made.formula !== null) return { kind: 'formula', text: storable(`=${made.formula}`) };
  const { value } = made;
  switch (made.type) {
    case 's': {
      const text = value === '' ? '' : strings[Number(value)];
      if (text === undefined) throw broken();
      if (text.length > LIMITS.cellLength) throw broken();
      return { kind: 'text', text };
    }
    case 'str':
    case 'inlineStr':
      return { kind: 'text', text: storable(value.replaceAll('_x000D_', '')) };
    case 'b':
      return { kind: 'text', text: value === '1' ? 'TRUE' : 'FALSE' };
    case 'd':
      return { kind: 'text', text: storable(value) };
    case 'n':
      return numberCell(value, made.style, is1904);
    default:
      return { kind: 'error', text: storable(value) };
  }
}

function numberCell(value: string, style: NumberStyle, is1904: boolean): Cell {
  if (value.trim() === '') return EMPTY;
  const text = plainDecimal(value);
  if (text === null) return { kind: 'error', text: storable(value) };
  if (style !== 'date' || !is1904) return { kind: style, text };
  const [days = '0', rest] = text.split('.');
  return { kind: 'date', text: `${Number(days) + DAYS_1904}${rest ? `.${rest}` : ''}` };
}
