import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import { DomainError } from '@jishi/kernel';
import { createLogger, localeOf, type Problem, toProblem } from '@jishi/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import './messages';
import { understand } from './understand';

const logger = createLogger('api');

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
    // Not the error itself: a failed query carries its parameters, and those may be secrets.
    const told = error instanceof Error ? { name: error.name, stack: error.stack } : { name: String(error) };
    logger.error({ ...told, method: request.method, path: problem.instance }, 'a request failed');
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
