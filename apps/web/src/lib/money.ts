/** Money is integer fen everywhere; yuan exist only in what people read and type. */
export type Fen = number;

const AMOUNT = /^(\d{1,13})(?:\.(\d{1,2}))?$/;

/** Reads what a person typed (`1,234.5`, `1 234.50`, full-width digits); null when it is not an amount. */
export function parseYuan(text: string): Fen | null {
  const plain = text.normalize('NFKC').replace(/[\s,¥]/g, '');
  const match = AMOUNT.exec(plain);
  if (!match) return null;
  const value = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
  return Number.isSafeInteger(value) ? value : null;
}

/** `1234567.05` – the exact decimal text, for fields and for the capital reading. */
export function plainYuan(amount: Fen): string {
  const sign = amount < 0 ? '-' : '';
  const absolute = Math.abs(amount);
  return `${sign}${Math.floor(absolute / 100)}.${String(absolute % 100).padStart(2, '0')}`;
}

/** `1,234,567.05`; whole yuan drop the fen unless `exact`. */
export function groupYuan(amount: Fen, exact = false): string {
  const [whole = '0', cents = '00'] = plainYuan(amount).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return cents === '00' && !exact ? grouped : `${grouped}.${cents}`;
}

export function formatYuan(amount: Fen, exact = true): string {
  return amount < 0 ? `−¥${groupYuan(-amount, exact)}` : `¥${groupYuan(amount, exact)}`;
}

/** The short reading people use in talk: `128.5 万元`, `¥1.29M`. Never used where the amount is decided. */
export function shortYuan(amount: Fen, language: string): string {
  if (language.startsWith('zh')) {
    if (amount >= 1e10) return `${trim(amount / 1e10, 4)} 亿元`;
    if (amount >= 1e6) return `${trim(amount / 1e6, 4)} 万元`;
    return `${groupYuan(amount)} 元`;
  }
  if (amount >= 1e8) return `¥${trim(amount / 1e8, 3)}M`;
  if (amount >= 1e5) return `¥${trim(amount / 1e5, 3)}K`;
  return `¥${groupYuan(amount)}`;
}

function trim(value: number, digits: number): string {
  return new Intl.NumberFormat('en-US', { maximumFractionDigits: digits, useGrouping: true }).format(value);
}
