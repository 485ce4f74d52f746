import { canonicalJson } from '@jishi/kernel';
import type { RuleProfile } from './rule-profile';
import { groupOf, inReadingOrder, type RuleGroup, rulesOf, sourceOf } from './rule-paths';

/** What one rule was and is; `null` on a side that does not have the rule, or has it switched off. */
export interface RuleChange {
  path: string;
  group: RuleGroup;
  old: unknown;
  new: unknown;
  oldSource: string;
  newSource: string;
}

/** The rules, or their sources, in which two versions differ, in reading order. */
export function diffProfiles(a: RuleProfile, b: RuleProfile): RuleChange[] {
  const [before, after] = [rulesOf(a), rulesOf(b)];
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort(inReadingOrder);
  return paths.flatMap((path) => {
    const change: RuleChange = {
      path,
      group: groupOf(path),
      old: before.get(path) ?? null,
      new: after.get(path) ?? null,
      oldSource: before.has(path) ? sourceOf(a.sources, path) : '',
      newSource: after.has(path) ? sourceOf(b.sources, path) : '',
    };
    const same = canonicalJson(change.old) === canonicalJson(change.new) && change.oldSource === change.newSource;
    return same ? [] : [change];
  });
}
