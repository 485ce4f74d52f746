/*
 * Two markets, a and b, each with everybody and everything in it; whoever is in b tries everything that is a's, on every route.
 * A new route is in it by itself, from the interface's own description. What that cannot say is asked for by name:
 * 1. what a path parameter or a field with an id names: PARAMETERS, FIELDS and, for a new sort of thing, KINDS in kinds.ts;
 * 2. one such thing in each world: its area's file beside world.ts, private texts with `ground.mark` in them;
 * 3. a body that needs more than its description says: overrides.ts; a file to send and where it is kept: uploads.ts;
 * 4. a door that stands open on purpose, or a list that names nothing of anybody: openings.ts, with the reason.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { io } from 'socket.io-client';
import {
  PasswordService,
  permissionsOf,
  type RoutePolicy,
  RoutePolicies,
  SOCKET_EVENT_PERMISSIONS,
} from '@jishi/identity';
import { loadConfig } from '@jishi/platform';
import { createApiApp } from '../../apps/api/src/create-api-app';
import { createOpenApi } from '../../apps/api/src/openapi-document';
import { temporaryFolder } from '../support/files';
import { Bodies, withId } from '../support/matrix/bodies';
import { type Answer, Door, formOf, nameOf, passesDoor, type Person, Upload } from '../support/matrix/door';
import { type IdOf, type Kind, KINDS, PARAMETERS, parametersOf, type Thing, WORDS } from '../support/matrix/kinds';
import { PASSWORD } from '../support/matrix/ground';
import { BOOK, OPENINGS, OVERSIGHT, SAYS_NOTHING } from '../support/matrix/openings';
import { UPLOADS } from '../support/matrix/uploads';
import { buildWorld, type World } from '../support/matrix/world';
import { type Gateway, startGateway, stopGateway } from '../support/gateway';
import { testDatabase, type TestDatabase } from '../support/postgres';

let db: TestDatabase;
let app: NestFastifyApplication;
let door: Door;
let bodies: Bodies;
let routes: RoutePolicy[];
let a: World;
let b: World;

beforeAll(async () => {
  db = await testDatabase();
  const stateDir = temporaryFolder();
  app = await createApiApp(
    loadConfig({ DATABASE_URL: db.url, JISHI_DEMO: '1', JISHI_STATE_DIR: stateDir, LOG_LEVEL: 'error' }),
  );
  await app.listen(0, '127.0.0.1');
  door = new Door(`${await app.getUrl()}/api`);
  bodies = new Bodies(createOpenApi(app));
  routes = app.get(RoutePolicies).all();
  const hash = await new PasswordService().hash(PASSWORD);
  a = await buildWorld(app, door, db, 'a', 1, hash);
  b = await buildWorld(app, door, db, 'b', 2, hash);
}, 60_000);
afterAll(async () => {
  await app?.close();
  await db?.drop();
});

/** The kind of thing a route is about: that of its last parameter. */
const kindOf = (route: RoutePolicy): Kind | undefined => {
  const last = parametersOf(route.path).at(-1);
  return last && PARAMETERS[last.upTo];
};

function pathOf(route: RoutePolicy, thing: Thing): string {
  const ids = [...(thing.within === undefined ? [] : [thing.within]), thing.id];
  let n = 0;
  return route.path.replaceAll(/\{\w+\}/g, () => ids[n++]!);
}

/** Ids of the person's own world, its own papers among them. */
const ownOf =
  (world: World, person: Person): IdOf =>
  (kind, field) => {
    if (kind === 'fresh') return randomUUID();
    const things = world.things[kind];
    const wished: Record<string, string> = { exchangeId: 'exchange', marketId: 'exchange', clientId: 'company' };
    const paper = { company: 'bidder', window: 'clerk' }[person.kind as string] ?? 'officer';
    const name =
      kind === 'attachment'
        ? `of ${person.role === 'inventor' ? 'inventor' : paper}`
        : (wished[field] ?? (kind === 'organisation' ? 'company' : undefined));
    return (things.find((thing) => thing.name === name) ?? things[0]!).id;
  };

/** Let in by the door, and bound to their own organisation by the services. */
const callersOf = (world: World, route: RoutePolicy): Person[] =>
  world.people.all.filter(
    (person) =>
      passesDoor(route, person) && !OVERSIGHT.some(({ role, kind }) => role === person.role && kind === person.kind),
  );
const who = (person: Person | null): string => (person ? `${person.role} of a ${person.kind}` : 'anybody');
const said = ({ status, code }: Answer): string => `${status} ${code}`;
const hides = ({ status, code }: Answer): boolean =>
  status === 403 || status === 404 || (status === 401 && code === 'document.login_needed');
/** Readers of a failure want columns. */
const table = (rows: string[][]): string[] =>
  rows.map((row) =>
    row.map((cell, i) => (i < row.length - 1 ? cell.padEnd([60, 26, 34, 30, 30][i] ?? 0) : cell)).join(' '),
  );

describe('what the matrix is made from', () => {
  it('a parameter of a path names a kind of thing', () => {
    const unknown = routes.flatMap((route) =>
      parametersOf(route.path)
        .filter(({ upTo }) => !(upTo in PARAMETERS) && !(upTo in WORDS))
        .map(({ upTo }) => `${nameOf(route)}: say in PARAMETERS what ${upTo} names`),
    );
    expect(unknown).toEqual([]);
  });

  it('a field that holds an id names a kind of thing', () => {
    const unknown = routes.flatMap((route) =>
      (['namingFields', 'formFields', 'namingQueries'] as const)
        .flatMap((fields) => bodies[fields](nameOf(route)))
        .filter(({ kind }) => kind === undefined)
        .map(({ way }) => `${nameOf(route)}: say in FIELDS what ${way.join('.')} names`),
    );
    expect(unknown).toEqual([]);
  });

  it('a route that takes a file has one to send', () => {
    expect(
      routes
        .map(nameOf)
        .filter((name) => bodies.takesFile(name))
        .toSorted(),
    ).toEqual(Object.keys(UPLOADS).toSorted());
  });

  it('both worlds hold something of every kind', () => {
    expect(KINDS.filter((kind) => a.things[kind].length === 0 || b.things[kind].length === 0)).toEqual([]);
  });
});

const withThings = (): [RoutePolicy, Kind][] =>
  routes.flatMap((route): [RoutePolicy, Kind][] => {
    const kind = kindOf(route);
    return kind ? [[route, kind]] : [];
  });

/** What the same caller is answered where there is nothing. */
const answers = new Map<string, Promise<string>>();
function atNothing(
  route: RoutePolicy,
  kind: Kind,
  thing: Thing,
  person: Person | null,
  body: unknown,
  form: string,
): Promise<string> {
  const key = [nameOf(route), kind, thing.within, person?.userId, form].join();
  const ask = async (): Promise<string> =>
    said(await door.send(person, route.method, pathOf(route, { ...thing, id: randomUUID() }) + form, body));
  const known = answers.get(key) ?? ask();
  answers.set(key, known);
  return known;
}

describe('organisation by organisation', () => {
  it('nobody reaches what belongs to another market, nor learns that it is there', async () => {
    const wrong: string[][] = [];
    const attempts = withThings().flatMap(([route, kind]) =>
      sample(a.things[kind]).flatMap((thing) =>
        callersAt(route, thing).flatMap((person) =>
          formsOf(route).map((form) => ({ route, kind, thing, person, form })),
        ),
      ),
    );
    await eachOf(attempts, async ({ route, kind, thing, person, form }) => {
      const body = person ? bodies.of(nameOf(route), ownOf(b, person)) : undefined;
      const path = pathOf(route, thing) + form;
      const answer = await door.send(person, route.method, path, body);
      const told = toldIn(answer, path);
      const nothing = thing.open || thing.known ? null : await atNothing(route, kind, thing, person, body, form);
      const right = thing.open ? hides(answer) || isFree(route, answer) : hides(answer);
      if (!right || told.length > 0 || (nothing !== null && nothing !== said(answer)))
        wrong.push([nameOf(route), who(person), `${kind} ${thing.name}`, said(answer), nothing ?? '', told.join(', ')]);
    });
    expect(table(wrong)).toEqual([]);
  }, 120_000);

  it('nor by way of something of their own', async () => {
    const wrong: string[][] = [];
    const attempts = withThings()
      .filter(([, kind]) => a.things[kind][0]!.within !== undefined && a.things[kind][0]!.id.length === 36)
      .flatMap(([route, kind]) => callersOf(b, route).map((person) => ({ route, kind, person })));
    await eachOf(attempts, async ({ route, kind, person }) => {
      const [own, foreign] = [b.things[kind][0]!, a.things[kind][0]!];
      const body = bodies.of(nameOf(route), ownOf(b, person));
      const at = (id: string): string => pathOf(route, { ...own, id });
      const nothing = await door.send(person, route.method, at(randomUUID()), body);
      const answer = await door.send(person, route.method, at(foreign.id), body);
      if (answer.status < 400 || said(answer) !== said(nothing))
        wrong.push([nameOf(route), who(person), kind, `${said(answer)} instead of ${said(nothing)}`]);
    });
    expect(table(wrong)).toEqual([]);
  }, 60_000);

  it('an id of another market in a body or query does what an id of nothing does', async () => {
    const wrong: string[][] = [];
    for (const route of routes) {
      const [name, kind] = [nameOf(route), kindOf(route)];
      for (const field of bodies.namingFields(name)) {
        if (field.kind === undefined || field.kind === 'fresh' || a.things[field.kind][0]!.open) continue;
        for (const person of callersOf(b, route)) {
          const foreign = a.things[field.kind].find(({ id }) => id.length === 36)!.id;
          const body = bodies.of(name, ownOf(b, person), field.way);
          if (body === undefined) continue;
          const path = kind ? pathOf(route, b.things[kind][0]!) : route.path;
          const nothing = await door.send(person, route.method, path, withId(body, field.way, randomUUID()));
          const answer = await door.send(person, route.method, path, withId(body, field.way, foreign));
          if (said(answer) !== said(nothing))
            wrong.push([name, who(person), field.way.join('.'), `${said(answer)} instead of ${said(nothing)}`]);
        }
      }
    }
    expect(table(wrong)).toEqual([]);
  }, 60_000);

  it('a list holds nothing of another market', async () => {
    const wrong: string[][] = [];
    const attempts = lists().flatMap((route) =>
      callersOf(b, route).flatMap((person) => queriesOf(nameOf(route)).map((query) => ({ route, person, query }))),
    );
    await eachOf(attempts, async ({ route, person, query }) => {
      const answer = await door.send(person, 'GET', `${listPath(route.path)}?${query}`);
      const told = toldIn(answer, query);
      if (told.length > 0 || answer.status >= 500)
        wrong.push([nameOf(route), who(person), query, said(answer), told.join(', ')]);
    });
    expect(table(wrong)).toEqual([]);
  }, 60_000);

  it('and shows it to somebody of its own', async () => {
    const wrong: string[] = [];
    const things = KINDS.flatMap((kind) => a.things[kind].map(({ id }) => id)).filter((id) => id.length === 36);
    const own = [...things, ...a.secrets.map(([, what]) => what)];
    const telling = lists().filter((each) => !(nameOf(each) in SAYS_NOTHING));
    await eachOf(telling, async (route) => {
      let shown = false;
      for (const person of a.people.all.filter((one) => passesDoor(route, one))) {
        if (shown) break;
        const query = queriesOf(nameOf(route), a)[0]!;
        const { text } = await door.send(person, 'GET', `${listPath(route.path)}?${query}`);
        shown = own.some((id) => text.includes(id));
      }
      if (!shown) wrong.push(nameOf(route));
    });
    expect(wrong).toEqual([]);
  }, 60_000);

  it('whoever it belongs to is let in', async () => {
    const wrong: string[][] = [];
    for (const [route, kind] of withThings().toSorted((one, other) => turn(one[0]) - turn(other[0]))) {
      const answers: string[] = [];
      let reached = false;
      for (const person of a.people.all.filter((one) => passesDoor(route, one))) {
        for (const thing of a.things[kind]) {
          if (reached) break;
          const body = bodies.of(nameOf(route), ownOf(a, person));
          const answer = await door.send(person, route.method, pathOf(route, thing), body);
          reached = !hides(answer) && answer.status !== 400 && answer.status < 500;
          answers.push(`${who(person)}, ${thing.name}: ${said(answer)}`);
        }
      }
      if (!reached) wrong.push([nameOf(route), kind, '', answers.slice(0, 8).join('; ')]);
    }
    expect(table(wrong)).toEqual([]);
  }, 60_000);
});

describe('file by file', () => {
  const filing = (): RoutePolicy[] => routes.filter((route) => nameOf(route) in UPLOADS);

  /** How much of what a route takes is kept for whom. */
  async function kept(name: string): Promise<Map<string, number>> {
    const { table, owner } = UPLOADS[name]!;
    const found = await db.database.query<{ id: string; count: number }>(
      `select ${owner} as id, count(*)::int as count from ${table} group by 1`,
    );
    return new Map(found.map(({ id, count }) => [id, count]));
  }

  /** What came of sending it, and for whom something is kept now that was not before. */
  async function sent(name: string, person: Person, fields?: Record<string, string>) {
    const before = await kept(name);
    const [method, path] = name.split(' ');
    const answer = await door.send(person, method!, path!, UPLOADS[name]!.file(fields));
    const after = await kept(name);
    const owners = [...after].flatMap(([id, count]) => (count === before.get(id) ? [] : [id]));
    return { answer, owners };
  }

  it('nobody without the permission sends one', async () => {
    const wrong: string[][] = [];
    for (const route of filing()) {
      const before = await kept(nameOf(route));
      const outside = [null, ...b.people.all.filter((person) => !passesDoor(route, person))];
      await eachOf(outside, async (person) => {
        const answer = await door.send(person, route.method, route.path, UPLOADS[nameOf(route)]!.file());
        if (answer.status !== (person ? 403 : 401)) wrong.push([nameOf(route), who(person), said(answer)]);
      });
      expect(await kept(nameOf(route))).toEqual(before);
    }
    expect(table(wrong)).toEqual([]);
  }, 60_000);

  const isLookedAt = (name: string): boolean => UPLOADS[name]!.keeps === false;

  it('what somebody sends is kept for their own organisation, or not at all', async () => {
    const wrong: string[][] = [];
    for (const route of filing()) {
      let taken = 0;
      for (const person of b.people.all.filter((one) => passesDoor(route, one))) {
        const { answer, owners } = await sent(nameOf(route), person);
        const own = owners.every((id) => id === person.organisationId);
        const told = toldIn(answer, '');
        taken += owners.length;
        const asSaid = isLookedAt(nameOf(route)) ? owners.length === 0 : answer.status < 300 === owners.length > 0;
        if (!own || answer.status >= 500 || !asSaid || told.length > 0)
          wrong.push([nameOf(route), who(person), said(answer), owners.join(), told.join()]);
      }
      if (taken === 0 && !isLookedAt(nameOf(route)))
        wrong.push([nameOf(route), 'nobody', 'could send a file that was kept']);
    }
    expect(table(wrong)).toEqual([]);
  }, 60_000);

  it('what is cut off, empty or no form at all leaves nothing behind', async () => {
    const wrong: string[][] = [];
    for (const route of filing()) {
      const name = nameOf(route);
      const before = await kept(name);
      for (const person of b.people.all.filter((one) => passesDoor(route, one))) {
        const whole = new Response(formOf(UPLOADS[name]!.file()));
        const type = whole.headers.get('content-type')!;
        const bytes = Buffer.from(await whole.arrayBuffer());
        const bodies: [string, FormData | Blob][] = [
          ['cut off', new Blob([bytes.subarray(0, -40)], { type })],
          ['of nothing', new Blob([], { type })],
          ['without its boundary', new Blob([bytes], { type: 'multipart/form-data' })],
          ['with other headers', new Blob([bytes], { type: 'multipart/form-data; boundary=x' })],
          ['without a file', formOf(new Upload('', Buffer.alloc(0), { organisationId: 'x', kind: '\u200b' }))],
          ['as text', new Blob([bytes], { type: 'text/plain' })],
        ];
        for (const [how, body] of bodies) {
          if (how === 'without a file') (body as FormData).delete('file');
          const answer = await door.send(person, route.method, route.path, body);
          if (answer.status < 400 || answer.status >= 500) wrong.push([name, who(person), how, said(answer)]);
        }
      }
      expect(await kept(name)).toEqual(before);
    }
    expect(table(wrong)).toEqual([]);
  }, 60_000);

  it('nor for another organisation that a field beside the file names', async () => {
    const wrong: string[][] = [];
    for (const route of filing()) {
      for (const { name, kind } of bodies.formFields(nameOf(route))) {
        const things = kind === undefined || kind === 'fresh' ? [] : a.things[kind];
        for (const person of callersOf(b, route)) {
          for (const foreign of things) {
            const { answer, owners } = await sent(nameOf(route), person, { [name]: foreign.id });
            if (answer.status < 400 || answer.status >= 500 || owners.length > 0)
              wrong.push([nameOf(route), who(person), `${name} ${foreign.name}`, said(answer), owners.join()]);
          }
        }
      }
    }
    expect(table(wrong)).toEqual([]);
  }, 60_000);
});

describe('socket by socket', () => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await startGateway(db.url);
  }, 60_000);
  afterAll(async () => {
    if (gateway) await stopGateway(gateway);
  });

  /** What came of it: `accepted`, a code of the book or of the door, or that nothing was answered. */
  async function emitted(person: Person | null, event: string, auctionId: string): Promise<string> {
    const auth = person ? { token: person.token } : {};
    const socket = io(gateway.url, { transports: ['websocket'], forceNew: true, reconnection: false, auth });
    try {
      const message = { auctionId, commandId: randomUUID(), ...MESSAGES[event] };
      const answer: unknown = await socket.timeout(3_000).emitWithAck(event, message);
      const said = (typeof answer === 'string' ? JSON.parse(answer) : answer) as { accepted?: boolean; code?: string };
      return said.code ?? (said.accepted === false ? 'refused' : 'accepted');
    } catch {
      return 'unanswered';
    } finally {
      socket.close();
    }
  }

  it('nobody acts in an auction of another market, nor without a session or the permission', async () => {
    const open = a.things.auction.find(({ name }) => name === 'open')!.id;
    const wrong: string[][] = [];
    const attempts = Object.entries(SOCKET_EVENT_PERMISSIONS).flatMap(([event, needed]) =>
      [null, ...b.people.all].map((person) => ({ event, needed, person })),
    );
    await eachOf(attempts, async ({ event, needed, person }) => {
      const may = needed === 'public' || (person !== null && permissionsOf([person.role]).has(needed));
      const door = person ? 'socket.permission_required' : 'socket.login_required';
      const expected = needed === 'public' ? ['accepted'] : may ? OUTSIDE : [door];
      const got = await emitted(person, event, open);
      if (!expected.includes(got)) wrong.push([event, who(person), '', got]);
    });
    expect(table(wrong)).toEqual([]);
  }, 30_000);

  it('whoever is admitted is let in, and an event that is not declared is not heard', async () => {
    const open = a.things.auction.find(({ name }) => name === 'open')!.id;
    const bidder = a.people.who('company', 'bidder');
    expect(OUTSIDE).not.toContain(await emitted(bidder, 'bid', open));
    expect(await emitted(bidder, 'void', open)).toBe('unanswered');
  }, 30_000);
});

/** How the book answers whoever is not admitted. */
const OUTSIDE = ['bidder.not_admitted', 'sealed.bad_envelope'];
const MESSAGES: Readonly<Record<string, object>> = {
  bid: { amountMinor: 900_000 },
  maximum: { amountMinor: 900_000 },
  match: { priceMinor: 900_000 },
  seal: { envelope: 'A'.repeat(600) },
};

/** Of many alike some are enough: one that is public, and every private one up to a handful. */
const sample = (things: Thing[]): Thing[] => [
  ...things.filter(({ open }) => open).slice(-2),
  ...things.filter(({ open }) => !open).slice(0, 5),
];
/** What is public on a public route is nobody's secret: one caller is enough to see that it holds. */
const callersAt = (route: RoutePolicy, thing: Thing): (Person | null)[] => [
  ...(route.policy === 'public' ? [null] : []),
  ...callersOf(b, route).slice(0, route.policy === 'public' && thing.open ? 1 : undefined),
];
/** Reading what is public and shows nothing private, or a door that stands open on purpose. */
function isFree(route: RoutePolicy, { status, text }: Answer): boolean {
  const why = OPENINGS[nameOf(route)];
  if (why === BOOK && status < 400) return text.includes('"accepted":false');
  return status < 500 && (route.method === 'GET' || route.policy === 'public' || why !== undefined);
}

/** Some at a time: the server has other things to wait for than us. */
async function eachOf<T>(items: T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const lane = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) await work(next);
  };
  await Promise.all(Array.from({ length: 8 }, lane));
}
const lists = (): RoutePolicy[] => routes.filter(({ method, path }) => method === 'GET' && isList(path));
const isList = (path: string): boolean => parametersOf(path).every(({ upTo }) => upTo in WORDS);
const listPath = (path: string): string => path.replaceAll(/\{\w+\}/g, 'members');
/** Reading first; what ends something comes last. */
const turn = ({ method, path }: RoutePolicy): number =>
  method === 'GET'
    ? 0
    : method === 'DELETE' || /(closure|handover|end|removal|withdraw|terminate|suspen\w+|users.*)$/.test(path)
      ? 2
      : 1;

/** What an answer holds of the other world, be it in JSON, a table, a calendar or a workbook. */
const toldIn = ({ text }: Answer, asked: string): string[] =>
  a.secrets.filter(([, secret]) => text.includes(secret) && !asked.includes(secret)).map(([what]) => what);
/** As it is read, and as a table where there is one. */
const formsOf = (route: RoutePolicy): string[] =>
  route.method === 'GET' && bodies.queries(nameOf(route)).csv ? ['', '?format=csv'] : [''];

const WISHED: Readonly<Record<string, string>> = { sellerId: 'university', exchangeId: 'exchange' };
const REQUIRED: Readonly<Record<string, string>> = {
  from: '2026-01-01',
  to: '2026-12-31',
  form: 'transfer',
  pricingWay: 'listing',
  number: 'JSZM2026000001',
  code: 'gz-university',
  version: '1',
  listingPriceMinor: '100000000',
  dealPriceMinor: '100000000',
  competitive: 'true',
};

function queriesOf(name: string, world = b): string[] {
  const { required, csv } = bodies.queries(name);
  const base = required
    .map(
      (field) =>
        `${field}=${REQUIRED[field] ?? world.things.organisation.find(({ name }) => name === WISHED[field])!.id}`,
    )
    .join('&');
  const asked = bodies
    .namingQueries(name)
    .flatMap(({ name: field, kind }) =>
      kind && kind !== 'fresh' ? [`${base}&${field}=${a.things[kind][0]!.id}`] : [],
    );
  return [base, ...(csv ? [`${base}&format=csv`] : []), ...asked];
}
