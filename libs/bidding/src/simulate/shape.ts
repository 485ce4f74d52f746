import type { FieldError } from '@jishi/kernel';
import { MAX_AMOUNT_MINOR, MAX_SPAN_MS } from '../domain/rules';

/** Looks at a value read from a file and adds what is wrong with it, each fault with its path and code. */
export type Check = (value: unknown, path: string, faults: FieldError[]) => void;

export interface Shape {
  readonly required?: Readonly<Record<string, Check>>;
  readonly optional?: Readonly<Record<string, Check>>;
}

const when =
  (isRight: (value: unknown) => boolean, code: string, params: Record<string, string | number> = {}): Check =>
  (value, path, faults) => {
    if (!isRight(value)) faults.push({ path, code, params });
  };

const whole = (min: number, max: number): Check =>
  when(
    (value) => Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max,
    'simulate.bad_number',
    { min, max },
  );
export const count = (min: number): Check => whole(min, 1_000_000_000);
export const amount = (min: number): Check => whole(min, MAX_AMOUNT_MINOR);
export const span = (min: number, max = MAX_SPAN_MS): Check => whole(min, max);
/** From the opening; before it when negative. */
export const moment: Check = whole(-MAX_SPAN_MS, MAX_SPAN_MS);

export const oneOf = (...choices: readonly string[]): Check =>
  when((value) => choices.includes(value as string), 'simulate.bad_choice', { choices: choices.join(', ') });

/** As the engine asks of every reason: blanks alone say nothing. */
const LEGIBLE = /[\p{L}\p{N}]/u;
export const text = (max: number): Check =>
  when(
    (value) => typeof value === 'string' && LEGIBLE.test(value) && value.length <= max && value.isWellFormed(),
    'simulate.bad_text',
    { max },
  );
export const flag = when((value) => typeof value === 'boolean', 'simulate.bad_flag');

/** What stands in a book between quotes as it is; a colon would make it another actor's, as would the name of the clock. */
export const name = when(
  (value) => typeof value === 'string' && /^(?!system$)[A-Za-z0-9._-]{1,64}$/.test(value),
  'simulate.bad_name',
);

export const orNull =
  (check: Check): Check =>
  (value, path, faults) => {
    if (value !== null) check(value, path, faults);
  };

export const listOf =
  (check: Check): Check =>
  (value, path, faults) => {
    if (Array.isArray(value)) value.forEach((entry, i) => check(entry, `${path}[${i}]`, faults));
    else faults.push({ path, code: 'simulate.not_a_list' });
  };

const below = (path: string, field: string): string => (path === '' ? field : `${path}.${field}`);

/** An object with exactly these fields: what nobody knows is refused, for it would be silently without effect. */
export const objectOf =
  ({ required = {}, optional = {} }: Shape): Check =>
  (value, path, faults) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      faults.push({ path, code: 'simulate.not_an_object' });
      return;
    }
    for (const [field, content] of Object.entries(value)) {
      const check = Object.hasOwn(required, field)
        ? required[field]
        : Object.hasOwn(optional, field) && optional[field];
      if (check) check(content, below(path, field), faults);
      else faults.push({ path: below(path, field), code: 'simulate.unknown_field' });
    }
    for (const field of Object.keys(required))
      if (!Object.hasOwn(value, field)) faults.push({ path: below(path, field), code: 'simulate.missing_field' });
  };
