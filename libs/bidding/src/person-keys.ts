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

/** Without blanks, in capitals. Errors: `relation.bad_id_number`. */
export function normalisedId(idNumber: string, path = 'idNumber'): string {
  const number = idNumber.replace(/[\s-]/g, '').toUpperCase();
  const resident = /^\d{17}[\dX]$/.test(number);
  const known = resident ? residentCheck(number.slice(0, 17)) === number[17] : /^[0-9A-Z]{6,20}$/.test(number);
  if (!known) throw invalid('relation.bad_id_number', {}, [{ path, code: 'relation.bad_id_number' }]);
  return number;
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
