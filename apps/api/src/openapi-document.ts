import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { RoutePolicies, type RoutePolicy } from '@jishi/identity';
import { ProblemDetails } from './http/dto';
import { VERSION } from './system/version';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']> & { 'x-permissions'?: string[] };

/** The document at /api/openapi.json and its page at /api/docs. */
export function serveOpenApi(app: NestFastifyApplication): void {
  SwaggerModule.setup('docs', app, () => createOpenApi(app), {
    useGlobalPrefix: true,
    jsonDocumentUrl: 'openapi.json',
    yamlDocumentUrl: 'openapi.yaml',
    customSiteTitle: '技市 Jishi API',
  });
}

export function createOpenApi(app: NestFastifyApplication): OpenAPIObject {
  const document = SwaggerModule.createDocument(app, header(), {
    extraModels: [ProblemDetails],
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`,
  });
  for (const route of app.get(RoutePolicies).all()) describePolicy(document, route);
  return sortedPaths(document);
}

function header() {
  return new DocumentBuilder()
    .setTitle('Jishi 技市')
    .setDescription(
      'An online technology market. Amounts are integer fen in fields ending in `Minor`; times are ISO 8601, except ' +
        'auction times, which are integer milliseconds in fields ending in `Ms`. Errors are problem details (RFC 9457) ' +
        'in the language of Accept-Language (zh, en). Log in with `POST /api/sessions`.',
    )
    .setVersion(VERSION)
    .addBearerAuth({ type: 'http', scheme: 'bearer' }, 'bearer')
    .addCookieAuth('jishi_session', { type: 'apiKey', in: 'cookie' }, 'cookie')
    .build();
}

/** Who may call an operation is written where it is enforced, and read from there. */
function describePolicy(document: OpenAPIObject, route: RoutePolicy): void {
  const item = document.paths[`/api${route.path === '/' ? '' : route.path}`];
  const operation = item?.[route.method.toLowerCase() as 'get'] as Operation | undefined;
  if (!operation) return;
  if (route.policy && route.policy !== 'public') {
    operation.security = [{ bearer: [] }, { cookie: [] }];
    operation['x-permissions'] = [...route.policy.permissions];
  } else {
    operation.security = [];
  }
  operation.responses['default'] ??= {
    description: 'problem details',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/ProblemDetails' } } },
  };
}

/** Registration order of modules must not show in the committed file. */
function sortedPaths(document: OpenAPIObject): OpenAPIObject {
  const sort = <T>(record: Record<string, T>): Record<string, T> =>
    Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
  const components = { ...document.components, schemas: sort(document.components?.schemas ?? {}) };
  return { ...document, paths: sort(document.paths), components };
}
