import { readFile } from 'node:fs/promises';
import { bookKey, type BookKey } from '@jishi/bidding';
import { callersFile } from './callers-file';
import { codeOf, PlainError } from './plain-error';

/** An option that may be repeated. */
export const collect = (value: string, before: string[]): string[] => [...before, value];

/** Public keys that somebody trusts, each a PEM file. Errors: PlainError with this exit code. */
export async function readKeys(files: readonly string[], exitCode = 1): Promise<BookKey[]> {
  const keys: BookKey[] = [];
  for (const file of files) {
    const text = await readFile(callersFile(file), 'utf8').catch((error: unknown) => {
      throw new PlainError(`cannot read ${file} (${codeOf(error)})`, exitCode);
    });
    const key = bookKey(text);
    if (!key) throw new PlainError(`${file} is no public key in PEM (Ed25519 or SM2)`, exitCode);
    keys.push(key);
  }
  return keys;
}
