import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyChangeOf, PLAIN } from '../../../test/support/any-profile';
import { diffProfiles } from './diff-profiles';
import { RULE_GROUPS, rulesOf, sourceOf, spreadSources } from './rule-paths';
import type { RuleProfile } from './rule-profile';
import { parseRuleProfile } from './validate-profile';

const anyProfile = anyChangeOf(PLAIN);
const withValue = (profile: RuleProfile, path: string, value: unknown): RuleProfile => {
  const next = structuredClone(profile) as unknown as Record<string, unknown>;
  const keys = path.split('.');
  const last = keys.pop()!;
  const place = keys.reduce((at, key) => at[key] as Record<string, unknown>, next);
  place[last] = value;
  return next as unknown as RuleProfile;
};

describe('a rule profile', () => {
  it('comes back from being written down as it was', () => {
    fc.assert(
      fc.property(anyProfile, (profile) => {
        expect(parseRuleProfile(JSON.parse(JSON.stringify(profile)))).toEqual(profile);
      }),
    );
  });

  it('names a source for each rule when its sources are spread, the same as before', () => {
    fc.assert(
      fc.property(anyProfile, (profile) => {
        const sources: Record<string, string> = { ...profile.sources, sale: '规则总则' };
        const grouped = { ...profile, sources };
        for (const path of Object.keys(grouped.sources))
          if (path.startsWith('sale.') && path !== 'sale.forms') delete grouped.sources[path];
        const spread = { ...grouped, sources: spreadSources(grouped) };
        expect(parseRuleProfile(spread)).toEqual(spread);
        expect(spread.sources['sale.sellers']).toBe('规则总则');
        expect(spread.sources['sale.forms']).toBe(profile.sources['sale.forms']);
        expect(spreadSources(spread)).toEqual(spread.sources);
      }),
    );
  });

  it('takes a source from the parts of a rule, or from the deposit for its bounds', () => {
    expect(sourceOf({ 'sale.extension.days': 'a', 'sale.extension.max': 'b' }, 'sale.extension')).toBe('a；b');
    expect(sourceOf({ depositRate: 'a' }, 'depositRateMax')).toBe('a');
    expect(sourceOf({ sale: 'a', 'sale.papers': 'b' }, 'sale.papers.listing')).toBe('b');
    expect(sourceOf({}, 'sale.papers.listing')).toBe('');
  });

  it('is not followed deeper than rules stand', () => {
    let deep: object = {};
    for (let i = 0; i < 50_000; i += 1) deep = { deep };
    expect([...rulesOf(deep).keys()]).toEqual(['deep.deep.deep']);
  });
});

describe('the difference of two versions', () => {
  it('is nothing between a version and itself', () => {
    fc.assert(
      fc.property(anyProfile, (profile) => {
        expect(diffProfiles(profile, structuredClone(profile))).toEqual([]);
      }),
    );
  });

  it('read backwards is the difference backwards', () => {
    fc.assert(
      fc.property(anyProfile, anyProfile, (a, b) => {
        const backwards = diffProfiles(b, a).map((change) => ({
          ...change,
          old: change.new,
          new: change.old,
          oldSource: change.newSource,
          newSource: change.oldSource,
        }));
        expect(backwards).toEqual(diffProfiles(a, b));
      }),
    );
  });

  it('taken over leaves none', () => {
    fc.assert(
      fc.property(anyProfile, anyProfile, (a, b) => {
        let next = a;
        for (const change of diffProfiles(a, b)) {
          next = withValue(next, change.path, change.new);
          next = { ...next, sources: { ...next.sources, [change.path]: change.newSource } };
        }
        expect(diffProfiles(next, b)).toEqual([]);
      }),
    );
  });

  it('names exactly the rule that changed, with its group and sources', () => {
    const b = structuredClone(PLAIN);
    b.noticeDays = { count: 20, kind: 'working' };
    b.sources = { noticeDays: '新办法第十三条' };
    expect(diffProfiles({ ...PLAIN, sources: { noticeDays: '旧办法' } }, b)).toEqual([
      {
        path: 'noticeDays',
        group: 'notice',
        old: { count: 15, kind: 'calendar' },
        new: { count: 20, kind: 'working' },
        oldSource: '旧办法',
        newSource: '新办法第十三条',
      },
    ]);
  });

  it('stands in reading order, every rule in a group of its own', () => {
    fc.assert(
      fc.property(anyProfile, anyProfile, (a, b) => {
        const groups = diffProfiles(a, b).map(({ group }) => RULE_GROUPS.indexOf(group));
        expect(groups).toEqual([...groups].sort((x, y) => x - y));
        expect(groups).not.toContain(RULE_GROUPS.indexOf('other'));
      }),
    );
  });
});
