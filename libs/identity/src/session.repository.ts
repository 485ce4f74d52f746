import { Injectable } from '@nestjs/common';
import { maybeRow, row, rows, type Tx } from '@jishi/platform';
import type { OrganisationKind, Role } from './domain/permissions';

export interface NewSession {
  id: string;
  tokenHash: Buffer;
  userId: string;
  organisationId: string;
  address: string | null;
  userAgent: string | null;
  lifetimeMs: number;
}
export interface SessionRow {
  sessionId: string;
  userId: string;
  userName: string;
  login: string;
  organisationId: string;
  organisationName: string;
  organisationKind: OrganisationKind;
  roles: Role[];
  expiresAt: Date;
}
export interface OwnSessionRow {
  id: string;
  organisationName: string;
  address: string | null;
  userAgent: string | null;
  createdAt: Date;
  expiresAt: Date;
}

const LIVE = `
  select s.id as "sessionId", s.user_id as "userId", u.name as "userName", u.login, s.organisation_id as "organisationId",
    o.name as "organisationName", o.kind as "organisationKind", m.roles, s.expires_at as "expiresAt"
  from session s
    join user_account u on u.id = s.user_id
    join organisation o on o.id = s.organisation_id
    join membership m on m.user_id = s.user_id and m.organisation_id = s.organisation_id
  where s.revoked_at is null and s.expires_at > now() and u.disabled_at is null`;

@Injectable()
export class SessionRepository {
  async insert(tx: Tx, s: NewSession): Promise<Date> {
    const inserted = await row<{ expiresAt: Date }>(
      tx,
      `insert into session (id, token_hash, user_id, organisation_id, address, user_agent, expires_at)
       values ($1, $2, $3, $4, $5, $6, now() + $7 * interval '1 millisecond') returning expires_at as "expiresAt"`,
      [s.id, s.tokenHash, s.userId, s.organisationId, s.address, s.userAgent, s.lifetimeMs],
    );
    return inserted.expiresAt;
  }

  findLiveByToken(tx: Tx, tokenHash: Buffer): Promise<SessionRow | null> {
    return maybeRow<SessionRow>(tx, `${LIVE} and s.token_hash = $1`, [tokenHash]);
  }

  findLive(tx: Tx, sessionId: string): Promise<SessionRow | null> {
    return maybeRow<SessionRow>(tx, `${LIVE} and s.id = $1`, [sessionId]);
  }

  findAllLive(tx: Tx, sessionIds: readonly string[]): Promise<SessionRow[]> {
    return rows<SessionRow>(tx, `${LIVE} and s.id = any($1)`, [sessionIds]);
  }

  listLive(tx: Tx, userId: string): Promise<OwnSessionRow[]> {
    return rows<OwnSessionRow>(
      tx,
      `select s.id, o.name as "organisationName", s.address, s.user_agent as "userAgent",
         s.created_at as "createdAt", s.expires_at as "expiresAt"
       from session s join organisation o on o.id = s.organisation_id
       where s.user_id = $1 and s.revoked_at is null and s.expires_at > now() order by s.created_at desc limit 100`,
      [userId],
    );
  }

  /** Revokes one of the person's sessions; answers whether there was one to revoke. */
  async revoke(tx: Tx, sessionId: string, userId: string): Promise<boolean> {
    const revoked = await rows(
      tx,
      `update session set revoked_at = now() where id = $1 and user_id = $2 and revoked_at is null and expires_at > now()
       returning id`,
      [sessionId, userId],
    );
    return revoked.length === 1;
  }

  async revokeAll(tx: Tx, userId: string, keep: string | null): Promise<string[]> {
    const revoked = await rows<{ id: string }>(
      tx,
      `update session set revoked_at = now() where user_id = $1 and revoked_at is null and expires_at > now()
         and id is distinct from $2::uuid returning id`,
      [userId, keep],
    );
    return revoked.map((session) => session.id);
  }

  /** What ended a month ago serves no inquiry any more; the audit log keeps who came and went. */
  async deleteOld(tx: Tx): Promise<void> {
    await rows(tx, `delete from session where expires_at < now() - interval '30 days' returning id`);
  }
}
