import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import { DomainError } from '@jishi/kernel';
import { localeOf, toProblem } from '@jishi/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** What the gateway refuses over HTTP, as problem details: whoever balances the load reads the status. */
@Catch(DomainError)
export class ProblemFilter implements ExceptionFilter<DomainError> {
  async catch(error: DomainError, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    const { headers } = http.getRequest<FastifyRequest>();
    const problem = toProblem(error, localeOf(headers['accept-language']));
    await http
      .getResponse<FastifyReply>()
      .status(problem.status)
      .header('content-type', 'application/problem+json; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('retry-after', '2')
      .send(JSON.stringify(problem));
  }
}
