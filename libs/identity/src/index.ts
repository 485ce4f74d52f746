import './messages';

export * from './access.decorators';
export * from './access.guard';
export { type AuditRow, AuditService } from './audit.service';
export * from './domain/actor';
export {
  KIND_ROLES,
  mayUseSocketEvent,
  ORGANISATION_KINDS,
  type OrganisationKind,
  type Permission,
  PERMISSIONS,
  permissionsOf,
  type Role,
  ROLE_PERMISSIONS,
  ROLES,
  SOCKET_EVENT_PERMISSIONS,
} from './domain/permissions';
export { readToken, sessionCookieName } from './domain/token';
export { type Ownership, OWNERSHIPS, SELF_REGISTERED } from './domain/organisation';
export { DEMO_LOGINS, DEMO_PASSWORD, type DemoLogin, DemoLoginService } from './demo-login.service';
export { ExportLimitService } from './export-limit.service';
export { IdentityModule } from './identity.module';
export type { OrganisationRow, UserRow } from './identity.repository';
export { LoginService } from './login.service';
export { OrganisationService, type Registration } from './organisation.service';
export { PasswordService } from './password.service';
export { type RoutePolicy, RoutePolicies } from './route-policies';
export type { OwnSessionRow } from './session.repository';
export { type OpenedSession, SESSION_CHANNEL, SessionService, type SessionView } from './session.service';
export { UserService } from './user.service';
