import { Injectable } from '@nestjs/common';
import { conflict, newId, notFound } from '@jishi/kernel';
import { audit, Database, decodeCursor, type Page, pageLimit, toPage, type Tx } from '@jishi/platform';
import { type Actor, requirePermission } from './domain/actor';
import { normaliseLogin } from './domain/credentials';
import { checkRoles } from './domain/membership';
import { checkUser, type NewUser, refuseIf } from './domain/organisation';
import type { Role } from './domain/permissions';
import { IdentityRepository, type UserRow } from './identity.repository';
import { PasswordService } from './password.service';
import { SessionService } from './session.service';

/** An organisation's administrator manages its people; nobody manages another organisation's. */
@Injectable()
export class UserService {
  constructor(
    private readonly database: Database,
    private readonly identities: IdentityRepository,
    private readonly passwords: PasswordService,
    private readonly sessions: SessionService,
  ) {}

  async list(
    actor: Actor,
    organisationId: string,
    query: { limit?: number | undefined; cursor?: string | undefined } = {},
  ): Promise<Page<UserRow>> {
    checkOwn(actor, organisationId);
    const limit = pageLimit(query.limit);
    const after = decodeCursor(query.cursor, 1)?.[0] ?? null;
    const last = after === null ? null : String(after);
    const found = await this.identities.listUsers(this.database.manager, organisationId, last, limit + 1);
    return toPage(found, limit, (user) => [user.login]);
  }

  async create(actor: Actor, organisationId: string, user: NewUser & { roles: string[] }): Promise<UserRow> {
    checkOwn(actor, organisationId);
    const roles = checkRoles(actor.organisationKind, user.roles);
    refuseIf(checkUser(user), 'user.invalid');
    const passwordHash = await this.passwords.hash(user.password);
    const login = normaliseLogin(user.login);
    return this.database.transaction(async (tx) => {
      const id = newId();
      if (!(await this.identities.insertUser(tx, { id, login, name: user.name.trim(), passwordHash }))) {
        throw conflict('user.login_taken', { login }, [{ path: 'login', code: 'user.login_taken', params: { login } }]);
      }
      await this.identities.upsertMembership(tx, id, organisationId, roles);
      await this.record(tx, actor, 'user.created', id, { login, roles });
      return this.locked(tx, organisationId, id);
    });
  }

  /**
   * New roles or a closed account end all the person's sessions at once, sockets included: they come back with what they
   * then may do. An administrator's change to their own roles leaves their sessions; the next request reads the new roles.
   */
  async change(
    actor: Actor,
    organisationId: string,
    userId: string,
    change: { roles?: string[] | undefined; disabled?: boolean | undefined },
  ): Promise<UserRow> {
    checkOwn(actor, organisationId);
    const roles = change.roles && checkRoles(actor.organisationKind, change.roles);
    const { user, ended } = await this.database.transaction(async (tx) => {
      const goes = change.disabled === true || (roles !== undefined && !roles.includes('org_admin'));
      await this.keepAnAdministrator(tx, organisationId, goes ? userId : null);
      const before = await this.locked(tx, organisationId, userId);
      if (roles) await this.setRoles(tx, actor, before, roles);
      if (change.disabled !== undefined) await this.setDisabled(tx, actor, userId, change.disabled);
      const ends = change.disabled === true || (roles !== undefined && userId !== actor.userId);
      const ended = ends ? await this.sessions.revokeAll(tx, userId) : [];
      return { user: await this.locked(tx, organisationId, userId), ended };
    });
    await this.sessions.announce(ended);
    return user;
  }

  private async setRoles(tx: Tx, actor: Actor, before: UserRow, roles: Role[]): Promise<void> {
    await this.identities.upsertMembership(tx, before.id, actor.organisationId, roles);
    await this.record(tx, actor, 'user.roles_changed', before.id, { from: before.roles, to: roles });
  }

  private async setDisabled(tx: Tx, actor: Actor, userId: string, disabled: boolean): Promise<void> {
    if ((await this.identities.countMemberships(tx, userId)) > 1) throw conflict('user.shared');
    await this.identities.setDisabled(tx, userId, disabled);
    await this.record(tx, actor, disabled ? 'user.disabled' : 'user.enabled', userId, {});
  }

  /** Administrators are locked in every change, so two of them cannot remove each other at the same moment. */
  private async keepAnAdministrator(tx: Tx, organisationId: string, leaving: string | null): Promise<void> {
    const admins = await this.identities.lockAdministrators(tx, organisationId);
    if (leaving !== null && admins.length === 1 && admins[0] === leaving) throw conflict('user.last_administrator');
  }

  private async locked(tx: Tx, organisationId: string, userId: string): Promise<UserRow> {
    const user = await this.identities.lockUser(tx, organisationId, userId);
    if (!user) throw notFound('user.not_found');
    return user;
  }

  private async record(tx: Tx, actor: Actor, action: string, userId: string, detail: Record<string, unknown>) {
    const { userId: actorId, organisationId } = actor;
    await audit(tx, { actorId, organisationId, action, subjectType: 'user', subjectId: userId, detail });
  }
}

/** A stranger's organisation is answered like one that does not exist. */
function checkOwn(actor: Actor, organisationId: string): void {
  requirePermission(actor, 'user.manage');
  if (actor.organisationId !== organisationId) throw notFound('organisation.not_found');
}
