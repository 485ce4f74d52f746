const PLAIN = 'jishi_session';
/** The browser accepts this name only from https, for this very host, with path `/`: nobody else can plant it. */
const HOST_BOUND = `__Host-${PLAIN}`;

export const sessionCookieName = (publicUrl: string | null): string =>
  publicUrl?.startsWith('https:') ? HOST_BOUND : PLAIN;

export interface PresentedToken {
  token: string;
  by: 'bearer' | 'cookie';
}

/** The token a request or a socket handshake presents. A bearer token wins; a host-bound cookie wins over a plain one. */
export function readToken(authorization: string | undefined, cookie: string | undefined): PresentedToken | null {
  const bearer = /^Bearer +([A-Za-z0-9_-]+) *$/i.exec(authorization ?? '')?.[1];
  if (bearer) return { token: bearer, by: 'bearer' };
  const token = readCookie(cookie, HOST_BOUND) ?? readCookie(cookie, PLAIN);
  return token ? { token, by: 'cookie' } : null;
}

function readCookie(header: string | undefined, name: string): string | undefined {
  for (const pair of (header ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim() || undefined;
  }
  return undefined;
}
