import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { hasMessage, messageFor } from '@jishi/platform';

const CODE = `'([a-z_]+(?:\\.[a-z_]+)+)'`;
/** Where a refusal's code stands in the source: in a constructor of kernel's errors, or as the code of a bad field. */
const PLACES = [
  new RegExp(
    `\\b(?:invalid|unauthenticated|forbidden|notFound|conflict|gone|rateLimited|busy|unavailable)\\(\\s*${CODE}`,
    'g',
  ),
  new RegExp(`\\bnew DomainError\\(\\s*'\\w+',\\s*${CODE}`, 'g'),
  new RegExp(`\\bpath: [^,{}]+,\\s*code: ${CODE}`, 'g'),
];

const sources = ['libs', 'apps'].flatMap((root) =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((file) => join(root, file))
    .filter((file) => /(?<!\.spec)\.ts$/.test(file) && !/\/(web|cli)\//.test(file)),
);

/** Code → the files that refuse with it. */
function codesInUse(): Map<string, string[]> {
  const codes = new Map<string, string[]>();
  for (const file of sources) {
    const text = readFileSync(file, 'utf8');
    for (const place of PLACES) {
      for (const [, code] of text.matchAll(place)) {
        if (code) codes.set(code, [...(codes.get(code) ?? []), file]);
      }
    }
  }
  return codes;
}

beforeAll(async () => {
  const catalogues = sources.filter((file) => /^registerMessages\(/m.test(readFileSync(file, 'utf8')));
  for (const file of catalogues) await import(pathToFileURL(file).href);
});

describe('every refusal', () => {
  it('is explained in Chinese and in English', () => {
    const unexplained = [...codesInUse()].filter(
      // Configuration errors are for the operator's terminal, as codes beside the variable's name.
      ([code]) => !hasMessage(code) && !code.startsWith('config.'),
    );
    expect(unexplained).toEqual([]);
    expect(codesInUse().size).toBeGreaterThan(100);
  });

  it('says so in each language, with the same parameters', () => {
    const holes = (text: string) => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))].sort();
    const wrong = [...codesInUse().keys()].filter(hasMessage).filter((code) => {
      const [zh, en] = [messageFor(code, {}, 'zh'), messageFor(code, {}, 'en')];
      return !/[\u4e00-\u9fff]/.test(zh) || /[\u4e00-\u9fff]/.test(en) || String(holes(zh)) !== String(holes(en));
    });
    expect(wrong).toEqual([]);
  });
});
