import { invalid, isUuid } from '@jishi/kernel';

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
  total?: number;
}

export const MAX_PAGE = 100;

/** Checks `limit`; 20 when absent. Errors: `page.bad_limit`. */
export function pageLimit(limit: number | undefined): number {
  if (limit === undefined) return 20;
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_PAGE)
    throw invalid('page.bad_limit', { max: MAX_PAGE }, [
      { path: 'limit', code: 'page.bad_limit', params: { max: MAX_PAGE } },
    ]);
  return limit;
}

/** Opaque keyset cursor over the sort key of the last row. */
export const encodeCursor = (key: (string | number)[]): string =>
  Buffer.from(JSON.stringify(key)).toString('base64url');

/** Errors: `page.bad_cursor`. */
export function decodeCursor(cursor: string | undefined, length: number): (string | number)[] | null {
  if (!cursor) return null;
  const bad = badCursor();
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (!Array.isArray(key) || key.length !== length) throw bad;
    if (!key.every((part) => typeof part === 'string' || Number.isSafeInteger(part))) throw bad;
    return key as (string | number)[];
  } catch {
    throw bad;
  }
}

const badCursor = () => invalid('page.bad_cursor', {}, [{ path: 'cursor', code: 'page.bad_cursor' }]);
const INSTANT = /^[1-9]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.(\d{3}|\d{6})Z$/;

/** A text and an id a list goes on after: what a caller made up must not reach the database. Errors: `page.bad_cursor`. */
export function textCursor(cursor: string | undefined): [string, string] | null {
  const key = decodeCursor(cursor, 2);
  if (key === null) return null;
  const [text, id] = key;
  if (typeof text !== 'string' || text.includes('\0') || !isUuid(id)) throw badCursor();
  return [text, id];
}

/** The same for an instant in ISO form, milliseconds or microseconds. Errors: `page.bad_cursor`. */
export function timeCursor(cursor: string | undefined): [string, string] | null {
  const key = textCursor(cursor);
  if (key && !(INSTANT.test(key[0]) && Number.isFinite(Date.parse(key[0])))) throw badCursor();
  return key;
}

/** The same for a day, `2026-11-23`. Errors: `page.bad_cursor`. */
export function dayCursor(cursor: string | undefined): [string, string] | null {
  const key = textCursor(cursor);
  const start = key && /^[1-9]\d{3}-\d\d-\d\d$/.test(key[0]) ? Date.parse(`${key[0]}T00:00:00Z`) : 0;
  if (key && !(start && new Date(start).toISOString().startsWith(key[0]))) throw badCursor();
  return key;
}

/** The same for a whole number. Errors: `page.bad_cursor`. */
export function numberCursor(cursor: string | undefined): [number, string] | null {
  const key = decodeCursor(cursor, 2);
  if (key === null) return null;
  const [number, id] = key;
  if (typeof number !== 'number' || !isUuid(id)) throw badCursor();
  return [number, id];
}

/** Rows fetched with `limit + 1` become a page. */
export function toPage<T>(fetched: T[], limit: number, key: (last: T) => (string | number)[], total?: number): Page<T> {
  const items = fetched.slice(0, limit);
  const last = items.at(-1);
  return {
    items,
    nextCursor: fetched.length > limit && last !== undefined ? encodeCursor(key(last)) : null,
    ...(total === undefined ? {} : { total }),
  };
}

/** The id a list ordered by id goes on after. Errors: `page.bad_cursor`. */
export function idCursor(cursor: string | undefined): string | null {
  const key = decodeCursor(cursor, 1);
  if (key === null) return null;
  if (!isUuid(key[0])) throw badCursor();
  return key[0];
}

/** The same for an instant, an id and a number along it. Errors: `page.bad_cursor`. */
export function placeCursor(cursor: string | undefined): [string, string, number] | null {
  const key = decodeCursor(cursor, 3);
  if (key === null) return null;
  const [at, id, number] = key;
  const isInstant = typeof at === 'string' && INSTANT.test(at) && Number.isFinite(Date.parse(at));
  if (!isInstant || !isUuid(id) || typeof number !== 'number') throw badCursor();
  return [at, id, number];
}
