import type { Fen } from '@jishi/kernel';

/** `1,234.5` yuan → 123450 fen, digit by digit and never through a float; null when it is no positive amount. */
export function parseYuan(text: string): Fen | null {
  const amount = parseSigned(text);
  return amount !== null && amount > 0 && !/^[+(]/.test(text.trim()) ? amount : null;
}

/** The same with a sign, zero included; brackets are how accountants write minus. Null when it is no amount. */
export function parseSigned(text: string): Fen | null {
  const plain = text.normalize('NFKC').replace(/\s/g, '');
  const inner = /^\((.*)\)$/.exec(plain)?.[1];
  const match = /^([+-]?)[¥]?(\d{1,3}(?:,\d{3})+|\d{1,13})(?:\.(\d{1,2}))?$/.exec(inner ?? plain);
  if (!match || (inner !== undefined && match[1])) return null;
  const amount = Number(match[2]!.replaceAll(',', '')) * 100 + Number((match[3] ?? '').padEnd(2, '0'));
  if (!Number.isSafeInteger(amount)) return null;
  return amount === 0 ? 0 : inner !== undefined || match[1] === '-' ? -amount : amount;
}
