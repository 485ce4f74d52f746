import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { KIND_ROLES, ORGANISATION_KINDS, type OrganisationKind, type Role, SessionService } from '@jishi/identity';
import { newId } from '@jishi/kernel';
import type { TestDatabase } from '../postgres';
import { usccOf } from '../market';
import type { Person } from './door';

/** One organisation of every kind, and in each somebody for every role that kind can give, and for no other. */
export class People {
  readonly all: Person[] = [];
  private readonly organisations = new Map<OrganisationKind, string>();

  private constructor(
    readonly world: string,
    private readonly mark: string,
    private readonly app: NestFastifyApplication,
    private readonly db: TestDatabase,
    private readonly passwordHash: string,
  ) {}

  static async of(
    world: string,
    mark: string,
    serial: number,
    app: NestFastifyApplication,
    db: TestDatabase,
    passwordHash: string,
  ): Promise<People> {
    const people = new People(world, mark, app, db, passwordHash);
    for (const [index, kind] of ORGANISATION_KINDS.entries()) {
      const id = await people.organisation(kind, kind === 'window' ? null : usccOf(serial * 100 + index));
      people.organisations.set(kind, id);
      for (const role of KIND_ROLES[kind]) people.all.push(await people.person(role, kind, id));
    }
    return people;
  }

  at(kind: OrganisationKind): string {
    return this.organisations.get(kind)!;
  }

  who(kind: OrganisationKind, role: Role): Person {
    return this.all.find((person) => person.kind === kind && person.role === role)!;
  }

  /** Somebody more of an organisation that is there: some things take two. */
  person(role: Role, kind: OrganisationKind, organisationId = this.at(kind)): Promise<Person> {
    const userId = newId();
    const login = `u${userId.replaceAll('-', '')}`;
    return this.db.database.transaction(async (tx) => {
      await tx.query('insert into user_account (id, login, name, password_hash) values ($1, $2, $3, $4)', [
        userId,
        login,
        `${role} ${this.mark}`,
        this.passwordHash,
      ]);
      await tx.query('insert into membership (user_id, organisation_id, roles) values ($1, $2, $3)', [
        userId,
        organisationId,
        [role],
      ]);
      const open = { userId, organisationId, address: null, userAgent: null };
      const { token } = await this.app.get(SessionService).open(tx, open);
      return { world: this.world, role, kind, organisationId, userId, login, token };
    });
  }

  async organisation(kind: OrganisationKind, uscc: string | null): Promise<string> {
    const id = newId();
    const ownership = kind === 'university' ? 'public_institution' : kind === 'company' ? 'private' : null;
    await this.db.database.query(
      `insert into organisation (id, kind, name, uscc, region_code, ownership) values ($1, $2, $3, $4, '440100', $5)`,
      [id, kind, `${kind} ${this.world}`, uscc, ownership],
    );
    return id;
  }
}
