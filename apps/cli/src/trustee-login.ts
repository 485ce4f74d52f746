import { ApiError, HttpClient } from './demo/http-client';
import { codeOf, PlainError } from './plain-error';

/** Somebody's own session on a platform: JISHI_TOKEN, or a login with JISHI_LOGIN and JISHI_PASSWORD. */
export async function loggedIn(server: string): Promise<HttpClient> {
  const { JISHI_TOKEN: token, JISHI_LOGIN: login, JISHI_PASSWORD: password } = process.env;
  const address = server.replace(/\/$/, '');
  if (token) return new HttpClient(address, token);
  if (!login || !password) throw new PlainError('set JISHI_LOGIN and JISHI_PASSWORD, or JISHI_TOKEN');
  const session = await new HttpClient(address).post<{ token: string }>('/sessions', { login, password });
  return new HttpClient(address, session.token);
}

/** What the platform refuses is explained by its own text. */
export function inPlainWords(error: unknown): never {
  if (error instanceof ApiError) throw new PlainError(error.message);
  // So `fetch` says that nobody answered.
  const { cause } = error as Error;
  if (cause !== undefined) throw new PlainError(`no answer (${codeOf(cause)}): see --server`);
  throw error;
}
