import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import { DomainError, type ErrorKind } from '@jishi/kernel';
import { createLogger, localeOf, type Problem, toProblem } from '@jishi/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import './messages';

const logger = createLogger('api');

/** What the framework refuses before a controller is reached, by status. */
const FRAMEWORK: Record<number, [ErrorKind, string]> = {
  400: ['invalid', 'http.bad_request'],
  404: ['not_found', 'http.no_route'],
  405: ['invalid', 'http.method'],
  408: ['invalid', 'http.timeout'],
  413: ['invalid', 'http.too_large'],
  414: ['invalid', 'http.too_large'],
  415: ['invalid', 'http.media_type'],
  429: ['rate_limited', 'http.too_many'],
  503: ['unavailable', 'http.unavailable'],
};

/** The database is away or restarting: the request did nothing that counts, or will be found done when it is repeated. */
const AWAY = /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|57P0[123]|08\w{3}|53300)$/;

/** Every error of the api leaves here, as problem details in the reader's language. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    await sendProblem(http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>(), error);
  }
}

export async function sendProblem(request: FastifyRequest, reply: FastifyReply, error: unknown): Promise<void> {
  const { status, cause } = understand(error);
  const problem: Problem & { instance: string } = {
    ...toProblem(cause, localeOf(request.headers['accept-language'])),
    instance: request.url.split('?')[0] ?? request.url,
  };
  problem.status = status ?? problem.status;
  if (problem.status >= 500 && !(cause instanceof DomainError)) {
    logger.error({ err: error, method: request.method, path: problem.instance }, 'a request failed');
  }
  if (reply.sent) return;
  if (problem.status === 401) void reply.header('www-authenticate', 'Bearer');
  if (problem.status === 429 || problem.status === 503) {
    void reply.header('retry-after', String(problem.params?.['retryAfter'] ?? 2));
  }
  await reply
    .status(problem.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('vary', 'accept-language')
    .send(JSON.stringify(problem));
}

function understand(error: unknown): { status: number | null; cause: unknown } {
  if (error instanceof DomainError) return { status: null, cause: error };
  const status = error instanceof HttpException ? error.getStatus() : field(error, 'statusCode');
  if (typeof status === 'number' && status >= 400 && status < 500) {
    const [kind, code] = FRAMEWORK[status] ?? ['invalid', 'http.bad_request'];
    return { status, cause: new DomainError(kind, code) };
  }
  if (isAway(error) || status === 503)
    return { status: null, cause: new DomainError('unavailable', 'http.unavailable') };
  return { status: null, cause: error };
}

function isAway(error: unknown): boolean {
  const code = field(error, 'code') ?? field(field(error, 'driverError'), 'code');
  return (
    (typeof code === 'string' && AWAY.test(code)) ||
    (error instanceof Error && /connection terminated|timeout exceeded when trying to connect/i.test(error.message))
  );
}

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
