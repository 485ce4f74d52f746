import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, it } from '@jest/globals';

/** Folder of the real-world data sets, which are not part of the project; the environment names it. */
export const dataDir: string | null = process.env['JISHI_DATA'] ? resolve(process.env['JISHI_DATA']) : null;

/** A `describe` that needs the data: skipped by name without it, failed in CI. */
export function describeWithData(name: string, specs: (dataDir: string) => void): void {
  if (dataDir && existsSync(dataDir)) describe(name, () => specs(dataDir));
  else needs('JISHI_DATA, the folder of data sets', name);
}

/** Registers in place of specs that cannot run here: a skipped test with a speaking name, or a failing one in CI. */
export function needs(what: string, name: string): void {
  const title = `${name} (needs ${what})`;
  if (process.env['CI'] === 'true')
    it(title, () => {
      throw new Error(`CI=true runs every test, and this one needs ${what}`);
    });
  else it.skip(title, () => undefined);
}
