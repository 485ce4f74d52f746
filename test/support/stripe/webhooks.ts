import { createHmac } from 'node:crypto';
import type { StripeEvent } from './account';

/** As Stripe signs: HMAC-SHA256 over time and body. */
export function signature(secret: string, body: string, atS = Math.floor(Date.now() / 1_000)): string {
  return `t=${atS},v1=${createHmac('sha256', secret).update(`${atS}.${body}`).digest('hex')}`;
}

/** Sends one notice; answers the status, or 0 when nobody listens. */
export async function notify(
  url: string,
  secret: string,
  event: StripeEvent,
  change: { atS?: number; body?: string; header?: string } = {},
): Promise<number> {
  const body = JSON.stringify(event, null, 2);
  const header = change.header ?? signature(secret, body, change.atS);
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8', 'stripe-signature': header },
      body: change.body ?? body,
      signal: AbortSignal.timeout(10_000),
    });
    return response.status;
  } catch {
    return 0;
  }
}
