import { DomainError, type ErrorKind, type ErrorParams, formatYuan } from '@jishi/kernel';

export type Locale = 'zh' | 'en';
export type Message = Record<Locale, string>;

/** RFC 9457 problem details. `code` is stable; `title` and `detail` are in the reader's language. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  params?: ErrorParams;
  errors?: { path: string; code: string; message: string }[];
}

const STATUS: Record<ErrorKind, number> = {
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  gone: 410,
  rate_limited: 429,
  busy: 503,
  unavailable: 503,
  internal: 500,
};

const TITLES: Record<ErrorKind, Message> = {
  invalid: { zh: '内容有误', en: 'Invalid content' },
  unauthenticated: { zh: '请先登录', en: 'Please log in' },
  forbidden: { zh: '没有权限', en: 'Not allowed' },
  not_found: { zh: '没有找到', en: 'Not found' },
  conflict: { zh: '与当前状态冲突', en: 'Conflict with the current state' },
  gone: { zh: '已经失效', en: 'No longer available' },
  rate_limited: { zh: '操作过于频繁', en: 'Too many requests' },
  busy: { zh: '系统繁忙', en: 'Busy' },
  unavailable: { zh: '暂时不可用', en: 'Temporarily unavailable' },
  internal: { zh: '系统错误', en: 'Internal error' },
};

const catalogue = new Map<string, Message>();

/** Each lib registers the texts of its codes: what happened, why, what to do. `{name}` is filled from the error's params. */
export function registerMessages(messages: Record<string, Message>): void {
  for (const [code, message] of Object.entries(messages)) catalogue.set(code, message);
}

export const hasMessage = (code: string): boolean => catalogue.has(code);

/** The text for a code in a language; the code itself when no text is registered. */
export function messageFor(code: string, params: ErrorParams = {}, locale: Locale = 'zh'): string {
  const template = catalogue.get(code)?.[locale];
  if (!template) return code;
  return template.replace(/\{(\w+)\}/g, (hole, name: string) => shown(name, params[name]) ?? hole);
}

/** People read yuan, not fen: what is called `…Minor` is an amount. */
function shown(name: string, value: string | number | undefined): string | undefined {
  if (typeof value === 'number' && name.endsWith('Minor')) return formatYuan(value);
  return value?.toString();
}

/** Chinese unless the reader's first supported preference is English. */
export function localeOf(acceptLanguage: string | undefined): Locale {
  for (const part of (acceptLanguage ?? '').split(',')) {
    const tag = part.trim().toLowerCase();
    if (tag.startsWith('zh')) return 'zh';
    if (tag.startsWith('en')) return 'en';
  }
  return 'zh';
}

/** Any thrown thing as a problem. What is not a DomainError is a defect: its text is never shown. */
export function toProblem(error: unknown, locale: Locale): Problem {
  if (!(error instanceof DomainError)) {
    return {
      type: 'urn:jishi:problem:internal',
      title: TITLES.internal[locale],
      status: 500,
      code: 'internal',
      detail: messageFor('internal', {}, locale),
    };
  }
  return {
    type: `urn:jishi:problem:${error.code}`,
    title: TITLES[error.kind][locale],
    status: STATUS[error.kind],
    code: error.code,
    detail: messageFor(error.code, error.params, locale),
    ...(Object.keys(error.params).length > 0 ? { params: error.params } : {}),
    ...(error.errors.length > 0
      ? {
          errors: error.errors.map(({ path, code, params }) => ({
            path,
            code,
            message: messageFor(code, params, locale),
          })),
        }
      : {}),
  };
}
