import { type FieldError, invalid } from '@jishi/kernel';
import { contentOf, type Cell, type SheetRow } from './cell';
import { type Field, fieldsOf, FIELDS, type HistoryKind } from './fields';
import { LIMITS } from './limits';

export const UNITS = ['fen', 'yuan', 'wan', 'yi', 'percent', 'permille'] as const;
export type Unit = (typeof UNITS)[number];

/** A field and the column (from 0) that holds it; an amount also needs to know what it counts in. */
export interface Placed {
  field: string;
  column: number;
  unit: Unit | null;
}

/** What keeps a field from being read: no column, several, or an amount of unknown unit. */
export interface Doubt {
  field: string;
  code: 'history.column_missing' | 'history.column_ambiguous' | 'history.unit_unknown';
  columns: number[];
}

export interface Recognition {
  mapping: Placed[];
  doubts: Doubt[];
}

const plain = (heading: string): string =>
  heading
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_\-/,，:：;；*"'“”.。、]/g, '')
    .replace(/[（[【]/g, '(')
    .replace(/[）\]】]/g, ')');

const UNIT_WORDS: [RegExp, Unit][] = [
  [/\(?(人民币|rmb|cny)?(万元|万|10kyuan|wanyuan|wan)\)?$/, 'wan'],
  [/\(?(人民币|rmb|cny)?(亿元|亿)\)?$/, 'yi'],
  [/\(?(人民币|rmb|cny)?(元|yuan)\)?$|\(?(cny|rmb)\)?$/, 'yuan'],
  [/\(?(fen|分|minor)\)?$/, 'fen'],
  [/\(?(%|percent)\)?$/, 'percent'],
  [/\(?‰\)?$/, 'permille'],
];

/** A heading as a name and, at its end, a unit. Other remarks in brackets are left out: `联系人(必填)`. */
function split(heading: string): { name: string; unit: Unit | null } {
  const whole = plain(heading);
  for (const [pattern, unit] of UNIT_WORDS) {
    const name = whole.replace(pattern, '');
    if (name !== whole && name !== '') return { name, unit };
  }
  return { name: whole.replace(/\([^()]*\)/g, ''), unit: null };
}

const isCounted = ({ value }: Field): boolean => value === 'amount' || value === 'rate';

/** A heading in two languages says the same twice: `成交价(元) price (yuan)`. */
function spellings(heading: string): string[] {
  const [, chinese, english] = /^(.*[\u3400-\u9fff)）])\s+([A-Za-z][\x20-\x7e]*)$/.exec(heading.trim()) ?? [];
  return chinese && english ? [heading, chinese, english] : [heading];
}

function fits(field: Field, heading: string): { unit: Unit | null } | null {
  const found = spellings(heading).flatMap((spelling) => fitsOne(field, spelling) ?? []);
  return found.find(({ unit }) => unit !== null) ?? found[0] ?? null;
}

function fitsOne(field: Field, heading: string): { unit: Unit | null } | null {
  const names = field.headings.map(plain);
  const bare = plain(heading).replace(/\([^()]*\)/g, '');
  if (!isCounted(field)) return names.includes(bare) ? { unit: null } : null;
  const { name, unit } = split(heading);
  if (names.includes(name)) return { unit };
  return names.includes(bare) ? { unit: null } : null;
}

/** Headings that give way to one that says more: 合同编号 beside 编号. */
const GENERAL = new Set(['编号', '名称', '类型', '类别', '价格', 'number', 'type', 'amount', 'price']);

/** Which column holds what, by its heading; never by guessing from the cells. */
export function recognise(kind: HistoryKind, headings: readonly string[]): Recognition {
  const mapping: Placed[] = [];
  const doubts: Doubt[] = [];
  for (const [name, field] of fieldsOf(kind)) {
    const found = headings.flatMap((heading, column) => {
      const fit = fits(field, heading);
      return fit ? [{ field: name, column, unit: fit.unit }] : [];
    });
    const specific = found.filter(({ column }) => !GENERAL.has(split(headings[column] ?? '').name));
    const placed = specific.length > 0 ? specific : found;
    if (placed.length === 1) mapping.push(placed[0]!);
    else if (placed.length > 1)
      doubts.push({ field: name, code: 'history.column_ambiguous', columns: placed.map(({ column }) => column) });
  }
  return { mapping, doubts: [...doubts, ...missing(kind, mapping, doubts)] };
}

function missing(kind: HistoryKind, mapping: readonly Placed[], known: readonly Doubt[]): Doubt[] {
  return fieldsOf(kind).flatMap(([name, field]): Doubt[] => {
    const placed = mapping.find((each) => each.field === name);
    if (placed && field.value === 'amount' && placed.unit === null)
      return [{ field: name, code: 'history.unit_unknown', columns: [placed.column] }];
    const isOpen = field.required && !placed && !known.some((doubt) => doubt.field === name);
    return isOpen ? [{ field: name, code: 'history.column_missing', columns: [] }] : [];
  });
}

/** What still keeps a mapping from being carried out; an optional field may stay in doubt, it is then not read. */
export function doubtsOf(kind: HistoryKind, mapping: readonly Placed[]): Doubt[] {
  return missing(kind, mapping, []);
}

/** A mapping somebody chose. Errors: `history.bad_mapping` naming each field. */
export function checkedMapping(kind: HistoryKind, columns: number, chosen: readonly Placed[]): Placed[] {
  const errors: FieldError[] = [];
  const taken = new Map<number, string>();
  for (const [i, { field, column, unit }] of chosen.entries()) {
    const known = Object.hasOwn(FIELDS[kind], field) ? FIELDS[kind][field] : undefined;
    const path = `mapping[${i}]`;
    if (!known || chosen.findIndex((each) => each.field === field) < i)
      errors.push({ path: `${path}.field`, code: 'history.unknown_field' });
    if (!Number.isInteger(column) || column < 0 || column >= columns)
      errors.push({ path: `${path}.column`, code: 'history.no_such_column' });
    else if (taken.has(column)) errors.push({ path: `${path}.column`, code: 'history.column_taken' });
    else taken.set(column, field);
    if (known && unit !== null && !isUnitOf(known, unit))
      errors.push({ path: `${path}.unit`, code: 'history.wrong_unit' });
  }
  if (errors.length > 0) throw invalid('history.bad_mapping', {}, errors);
  return chosen.map(({ field, column, unit }) => ({ field, column, unit }));
}

const isUnitOf = ({ value }: Field, unit: Unit): boolean =>
  (value === 'amount' && ['fen', 'yuan', 'wan', 'yi'].includes(unit)) ||
  (value === 'rate' && ['percent', 'permille'].includes(unit));

export interface Header extends Recognition {
  row: number;
  headings: string[];
}

/**
 * The row of headings among the first rows: the one that names most fields, for registers often begin with a title. Errors:
 * `history.no_header` when none of them names two.
 */
export function findHeader(kind: HistoryKind, rows: readonly SheetRow[]): Header {
  let best: (Header & { score: number }) | null = null;
  for (const { number, cells } of rows.slice(0, LIMITS.headerRows)) {
    const headings = cells.map((cell) => headingOf(cell));
    const recognition = recognise(kind, headings);
    const score = recognition.mapping.length;
    if (score > (best?.score ?? 1)) best = { row: number, headings, ...recognition, score };
  }
  if (!best) throw invalid('history.no_header', { rows: LIMITS.headerRows });
  const { row, headings, mapping, doubts } = best;
  return { row, headings, mapping, doubts };
}

const headingOf = (cell: Cell): string => (cell.kind === 'text' ? contentOf(cell).slice(0, 200) : '');
