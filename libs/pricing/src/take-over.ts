import { canonicalJson } from '@jishi/kernel';
import { diffProfiles, type RuleChange } from './diff-profiles';
import type { RuleProfile } from './rule-profile';
import { rulesOf, sourceOf, spreadSources } from './rule-paths';

/** What a default changed since an exchange's own rules were made from it, and what those say. */
export interface DefaultChange extends RuleChange {
  own: unknown;
  ownSource: string;
  /** The own rule is neither the old nor the new one: the exchange once decided otherwise. */
  differs: boolean;
}

/** The changes of a default that own rules do not have yet; its name is its own. */
export function defaultChanges(from: RuleProfile, to: RuleProfile, own: RuleProfile): DefaultChange[] {
  const rules = rulesOf(own);
  return diffProfiles(from, to).flatMap((change) => {
    if (change.path === 'name') return [];
    const value = rules.get(change.path) ?? null;
    const ownSource = rules.has(change.path) ? sourceOf(own.sources, change.path) : '';
    const same = (other: unknown, source?: string) =>
      canonicalJson(value) === canonicalJson(other) && (source === undefined || source === ownSource);
    if (same(change.new, change.newSource)) return [];
    return [{ ...change, own: value, ownSource, differs: !same(change.old) && !same(change.new) }];
  });
}

/** Own rules with these of a default's in their place, each with its source. Whether they fit together is for its reader to say. */
export function takeOver(own: RuleProfile, from: RuleProfile, paths: readonly string[]): object {
  const taken = rulesOf(from);
  return paths.reduce<object>(
    (body, path) => {
      const sources: Record<string, string> = { ...(body as RuleProfile).sources };
      delete sources[path];
      if (taken.has(path)) sources[path] = sourceOf(from.sources, path);
      return { ...withRule(body, path.split('.'), taken.get(path)), sources };
    },
    { ...own, sources: spreadSources(own) },
  );
}

/** The same with another value there; undefined takes the rule out. */
function withRule(body: object, [key = '', ...rest]: string[], value: unknown): object {
  const { [key]: below, ...others } = body as Record<string, unknown>;
  if (rest.length > 0) return { ...others, [key]: withRule((below ?? {}) as object, rest, value) };
  return value === undefined ? others : { ...others, [key]: structuredClone(value) };
}
