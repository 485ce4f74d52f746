import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Get, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import {
  mayUseSocketEvent,
  permissionsOf,
  type Role,
  ROLE_PERMISSIONS,
  ROLES,
  type RoutePolicy,
  RoutePolicies,
  SessionService,
  SOCKET_EVENT_PERMISSIONS,
} from '@jishi/identity';
import { createLogger, loadConfig, row } from '@jishi/platform';
import { AppModule } from '../../apps/api/src/app.module';
import { createApiApp } from '../../apps/api/src/create-api-app';
import { seedDemo } from '../../apps/cli/src/seed';
import { temporaryFolder } from '../support/files';
import { testDatabase, type TestDatabase } from '../support/postgres';

/** Who holds each role in the demonstration; each of them is given that one role and no other. */
const HOLDER: Record<Role, string> = {
  org_admin: 'admin',
  officer: 'officer',
  bidder: 'bidder1',
  clerk: 'clerk',
  reviewer: 'reviewer',
  auctioneer: 'auctioneer',
  cashier: 'cashier',
  cashier_checker: 'checker',
  broker: 'broker',
  auditor: 'auditor',
  trustee: 'trustee1',
  inventor: 'inventor',
  decider: 'decider',
};
const NOBODYS = '00000000-0000-7000-8000-000000000000';

let db: TestDatabase;
let app: NestFastifyApplication;
let base: string;
let routes: RoutePolicy[];

beforeAll(async () => {
  db = await testDatabase();
  await seedDemo(db.database, createLogger('seed', 'silent'), temporaryFolder());
  app = await createApiApp(loadConfig({ DATABASE_URL: db.url, JISHI_DEMO: '1' }));
  await app.listen(0, '127.0.0.1');
  base = `${await app.getUrl()}/api`;
  routes = app.get(RoutePolicies).all();
});
afterAll(async () => {
  await app.close();
  await db.drop();
});

/** A session of somebody who holds this role alone. */
async function tokenOf(role: Role): Promise<string> {
  const who = await row<{ userId: string; organisationId: string }>(
    db.database.manager,
    `select u.id as "userId", m.organisation_id as "organisationId" from user_account u
       join membership m on m.user_id = u.id where u.login = $1`,
    [HOLDER[role]],
  );
  await row(db.database.manager, `update membership set roles = array[$2] where user_id = $1 returning user_id`, [
    who.userId,
    role,
  ]);
  const open = { ...who, address: null, userAgent: null };
  return (await db.database.transaction((tx) => app.get(SessionService).open(tx, open))).token;
}

async function attempt(route: RoutePolicy, token: string | null): Promise<{ status: number; code: string | null }> {
  const path = route.path
    .replace('{code}', 'no-such')
    .replace('{version}', '1')
    .replaceAll(/\{\w+\}/g, NOBODYS);
  const answer = await fetch(base + path, {
    method: route.method,
    headers: token ? { authorization: `Bearer ${token}` } : {},
  });
  const text = await answer.text();
  const problem = answer.headers.get('content-type')?.startsWith('application/problem+json') ?? false;
  return { status: answer.status, code: problem ? (JSON.parse(text) as { code: string }).code : null };
}

@Controller('forgotten')
class ForgetfulController {
  @Get()
  read(): string {
    return 'secret';
  }
}
@Module({ controllers: [ForgetfulController] })
class ForgetfulModule {}

const nameOf = (route: RoutePolicy): string => `${route.method} ${route.path}`;
const AT_THE_DOOR = ['access.forbidden', 'access.unauthenticated', 'access.undeclared'];

describe('every route', () => {
  it('declares who may call it', () => {
    expect(routes.length).toBeGreaterThan(50);
    expect(routes.filter((route) => route.policy === undefined).map(nameOf)).toEqual([]);
  });

  it('or the api does not start, and says which one is missing', async () => {
    const config = loadConfig({ DATABASE_URL: db.url, JISHI_DEMO: '1', JISHI_STATE_DIR: temporaryFolder() });
    const imports = [AppModule.forRoot(config), ForgetfulModule];
    const api = await Test.createTestingModule({ imports }).compile();
    await expect(api.init()).rejects.toThrow('neither @Permit nor @Public: GET /forgotten (ForgetfulController.read)');
    await api.close().catch(() => undefined);
  });

  // a provider's notice is signed: what is not is refused and leaves no trace, as the spec of payments through Stripe shows
  it('that changes something is public for those only who come to log in, to register, or sign what they send', () => {
    const open = routes.filter(({ method, policy }) => policy === 'public' && method !== 'GET').map(nameOf);
    expect(open.toSorted()).toEqual(['POST /notices/{provider}', 'POST /organisations', 'POST /sessions']);
  });

  it('is closed to strangers unless it is public', async () => {
    const wrong: string[] = [];
    for (const route of routes) {
      const { status, code } = await attempt(route, null);
      const expected = route.policy === 'public' ? !AT_THE_DOOR.includes(code ?? '') : status === 401;
      if (!expected) wrong.push(`${nameOf(route)}: ${status} ${code}`);
    }
    expect(wrong).toEqual([]);
  });

  it.each(ROLES)('is open to %s exactly when a permission of that role is asked for', async (role) => {
    const wrong: string[] = [];
    for (const route of routes) {
      if (route.policy === undefined || route.policy === 'public') continue;
      const { status, code } = await attempt(route, await tokenOf(role));
      const may = route.policy.permissions.some((permission) => ROLE_PERMISSIONS[role].includes(permission));
      const letIn = !AT_THE_DOOR.includes(code ?? '');
      if (may !== letIn || (!may && status !== 403)) wrong.push(`${nameOf(route)}: ${status} ${code}`);
      if (status >= 500) wrong.push(`${nameOf(route)}: ${status} ${code}`);
    }
    expect(wrong).toEqual([]);
  });
});

describe('every socket event', () => {
  it('that is not declared is refused, whoever sends it', () => {
    expect(mayUseSocketEvent('void', permissionsOf(ROLES))).toBe(false);
    expect(mayUseSocketEvent('toString', permissionsOf(ROLES))).toBe(false);
  });

  it('is open to a role exactly when its permission is asked for', () => {
    for (const role of ROLES) {
      for (const [event, needed] of Object.entries(SOCKET_EVENT_PERMISSIONS)) {
        const may = needed === 'public' || ROLE_PERMISSIONS[role].includes(needed);
        expect([role, event, mayUseSocketEvent(event, permissionsOf([role]))]).toEqual([role, event, may]);
      }
    }
  });
});
