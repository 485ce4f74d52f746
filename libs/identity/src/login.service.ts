import { Inject, Injectable } from '@nestjs/common';
import { DomainError, invalid, rateLimited, sha256Hex, unauthenticated } from '@jishi/kernel';
import { audit, CONFIG, type Config, Database } from '@jishi/platform';
import { ADDRESS_LIMIT, addressKey, type AttemptLimit, LOGIN_LIMIT, retryAfterSeconds } from './domain/attempts';
import type { Actor } from './domain/actor';
import { checkPassword, normaliseLogin } from './domain/credentials';
import { DEMO_PASSWORD } from './demo-login.service';
import { refuseIf } from './domain/organisation';
import { type CredentialRow, IdentityRepository } from './identity.repository';
import { LoginLimitRepository } from './login-limit.repository';
import { PasswordService } from './password.service';
import { type OpenedSession, SessionService } from './session.service';

export interface LoginCommand {
  login: string;
  password: string;
  /** For people who belong to several organisations; otherwise the first they joined. */
  organisationId?: string | undefined;
  address: string | null;
  userAgent: string | null;
}

@Injectable()
export class LoginService {
  constructor(
    private readonly database: Database,
    private readonly identities: IdentityRepository,
    private readonly limits: LoginLimitRepository,
    private readonly passwords: PasswordService,
    private readonly sessions: SessionService,
    @Inject(CONFIG) private readonly config: Pick<Config, 'demo'>,
  ) {}

  /**
   * Unknown login, wrong password, disabled account: one answer, after the same work.
   * Errors: `session.bad_credentials`, `session.rate_limited`, `session.no_membership`, `session.too_many_logins`.
   */
  async login(command: LoginCommand): Promise<OpenedSession> {
    const login = normaliseLogin(command.login);
    // Keys are hashed: a login field often holds a password typed into the wrong box.
    const keys: [string, AttemptLimit][] = [[`login:${sha256Hex(login)}`, LOGIN_LIMIT]];
    if (command.address) keys.push([`address:${addressKey(command.address)}`, ADDRESS_LIMIT]);
    // Reserved inside the slot: no more attempts are ever open at once than hashes run, so honest crowds are not counted.
    const user = await this.passwords.slot(() => this.verify(login, command.password, keys));
    return this.open(command, user);
  }

  /**
   * Asks a person who is logged in for the password again, under the same limit as logging in: a found open screen must
   * not be enough for what is grave. `path` names the field of the form. Errors: `user.wrong_password`, `session.rate_limited`.
   */
  async confirmPassword(actor: Actor, password: string, path: string): Promise<void> {
    const { login } = await this.sessions.current(actor);
    const keys: [string, AttemptLimit][] = [[`login:${sha256Hex(login)}`, LOGIN_LIMIT]];
    await this.passwords
      .slot(() => this.verify(login, password, keys))
      .catch((error: unknown) => {
        // The session is good, so this is a fault of the form: logging in again would not mend it.
        const wrong = error instanceof DomainError && error.code === 'session.bad_credentials';
        throw wrong ? invalid('user.wrong_password', {}, [{ path, code: 'user.wrong_password' }]) : error;
      });
  }

  /** The person changes the own password. All other sessions end. Errors: as `confirmPassword`, `user.invalid`. */
  async changePassword(actor: Actor, current: string, wanted: string): Promise<void> {
    const { login } = await this.sessions.current(actor);
    refuseIf(checkPassword(wanted, login), 'user.invalid');
    await this.confirmPassword(actor, current, 'current');
    const passwordHash = await this.passwords.hash(wanted);
    const ended = await this.database.transaction(async (tx) => {
      await this.identities.setPasswordHash(tx, actor.userId, passwordHash);
      const { userId, organisationId } = actor;
      await audit(tx, {
        actorId: userId,
        organisationId,
        action: 'user.password_changed',
        subjectType: 'user',
        subjectId: userId,
      });
      return this.sessions.revokeAll(tx, userId, actor.sessionId);
    });
    await this.sessions.announce(ended);
  }

  private async verify(login: string, password: string, keys: [string, AttemptLimit][]): Promise<CredentialRow> {
    const db = this.database.manager;
    for (const [key, limit] of keys) {
      const count = await this.limits.reserve(db, key, limit);
      if (count.failures > limit.max) {
        throw rateLimited('session.rate_limited', { retryAfter: retryAfterSeconds(count.resetsAtMs, count.nowMs) });
      }
    }
    const user = await this.identities.findCredential(db, login);
    // Everybody can read the demonstration's password: once the demonstration is off it opens nothing, whoever still has it.
    const spent = !this.config.demo && password === DEMO_PASSWORD;
    const right = (await this.passwords.verify(user?.passwordHash ?? null, password)) && !spent;
    if (!user || !right || user.disabledAt !== null) throw unauthenticated('session.bad_credentials');
    const [loginKey, ...others] = keys.map(([key]) => key);
    if (loginKey) await this.limits.clear(db, loginKey);
    for (const key of others) await this.limits.giveBack(db, key);
    return user;
  }

  private async open(command: LoginCommand, user: CredentialRow): Promise<OpenedSession> {
    const rehashed = this.passwords.isOutdated(user.passwordHash) ? await this.passwords.hash(command.password) : null;
    return this.database.transaction(async (tx) => {
      const membership = await this.identities.findMembership(tx, user.id, command.organisationId);
      if (!membership) throw unauthenticated('session.no_membership');
      if (rehashed) await this.identities.setPasswordHash(tx, user.id, rehashed);
      const session = await this.sessions.open(tx, {
        userId: user.id,
        organisationId: membership.organisationId,
        address: command.address,
        userAgent: command.userAgent,
      });
      await audit(tx, {
        actorId: user.id,
        organisationId: membership.organisationId,
        action: 'session.opened',
        subjectType: 'session',
        subjectId: session.actor.sessionId,
        detail: { address: command.address },
      });
      await this.limits.deleteExpired(tx);
      await this.sessions.deleteOld(tx);
      return session;
    });
  }
}
