import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type Config, Database } from '@jishi/platform';
import type { FastifyInstance } from 'fastify';
import { AppModule } from './app.module';
import { allowEmptyBodies } from './http/empty-body';
import { ProblemFilter } from './http/problem.filter';
import { addSecurityHeaders } from './http/security-headers';
import { releaseUploads } from './http/uploads';
import { validationPipe } from './http/validation';
import { serveWeb } from './http/web';
import { serveOpenApi } from './openapi-document';
import { assertMigrated } from './system/migrated';

const MIB = 1024 * 1024;
/** JSON bodies are small; files come as multipart with their own limits. */
const BODY_LIMIT = MIB;
const UPLOAD_LIMITS = { fileSize: 50 * MIB, files: 20, fields: 50, fieldSize: MIB, parts: 70 };

export interface ApiOptions {
  /** Folder of the built portal; `dist/web` of the working directory when absent. */
  webRoot?: string;
  /** For the OpenAPI document only: everything is constructed and nothing is connected, so no database is needed. */
  describeOnly?: boolean;
}

/** The whole api, ready to listen or to be injected requests; everything the process needs is in `config`. */
export async function createApiApp(config: Config, options: ApiOptions = {}): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.forRoot(config), createAdapter(config), {
    logger: ['error', 'warn', 'fatal'],
    abortOnError: false,
    // notices of payment providers are signed over the very bytes they came as
    rawBody: true,
  });
  const server = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  addSecurityHeaders(server, config);
  allowEmptyBodies(server);
  await server.register(cookie);
  await server.register(multipart, { limits: UPLOAD_LIMITS });
  releaseUploads(server);
  app.setGlobalPrefix('api');
  app.useGlobalPipes(validationPipe());
  app.useGlobalFilters(new ProblemFilter());
  serveOpenApi(app);
  if (options.describeOnly) return app;
  // Before the areas start: they read their tables, and an older database should be told in one line.
  const database = app.get(Database);
  await database.onModuleInit();
  await assertMigrated(database);
  await serveWeb(server, options.webRoot);
  await app.init();
  await server.ready();
  return app;
}

function createAdapter({ trustProxy }: Config): FastifyAdapter {
  return new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    // Nobody but the proxies named may say whose address a request has.
    trustProxy: [...trustProxy],
    requestTimeout: 60_000,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 200 },
  });
}
