import { Injectable } from '@nestjs/common';
import { newId, notFound, randomToken, sha256 } from '@jishi/kernel';
import { audit, Database, EventBus, type Tx } from '@jishi/platform';
import type { Actor } from './domain/actor';
import { permissionsOf } from './domain/permissions';
import { type OwnSessionRow, SessionRepository, type SessionRow } from './session.repository';

/** A working day; after that the person logs in again. */
const LIFETIME_MS = 12 * 3600_000;
const TOKEN = /^[A-Za-z0-9_-]{43}$/;
/** On this channel every gateway learns at once which session ended, and disconnects its sockets. */
export const SESSION_CHANNEL = 'session';

/** A session as its owner sees it. */
export interface SessionView {
  actor: Actor;
  userName: string;
  login: string;
  organisationName: string;
  expiresAt: Date;
}
export interface OpenedSession extends SessionView {
  /** Shown once; only its SHA-256 is stored. */
  token: string;
}

@Injectable()
export class SessionService {
  constructor(
    private readonly database: Database,
    private readonly sessions: SessionRepository,
    private readonly bus: EventBus,
  ) {}

  /** Who holds this token; null when it opens nothing. Never cached: a revoked session ends with its next request. */
  async authenticate(token: string): Promise<Actor | null> {
    if (!TOKEN.test(token)) return null;
    const found = await this.sessions.findLiveByToken(this.database.manager, sha256(token));
    return found && actorOf(found);
  }

  /** Those of these sessions that are still live, as they are now: an open socket asks again every few seconds. */
  async recheck(sessionIds: readonly string[]): Promise<Map<string, Actor>> {
    const found = await this.sessions.findAllLive(this.database.manager, sessionIds);
    return new Map(found.map((session) => [session.sessionId, actorOf(session)]));
  }

  async open(
    tx: Tx,
    who: { userId: string; organisationId: string; address: string | null; userAgent: string | null },
  ): Promise<OpenedSession> {
    const token = randomToken(32);
    const id = newId();
    await this.sessions.insert(tx, {
      ...who,
      id,
      tokenHash: sha256(token),
      userAgent: who.userAgent?.slice(0, 300) ?? null,
      lifetimeMs: LIFETIME_MS,
    });
    const found = await this.sessions.findLive(tx, id);
    if (!found) throw new Error('a session just opened must be live');
    return { token, ...viewOf(found) };
  }

  async current(actor: Actor): Promise<SessionView> {
    const found = await this.sessions.findLive(this.database.manager, actor.sessionId);
    if (!found) throw notFound('session.not_found');
    return viewOf(found);
  }

  list(actor: Actor): Promise<OwnSessionRow[]> {
    return this.sessions.listLive(this.database.manager, actor.userId);
  }

  /** Ends one of the actor's own sessions, its sockets included. */
  async revoke(actor: Actor, sessionId: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      if (!(await this.sessions.revoke(tx, sessionId, actor.userId))) throw notFound('session.not_found');
      await this.record(tx, actor.userId, actor.organisationId, sessionId);
    });
    await this.announce([sessionId]);
  }

  /** Ends every session of a person, but the one to keep; the caller announces them once its transaction has committed. */
  async revokeAll(tx: Tx, userId: string, keep: string | null = null): Promise<string[]> {
    return this.sessions.revokeAll(tx, userId, keep);
  }

  async announce(sessionIds: readonly string[]): Promise<void> {
    for (const sessionId of sessionIds) await this.bus.publish(SESSION_CHANNEL, { sessionId });
  }

  async deleteOld(tx: Tx): Promise<void> {
    await this.sessions.deleteOld(tx);
  }

  private async record(tx: Tx, actorId: string, organisationId: string, sessionId: string): Promise<void> {
    await audit(tx, {
      actorId,
      organisationId,
      action: 'session.revoked',
      subjectType: 'session',
      subjectId: sessionId,
    });
  }
}

function actorOf(found: SessionRow): Actor {
  return {
    userId: found.userId,
    organisationId: found.organisationId,
    organisationKind: found.organisationKind,
    roles: found.roles,
    permissions: permissionsOf(found.roles),
    sessionId: found.sessionId,
  };
}

function viewOf(found: SessionRow): SessionView {
  return {
    actor: actorOf(found),
    userName: found.userName,
    login: found.login,
    organisationName: found.organisationName,
    expiresAt: found.expiresAt,
  };
}
