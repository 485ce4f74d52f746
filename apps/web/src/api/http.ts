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

async function send<T>(method: string, url: string, body?: unknown): Promise<T> {
  const text = await sendForText(method, url, body);
  return (text ? JSON.parse(text) : undefined) as T;
}

async function sendForText(method: string, url: string, body?: unknown, accept = 'application/json'): Promise<string> {
  const headers: Record<string, string> = { Accept: accept, 'Accept-Language': i18next.language };
  const form = body instanceof FormData;
  if (body !== undefined && !form) headers['Content-Type'] = 'application/json';
  const response = await fetch(url, {
    method,
    headers,
    credentials: 'same-origin',
    ...(body === undefined ? {} : { body: form ? body : JSON.stringify(body) }),
  }).catch((cause: unknown) => {
    throw unreachable(cause);
  });
  if (!response.ok) throw new ApiError(await readProblem(response));
  return response.text();
}

/** The network failed before any answer: nothing is known about the request's fate. */
function unreachable(cause: unknown): ApiError {
  const error = new ApiError({
    title: i18next.t('error.unreachable'),
    detail: i18next.t('error.unreachableDetail'),
    status: 0,
    code: 'network.unreachable',
  });
  error.cause = cause;
  return error;
}

async function readProblem(response: Response): Promise<Problem> {
  const fallback: Problem = {
    title: i18next.t('error.unexpected'),
    detail: i18next.t('error.unexpectedDetail', { status: response.status }),
    status: response.status,
    code: `http.${response.status}`,
  };
  const text = await response.text();
  if (!text.startsWith('{')) return fallback;
  return { ...fallback, ...(JSON.parse(text) as Partial<Problem>) };
}

export const http = {
  get: <T>(route: string, query?: Query) => send<T>('GET', path(route, query)),
  /** A stored document, as it was written. */
  text: (route: string) => sendForText('GET', path(route), undefined, 'text/html'),
  post: <T>(route: string, body?: unknown) => send<T>('POST', path(route), body ?? {}),
  patch: <T>(route: string, body: unknown) => send<T>('PATCH', path(route), body),
  delete: <T>(route: string) => send<T>('DELETE', path(route)),
  upload: <T>(route: string, files: File[], fields: Record<string, string> = {}) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    for (const file of files) form.append('file', file, file.name);
    return send<T>('POST', path(route), form);
  },
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
