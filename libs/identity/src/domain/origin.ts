const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);

export interface OriginCheck {
  method: string;
  /** Authenticated by cookie: a foreign page could have made the browser send it. */
  byCookie: boolean;
  origin: string | undefined;
  host: string | undefined;
  /** Origins besides the request's own host: the public address, configured web origins. */
  allowed: readonly string[];
}

/**
 * Cross-site request forgery: an unsafe request that carries a cookie must say that it comes from our own page.
 * Browsers always send Origin with unsafe requests; programs use a bearer token and are not concerned.
 */
export function originAccepted(check: OriginCheck): boolean {
  if (SAFE_METHODS.has(check.method.toUpperCase()) || !check.byCookie) return true;
  if (check.origin === undefined) return false;
  if (check.allowed.includes(check.origin)) return true;
  return check.host !== undefined && [`http://${check.host}`, `https://${check.host}`].includes(check.origin);
}
