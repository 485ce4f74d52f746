import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { hasMessage, messageFor } from '@jishi/platform';
import './index';

const SOURCE = 'libs/bidding/src';
const sources = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter((file) =>
  /(?<!\.spec)\.ts$/.test(file),
);
/** Every such code in the source, but for paths and where its message is registered. */
const codes = new Set(
  sources.flatMap((file) =>
    [...readFileSync(join(SOURCE, file), 'utf8').matchAll(/(?<!path: )'(rules\.[a-z_]+)'(?!: \{)/g)].map(
      ([, code]) => code!,
    ),
  ),
);

it('whatever can be wrong with the rules of a sale is explained in Chinese and in English', () => {
  expect(codes).toContain('rules.no_increments');
  expect(codes.size).toBeGreaterThanOrEqual(10);
  expect([...codes].filter((code) => !hasMessage(code))).toEqual([]);
  for (const code of codes) {
    expect(messageFor(code, {}, 'zh')).toMatch(/[\u4e00-\u9fff]/);
    expect(messageFor(code, {}, 'en')).toMatch(/^[^\u4e00-\u9fff]{20,}$/);
  }
});
