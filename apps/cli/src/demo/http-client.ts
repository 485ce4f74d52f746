/** What the platform answers when it refuses: RFC 9457 problem details. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    what: string,
  ) {
    super(`${what}: ${status} ${code} ${detail}`);
    this.name = 'ApiError';
  }
}

interface Problem {
  code?: string;
  detail?: string;
  title?: string;
  errors?: { path: string; code: string; message?: string }[];
}

const TRIES = 80;
const RETRY_MS = 500;

/** The platform's HTTP interface as any client sees it: a base address and, after a login, a bearer token. */
export class HttpClient {
  constructor(
    readonly baseUrl: string,
    readonly token: string | null = null,
  ) {}

  /** At once or not at all: whether anything answers there. */
  probe<T>(path: string): Promise<T> {
    return this.send<T>('GET', path);
  }

  get<T>(path: string): Promise<T> {
    return this.patiently<T>('GET', path);
  }

  post<T>(path: string, body: object = {}): Promise<T> {
    return this.send<T>('POST', path, JSON.stringify(body), { 'content-type': 'application/json' });
  }

  /** Only for what is safe to repeat, such as a bid with its command id: repeats it when the server is away or asks to wait. */
  postAgain<T>(path: string, body: object): Promise<T> {
    return this.patiently<T>('POST', path, JSON.stringify(body), { 'content-type': 'application/json' });
  }

  upload<T>(
    path: string,
    files: { name: string; type: string; content: string | Uint8Array<ArrayBuffer> }[],
  ): Promise<T> {
    const form = new FormData();
    for (const { name, type, content } of files) form.append('file', new Blob([content], { type }), name);
    return this.send<T>('POST', path, form);
  }

  private async patiently<T>(
    method: string,
    path: string,
    body?: string,
    headers?: Record<string, string>,
  ): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.send<T>(method, path, body, headers);
      } catch (error) {
        if (!passes(error) || attempt >= TRIES) throw error;
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
  }

  private async send<T>(method: string, path: string, body?: string | FormData, headers = {}): Promise<T> {
    const response = await fetch(`${this.baseUrl}/api${path}`, {
      method,
      headers: { ...headers, ...(this.token ? { authorization: `Bearer ${this.token}` } : {}) },
      ...(body === undefined ? {} : { body }),
      signal: AbortSignal.timeout(30_000),
    });
    const text = await response.text();
    if (!response.ok) throw refusal(response.status, text, `${method} ${path}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }
}

/** Whether asking again later may help: nothing answered, or too much was asked at once. */
function passes(error: unknown): boolean {
  return !(error instanceof ApiError) || error.status === 429 || (error.status >= 502 && error.status <= 504);
}

function refusal(status: number, text: string, what: string): ApiError {
  let problem: Problem = {};
  try {
    problem = JSON.parse(text) as Problem;
  } catch {
    problem = { detail: text.slice(0, 200) };
  }
  const fields = (problem.errors ?? []).map(({ path, code, message }) => `${path}: ${message ?? code}`).join('; ');
  return new ApiError(
    status,
    problem.code ?? '',
    [problem.detail ?? problem.title ?? '', fields].join(' ').trim(),
    what,
  );
}
