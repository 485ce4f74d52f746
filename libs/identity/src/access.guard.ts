import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { forbidden, unauthenticated } from '@jishi/kernel';
import { CONFIG, type Config } from '@jishi/platform';
import { ACCESS_POLICY, type AccessPolicy, type RequestWithActor } from './access.decorators';
import type { Actor } from './domain/actor';
import { originAccepted } from './domain/origin';
import { readToken } from './domain/token';
import { SessionService } from './session.service';

interface Request extends RequestWithActor {
  method: string;
  headers: Record<string, string | string[] | undefined>;
}

/** Default-deny for every HTTP route: a policy must be declared, and the actor must meet it. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: SessionService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const policy = this.reflector.getAllAndOverride<AccessPolicy | undefined>(ACCESS_POLICY, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (policy === undefined) throw forbidden('access.undeclared');
    const request = context.switchToHttp().getRequest<Request>();
    const actor = await this.authenticate(request);
    if (actor) request.actor = actor;
    if (policy === 'public') return true;
    if (!actor) throw unauthenticated('access.unauthenticated');
    if (!policy.permissions.some((permission) => actor.permissions.has(permission))) {
      throw forbidden('access.forbidden', { permission: policy.permissions.join(' | ') });
    }
    return true;
  }

  private async authenticate(request: Request): Promise<Actor | null> {
    const { authorization, cookie } = request.headers;
    const presented = readToken(single(authorization), single(cookie), this.config.publicUrl);
    const accepted = originAccepted({
      method: request.method,
      by: presented?.by ?? null,
      origin: single(request.headers['origin']),
      host: single(request.headers['host']),
      allowed: allowedOrigins(this.config),
    });
    if (!accepted) throw forbidden('access.foreign_origin');
    return presented ? this.sessions.authenticate(presented.token) : null;
  }
}

/** Where our own pages live besides the host that was asked. The gateway checks its sockets against the same list. */
export function allowedOrigins(config: Pick<Config, 'publicUrl' | 'corsOrigins'>): string[] {
  return config.publicUrl ? [new URL(config.publicUrl).origin, ...config.corsOrigins] : config.corsOrigins;
}

const single = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header[0] : header;
