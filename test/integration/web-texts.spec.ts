import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { texts as en } from '../../apps/web/src/i18n/en';
import { texts as zh } from '../../apps/web/src/i18n/zh';
import { DESK } from '../../apps/web/src/shell/desk-nav';

type Tree = { [key: string]: string | Tree };

/** Every text under its whole name; English plurals count as the one text they are. */
function keys(tree: Tree, prefix = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    const name = `${prefix}${key}`;
    if (typeof value === 'string') found.set(name.replace(/_(one|other)$/, ''), value);
    else for (const [inner, text] of keys(value, `${name}.`)) found.set(inner, text);
  }
  return found;
}

const zhTexts = keys(zh);
const enTexts = keys(en);
const source = readdirSync('apps/web/src', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('i18n') && !file.endsWith('.spec.ts'))
  .map((file) => readFileSync(join('apps/web/src', file), 'utf8'))
  .join('\n');

describe('the texts of the portal', () => {
  it('are the same in both languages, and none is empty', () => {
    expect([...enTexts.keys()].sort()).toEqual([...zhTexts.keys()].sort());
    for (const text of [...zhTexts.values(), ...enTexts.values()]) expect(text.trim()).not.toBe('');
  });

  it('use the same placeholders in both languages', () => {
    const holes = (text: string | undefined) => [...(text ?? '').matchAll(/\{\{(\w+)\}\}/g)].map((m) => m[1]).sort();
    for (const [key, text] of zhTexts) {
      // A singular may spell its number out.
      const english = holes(enTexts.get(key)).filter((name) => name !== 'count');
      expect([key, english]).toEqual([key, holes(text).filter((name) => name !== 'count')]);
    }
  });

  it('exist for every name the pages use', () => {
    const plain = [...source.matchAll(/\bt\(\s*'([^']+)'/g)].map((match) => match[1] ?? '');
    const chosen = [...source.matchAll(/\bt\([^'`)]*\? '([^']+)' : '([^']+)'/g)].flatMap((match) => match.slice(1));
    const missing = [...plain, ...chosen].filter((key) => !zhTexts.has(key));
    expect([...new Set(missing)]).toEqual([]);
  });

  it('exist for every door of the desk', () => {
    const doors = DESK.flatMap(({ entries }) => entries).flatMap(({ key }) => [
      `desk.entry.${key}`,
      `desk.about.${key}`,
    ]);
    expect(doors.filter((key) => !zhTexts.has(key))).toEqual([]);
  });

  it('name every act that the audit log keeps', () => {
    const acts = readdirSync('libs', { recursive: true, encoding: 'utf8' })
      .filter((file) => /(?<!\.spec)\.ts$/.test(file))
      .map((file) => readFileSync(join('libs', file), 'utf8'))
      .filter((text) => /\baudit\(/.test(text))
      .flatMap((text) =>
        [...text.matchAll(/(?:action: |record\(.*, )'([a-z]+\.[a-z_]+)'/g)].map((match) => match[1] ?? ''),
      );
    expect(acts.length).toBeGreaterThan(20);
    expect(acts.filter((act) => !zhTexts.has(`action.${act.replace('.', '_')}`))).toEqual([]);
  });

  it('are all used', () => {
    const dynamic = [...source.matchAll(/\bt\(\s*`([^`]+)`/g)].map((match) => {
      const pattern = (match[1] ?? '').replace(/\$\{[^}]*(\}|$)/g, '\u0000');
      return new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('\u0000', '[\\w.]+')}`);
    });
    const unused = [...zhTexts.keys()].filter(
      (key) => !source.includes(`'${key}'`) && !dynamic.some((pattern) => pattern.test(key)),
    );
    expect(unused).toEqual([]);
  });
});
