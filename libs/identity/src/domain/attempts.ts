/**
 * How many failed logins are borne. Counted per login (guessing one account) and per address (trying many);
 * the counters live in a table, so all processes share them.
 */
export interface AttemptLimit {
  max: number;
  windowMs: number;
}
export const LOGIN_LIMIT: AttemptLimit = { max: 10, windowMs: 15 * 60_000 };
export const ADDRESS_LIMIT: AttemptLimit = { max: 100, windowMs: 15 * 60_000 };

/** Registrations by one address: each costs a hash and leaves rows. */
export const REGISTRATION_LIMIT: AttemptLimit = { max: 30, windowMs: 60 * 60_000 };

/** Whole lists as files: each reads thousands of rows. */
export const EXPORT_LIMIT: AttemptLimit = { max: 20, windowMs: 10 * 60_000 };

/** An IPv6 subscriber owns a whole /64, so that is one address here; IPv4 written as IPv6 is IPv4. */
export function addressKey(ip: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip);
  if (mapped?.[1]) return mapped[1];
  if (!ip.includes(':')) return ip;
  return `${expandIpv6(ip).slice(0, 4).join(':')}::/64`;
}

function expandIpv6(ip: string): string[] {
  const [head = '', tail] = (ip.split('%')[0] ?? '').toLowerCase().split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const gap = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  return [...left, ...Array<string>(gap).fill('0'), ...right].map((group) => group.replace(/^0+(?=.)/, ''));
}

/** Whole seconds until the window ends, at least one: what Retry-After says. */
export function retryAfterSeconds(resetsAtMs: number, nowMs: number): number {
  return Math.max(1, Math.ceil((resetsAtMs - nowMs) / 1000));
}
