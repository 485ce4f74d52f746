/** Which web pages may open a socket. HTTP guards and SameSite do not cover WebSocket upgrades, so this is checked here. */
export interface OriginRules {
  publicUrl: string | null;
  corsOrigins: readonly string[];
}

/** No Origin header means no browser page is behind it: allowed, but then cookies are not looked at (see handshake). */
export function originAllowed(origin: string | undefined, host: string | undefined, rules: OriginRules): boolean {
  if (origin === undefined) return true;
  const page = parse(origin);
  if (!page) return false;
  if (rules.corsOrigins.some((allowed) => parse(allowed)?.origin === page.origin)) return true;
  if (rules.publicUrl) return parse(rules.publicUrl)?.origin === page.origin;
  // Without a public address the portal and this gateway share a host name and differ in port.
  return host !== undefined && parse(`${page.protocol}//${host}`)?.hostname === page.hostname;
}

function parse(address: string): URL | null {
  const url = URL.canParse(address) ? new URL(address) : null;
  return url && (url.protocol === 'http:' || url.protocol === 'https:') ? url : null;
}
