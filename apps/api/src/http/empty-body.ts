import type { FastifyInstance } from 'fastify';

/** Many clients name a content type even where they send no content: nothing is parsed then, instead of refused. */
export function allowEmptyBodies(server: FastifyInstance): void {
  server.addHook('onRequest', (request, _reply, done) => {
    const { headers } = request.raw;
    const empty = headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) === 0;
    if (empty) delete headers['content-type'];
    done();
  });
}
