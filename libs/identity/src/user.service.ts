import { Injectable } from '@nestjs/common';
import { conflict, newId, notFound } from '@jishi/kernel';
import { audit, Database, type Tx } from '@jishi/platform';
import { type Actor, requirePermission } from './domain/actor';
import { normaliseLogin } from './domain/credentials';
import { checkRoles } from './domain/membership';
import { checkUser, type NewUser, refuseIf } from './domain/organisation';
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

  list(actor: Actor, organisationId: string): Promise<UserRow[]> {
    checkOwn(actor, organisationId);
    return this.identities.listUsers(this.database.manager, organisationId);
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

  /** New roles count from the next request on; open sockets end, so that they come back with the new roles. */
  async changeRoles(actor: Actor, organisationId: string, userId: string, wanted: string[]): Promise<UserRow> {
    checkOwn(actor, organisationId);
    const roles = checkRoles(actor.organisationKind, wanted);
    const { user, ended } = await this.database.transaction(async (tx) => {
      await this.keepAnAdministrator(tx, organisationId, userId, roles.includes('org_admin'));
      const before = await this.locked(tx, organisationId, userId);
      await this.identities.upsertMembership(tx, userId, organisationId, roles);
      await this.record(tx, actor, 'user.roles_changed', userId, { from: before.roles, to: roles });
      const user = await this.locked(tx, organisationId, userId);
      return { user, ended: userId === actor.userId ? [] : await this.sessions.revokeAll(tx, userId) };
    });
    await this.sessions.announce(ended);
    return user;
  }

  /** Disabling ends every session of the person at once, sockets included. */
  async setDisabled(actor: Actor, organisationId: string, userId: string, disabled: boolean): Promise<UserRow> {
    checkOwn(actor, organisationId);
    const { user, ended } = await this.database.transaction(async (tx) => {
      if (disabled) await this.keepAnAdministrator(tx, organisationId, userId, false);
      await this.locked(tx, organisationId, userId);
      if ((await this.identities.countMemberships(tx, userId)) > 1) throw conflict('user.shared');
      await this.identities.setDisabled(tx, userId, disabled);
      await this.record(tx, actor, disabled ? 'user.disabled' : 'user.enabled', userId, {});
      const ended = disabled ? await this.sessions.revokeAll(tx, userId) : [];
      return { user: await this.locked(tx, organisationId, userId), ended };
    });
    await this.sessions.announce(ended);
    return user;
  }

  private async keepAnAdministrator(
    tx: Tx,
    organisationId: string,
    userId: string,
    staysAdmin: boolean,
  ): Promise<void> {
    const admins = await this.identities.lockAdministrators(tx, organisationId);
    if (!staysAdmin && admins.length === 1 && admins[0] === userId) throw conflict('user.last_administrator');
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
