import { Injectable } from '@nestjs/common';
import { maybeRow, row, rows, type Tx } from '@jishi/platform';
import type { Ownership } from './domain/organisation';
import type { OrganisationKind, Role } from './domain/permissions';

export interface OrganisationRow {
  id: string;
  kind: OrganisationKind;
  name: string;
  nameEn: string | null;
  uscc: string | null;
  regionCode: string;
  ownership: Ownership | null;
  createdAt: Date;
}
export interface UserRow {
  id: string;
  login: string;
  name: string;
  roles: Role[];
  createdAt: Date;
  disabledAt: Date | null;
}
export interface CredentialRow {
  id: string;
  name: string;
  passwordHash: string;
  disabledAt: Date | null;
}

const ORGANISATION = `id, kind, name, name_en as "nameEn", uscc, region_code as "regionCode", ownership, created_at as "createdAt"`;
const USER = `u.id, u.login, u.name, m.roles, u.created_at as "createdAt", u.disabled_at as "disabledAt"`;

@Injectable()
export class IdentityRepository {
  async insertOrganisation(tx: Tx, o: Omit<OrganisationRow, 'createdAt'>): Promise<boolean> {
    const inserted = await rows(
      tx,
      `insert into organisation (id, kind, name, name_en, uscc, region_code, ownership)
       values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (uscc) do nothing returning id`,
      [o.id, o.kind, o.name, o.nameEn, o.uscc, o.regionCode, o.ownership],
    );
    return inserted.length === 1;
  }

  /** What it was before, locked with the organisation's row. */
  lockOrganisation(tx: Tx, id: string): Promise<OrganisationRow | null> {
    return maybeRow<OrganisationRow>(tx, `select ${ORGANISATION} from organisation where id = $1 for update`, [id]);
  }

  async setOwnership(tx: Tx, id: string, ownership: Ownership): Promise<void> {
    await row(tx, 'update organisation set ownership = $2 where id = $1 returning id', [id, ownership]);
  }

  findOrganisation(tx: Tx, id: string): Promise<OrganisationRow | null> {
    return maybeRow<OrganisationRow>(tx, `select ${ORGANISATION} from organisation where id = $1`, [id]);
  }

  /** Ordered by name, then id; `after` is the last row of the page before. */
  listOrganisations(
    tx: Tx,
    filter: { kind?: OrganisationKind; q?: string; after?: { name: string; id: string }; limit: number },
  ): Promise<OrganisationRow[]> {
    return rows<OrganisationRow>(
      tx,
      `select ${ORGANISATION} from organisation
       where ($1::text is null or kind = $1)
         and ($2::text is null or name ilike $2 or name_en ilike $2 or uscc = upper($3))
         and ($4::text is null or (name, id) > ($4, $5::uuid))
       order by name, id limit $6`,
      [
        filter.kind ?? null,
        filter.q === undefined ? null : `%${filter.q.replace(/[\\%_]/g, '\\$&')}%`,
        filter.q ?? null,
        filter.after?.name ?? null,
        filter.after?.id ?? null,
        filter.limit,
      ],
    );
  }

  async insertUser(tx: Tx, u: { id: string; login: string; name: string; passwordHash: string }): Promise<boolean> {
    const inserted = await rows(
      tx,
      `insert into user_account (id, login, name, password_hash) values ($1, $2, $3, $4)
       on conflict (login) do nothing returning id`,
      [u.id, u.login, u.name, u.passwordHash],
    );
    return inserted.length === 1;
  }

  async upsertMembership(tx: Tx, userId: string, organisationId: string, roles: Role[]): Promise<void> {
    await rows(
      tx,
      `insert into membership (user_id, organisation_id, roles) values ($1, $2, $3)
       on conflict (user_id, organisation_id) do update set roles = excluded.roles returning user_id`,
      [userId, organisationId, roles],
    );
  }

  /** By login; `after` is the last login of the page before. */
  listUsers(tx: Tx, organisationId: string, after: string | null, limit: number): Promise<UserRow[]> {
    return rows<UserRow>(
      tx,
      `select ${USER} from membership m join user_account u on u.id = m.user_id
       where m.organisation_id = $1 and ($2::text is null or u.login > $2) order by u.login limit $3`,
      [organisationId, after, limit],
    );
  }

  /** The member's row, locked: role changes and disabling of one person come one after the other. */
  lockUser(tx: Tx, organisationId: string, userId: string): Promise<UserRow | null> {
    return maybeRow<UserRow>(
      tx,
      `select ${USER} from membership m join user_account u on u.id = m.user_id
       where m.organisation_id = $1 and u.id = $2 for update`,
      [organisationId, userId],
    );
  }

  /** Locks the organisation's active administrators and returns their ids: the last one may not go. */
  async lockAdministrators(tx: Tx, organisationId: string): Promise<string[]> {
    const admins = await rows<{ id: string }>(
      tx,
      `select u.id from membership m join user_account u on u.id = m.user_id
       where m.organisation_id = $1 and 'org_admin' = any (m.roles) and u.disabled_at is null
       order by u.id for update`,
      [organisationId],
    );
    return admins.map((admin) => admin.id);
  }

  async setDisabled(tx: Tx, userId: string, disabled: boolean): Promise<void> {
    await row(
      tx,
      `update user_account set disabled_at = case when $2 then coalesce(disabled_at, now()) end where id = $1 returning id`,
      [userId, disabled],
    );
  }

  async setPasswordHash(tx: Tx, userId: string, passwordHash: string): Promise<void> {
    await row(tx, `update user_account set password_hash = $2 where id = $1 returning id`, [userId, passwordHash]);
  }

  findCredential(tx: Tx, login: string): Promise<CredentialRow | null> {
    return maybeRow<CredentialRow>(
      tx,
      `select id, name, password_hash as "passwordHash", disabled_at as "disabledAt" from user_account where login = $1`,
      [login],
    );
  }

  async countMemberships(tx: Tx, userId: string): Promise<number> {
    return (await row<{ n: number }>(tx, `select count(*)::int as n from membership where user_id = $1`, [userId])).n;
  }

  /** The organisation the person logs in for: the one asked for, or else the first joined. */
  findMembership(
    tx: Tx,
    userId: string,
    organisationId: string | undefined,
  ): Promise<{ organisationId: string; roles: Role[] } | null> {
    return maybeRow(
      tx,
      `select organisation_id as "organisationId", roles from membership
       where user_id = $1 and ($2::uuid is null or organisation_id = $2) order by created_at, organisation_id limit 1`,
      [userId, organisationId ?? null],
    );
  }
}
