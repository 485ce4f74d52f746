import type { Ack } from '@jishi/bidding';
import { localeOf, messageFor } from '@jishi/platform';
import type { FastifyRequest } from 'fastify';

/** A refusal says why in the reader's language. */
export function answerOf(ack: Ack, request: FastifyRequest): Ack {
  if (ack.accepted) return ack;
  return { ...ack, message: messageFor(ack.code, ack.params, localeOf(request.headers['accept-language'])) };
}
