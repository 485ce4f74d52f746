import { createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import type { Actor } from './domain/actor';
import type { Permission } from './domain/permissions';

export const ACCESS_POLICY = 'jishi:access';

/** What a route asks of whoever calls it: one of these permissions, or nothing. */
export type AccessPolicy = { permissions: readonly Permission[] } | 'public';

/** The route is open to actors with one of these permissions. On a method, or on a class for all its methods. */
export const Permit = (...permissions: [Permission, ...Permission[]]): MethodDecorator & ClassDecorator =>
  SetMetadata(ACCESS_POLICY, { permissions } satisfies AccessPolicy);

/** The route is open to everybody; who is logged in is known all the same. */
export const Public = (): MethodDecorator & ClassDecorator =>
  SetMetadata(ACCESS_POLICY, 'public' satisfies AccessPolicy);

/** What the guard leaves on a request. */
export interface RequestWithActor {
  actor?: Actor;
}

/** The authenticated actor: `Actor` on routes with @Permit, `Actor | null` on public ones. */
export const CurrentActor = createParamDecorator(
  (_: unknown, context: ExecutionContext): Actor | null =>
    context.switchToHttp().getRequest<RequestWithActor>().actor ?? null,
);
