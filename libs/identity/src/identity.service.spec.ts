import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DomainError, usccCheckCharacter } from '@jishi/kernel';
import { EventBus, rows } from '@jishi/platform';
import { testDatabase, type TestDatabase } from '../../../test/support/postgres';
import type { Actor } from './domain/actor';
import { IdentityRepository } from './identity.repository';
import { LoginLimitRepository } from './login-limit.repository';
import { LoginService } from './login.service';
import { OrganisationService, type Registration } from './organisation.service';
import { PasswordService } from './password.service';
import { SessionRepository } from './session.repository';
import { SESSION_CHANNEL, SessionService } from './session.service';
import { UserService } from './user.service';

const PASSWORD = 'correct horse battery';
let db: TestDatabase;
let bus: EventBus;
let sessions: SessionService;
let logins: LoginService;
let organisations: OrganisationService;
let users: UserService;
let serial = 0;

beforeAll(async () => {
  db = await testDatabase();
  bus = new EventBus({ databaseUrl: db.url, redisUrl: null });
  await bus.onModuleInit();
  const identities = new IdentityRepository();
  const passwords = new PasswordService();
  sessions = new SessionService(db.database, new SessionRepository(), bus);
  const limits = new LoginLimitRepository();
  logins = new LoginService(db.database, identities, limits, passwords, sessions, { demo: false });
  organisations = new OrganisationService(db.database, identities, passwords, new LoginLimitRepository());
  users = new UserService(db.database, identities, passwords, sessions);
});
afterAll(async () => {
  await bus.onModuleDestroy();
  await db.drop();
});

const uscc = () => {
  const first17 = `91440100TEST${String(++serial).padStart(5, '0')}`.replace('S', 'X');
  return first17 + usccCheckCharacter(first17);
};
const registration = (login: string, kind: 'company' | 'exchange' = 'company') => ({
  kind,
  name: `测试单位 ${login}`,
  uscc: uscc(),
  regionCode: '440100',
  admin: { login, name: '测试', password: PASSWORD },
});
const register = (r: Registration, address: string | null = null) => organisations.register(r, address);
const logIn = (login: string, password = PASSWORD, address: string | null = null) =>
  logins.login({ login, password, address, userAgent: 'spec' });
const codeOf = async (work: Promise<unknown>): Promise<string> => {
  const error: unknown = await work.then(
    () => null,
    (e: unknown) => e,
  );
  if (!(error instanceof DomainError)) throw new Error(`expected a refusal, got ${String(error)}`);
  return error.code;
};
const member = async (admin: Actor, login: string, roles: string[]) =>
  users.create(admin, admin.organisationId, { login, name: login, password: PASSWORD, roles });

describe('registration', () => {
  it('makes an organisation and its administrator, once for each credit code and login', async () => {
    const first = registration('first');
    const organisation = await register(first);
    expect(organisation).toMatchObject({ kind: 'company', name: first.name, uscc: first.uscc });
    expect(await codeOf(register({ ...registration('other'), uscc: first.uscc }))).toBe('organisation.uscc_taken');
    expect(await codeOf(register(registration('FIRST')))).toBe('user.login_taken');
    expect(await organisations.list({ q: 'other' })).toMatchObject({ items: [] });
  });

  it('is not open to exchanges: who reviews others is set up by the operator', async () => {
    expect(await codeOf(register(registration('pirate', 'exchange')))).toBe('organisation.kind_not_open');
    expect((await organisations.create(registration('founder', 'exchange'))).kind).toBe('exchange');
  });

  it('is limited by address', async () => {
    await rows(
      db.database.manager,
      `insert into login_limit values ('registration:198.51.100.9', 30, now() + interval '10 minutes') returning key`,
    );
    expect(await codeOf(register(registration('flood'), '198.51.100.9'))).toBe('organisation.too_many');
    expect((await register(registration('no-flood'), '198.51.100.10')).kind).toBe('company');
  });

  it('pages organisations without losing or repeating any', async () => {
    for (let i = 0; i < 5; i++) await register(registration(`page${i}`));
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await organisations.list({ q: 'page', limit: 2, cursor });
      seen.push(...page.items.map((o) => o.name));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual([0, 1, 2, 3, 4].map((i) => `测试单位 page${i}`));
    expect((await organisations.list({ q: '100%' })).items).toEqual([]);
  });
});

describe('logging in', () => {
  it('opens a session whose token is stored only as its hash', async () => {
    await register(registration('login1'));
    const { token, actor } = await logIn(' LOGIN1 ');
    expect(actor.roles).toEqual(['org_admin', 'bidder']);
    expect(await sessions.authenticate(token)).toEqual(actor);
    const stored = await rows<{ row: string }>(db.database.manager, `select s::text as row from session s`);
    expect(stored.some(({ row }) => row.includes(token))).toBe(false);
    expect(await sessions.authenticate(`${token.slice(0, -1)}A`.replace(token, 'x'))).toBeNull();
    expect(await sessions.authenticate("' or true --")).toBeNull();
  });

  it('answers unknown logins and wrong passwords alike', async () => {
    expect(await codeOf(logIn('login1', 'wrong password'))).toBe('session.bad_credentials');
    expect(await codeOf(logIn('nobody-here', 'wrong password'))).toBe('session.bad_credentials');
  });

  it('takes about as long for an unknown login as for a known one', async () => {
    const time = async (login: string) => {
      const start = performance.now();
      await codeOf(logIn(login, 'wrong password'));
      return performance.now() - start;
    };
    await register(registration('timed'));
    const known: number[] = [];
    const unknown: number[] = [];
    for (let i = 0; i < 5; i++) {
      known.push(await time('timed'));
      unknown.push(await time(`untimed${i}`));
    }
    // The argon2 work dominates both: without it an unknown login would answer in a tenth of the time.
    expect(Math.min(...unknown)).toBeGreaterThan(Math.min(...known) * 0.5);
  });

  it('stops guesses at one login, also when they all come at once, and lets the right one in again afterwards', async () => {
    await register(registration('guessed'));
    const codes = await Promise.all(
      Array.from({ length: 16 }, (_, i) => codeOf(logIn('guessed', `guess number ${i}`))),
    );
    expect(codes.filter((code) => code === 'session.bad_credentials')).toHaveLength(10);
    expect(codes.filter((code) => code === 'session.rate_limited')).toHaveLength(6);
    expect(await codeOf(logIn('guessed'))).toBe('session.rate_limited');
    await rows(db.database.manager, `update login_limit set resets_at = now() - interval '1 second' returning key`);
    expect((await logIn('guessed')).login).toBe('guessed');
  });

  it('stops one address that tries many logins, and does not count successes', async () => {
    await register(registration('honest'));
    await rows(
      db.database.manager,
      `insert into login_limit values ('address:198.51.100.1', 95, now() + interval '10 minutes'),
         ('address:198.51.100.2', 100, now() + interval '10 minutes') returning key`,
    );
    await Promise.all(Array.from({ length: 12 }, () => logIn('honest', PASSWORD, '198.51.100.1')));
    const refusal = await logIn('honest', PASSWORD, '198.51.100.2').catch((e: unknown) => e);
    expect(refusal).toMatchObject({ kind: 'rate_limited', code: 'session.rate_limited' });
    expect((refusal as DomainError).params['retryAfter']).toBeGreaterThan(500);
  });
});

describe('ending sessions', () => {
  it('counts from the next request on and tells the gateways which', async () => {
    await register(registration('leaver'));
    const told: unknown[] = [];
    const unsubscribe = await bus.subscribe(SESSION_CHANNEL, (message) => told.push(message['sessionId']));
    const [one, two] = [await logIn('leaver'), await logIn('leaver')];
    expect(await sessions.list(one.actor)).toHaveLength(2);
    await sessions.revoke(one.actor, two.actor.sessionId);
    expect(await sessions.authenticate(two.token)).toBeNull();
    expect(await sessions.authenticate(one.token)).not.toBeNull();
    await until(() => told.includes(two.actor.sessionId));
    unsubscribe();
    expect(await codeOf(sessions.revoke(one.actor, two.actor.sessionId))).toBe('session.not_found');
  });

  it('is for one’s own sessions only', async () => {
    await register(registration('stranger'));
    const [mine, theirs] = [await logIn('leaver'), await logIn('stranger')];
    expect(await codeOf(sessions.revoke(mine.actor, theirs.actor.sessionId))).toBe('session.not_found');
    expect(await sessions.authenticate(theirs.token)).not.toBeNull();
  });

  it('follows a change of password for all but the session it is made in', async () => {
    await register(registration('changer'));
    const [here, elsewhere] = [await logIn('changer'), await logIn('changer')];
    const change = (current: string, wanted: string) => logins.changePassword(here.actor, current, wanted);
    expect(await codeOf(change('not the current one', 'a new one entirely'))).toBe('user.wrong_password');
    expect(await codeOf(change(PASSWORD, 'changer'))).toBe('user.invalid');
    await change(PASSWORD, 'a new one entirely');
    expect(await sessions.authenticate(here.token)).not.toBeNull();
    expect(await sessions.authenticate(elsewhere.token)).toBeNull();
    expect(await codeOf(logIn('changer'))).toBe('session.bad_credentials');
    expect((await logIn('changer', 'a new one entirely')).login).toBe('changer');
  });

  it('happens by itself when the time is over', async () => {
    const { token, actor } = await logIn('leaver');
    await rows(
      db.database.manager,
      `update session set created_at = now() - interval '2 days', expires_at = now() - interval '1 second' where id = $1 returning id`,
      [actor.sessionId],
    );
    expect(await sessions.authenticate(token)).toBeNull();
  });
});

describe('an administrator', () => {
  it('manages the people of the own organisation and of no other', async () => {
    await organisations.create(registration('boss', 'exchange'));
    await register(registration('outsider'));
    const boss = (await logIn('boss')).actor;
    const outsider = (await logIn('outsider')).actor;
    expect(await member(boss, 'casher', ['cashier'])).toMatchObject({ login: 'casher', roles: ['cashier'] });
    expect(await codeOf(users.list(outsider, boss.organisationId))).toBe('organisation.not_found');
    expect(await codeOf(member(boss, 'both', ['cashier', 'cashier_checker']))).toBe('user.roles_invalid');
    expect(await codeOf(member(outsider, 'judge', ['reviewer']))).toBe('user.roles_invalid');
    const casher = (await logIn('casher')).actor;
    expect(await codeOf(users.list(casher, boss.organisationId))).toBe('access.forbidden');
  });

  it('ends all sessions of a person by disabling the account', async () => {
    const boss = (await logIn('boss')).actor;
    const { id } = await member(boss, 'shortlived', ['auctioneer']);
    const open = [await logIn('shortlived'), await logIn('shortlived')];
    const user = await users.change(boss, boss.organisationId, id, { disabled: true });
    expect(user.disabledAt).not.toBeNull();
    for (const { token } of open) expect(await sessions.authenticate(token)).toBeNull();
    expect(await codeOf(logIn('shortlived'))).toBe('session.bad_credentials');
    await users.change(boss, boss.organisationId, id, { disabled: false });
    expect((await logIn('shortlived')).actor.userId).toBe(id);
  });

  it('changes roles, which end the person’s sessions', async () => {
    const boss = (await logIn('boss')).actor;
    const { id } = await member(boss, 'mover', ['auctioneer']);
    const before = await logIn('mover');
    await users.change(boss, boss.organisationId, id, { roles: ['reviewer'] });
    expect(await sessions.authenticate(before.token)).toBeNull();
    expect([...(await logIn('mover')).actor.permissions]).toContain('listing.review');
  });

  it('cannot be the last one to go, even when two remove each other at once', async () => {
    await register(registration('queen'));
    const queen = (await logIn('queen')).actor;
    const own = queen.organisationId;
    expect(await codeOf(users.change(queen, own, queen.userId, { roles: ['bidder'] }))).toBe('user.last_administrator');
    const { id } = await member(queen, 'king', ['org_admin']);
    const king = (await logIn('king')).actor;
    const outcomes = await Promise.allSettled([
      users.change(queen, own, id, { disabled: true }),
      users.change(king, own, queen.userId, { disabled: true }),
    ]);
    expect(outcomes.map((o) => o.status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('leaves a trace of every step in the audit log', async () => {
    const actions = await rows<{ action: string }>(db.database.manager, `select distinct action from audit_log`);
    expect(actions.map((a) => a.action)).toEqual(
      expect.arrayContaining([
        'organisation.registered',
        'session.opened',
        'session.revoked',
        'user.created',
        'user.disabled',
        'user.roles_changed',
      ]),
    );
  });
});

async function until(met: () => boolean): Promise<void> {
  for (let i = 0; i < 100 && !met(); i++) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(met()).toBe(true);
}
