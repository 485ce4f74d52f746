import { forbidden } from '@jishi/kernel';
import type { OrganisationKind, Permission, Role } from './permissions';

/** The person at the door: who, for which organisation, with which session. Services take it where rules need it. */
export interface Actor {
  userId: string;
  organisationId: string;
  organisationKind: OrganisationKind;
  roles: Role[];
  permissions: Set<Permission>;
  sessionId: string;
}

export function requirePermission(actor: Actor, permission: Permission): void {
  if (!actor.permissions.has(permission)) throw forbidden('access.forbidden', { permission });
}
