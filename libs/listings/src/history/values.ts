import { isValidUscc } from '@jishi/kernel';
import { MAX_PRICE_MINOR } from '../domain/listing-terms';
import { ipcForm } from '../import/classification-form';
import { fieldCodeOf, ipKindOf } from '../import/csv-columns';
import { type Cell, contentOf } from './cell';
import { scaled } from './decimal';
import type { Field, ValueKind } from './fields';
import type { Unit } from './mapping';
import { regionCodeOf } from './regions';

export type Value = string | number | string[] | null;
export type Read = { value: Value } | { code: string; params?: Record<string, string | number> };

export interface Reading {
  field: Field;
  unit: Unit | null;
  /** `2026-11-23`: history lies before it. */
  today: string;
}
type Reader = (cell: Cell, text: string, reading: Reading) => Read;

const bad = (code: string, params: Record<string, string | number> = {}): Read => ({ code, params });
const FEN: Record<string, number> = { fen: 0, yuan: 2, wan: 6, yi: 10 };
const UNIT_SIGNS: Record<string, Unit> = { 元: 'yuan', 万元: 'wan', 万: 'wan', 亿元: 'yi', 亿: 'yi', 分: 'fen' };

/** `1,234.5`, `¥120万元`, `１２００元` → fen, by whole numbers only: a part of a fen is refused, not rounded. */
export function readAmount(text: string, unit: Unit | null): Read {
  const plain = text.normalize('NFKC').replace(/[\s¥￥]|人民币|RMB|CNY/gi, '');
  const [, digits, sign] =
    /^\+?(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,18}(?:\.\d{1,18})?)(元|万元|万|亿元|亿|分)?$/.exec(plain) ?? [];
  if (!digits) return bad('history.bad_amount');
  const counted = sign ? UNIT_SIGNS[sign]! : unit;
  const places = FEN[counted ?? ''];
  if (places === undefined) return bad('history.unit_unknown');
  const minor = scaled(digits.replaceAll(',', ''), places);
  if (minor === null) return bad('history.part_of_a_fen');
  if (minor <= 0n || minor > BigInt(MAX_PRICE_MINOR)) return bad('history.amount_range', { maxMinor: MAX_PRICE_MINOR });
  return { value: Number(minor) };
}

const EPOCH_MS = Date.UTC(1899, 11, 30);
const DAY_MS = 86_400_000;
const FIRST_DAY = '1949-10-01';
const TIME = String.raw`(?:[T\s]\s*\d{1,2}[:时]\d{1,2}(?:[:分]\d{1,2}(?:\.\d+)?秒?)?分?Z?)?`;
const DATES = [
  new RegExp(`^(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})${TIME}$`),
  new RegExp(`^(\\d{4})年(\\d{1,2})月(\\d{1,2})[日号]?${TIME}$`),
  /^(\d{4})(\d{2})(\d{2})$/,
];

/** `2024-05-31`, `2024/5/31 10:00`, `2024年5月31日`, `20240531`, or a spreadsheet's day number; null when it is no day. */
export function readDay(text: string, isSerial: boolean): string | null {
  const plain = text.normalize('NFKC').trim();
  const serial = /^(\d{4,5})(?:\.\d+)?$/.exec(plain)?.[1];
  // Four digits alone are a year, unless the cell says that it is a day. Day 60 of a spreadsheet never was.
  if (serial && (isSerial || serial.length === 5)) {
    const day = new Date(EPOCH_MS + Number(serial) * DAY_MS);
    return Number(serial) <= 60 ? null : day.toISOString().slice(0, 10);
  }
  for (const pattern of DATES) {
    const [, year, month, date] = pattern.exec(plain) ?? [];
    if (!year || !month || !date) continue;
    const iso = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
    const ms = Date.parse(`${iso}T00:00:00Z`);
    return Number.isFinite(ms) && new Date(ms).toISOString().startsWith(iso) ? iso : null;
  }
  return null;
}

const readDate: Reader = (cell, text, { today }) => {
  const day = readDay(text, cell.kind === 'date');
  if (day === null) return bad('history.bad_date');
  if (day < FIRST_DAY || day > today) return bad('history.date_range', { from: FIRST_DAY, to: today });
  return { value: day };
};

const RATE_PLACES: Record<string, number> = { whole: 6, percent: 4, permille: 3 };

/** `3%`, `5‰`, or a number in a column that counts in one of them → parts per million. */
function readRate(cell: Cell, text: string, { unit }: Reading): Read {
  const [, digits, sign] = /^\+?(\d{1,9}(?:\.\d{1,9})?)\s*([%‰])?$/.exec(text.normalize('NFKC')) ?? [];
  if (!digits) return bad('history.bad_rate');
  const counted = cell.kind === 'percent' ? 'whole' : sign === '%' ? 'percent' : sign === '‰' ? 'permille' : unit;
  const places = RATE_PLACES[counted ?? ''];
  const ppm = places === undefined ? null : scaled(digits, places);
  if (ppm === null || ppm < 1n || ppm > 1_000_000n) return bad('history.bad_rate');
  return { value: Number(ppm) };
}

const readText: Reader = (cell, text, { field }) => {
  if (cell.kind === 'date') return bad('history.date_as_text');
  if (/\p{Cc}/u.test(text.replace(/[\r\n\t]/g, ''))) return bad('history.bad_character');
  const max = field.max ?? 500;
  return [...text].length > max ? bad('history.too_long', { max }) : { value: text };
};

/** A number is a name: digits a spreadsheet has lost are not made up. */
const readNumber: Reader = (cell, text, reading) => {
  const lost = cell.kind === 'number' ? text.replace(/\D/g, '').length > 15 : /^\d(\.\d+)?E\+\d+$/i.test(text);
  if (lost) return bad('history.digits_lost');
  // The platform numbers its own contracts so.
  if (/^JSHT\d{10,}$/i.test(text)) return bad('history.platform_number');
  if (/[\r\n\t]/.test(text)) return bad('history.bad_character');
  return readText(cell, text, reading);
};

const readUscc: Reader = (cell, text) => {
  const code = text.normalize('NFKC').replace(/\s/g, '').toUpperCase();
  if (cell.kind === 'number' || /E\+/.test(code)) return bad('history.digits_lost');
  return isValidUscc(code) ? { value: code } : bad('history.bad_uscc');
};

const WORDS = {
  contractType: {
    transfer: ['transfer', '转让', '技术转让', '专利权转让', '专利转让', '专利申请权转让', '技术秘密转让'],
    licence: ['licence', 'license', '许可', '技术许可', '专利许可', '专利实施许可', '技术秘密许可'],
    development: ['development', '开发', '技术开发', '委托开发', '合作开发'],
    consulting: ['consulting', 'consultancy', '咨询', '技术咨询'],
    service: ['service', 'services', '服务', '技术服务'],
  },
  pricingWay: {
    listing: ['listing', '挂牌', '挂牌交易', '挂牌转让'],
    auction: ['auction', '拍卖', '竞价', '网络竞价', '竞拍'],
    negotiated: ['negotiated', 'negotiation', '协议', '协议定价', '协议转让', '协商'],
  },
  memberKind: {
    university: ['university', 'institute', '高校', '大学', '高等院校', '科研院所', '科研机构', '高校院所', '事业单位'],
    company: ['company', 'enterprise', '企业', '公司', '法人企业'],
    broker: ['broker', 'agency', '中介', '中介机构', '技术转移机构', '服务机构', '经纪机构', '技术经纪'],
    person: ['person', 'individual', '个人', '自然人'],
    other: ['other', '其他', '其它'],
  },
  result: {
    sold: ['sold', '成交', '已成交', '已售'],
    unsold: ['unsold', '未成交', '流拍', '流标'],
    withdrawn: ['withdrawn', '撤回', '撤牌', '已撤牌', '撤回挂牌'],
    terminated: ['terminated', '终止', '终结'],
    open: ['open', 'listed', '挂牌中', '在挂'],
  },
} as const;

const word =
  (kind: keyof typeof WORDS): Reader =>
  (_cell, text) => {
    const said = text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/\s|合同$/g, '');
    const found = Object.entries<readonly string[]>(WORDS[kind]).find(([, words]) => words.includes(said));
    return found ? { value: found[0] } : bad('history.unknown_word', { word: text.slice(0, 40) });
  };

const chosen =
  (choose: (text: string) => string | null | undefined): Reader =>
  (_cell, text) => {
    const value = choose(text);
    return value ? { value } : bad('history.unknown_word', { word: text.slice(0, 40) });
  };

const IPC = /^[A-H]\d{2}[A-Z](\s*\d{1,4}(\/\d{2,6})?)?$/;
const readIpc: Reader = (_cell, text) => {
  const codes = text
    .toUpperCase()
    .split(/[;；,，、]/)
    .map((code) => code.trim());
  const kept = codes.filter((code) => code !== '');
  return kept.length <= 50 && kept.every((code) => IPC.test(code))
    ? { value: kept.map((code) => ipcForm(code).replace(/^([A-H]\d{2}[A-Z])\s*(?=\d)/, '$1 ')) }
    : bad('history.bad_ipc');
};

const READERS: Record<ValueKind, Reader> = {
  text: readText,
  number: readNumber,
  amount: (_cell, text, { unit }) => readAmount(text, unit),
  date: readDate,
  uscc: readUscc,
  region: chosen(regionCodeOf),
  ipKind: chosen((text) => ipKindOf(text.replace(/\s/g, ''))),
  technicalField: chosen(fieldCodeOf),
  ipc: readIpc,
  rate: readRate,
  contractType: word('contractType'),
  pricingWay: word('pricingWay'),
  memberKind: word('memberKind'),
  result: word('result'),
};

/** What a field holds when its cell is empty. */
export const emptyOf = ({ value }: Field): Value => {
  if (value === 'ipc') return [];
  return value === 'text' || value === 'technicalField' ? '' : null;
};

/** One cell as a field. Nothing is guessed: what is not understood is refused by its code. */
export function readCell(cell: Cell, reading: Reading): Read {
  if (cell.kind === 'error') return bad('history.error_cell', { text: cell.text.slice(0, 20) });
  const text = contentOf(cell);
  if (text === '') return reading.field.required ? bad('history.required') : { value: emptyOf(reading.field) };
  return READERS[reading.field.value](cell, text, reading);
}
