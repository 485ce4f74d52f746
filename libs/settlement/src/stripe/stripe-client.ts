import { Stripe } from 'stripe';
import type { StripeConfig } from '@jishi/platform';

/** The version whose published description the requests are checked against. */
const API_VERSION = '2023-08-16';
const NETWORK_RETRIES = 2;

export function createStripe({ secretKey, apiUrl, timeoutMs }: StripeConfig): Stripe {
  const at = apiUrl ? new URL(apiUrl) : null;
  return new Stripe(secretKey, {
    // the client's types know its newest version only; what is read here is the same in both
    apiVersion: API_VERSION as Stripe.LatestApiVersion,
    maxNetworkRetries: NETWORK_RETRIES,
    timeout: timeoutMs,
    telemetry: false,
    appInfo: { name: 'Jishi' },
    ...(at
      ? {
          host: at.hostname,
          port: Number(at.port || (at.protocol === 'https:' ? 443 : 80)),
          protocol: at.protocol === 'https:' ? 'https' : 'http',
        }
      : {}),
  });
}

/**
 * What a refusal is called, or null when nothing is known: a timeout, a fault of theirs, a key in use by another call, a limit
 * reached. Those are asked again, never taken for a no.
 */
export function refusalOf(error: unknown): string | null {
  const isAnswer =
    error instanceof Stripe.errors.StripeInvalidRequestError ||
    error instanceof Stripe.errors.StripeCardError ||
    error instanceof Stripe.errors.StripePermissionError;
  if (!isAnswer || error.statusCode === 409 || error.statusCode === 429) return null;
  return error.code ?? error.type;
}
