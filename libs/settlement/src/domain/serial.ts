/** Invisible characters, too: a file that went through a chat program carries them. */
const BLANKS = /[\s\p{Cf}]/gu;

/** A bank's serial number however it was typed: full width, lower case and blanks make no other number. */
export const plainSerial = (text: string): string => text.normalize('NFKC').replace(BLANKS, '').toUpperCase();

/** An account number however it was grouped: `1209 0987-6543` is `120909876543`. */
export const plainAccount = (text: string): string => plainSerial(text).replace(/[-‐-―.·/]/g, '');

/** Where a statement did not say whose account it is of. */
export const UNNAMED_ACCOUNT = 'settlement';

/** One movement of money as a bank shows it. */
export interface Shown {
  accountNumber: string;
  bookedOn: string;
  direction: 'credit' | 'debit';
  amountMinor: number;
}

export type Recurrence = 'new' | 'known' | 'differs' | 'elsewhere';

/**
 * What a line is beside those that came before it under the same serial number: another sum or day in one account is a mistake
 * of somebody's, or a bank that counts anew each day, and never passed over in silence; the same money of the same day in an account that was not named is the same money, and in another named account
 * nobody can tell. Two banks may well give one number to two movements.
 */
export function recurrenceOf(line: Shown, before: readonly Shown[]): Recurrence {
  const sameSum = ({ direction, amountMinor }: Shown): boolean =>
    direction === line.direction && amountMinor === line.amountMinor;
  const here = before.filter(({ accountNumber }) => accountNumber === line.accountNumber);
  const isSame = (other: Shown): boolean => sameSum(other) && other.bookedOn === line.bookedOn;
  if (here.length > 0) return here.some(isSame) ? 'known' : 'differs';
  const there = before.filter(isSame);
  if (there.length === 0) return 'new';
  const isUnnamed = [line, ...there].some(({ accountNumber }) => accountNumber === UNNAMED_ACCOUNT);
  return isUnnamed ? 'known' : 'elsewhere';
}
