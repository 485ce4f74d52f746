import type { Config } from '@jishi/platform';

interface Asked {
  protocol: string;
  headers: { host?: string | undefined };
}

/** Where this system is reached, for links in what leaves it. A host header is the caller's own text: only a plain name counts. */
export function ownUrl({ publicUrl }: Pick<Config, 'publicUrl'>, { protocol, headers }: Asked): string {
  if (publicUrl) return publicUrl.replace(/\/+$/, '');
  const host = headers.host ?? '';
  return /^([a-z0-9.-]+|\[[0-9a-f:.]+\])(:\d+)?$/i.test(host) ? `${protocol}://${host}` : 'http://localhost';
}
