/** How a refusal is to be understood by a caller; mapped to an HTTP status in one place (platform's problem.ts). */
export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'gone'
  | 'rate_limited'
  | 'busy'
  | 'unavailable'
  | 'internal';

export type ErrorParams = Record<string, string | number>;

/** One bad field: `path` like `lines[2].amountMinor`, `code` stable. */
export interface FieldError {
  path: string;
  code: string;
  params?: ErrorParams;
}

/** A refusal the domain can explain. `code` is stable and dotted (`auction.closed_to_bids`); texts live in messages.ts. */
export class DomainError extends Error {
  constructor(
    readonly kind: ErrorKind,
    readonly code: string,
    readonly params: ErrorParams = {},
    readonly errors: FieldError[] = [],
  ) {
    super(code);
    this.name = 'DomainError';
  }
}

const of =
  (kind: ErrorKind) =>
  (code: string, params?: ErrorParams, errors?: FieldError[]): DomainError =>
    new DomainError(kind, code, params, errors);

export const invalid = of('invalid');
export const unauthenticated = of('unauthenticated');
export const forbidden = of('forbidden');
export const notFound = of('not_found');
export const conflict = of('conflict');
export const rateLimited = of('rate_limited');
export const busy = of('busy');
export const unavailable = of('unavailable');
export const internal = of('internal');
