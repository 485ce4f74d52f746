/**
 * A cell as its file has it. A text is a text; a number is its decimal digits; a number shown as a date or a percentage says
 * so; what was computed (`formula`) or failed to be (`error`) is never taken for its value.
 */
export type CellKind = 'text' | 'number' | 'date' | 'percent' | 'formula' | 'error';
export interface Cell {
  kind: CellKind;
  text: string;
}

/** One row of a sheet, counted as spreadsheet programs count; cells from the first column on. */
export interface SheetRow {
  number: number;
  cells: Cell[];
}

/** As stored: texts, which are nearly all, as themselves. */
export type StoredCell = string | [CellKind, string];

export const toStored = ({ kind, text }: Cell): StoredCell => (kind === 'text' ? text : [kind, text]);
export const fromStored = (stored: StoredCell): Cell =>
  typeof stored === 'string' ? { kind: 'text', text: stored } : { kind: stored[0], text: stored[1] };

const PLAIN_NUMBER = /^[+-]?\s?[¥￥]?\d[\d,]*(\.\d+)?\s*[%‰]?$/;
/** A dash alone is how registers write "nothing". */
const DASH = /^[-－—–―]+$/;

/** A spreadsheet would compute this. Plain signed numbers and a lone dash are harmless. */
export function isFormula({ kind, text }: Cell): boolean {
  if (kind === 'formula') return true;
  if (kind !== 'text') return false;
  if (/^[\t\r]/.test(text)) return true;
  const begun = text.trimStart();
  return /^[=+\-@＝＋－＠]/.test(begun) && !PLAIN_NUMBER.test(begun.trimEnd()) && !DASH.test(begun.trimEnd());
}

/** What a reader takes from a cell: without outer blanks, and nothing for a lone dash. */
export function contentOf({ text }: Cell): string {
  const trimmed = text.trim();
  return DASH.test(trimmed) ? '' : trimmed;
}

/** A text the database can keep: no NUL and no half characters. */
export const storable = (text: string): string => text.replaceAll('\0', '\ufffd').toWellFormed();
