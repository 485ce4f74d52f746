import type { Rule } from '../../../lib/rules';

export interface FieldProps<T> {
  value: T;
  label: string;
  onChange: (value: T) => void;
}

/** Of a field that asks its rule for the options, the words or the unit. */
export interface RuleProps<T> extends FieldProps<T> {
  rule: Rule;
}

/** What no rule may be: the server tells so beside the field, in the reader's language. */
export const UNREADABLE = -1;

/** One part of a value, as the field of that part wants it. */
export function partOf<T extends object, K extends keyof T>(whole: T, set: (whole: T) => void, key: K) {
  return { value: whole[key], onChange: (part: T[K]) => set({ ...whole, [key]: part }) };
}
