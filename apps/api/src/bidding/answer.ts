import type { Ack } from '@jishi/bidding';
import { rateLimited, unavailable } from '@jishi/kernel';
import { localeOf, messageFor } from '@jishi/platform';
import type { FastifyRequest } from 'fastify';

/** Not an answer to the command: whether it took effect is open, and repeating it with the same id settles that. */
const UNSETTLED = new Set(['auction.busy', 'journal.unavailable', 'internal']);

/** A refusal says why in the reader's language. */
export function answerOf(ack: Ack, request: FastifyRequest): Ack {
  if (ack.accepted) return ack;
  if (UNSETTLED.has(ack.code)) throw unavailable(ack.code);
  if (ack.code === 'bid.rate_limited') {
    const retryAfterMs = Number(ack.params?.['retryAfterMs']);
    throw rateLimited(ack.code, { retryAfterMs, retryAfter: Math.ceil(retryAfterMs / 1000) });
  }
  return { ...ack, message: messageFor(ack.code, ack.params, localeOf(request.headers['accept-language'])) };
}
