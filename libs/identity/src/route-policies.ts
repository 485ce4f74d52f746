import { Injectable, type OnModuleInit, RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { ACCESS_POLICY, type AccessPolicy } from './access.decorators';

export interface RoutePolicy {
  controller: string;
  handler: string;
  method: string;
  /** As in OpenAPI, without the global prefix: `/listings/{id}`. */
  path: string;
  policy: AccessPolicy | undefined;
}

/** All routes with what they ask for; boot fails when one asks for nothing and does not say so. */
@Injectable()
export class RoutePolicies implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  onModuleInit(): void {
    const undeclared = this.all().filter((route) => route.policy === undefined);
    if (undeclared.length > 0) {
      const names = undeclared.map((r) => `${r.method} ${r.path} (${r.controller}.${r.handler})`).join(', ');
      throw new Error(`these routes declare neither @Permit nor @Public: ${names}`);
    }
  }

  all(): RoutePolicy[] {
    return this.discovery.getControllers().flatMap(({ metatype }) => (metatype ? this.ofController(metatype) : []));
  }

  private ofController(controller: object & { name: string; prototype?: object }): RoutePolicy[] {
    const prototype = controller.prototype;
    if (!prototype) return [];
    const bases = paths(Reflect.getMetadata(PATH_METADATA, controller));
    return this.scanner.getAllMethodNames(prototype).flatMap((name) => {
      const handler: unknown = Reflect.get(prototype, name);
      if (typeof handler !== 'function' || !Reflect.hasMetadata(METHOD_METADATA, handler)) return [];
      const verb = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod];
      const policy = this.reflector.getAllAndOverride<AccessPolicy | undefined>(ACCESS_POLICY, [
        handler as () => unknown,
        controller as unknown as () => unknown,
      ]);
      return bases.flatMap((base) =>
        paths(Reflect.getMetadata(PATH_METADATA, handler)).map((path) => ({
          controller: controller.name,
          handler: name,
          method: verb,
          path: join(base, path),
          policy,
        })),
      );
    });
  }
}

const paths = (metadata: unknown): string[] => (Array.isArray(metadata) ? metadata : [metadata ?? '']).map(String);

function join(base: string, path: string): string {
  const parts = `${base}/${path}`.split('/').filter(Boolean);
  return `/${parts.map((part) => part.replace(/^:(\w+)$/, '{$1}')).join('/')}`;
}
