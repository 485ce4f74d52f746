import { existsSync, statSync } from 'node:fs';
import { join, normalize, resolve, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import { notFound } from '@jishi/kernel';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sendProblem } from './problem.filter';

const YEAR_MS = 365 * 86_400_000;

/** Serves the built portal beside the api: hashed assets for ever, everything else through its one page. */
export async function serveWeb(server: FastifyInstance, root = resolve('dist/web')): Promise<void> {
  await server.register(fastifyStatic, { root, serve: false });
  server.route({
    method: ['GET', 'HEAD'],
    url: '/*',
    handler: (request, reply) => answer(request, reply, root),
  });
}

async function answer(request: FastifyRequest, reply: FastifyReply, root: string): Promise<unknown> {
  const path = plainPath(request.url);
  if (path === null || path === '/api' || path.startsWith('/api/')) {
    await sendProblem(request, reply, notFound('http.no_route'));
    return reply;
  }
  if (!existsSync(join(root, 'index.html'))) return notBuilt(reply);
  if (isFile(root, path)) {
    // Vite writes a content hash into the name of everything under /assets.
    return path.startsWith('/assets/')
      ? reply.sendFile(path, root, { maxAge: YEAR_MS, immutable: true })
      : reply.sendFile(path, root, { maxAge: 0, cacheControl: true });
  }
  // A name with an extension is a file that is not there; anything else is a page of the portal.
  if (/\.[a-z0-9]{1,8}$/i.test(path)) {
    await sendProblem(request, reply, notFound('http.no_route'));
    return reply;
  }
  return reply.header('cache-control', 'no-cache').sendFile('index.html', root, { cacheControl: false });
}

function plainPath(url: string): string | null {
  try {
    const path = normalize(decodeURIComponent(url.split('?')[0] ?? '/'));
    return path.includes('\0') || path.includes('..') ? null : path.split(sep).join('/');
  } catch {
    return null;
  }
}

function isFile(root: string, path: string): boolean {
  const at = join(root, path);
  return at.startsWith(root + sep) && existsSync(at) && statSync(at).isFile();
}

function notBuilt(reply: FastifyReply): FastifyReply {
  return reply
    .status(503)
    .header('content-type', 'text/html; charset=utf-8')
    .header('retry-after', '10')
    .send(NOT_BUILT);
}

const NOT_BUILT = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>技市 Jishi</title>
<body style="font:16px/1.7 system-ui,sans-serif;max-width:36em;margin:15vh auto;padding:0 1em;color:#1f2937">
<h1 style="font-size:1.4em">网页尚未构建</h1>
<p>接口已经可用，但网页文件还没有生成。请运行 <code>npm start</code>（会自动构建），然后刷新本页。接口文档见 <a href="/api/docs">/api/docs</a>。</p>
<p lang="en">The api is running, but the web pages have not been built yet. Run <code>npm start</code>, which builds them, and reload. The api is described at <a href="/api/docs">/api/docs</a>.</p>
</body></html>`;
