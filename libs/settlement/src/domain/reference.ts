import { internal } from '@jishi/kernel';

/**
 * Payment references: what a payer writes in the remark of a bank transfer. Short, unambiguous to read aloud, with a
 * check character, because people mistype them and money must not find a stranger's deposit.
 */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const DIGITS = 6;

function checkCharacter(body: string): string {
  let sum = 0;
  for (const [index, character] of [...body].entries()) sum += ALPHABET.indexOf(character) * (2 * index + 3);
  return ALPHABET[sum % ALPHABET.length]!;
}

/** `D` for a deposit, `P` for a price, six characters of the number, the check character. */
export function paymentReference(kind: 'D' | 'P', sequence: number): string {
  if (sequence < 0 || sequence >= ALPHABET.length ** DIGITS) throw internal('settlement.references_exhausted');
  let rest = sequence;
  let body = '';
  for (let digit = 0; digit < DIGITS; digit++) {
    body = ALPHABET[rest % ALPHABET.length]! + body;
    rest = Math.floor(rest / ALPHABET.length);
  }
  return `JS${kind}${body}${checkCharacter(kind + body)}`;
}

const PATTERN = /JS([DP])([2-9A-HJ-NP-Z]{6})([2-9A-HJ-NP-Z])/g;

/** Every well-formed reference in a bank remark, however it is surrounded. Lower case and spaces are forgiven. */
export function referencesIn(remark: string): string[] {
  const text = remark.toUpperCase().replace(/[\s\-_·.]/g, '');
  const found = [...text.matchAll(PATTERN)]
    .filter(([, kind, body, check]) => checkCharacter(`${kind}${body}`) === check)
    .map(([reference]) => reference);
  return [...new Set(found)];
}

/** Bank statements write names with full-width brackets, spaces and dots; nothing else is forgiven. */
export const normaliseName = (name: string): string => name.normalize('NFKC').replace(/\s+/g, '').toLowerCase();

export const isSamePayer = (payer: string, organisation: string): boolean =>
  normaliseName(payer) !== '' && normaliseName(payer) === normaliseName(organisation);
