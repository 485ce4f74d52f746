import { Injectable } from '@nestjs/common';
import { conflict, forbidden, newId, notFound, rateLimited } from '@jishi/kernel';
import { audit, Database, type Page, pageLimit, textCursor, toPage, type Tx } from '@jishi/platform';
import { addressKey, REGISTRATION_LIMIT, retryAfterSeconds } from './domain/attempts';
import type { Actor } from './domain/actor';
import { checkRoles } from './domain/membership';
import { normaliseLogin } from './domain/credentials';
import {
  checkOrganisation,
  checkOwnership,
  checkUser,
  FIRST_ROLES,
  type NewOrganisation,
  type NewUser,
  type Ownership,
  refuseIf,
  SELF_REGISTERED,
} from './domain/organisation';
import type { OrganisationKind } from './domain/permissions';
import { IdentityRepository, type OrganisationRow } from './identity.repository';
import { LoginLimitRepository } from './login-limit.repository';
import { PasswordService } from './password.service';

export interface Registration extends NewOrganisation {
  admin: NewUser;
}

@Injectable()
export class OrganisationService {
  constructor(
    private readonly database: Database,
    private readonly identities: IdentityRepository,
    private readonly passwords: PasswordService,
    private readonly limits: LoginLimitRepository,
  ) {}

  /** Public registration: an organisation and its first administrator. Exchanges and regulators cannot come this way. */
  async register(registration: Registration, address: string | null): Promise<OrganisationRow> {
    if (!SELF_REGISTERED.includes(registration.kind)) {
      throw forbidden('organisation.kind_not_open', { kind: registration.kind });
    }
    if (address !== null) await this.limitRegistrations(address);
    return this.create(registration);
  }

  /** Any kind: for bring-up and the operator's tools, never behind a public route. `also` belongs to the same commit. */
  async create(
    registration: Registration,
    also: (tx: Tx, organisation: OrganisationRow) => Promise<void> = () => Promise.resolve(),
  ): Promise<OrganisationRow> {
    refuseIf([...checkOrganisation(registration), ...checkUser(registration.admin, 'admin.')], 'organisation.invalid');
    const passwordHash = await this.passwords.hash(registration.admin.password);
    return this.database.transaction(async (tx) => {
      const organisation = await this.insert(tx, registration, passwordHash);
      await also(tx, organisation);
      return organisation;
    });
  }

  /** An organisation says who owns it. Errors: `organisation.not_found` for anybody else's, `organisation.invalid`. */
  declareOwnership(actor: Actor, id: string, ownership: Ownership): Promise<OrganisationRow> {
    if (actor.organisationId !== id) throw notFound('organisation.not_found');
    refuseIf(checkOwnership(actor.organisationKind, ownership), 'organisation.invalid');
    return this.database.transaction(async (tx) => {
      const before = await this.identities.lockOrganisation(tx, id);
      if (!before) throw notFound('organisation.not_found');
      await this.identities.setOwnership(tx, id, ownership);
      await audit(tx, {
        actorId: actor.userId,
        organisationId: id,
        action: 'organisation.ownership_declared',
        subjectType: 'organisation',
        subjectId: id,
        detail: { from: before.ownership, to: ownership },
      });
      return { ...before, ownership };
    });
  }

  async get(id: string): Promise<OrganisationRow> {
    const organisation = await this.identities.findOrganisation(this.database.manager, id);
    if (!organisation) throw notFound('organisation.not_found');
    return organisation;
  }

  async list(query: {
    kind?: OrganisationKind | undefined;
    q?: string | undefined;
    limit?: number | undefined;
    cursor?: string | undefined;
  }): Promise<Page<OrganisationRow>> {
    const limit = pageLimit(query.limit);
    const cursor = textCursor(query.cursor);
    const found = await this.identities.listOrganisations(this.database.manager, {
      kind: query.kind,
      q: query.q?.trim() || undefined,
      after: cursor ? { name: cursor[0], id: cursor[1] } : undefined,
      limit: limit + 1,
    });
    return toPage(found, limit, (last) => [last.name, last.id]);
  }

  private async limitRegistrations(address: string): Promise<void> {
    const key = `registration:${addressKey(address)}`;
    const count = await this.limits.reserve(this.database.manager, key, REGISTRATION_LIMIT);
    if (count.failures > REGISTRATION_LIMIT.max) {
      throw rateLimited('organisation.too_many', { retryAfter: retryAfterSeconds(count.resetsAtMs, count.nowMs) });
    }
  }

  private async insert(tx: Tx, r: Registration, passwordHash: string): Promise<OrganisationRow> {
    const id = newId();
    const organisation = {
      ...r,
      id,
      name: r.name.trim(),
      nameEn: r.nameEn?.trim() || null,
      ownership: r.ownership ?? null,
    };
    if (!(await this.identities.insertOrganisation(tx, organisation))) {
      throw conflict('organisation.uscc_taken', { uscc: r.uscc ?? '' }, [
        { path: 'uscc', code: 'organisation.uscc_taken' },
      ]);
    }
    const userId = newId();
    const login = normaliseLogin(r.admin.login);
    if (!(await this.identities.insertUser(tx, { id: userId, login, name: r.admin.name.trim(), passwordHash }))) {
      throw conflict('user.login_taken', { login }, [
        { path: 'admin.login', code: 'user.login_taken', params: { login } },
      ]);
    }
    await this.identities.upsertMembership(tx, userId, id, checkRoles(r.kind, FIRST_ROLES[r.kind]));
    await audit(tx, {
      actorId: userId,
      organisationId: id,
      action: 'organisation.registered',
      subjectType: 'organisation',
      subjectId: id,
      detail: { kind: r.kind, name: r.name, uscc: r.uscc, ownership: r.ownership ?? null },
    });
    const created = await this.identities.findOrganisation(tx, id);
    if (!created) throw new Error('an organisation just inserted must be found');
    return created;
  }
}
