const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);

export interface OriginCheck {
  method: string;
  /** By cookie: a foreign page could have made the browser send it. A bearer token no page can send unless it has it. */
  by: 'bearer' | 'cookie' | null;
  origin: string | undefined;
  host: string | undefined;
  /** Origins besides the request's own host: the public address, configured web origins. */
  allowed: readonly string[];
}

/**
 * Cross-site request forgery: an unsafe request that carries a cookie must say that it comes from our own page. One that
 * carries nothing must not say that it comes from another: a foreign form could log its reader in as somebody else.
 * Browsers always send Origin with unsafe requests; programs send none, or a bearer token, and are not concerned.
 */
export function originAccepted(check: OriginCheck): boolean {
  if (SAFE_METHODS.has(check.method.toUpperCase()) || check.by === 'bearer') return true;
  if (check.origin === undefined) return check.by === null;
  if (check.allowed.includes(check.origin)) return true;
  return check.host !== undefined && [`http://${check.host}`, `https://${check.host}`].includes(check.origin);
}
