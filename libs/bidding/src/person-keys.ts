import { createHmac, randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { invalid, newId } from '@jishi/kernel';

const FILE = 'person-key';
const SECRET = /^[0-9a-f]{64}$/;
const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** The last character of a resident's number (GB 11643). */
const residentCheck = (digits: string): string =>
  '10X98765432'[[...digits].reduce((sum, digit, i) => sum + Number(digit) * ID_WEIGHTS[i]!, 0) % 11]!;

const bornOnADay = (digits: string): boolean => {
  const day = `${digits.slice(6, 10)}-${digits.slice(10, 12)}-${digits.slice(12, 14)}`;
  const ms = Date.parse(`${day}T00:00:00Z`);
  return Number.isFinite(ms) && new Date(ms).toISOString().startsWith(day);
};

/** Whole, as of today: those of before 1999 have neither the century nor the check character. Null: nobody's. */
function residentNumber(number: string): string | null {
  const digits = number.length === 15 ? `${number.slice(0, 6)}19${number.slice(6)}` : number.slice(0, 17);
  const whole = digits + residentCheck(digits);
  return bornOnADay(digits) && (number.length === 15 || number === whole) ? whole : null;
}

/**
 * One spelling a paper, or somebody would be two people: blanks, hyphens, brackets, width and case do not count. What looks like a
 * resident's number is one, or it is refused; other papers (passports, permits) are shorter than one in disguise would be.
 * Errors: `relation.bad_id_number`.
 */
export function normalisedId(idNumber: string, path = 'idNumber'): string {
  const number = idNumber
    .normalize('NFKC')
    .replace(/[\s()\-‐-―·.]/g, '')
    .toUpperCase();
  const resident = /^(\d{15}|\d{17}[\dX])$/.test(number);
  const known = resident ? residentNumber(number) : /^[0-9A-Z]{6,15}$/.test(number) ? number : null;
  if (known === null) throw invalid('relation.bad_id_number', {}, [{ path, code: 'relation.bad_id_number' }]);
  return known;
}

/**
 * Tells whether two people are one without keeping the number of anybody's papers: such numbers are few enough to be tried
 * one by one, so a bare hash would keep no secret; the key of this one is not in the database.
 */
export class PersonKeys {
  constructor(private readonly secret: string) {}

  /** Errors: `relation.bad_id_number`. */
  keyOf(idNumber: string, path?: string): string {
    return `p:${createHmac('sha256', Buffer.from(this.secret, 'hex')).update(normalisedId(idNumber, path)).digest('hex')}`;
  }
}

/** JISHI_PERSON_KEY, 64 hexadecimal digits, or this installation's own, made at the first start. Errors: `relation.bad_person_key`. */
export function loadPersonKeys({
  stateDir,
  secret = '',
}: {
  stateDir: string;
  secret?: string | undefined;
}): PersonKeys {
  const found = secret.trim() || ownSecret(stateDir);
  if (!SECRET.test(found)) throw invalid('relation.bad_person_key');
  return new PersonKeys(found);
}

/** Of processes that start together one makes it, and all read that one. */
function ownSecret(stateDir: string): string {
  const file = join(stateDir, FILE);
  const read = (): string | null => {
    try {
      return readFileSync(file, 'utf8').trim();
    } catch {
      return null;
    }
  };
  const known = read();
  if (known !== null) return known;
  mkdirSync(stateDir, { recursive: true });
  const draft = `${file}.${newId()}`;
  writeFileSync(draft, randomBytes(32).toString('hex'), { mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
  return readFileSync(file, 'utf8').trim();
}
