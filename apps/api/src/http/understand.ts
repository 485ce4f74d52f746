import { HttpException } from '@nestjs/common';
import { DomainError, type ErrorKind } from '@jishi/kernel';

type Refusal = [ErrorKind, string];

/** What the framework refuses before a controller is reached, by status. */
const FRAMEWORK: Record<number, Refusal> = {
  400: ['invalid', 'http.bad_request'],
  404: ['not_found', 'http.no_route'],
  405: ['invalid', 'http.method'],
  408: ['invalid', 'http.timeout'],
  413: ['invalid', 'http.too_large'],
  414: ['invalid', 'http.too_large'],
  415: ['invalid', 'http.media_type'],
  429: ['rate_limited', 'http.too_many'],
  503: ['unavailable', 'http.unavailable'],
};

/** What the database, the way to it, or the disk refuses, by SQLSTATE or system error; nothing of the request's transaction stays. */
const DATABASE: [RegExp, Refusal][] = [
  [
    /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|57P0[123]|08\w{3}|53\w{3}|ENOSPC|EDQUOT|EROFS|EMFILE|ENFILE)$/,
    ['unavailable', 'http.unavailable'],
  ],
  [/^(40001|40P01|55P03|57014)$/, ['busy', 'http.busy']],
  // A NUL or a lone surrogate in a text: JSON may carry them, a database's text cannot.
  [/^(22021|22P05)$/, ['invalid', 'http.bad_text']],
];

/** The same as the driver, the pool and TypeORM say it, without a code: the connection went away under the request. */
const GONE =
  /connection terminated|timeout exceeded when trying to connect|query runner was already released|client has encountered a connection error/i;

/** Any thrown thing as a refusal with a message; what is none of these stays as it is and is a defect. */
export function understand(error: unknown): { status: number | null; cause: unknown } {
  if (error instanceof DomainError) return { status: null, cause: error };
  const status = error instanceof HttpException ? error.getStatus() : field(error, 'statusCode');
  if (typeof status === 'number' && ((status >= 400 && status < 500) || status === 503)) {
    return { status, cause: new DomainError(...fromFramework(status, error)) };
  }
  const refusal = fromDatabase(error);
  return { status: null, cause: refusal ? new DomainError(...refusal) : error };
}

function fromFramework(status: number, error: unknown): Refusal {
  // Nest's pipe for identifiers answers 400 like everything that cannot be parsed.
  if (status === 400 && error instanceof Error && error.message.includes('uuid is expected')) {
    return ['invalid', 'http.bad_id'];
  }
  return FRAMEWORK[status] ?? ['invalid', 'http.bad_request'];
}

function fromDatabase(error: unknown): Refusal | undefined {
  if (error instanceof Error && GONE.test(error.message)) {
    return ['unavailable', 'http.unavailable'];
  }
  const code = field(error, 'code') ?? field(field(error, 'driverError'), 'code');
  return typeof code === 'string' ? DATABASE.find(([pattern]) => pattern.test(code))?.[1] : undefined;
}

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
