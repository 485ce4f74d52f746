import { FixedClock, newId } from '@jishi/kernel';
import { type Actor, type OrganisationKind, permissionsOf, type Role } from '@jishi/identity';
import type { DatabaseClock } from '@jishi/platform';
import { PAPERS } from '@jishi/pricing';
import type { TestDatabase } from './postgres';

const DIGITS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/** A valid unified social credit code for a running number. */
export function usccOf(n: number): string {
  const body = `91440101MA${String(n).padStart(7, '0')}`;
  const sum = [...body].reduce((total, digit, i) => total + DIGITS.indexOf(digit) * WEIGHTS[i]!, 0);
  return body + DIGITS[(31 - (sum % 31)) % 31]!;
}

/** Organisations, people, a service window and its mandate, as a sale needs them. */
export class Market {
  private count = 0;

  constructor(private readonly db: TestDatabase) {}

  async organisation(
    kind: OrganisationKind,
    name = `${kind} ${this.count + 1}`,
    regionCode = '440100',
  ): Promise<string> {
    const id = newId();
    this.count += 1;
    await this.db.database.query(
      'insert into organisation (id, kind, name, uscc, region_code) values ($1, $2, $3, $4, $5)',
      [id, kind, name, kind === 'window' ? null : usccOf(this.count), regionCode],
    );
    return id;
  }

  /** Somebody with these roles in an organisation, logged in; a known person may join a second one. */
  async person(organisationId: string, kind: OrganisationKind, roles: Role[], userId = newId()): Promise<Actor> {
    const known = await this.db.database.query('select 1 from user_account where id = $1', [userId]);
    if (known.length === 0)
      await this.db.database.query(
        'insert into user_account (id, login, name, password_hash) values ($1, $2, $3, $4)',
        [userId, `user${++this.count}`, `用户${this.count}`, '$argon2id$none'],
      );
    await this.db.database.query('insert into membership (user_id, organisation_id, roles) values ($1, $2, $3)', [
      userId,
      organisationId,
      roles,
    ]);
    const permissions = permissionsOf(roles);
    return { userId, organisationId, organisationKind: kind, roles, permissions, sessionId: newId() };
  }

  async member(kind: OrganisationKind, roles: Role[], regionCode?: string): Promise<Actor> {
    return this.person(await this.organisation(kind, undefined, regionCode), kind, roles);
  }

  /** Who owns an organisation: the law asks it of sellers. */
  async owned(actor: Actor, ownership: 'public_institution' | 'state_owned' | 'private'): Promise<Actor> {
    await this.db.database.query('update organisation set ownership = $2 where id = $1', [
      actor.organisationId,
      ownership,
    ]);
    return actor;
  }

  /** The papers that rules of sale may ask of a listing, as if its seller had filed them. */
  async papers(listingId: string, kinds: readonly string[] = PAPERS.listing): Promise<void> {
    await this.db.database.query(
      `with own as (select l.id, l.transferor_id, l.created_by from listing l where l.id = $1),
       file as (
         insert into attachment (id, organisation_id, uploaded_by, filename, media_type, size, sha256, content)
         select gen_random_uuid(), own.transferor_id, own.created_by, kind, 'application/pdf', 4, repeat('0', 64), '%PDF'
         from own, unnest($2::text[]) as kind returning id, filename)
       insert into listing_document (id, listing_id, attachment_id, title, kind, access, announced, added_by, added_for)
       select gen_random_uuid(), own.id, file.id, file.filename, file.filename, 'parties', false, own.created_by,
         own.transferor_id
       from own, file`,
      [listingId, kinds],
    );
  }

  async window(organisationId: string, exchangeId: string, regionCode = '440600'): Promise<string> {
    const id = newId();
    await this.db.database.query(
      `insert into service_window (id, organisation_id, exchange_id, name, region_code, kind)
       values ($1, $2, $3, '佛山工作站', $4, 'prefecture')`,
      [id, organisationId, exchangeId, regionCode],
    );
    return id;
  }

  async mandate(windowId: string, organisationId: string): Promise<void> {
    await this.db.database.query(
      `insert into window_client (window_id, organisation_id, mandate_ref) values ($1, $2, 'test')`,
      [windowId, organisationId],
    );
  }
}

/** A clock services take for the database's, which stands still until told otherwise. */
export function standingClock(at: string): FixedClock & DatabaseClock {
  return new FixedClock(Date.parse(at)) as FixedClock & DatabaseClock;
}
