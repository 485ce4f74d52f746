import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyChangeOf, PLAIN } from '../../../test/support/any-profile';
import { diffProfiles } from './diff-profiles';
import { spreadSources } from './rule-paths';
import type { RuleProfile } from './rule-profile';
import { defaultChanges, takeOver } from './take-over';
import { parseRuleProfile } from './validate-profile';

const anyProfile = anyChangeOf(PLAIN);
const paths = (changes: { path: string }[]) => changes.map(({ path }) => path);
const asRules = (body: object) => parseRuleProfile(JSON.parse(JSON.stringify(body)));

describe('a newer default', () => {
  it('is told as far as own rules do not say the same', () => {
    const to: RuleProfile = { ...PLAIN, refundDays: 2, openingHour: 9, name: { zh: '新', en: 'New' } };
    const own: RuleProfile = { ...PLAIN, refundDays: 2, openingHour: 14, code: 'own' };
    expect(paths(defaultChanges(PLAIN, to, PLAIN))).toEqual(['openingHour', 'refundDays']);
    expect(defaultChanges(PLAIN, to, own)).toMatchObject([
      { path: 'openingHour', old: 10, new: 9, own: 14, differs: true },
    ]);
    expect(defaultChanges(PLAIN, to, PLAIN)).toMatchObject([{ differs: false }, { differs: false }]);
  });

  it('that names another source only is told, too', () => {
    const to = { ...PLAIN, sources: { openingHour: '新依据' } };
    expect(defaultChanges(PLAIN, to, PLAIN)).toMatchObject([
      { path: 'openingHour', new: 10, newSource: '新依据', own: 10, differs: false },
    ]);
  });

  it('makes the same of rules that were the old default when all of it is taken over', () => {
    fc.assert(
      fc.property(anyProfile, anyProfile, (from, to) => {
        const taken = asRules(takeOver(from, to, paths(defaultChanges(from, to, from))));
        expect(paths(diffProfiles(taken, to)).filter((path) => path !== 'name')).toEqual([]);
      }),
    );
  });

  it('changes what was chosen and nothing else, with its source', () => {
    fc.assert(
      fc.property(anyProfile, anyProfile, anyProfile, fc.infiniteStream(fc.boolean()), (from, to, own, coin) => {
        const chosen = paths(defaultChanges(from, to, own)).filter(() => coin.next().value);
        const body = takeOver(own, to, chosen) as RuleProfile;
        const before = { ...own, sources: spreadSources(own) };
        expect(paths(diffProfiles(before, body)).sort()).toEqual([...chosen].sort());
        expect(defaultChanges(from, to, body).filter(({ path }) => chosen.includes(path))).toEqual([]);
      }),
    );
  });
});
