import diff from 'microdiff';
import type { ValuationInputs } from '@jishi/pricing';

/** One input that two versions do not have alike; null where a version has none. */
export interface Change {
  /** `flows[2].amountMinor`. */
  path: string;
  before: string | number | null;
  after: string | number | null;
}

const nameOf = (steps: (string | number)[]): string =>
  steps.reduce<string>(
    (path, step) => (typeof step === 'number' ? `${path}[${step}]` : `${path}${path && '.'}${step}`),
    '',
  );

/** Every single value under a branch that came or went whole. */
function leaves(value: unknown, path: (string | number)[]): [(string | number)[], string | number | null][] {
  if (Array.isArray(value)) return value.flatMap((entry, i) => leaves(entry, [...path, i]));
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, entry]) => leaves(entry, [...path, key]));
  return [[path, typeof value === 'string' || typeof value === 'number' ? value : null]];
}

export function differences(before: ValuationInputs, after: ValuationInputs): Change[] {
  return diff(before, after).flatMap((change): Change[] => {
    const old = change.type === 'CREATE' ? [] : leaves(change.oldValue, change.path);
    const fresh = change.type === 'REMOVE' ? [] : leaves(change.value, change.path);
    if (change.type === 'CHANGE' && old.length === 1 && fresh.length === 1)
      return [{ path: nameOf(change.path), before: old[0]?.[1] ?? null, after: fresh[0]?.[1] ?? null }];
    return [
      ...old.map(([path, value]) => ({ path: nameOf(path), before: value, after: null })),
      ...fresh.map(([path, value]) => ({ path: nameOf(path), before: null, after: value })),
    ];
  });
}
