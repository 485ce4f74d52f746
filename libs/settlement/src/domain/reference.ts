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

const SUB_KINDS = ['D', 'P'] as const;
const SUB_DIGITS = 10;

/** The last digit of a number by Luhn: one mistyped or two swapped digits change it. */
function luhn(digits: string): string {
  let sum = 0;
  for (const [index, digit] of [...digits].reverse().entries()) {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return String((10 - (sum % 10)) % 10);
}

/** The same reference as a number, for banks that keep a virtual account for every payer; null for what is no reference. */
export function subAccountOf(reference: string): string | null {
  const [found, kind, body] = /^JS([DP])([2-9A-HJ-NP-Z]{6})[2-9A-HJ-NP-Z]$/.exec(reference) ?? [];
  if (!found || referencesIn(reference).length !== 1) return null;
  const number = [...body!].reduce((sum, character) => sum * ALPHABET.length + ALPHABET.indexOf(character), 0);
  const digits = `${kind === 'D' ? 1 : 2}${String(number).padStart(SUB_DIGITS, '0')}`;
  return digits + luhn(digits);
}

/** The reference a virtual account stands for; banks put their own digits before it. */
export function referenceOfSubAccount(account: string): string | null {
  const [found, kind, number, check] = /([12])(\d{10})(\d)$/.exec(account.replace(/\D/g, '')) ?? [];
  if (!found || luhn(`${kind}${number}`) !== check || Number(number) >= ALPHABET.length ** DIGITS) return null;
  return paymentReference(SUB_KINDS[Number(kind) - 1]!, Number(number));
}

/** Bank statements write names with full-width brackets, spaces and dots; nothing else is forgiven. */
export const normaliseName = (name: string): string => name.normalize('NFKC').replace(/\s+/g, '').toLowerCase();

export const isSamePayer = (payer: string, organisation: string): boolean =>
  normaliseName(payer) !== '' && normaliseName(payer) === normaliseName(organisation);
