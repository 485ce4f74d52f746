export type FormValue = string | FormValue[] | { [name: string]: FormValue };
export type FormTree = { [name: string]: FormValue };

/** `a[b][0][c]=1` as `{a: {b: [{c: '1'}]}}`; what cannot be meant so is named. */
export function parseForm(text: string): { tree: FormTree; faults: string[] } {
  const root: FormTree = {};
  const faults: string[] = [];
  for (const [name, value] of new URLSearchParams(text)) {
    const way = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(name);
    if (!way) {
      faults.push(`${name}: not a parameter name`);
      continue;
    }
    const steps = [way[1]!, ...[...way[2]!.matchAll(/\[([^[\]]*)\]/g)].map((match) => match[1]!)];
    if (!put(root, steps, value)) faults.push(`${name}: given twice, or as two kinds of thing`);
  }
  return { tree: toLists(root) as FormTree, faults };
}

function put(at: FormTree, [step, ...rest]: string[], value: string): boolean {
  const name = step === '' ? String(Object.keys(at).length) : step!;
  if (rest.length === 0) {
    if (name in at) return false;
    at[name] = value;
    return true;
  }
  at[name] ??= {};
  const next = at[name];
  return typeof next === 'object' && put(next as FormTree, rest, value);
}

/** What is numbered from 0 on is a list. */
function toLists(value: FormValue): FormValue {
  if (typeof value === 'string') return value;
  const entries = Object.entries(value).map(([name, inner]) => [name, toLists(inner as FormValue)] as const);
  const isList = entries.length > 0 && entries.every(([name], index) => name === String(index));
  return isList ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
}
