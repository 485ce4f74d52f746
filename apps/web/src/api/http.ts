import i18next from 'i18next';

export interface FieldProblem {
  path: string;
  code: string;
  message?: string;
}

/** RFC 9457 problem details as every route answers them. */
export interface Problem {
  type?: string;
  title: string;
  status: number;
  code: string;
  detail?: string;
  errors?: FieldProblem[];
}

export class ApiError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail ?? problem.title);
    this.name = 'ApiError';
  }
}

export type QueryValue = string | number | boolean | null | undefined;
export type Query = Record<string, QueryValue>;

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
  total?: number;
}

export function path(route: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value));
  }
  const text = search.toString();
  return text ? `/api${route}?${text}` : `/api${route}`;
}

/** How long an answer is waited for; a connection that only hangs must not stop the page for ever. */
const ANSWER_MS = 10_000;
/** For what the server works on longer, and for documents. */
export const LONG_ANSWER_MS = 60_000;
/** Files on their way down. */
const FILE_MS = 300_000;

interface Sending {
  body?: unknown;
  accept?: string;
  patienceMs?: number;
}

async function send<T>(method: string, url: string, sending: Sending = {}): Promise<T> {
  const text = await sendForText(method, url, sending);
  return (text ? JSON.parse(text) : undefined) as T;
}

const sendForText = (method: string, url: string, sending: Sending): Promise<string> =>
  sendFor(method, url, sending, (response) => response.text());

async function sendFor<R>(
  method: string,
  url: string,
  sending: Sending,
  take: (response: Response) => Promise<R>,
): Promise<R> {
  const { body, accept = 'application/json', patienceMs = ANSWER_MS } = sending;
  const headers: Record<string, string> = { Accept: accept, 'Accept-Language': i18next.language };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  try {
    const response = await fetch(url, {
      method,
      headers,
      credentials: 'same-origin',
      signal: AbortSignal.timeout(patienceMs),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    // The signal also ends a body that stops in the middle.
    if (response.ok) return await take(response);
    throw new ApiError(readProblem(response.status, await response.text()));
  } catch (cause) {
    throw cause instanceof ApiError ? cause : unanswered(cause);
  }
}

/** The network failed before the whole answer was there: nothing is known about the request's fate. */
export function unanswered(cause: unknown): ApiError {
  const late = cause instanceof DOMException && cause.name === 'TimeoutError';
  const error = new ApiError({
    title: i18next.t(late ? 'error.timeout' : 'error.unreachable'),
    detail: i18next.t('error.unreachableDetail'),
    status: 0,
    code: late ? 'network.timeout' : 'network.unreachable',
  });
  error.cause = cause;
  return error;
}

export function readProblem(status: number, text: string): Problem {
  const fallback: Problem = {
    title: i18next.t('error.unexpected'),
    detail: i18next.t('error.unexpectedDetail', { status }),
    status,
    code: `http.${status}`,
  };
  if (!text.startsWith('{')) return fallback;
  return { ...fallback, ...(JSON.parse(text) as Partial<Problem>) };
}

export const http = {
  get: <T>(route: string, query?: Query) => send<T>('GET', path(route, query)),
  /** A stored document, as it was written. */
  text: (route: string) => sendForText('GET', path(route), { accept: 'text/html', patienceMs: LONG_ANSWER_MS }),
  /** A file to be saved, in the reader's language. */
  file: (route: string, query: Query = {}) =>
    sendFor('GET', path(route, query), { accept: '*/*', patienceMs: FILE_MS }, (response) => response.blob()),
  /** An act that answers with a file. */
  postFile: (route: string, body: unknown) =>
    sendFor('POST', path(route), { body, accept: '*/*', patienceMs: FILE_MS }, (response) => response.blob()),
  post: <T>(route: string, body?: unknown, patienceMs = ANSWER_MS) =>
    send<T>('POST', path(route), { body: body ?? {}, patienceMs }),
  put: <T>(route: string, body?: unknown) =>
    send<T>('PUT', path(route), { body: body ?? {}, patienceMs: LONG_ANSWER_MS }),
  patch: <T>(route: string, body: unknown) => send<T>('PATCH', path(route), { body }),
  delete: <T>(route: string) => send<T>('DELETE', path(route)),
};

export function toProblem(error: unknown): Problem {
  if (error instanceof ApiError) return error.problem;
  return {
    title: i18next.t('error.unexpected'),
    detail: error instanceof Error ? error.message : String(error),
    status: 0,
    code: 'web.unexpected',
  };
}
