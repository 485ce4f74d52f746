const PLAIN = 'jishi_session';
/** The browser accepts this name only from https, for this very host, with path `/`: nobody else can plant it. */
const HOST_BOUND = `__Host-${PLAIN}`;

export const sessionCookieName = (publicUrl: string | null): string =>
  publicUrl?.startsWith('https:') ? HOST_BOUND : PLAIN;

export interface PresentedToken {
  token: string;
  by: 'bearer' | 'cookie';
}

/**
 * The token a request or a socket handshake presents; a bearer token wins. Only the cookie we set counts: where it is
 * host-bound, a plain one was planted, perhaps by a neighbouring host, to make the reader act in another's session.
 */
export function readToken(
  authorization: string | undefined,
  cookie: string | undefined,
  publicUrl: string | null,
): PresentedToken | null {
  const bearer = /^Bearer +([A-Za-z0-9_-]+) *$/i.exec(authorization ?? '')?.[1];
  if (bearer) return { token: bearer, by: 'bearer' };
  const token = readCookie(cookie, sessionCookieName(publicUrl));
  return token ? { token, by: 'cookie' } : null;
}

function readCookie(header: string | undefined, name: string): string | undefined {
  for (const pair of (header ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim() || undefined;
  }
  return undefined;
}
