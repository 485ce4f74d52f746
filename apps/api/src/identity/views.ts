import type { OrganisationRow, SessionView, UserRow } from '@jishi/identity';
import type { ActorResponse, OrganisationResponse, UserResponse } from './identity.dto';

export function actorView(session: SessionView): ActorResponse {
  const { actor, login, userName, organisationName } = session;
  return {
    userId: actor.userId,
    login,
    name: userName,
    organisation: { id: actor.organisationId, name: organisationName, kind: actor.organisationKind },
    roles: actor.roles,
    permissions: [...actor.permissions].sort(),
  };
}

export function organisationView(organisation: OrganisationRow): OrganisationResponse {
  return { ...organisation, createdAt: organisation.createdAt.toISOString() };
}

export function userView({ id, login, name, roles, createdAt, disabledAt }: UserRow): UserResponse {
  return { id, login, name, roles, disabled: disabledAt !== null, createdAt: createdAt.toISOString() };
}
