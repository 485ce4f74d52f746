import { crc32, deflateRawSync } from 'node:zlib';
import ExcelJS from 'exceljs';
import { usccOf } from './market';

/** A register of deals as an operator keeps it, and what its rows should say. */
export const DEAL_HEADINGS = [
  '合同编号',
  '项目名称',
  '合同类型',
  '知识产权类型',
  '转让方',
  '受让方',
  '成交价（万元）',
  '签订日期',
  '卖方信用代码',
  '地区',
];

export const dealCells = (n: number): string[] => [
  `GZ-2019-${String(n).padStart(6, '0')}`,
  `一种导热材料及其制备方法 ${n}`,
  n % 3 === 0 ? '专利许可' : '技术转让',
  '发明专利',
  '岭南大学',
  `珠江新材料有限公司${n % 97}`,
  `${120 + (n % 50)}.5`,
  `2019-${String(1 + (n % 12)).padStart(2, '0')}-${String(1 + (n % 28)).padStart(2, '0')}`,
  usccOf(n % 5000),
  '广州市',
];

/** A way to spoil a row of `dealCells`, and where the report must find it. */
export const FAULTS: { spoil: (cells: string[]) => void; column: number; code: string }[] = [
  { spoil: (cells) => (cells[0] = ''), column: 0, code: 'history.required' },
  { spoil: (cells) => (cells[2] = '赠与'), column: 2, code: 'history.unknown_word' },
  { spoil: (cells) => (cells[6] = '面议'), column: 6, code: 'history.bad_amount' },
  { spoil: (cells) => (cells[6] = '0.00000001'), column: 6, code: 'history.part_of_a_fen' },
  { spoil: (cells) => (cells[7] = '2019-02-30'), column: 7, code: 'history.bad_date' },
  { spoil: (cells) => (cells[7] = '2999-01-01'), column: 7, code: 'history.date_range' },
  { spoil: (cells) => (cells[8] = '91440101MA0000000X'), column: 8, code: 'history.bad_uscc' },
  { spoil: (cells) => (cells[5] = '=HYPERLINK("http://example.com")'), column: 5, code: 'history.formula' },
  { spoil: (cells) => (cells[9] = '亚特兰蒂斯'), column: 9, code: 'history.unknown_word' },
];

export interface Register {
  rows: string[][];
  /** Row of the sheet → what the report must say of it. */
  expected: Map<number, { column: number; code: string }>;
}

/** So many deals, every `everyNth` of them spoilt in turn; the headings are row 1. */
export function register(count: number, everyNth: number): Register {
  const rows = [DEAL_HEADINGS];
  const expected: Register['expected'] = new Map();
  for (let n = 1; n <= count; n += 1) {
    const cells = dealCells(n);
    if (n % everyNth === 0) {
      const { spoil, column, code } = FAULTS[(n / everyNth) % FAULTS.length]!;
      spoil(cells);
      expected.set(n + 1, { column, code });
    }
    rows.push(cells);
  }
  return { rows, expected };
}

const quoted = (cell: string): string => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
export const csvOf = (rows: readonly (readonly string[])[]): string =>
  rows.map((cells) => cells.map(quoted).join(',')).join('\r\n') + '\r\n';

/** The same as a workbook: numbers as numbers and dates as dates, as a spreadsheet program keeps them. */
export async function xlsxOf(rows: readonly (readonly string[])[]): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('成交台账');
  for (const cells of rows) sheet.addRow(cells.map(typed));
  return Buffer.from(await book.xlsx.writeBuffer());
}

function typed(cell: string): string | number | Date | { formula: string; result: number } {
  if (cell.startsWith('=')) return { formula: cell.slice(1), result: 42 };
  if (/^\d+(\.\d+)?$/.test(cell)) return Number(cell);
  return /^(19|20)\d\d-\d\d-\d\d$/.test(cell) && cell !== '2019-02-30' ? new Date(`${cell}T00:00:00Z`) : cell;
}

export interface Part {
  name: string;
  content: Buffer | string;
  /** What the archive says of its size, when that is a lie. */
  saidBytes?: number;
}

/** An archive of these parts, written by hand so that it can lie. */
export function zipOf(parts: readonly Part[]): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, content, saidBytes } of parts) {
    const raw = Buffer.from(content);
    const deflated = deflateRawSync(raw);
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(0x800, 2);
    head.writeUInt16LE(8, 4);
    head.writeUInt32LE(crc32(raw), 10);
    head.writeUInt32LE(deflated.length, 14);
    head.writeUInt32LE(saidBytes ?? raw.length, 18);
    head.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('504b0304', 'hex'), head, Buffer.from(name), deflated]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    central.push(Buffer.concat([Buffer.from('504b01021400', 'hex'), head, tail, Buffer.from(name)]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('504b0506', 'hex');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const SHEETS = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** The parts of a small workbook around this sheet. */
export const workbookParts = (sheetData: string, more: readonly Part[] = []): Part[] => [
  {
    name: '[Content_Types].xml',
    content:
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
  },
  {
    name: 'xl/workbook.xml',
    content: `<workbook xmlns="${SHEETS}" xmlns:r="${RELATIONS}"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  },
  {
    name: 'xl/_rels/workbook.xml.rels',
    content: `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
  },
  {
    name: 'xl/worksheets/sheet1.xml',
    content: `<worksheet xmlns="${SHEETS}"><sheetData>${sheetData}</sheetData></worksheet>`,
  },
  ...more,
];

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
export const inlineRow = (number: number, cells: readonly string[]): string =>
  `<row r="${number}">${cells.map((cell) => `<c t="inlineStr"><is><t>${escaped(cell)}</t></is></c>`).join('')}</row>`;
