import { Injectable } from '@nestjs/common';
import { Database, rows } from '@jishi/platform';
import type { Role } from './domain/permissions';

export interface DemoLogin {
  login: string;
  password: string;
  name: string;
  organisation: string;
  role: Role;
}

/** One password for everybody in the demonstration; the seed gives it to these logins only, and only in demo mode. */
export const DEMO_PASSWORD = 'jishi-demo';
export const DEMO_LOGINS = [
  'officer',
  'officer2',
  'officer3',
  'officer4',
  'inventor',
  'inventor2',
  'decider',
  'decider2',
  'decider3',
  'clerk',
  'clerk2',
  'reviewer',
  'reviewer2',
  'auctioneer',
  'auctioneer2',
  'cashier',
  'checker',
  'bidder1',
  'bidder2',
  'bidder3',
  'rival1',
  'rival2',
  'rival3',
  'broker',
  'auditor',
  'trustee1',
  'trustee2',
  'trustee3',
  'admin',
  'partner-reviewer',
  'partner-clerk',
] as const;

/** What the login page offers in demo mode: the seeded people that really are in this database. */
@Injectable()
export class DemoLoginService {
  constructor(private readonly database: Database) {}

  async list(): Promise<DemoLogin[]> {
    const found = await rows<Omit<DemoLogin, 'password'>>(
      this.database.manager,
      `select u.login, u.name, o.name as organisation,
         coalesce((select r from unnest(m.roles) as r where r <> 'org_admin' limit 1), 'org_admin') as role
       from user_account u
         cross join lateral (select * from membership where user_id = u.id order by created_at, organisation_id limit 1) m
         join organisation o on o.id = m.organisation_id
       where u.login = any ($1) and u.disabled_at is null order by array_position($1, u.login)`,
      [[...DEMO_LOGINS]],
    );
    return found.map((person) => ({ ...person, password: DEMO_PASSWORD }));
  }
}
