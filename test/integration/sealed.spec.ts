import { execFile, type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, readSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openWithKey } from '@jishi/bidding';
import {
  answerTo,
  contribute,
  generateKeyPair,
  type KeyPair,
  readKeyFile,
  ROLES,
  sealBid,
  type SealedItem,
  type TrusteeKeys,
  type TrusteeRole,
} from '@jishi/sealing';
import type { HttpClient } from '../../apps/cli/src/demo/http-client';
import { createLogger } from '@jishi/platform';
import { seedDemo } from '../../apps/cli/src/seed';
import { temporaryFolder } from '../support/files';
import { testDatabase, type TestDatabase } from '../support/postgres';
import { personOf, SealedSale } from '../support/sealed-sale';

const run = promisify(execFile);
const LASTS_MS = 4_000;
const PAGE = 4_096;
const STRETCH = 64 * PAGE;
/** In fen: long and crooked, so that none of their spellings stands anywhere by chance. */
const AMOUNTS = [73_518_264_997, 91_846_317_253, 91_846_317_253];
const SPELLINGS = [...new Set(AMOUNTS)].flatMap(spellings);
const LOGIN = { operator: 'trustee1', notary: 'trustee2', regulator: 'trustee3' } as const;

/** Every way an amount could lie in a dump: digits (padded or not), yuan, grouped, two-byte text, integers, a double. */
function spellings(amount: number): Buffer[] {
  const yuan = (amount / 100).toFixed(2);
  const [little, big, double] = [Buffer.alloc(8), Buffer.alloc(8), Buffer.alloc(8)];
  little.writeBigUInt64LE(BigInt(amount));
  big.writeBigUInt64BE(BigInt(amount));
  double.writeDoubleLE(amount);
  const texts = [String(amount), yuan, yuan.replace(/\B(?=(\d{3})+(?!\d))/g, ',')].map((text) => Buffer.from(text));
  return [...texts, Buffer.from(String(amount), 'utf16le'), little, big, double];
}

const holdsAmount = (dump: Buffer): boolean => SPELLINGS.some((spelling) => dump.includes(spelling));

let db: TestDatabase;
let sale: SealedSale;
let api: ChildProcess;
let url: string;
const folder = mkdtempSync(join(tmpdir(), 'jishi-sealed-'));
const pairs = {} as Record<TrusteeRole, KeyPair>;
const trustees = {} as Record<TrusteeRole, HttpClient>;
const cli = (role: TrusteeRole, ...args: string[]): Promise<{ stdout: string }> =>
  run(process.execPath, ['--enable-source-maps', 'dist/apps/cli/src/main.js', 'trustee', ...args], {
    env: { ...process.env, JISHI_LOGIN: LOGIN[role], JISHI_PASSWORD: 'jishi-demo', JISHI_PASSPHRASE: '三把钥匙' },
  });
async function sealedByCli(bidder: string, amount: number): Promise<string> {
  const args = ['seal', '--auction', sale.id, '--bidder', bidder, '--amount', String(amount), '--server', url];
  return (await run(process.execPath, ['dist/apps/cli/src/main.js', ...args])).stdout.trim();
}
const keyFile = join(folder, 'notary.key');

beforeAll(async () => {
  db = await testDatabase();
  await seedDemo(db.database, createLogger('seed', 'silent'), temporaryFolder());
  sale = await SealedSale.announce(db.url, 'second', LASTS_MS);
  const port = await freePort();
  // The bids are sealed in this process and opened in that one: only its memory may be looked at.
  api = spawn(
    process.execPath,
    ['--heapsnapshot-signal=SIGUSR2', `--diagnostic-dir=${folder}`, 'dist/apps/api/src/main.js'],
    {
      env: {
        ...process.env,
        DATABASE_URL: db.url,
        PORT: String(port),
        JISHI_DEMO: '1',
        LOG_LEVEL: 'error',
        JISHI_STATE_DIR: folder,
      },
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  );
  url = `http://127.0.0.1:${port}`;
  await untilServing(`${url}/api/health`);
  for (const role of ROLES) trustees[role] = await personOf(url, LOGIN[role]);
}, 60_000);
afterAll(async () => {
  api?.kill('SIGTERM');
  await sale?.close();
  await db?.drop();
  rmSync(folder, { recursive: true });
});

/** Every table, as text. */
async function databaseDump(): Promise<Buffer> {
  const tables = await db.database.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and n.nspname = 'public' and has_table_privilege(c.oid, 'select')`,
  );
  const texts: string[] = [];
  for (const { name } of tables)
    for (const { text } of await db.database.query<{ text: string }>(`select t::text as text from ${name} t`))
      texts.push(text);
  return Buffer.from(texts.join('\n'));
}

/** Every page the server has written, where the system lets us, and what V8 says lies in its heap. */
async function memoryDumps(): Promise<Buffer[]> {
  const pages = readPages(api.pid!);
  api.kill('SIGUSR2');
  for (;;) {
    await sleep(50);
    const [file] = readdirSync(folder).filter((name) => name.endsWith('.heapsnapshot'));
    if (!file || !readFileSync(join(folder, file)).subarray(-16).includes(']}')) continue;
    const snapshot = readFileSync(join(folder, file));
    rmSync(join(folder, file));
    return pages.length > 0 ? [snapshot, Buffer.concat(pages)] : [snapshot];
  }
}

function readPages(pid: number): Buffer[] {
  try {
    const areas = readFileSync(`/proc/${pid}/maps`, 'utf8').split('\n');
    const [memory, pagemap] = [openSync(`/proc/${pid}/mem`, 'r'), openSync(`/proc/${pid}/pagemap`, 'r')];
    const writable = areas.filter((area) => / rw-p /.test(area)).flatMap((area) => presentPages(area, memory, pagemap));
    for (const file of [memory, pagemap]) closeSync(file);
    return writable;
  } catch {
    return []; // not Linux, or it does not let us look into another process
  }
}

/** Of an area as `/proc/<pid>/maps` has it, the stretches that are really there: most of what V8 reserves is not. */
function presentPages(area: string, memory: number, pagemap: number): Buffer[] {
  const [from, to] = /^(\w+)-(\w+)/
    .exec(area)!
    .slice(1)
    .map((hex) => parseInt(hex, 16)) as [number, number];
  const stretches: Buffer[] = [];
  for (let start = from; start < to; start += STRETCH) {
    const length = Math.min(STRETCH, to - start);
    const entries = Buffer.alloc((length / PAGE) * 8);
    readSync(pagemap, entries, 0, entries.length, (start / PAGE) * 8);
    // The highest bit of a page's entry: in memory.
    if (!entries.some((byte, i) => i % 8 === 7 && byte >= 0x80)) continue;
    const stretch = Buffer.alloc(length);
    stretches.push(stretch.subarray(0, readSync(memory, stretch, 0, length, start)));
  }
  return stretches;
}

const post = <T>(client: HttpClient, path: string, body: object = {}): Promise<T> => client.post<T>(path, body);
const ceremony = (path = ''): string => `/ceremonies/${sale.id}${path}`;

/** What one key alone can do with everything that is in the database. */
async function openAlone(role: TrusteeRole, items: SealedItem[]): Promise<(string | null)[]> {
  const keys: (string | null)[] = [];
  for (const item of items) {
    const { layers } = await contribute(sale.id, role, pairs[role], item);
    for (const [other, layer] of Object.entries(layers) as [TrusteeRole, string][])
      for (const as of [other, role]) {
        const found = await contribute(sale.id, as, pairs[role], {
          ...item,
          layers: { [as === role ? other : role]: layer },
        });
        keys.push(...Object.values(found.keys));
      }
  }
  return keys;
}

describe('sealed means sealed (G9)', () => {
  let items: SealedItem[];

  it('three trustees publish and drill, one of them from the command line; three bids are sealed', async () => {
    const operator = await personOf(url, 'auctioneer');
    for (const role of ROLES)
      await post(operator, ceremony('/trustees'), {
        role,
        organisationId: (await personOf(url, LOGIN[role])).organisationId,
      });
    await cli('notary', 'keygen', '--key', keyFile);
    expect(statSync(keyFile).mode & 0o777).toBe(0o600);
    const at = ['--auction', sale.id, '--key', keyFile, '--server', url];
    await cli('notary', 'publish', ...at);
    for (const role of ['operator', 'regulator'] as const) {
      pairs[role] = await generateKeyPair();
      const { publicKey } = pairs[role];
      const { challenge } = await post<{ challenge: string }>(trustees[role], ceremony('/key'), { publicKey });
      await post(trustees[role], ceremony('/key/proof'), { answer: await answerTo(challenge, sale.id, pairs[role]) });
    }
    for (const role of ['operator', 'regulator'] as const) {
      const item = await trustees[role].get<SealedItem>(ceremony('/drill'));
      await post(trustees[role], ceremony('/drill'), await contribute(sale.id, role, pairs[role], item));
    }
    expect((await cli('notary', 'drill', ...at)).stdout).toContain('all three trustees are seated');
    const read = await readKeyFile(readFileSync(keyFile, 'utf8'), '三把钥匙');
    if ('fault' in read) throw new Error(read.fault);
    pairs.notary = read.pair;

    const seats = await operator.get<{ trustees: { role: TrusteeRole; publicKey: string }[] }>(
      `/auctions/${sale.id}/trustees`,
    );
    const keys = Object.fromEntries(
      seats.trustees.map(({ role, publicKey }) => [role, publicKey]),
    ) as unknown as TrusteeKeys;
    const sealedBids: { client: HttpClient; envelope: string }[] = [];
    for (const [i, login] of ['bidder1', 'bidder2', 'bidder3'].entries()) {
      const client = await personOf(url, login);
      const bidder = await sale.admit(client.organisationId);
      const envelope =
        i === 1
          ? await sealedByCli(bidder, AMOUNTS[i]!)
          : await sealBid(AMOUNTS[i]!, { auctionId: sale.id, bidder }, keys);
      sealedBids.push({ client, envelope });
    }
    await sale.open();
    const cut = { commandId: randomUUID(), envelope: sealedBids[0]!.envelope.slice(0, -1) };
    await expect(post(sealedBids[0]!.client, `/auctions/${sale.id}/seals`, cut)).rejects.toMatchObject({
      code: 'sealed.bad_envelope',
    });
    for (const { client, envelope } of sealedBids) {
      const ack = await post(client, `/auctions/${sale.id}/seals`, { commandId: randomUUID(), envelope });
      expect(ack).toMatchObject({ accepted: true, priceMinor: null, leader: null });
    }
    const rows = await db.database.query<{ bid: number; bidder: string; envelope: string }>(
      `select seq as bid, public::jsonb->>'bidder' as bidder, private::jsonb->'command'->>'envelope' as envelope
       from auction_event where auction_id = $1 and type = 'bid.sealed' order by seq`,
      [sale.id],
    );
    items = rows.map((row) => ({ ...row, layers: {} }));
    expect(items).toHaveLength(3);
  }, 90_000);

  it('whoever runs it or keeps a key finds it in the list of ceremonies, by state and title, and takes the list along', async () => {
    const idsIn = async (client: HttpClient, query: string): Promise<string[]> =>
      (await client.get<{ items: { auctionId: string }[] }>(`/ceremonies${query}`)).items.map((item) => item.auctionId);
    const operator = await personOf(url, 'auctioneer');
    for (const client of [operator, ...Object.values(trustees)]) {
      expect(await idsIn(client, '?state=open')).toContain(sale.id);
      expect(await idsIn(client, '?state=closed')).not.toContain(sale.id);
      expect(await idsIn(client, `?q=${encodeURIComponent('没有这样的名称')}`)).toEqual([]);
    }
    const headers = { authorization: `Bearer ${operator.token}` };
    const csv = await fetch(`${operator.baseUrl}/api/ceremonies?state=open&format=csv`, { headers });
    const [head, ...lines] = (await csv.text()).split('\r\n');
    expect(head).toContain('title,sealedPrice,state,awaits,seated,bidCount,operator,operatorKeyPublishedAt');
    expect(lines.find((line) => line.startsWith(sale.id))).toContain(',open,,true,3,');
  });

  it('a dump of the database and of the server’s memory hold no amount, and no key opens one alone', async () => {
    expect(holdsAmount(await databaseDump())).toBe(false);
    for (const dump of await memoryDumps()) expect(holdsAmount(dump)).toBe(false);
    for (const role of ROLES) {
      const found = await openAlone(role, items);
      expect(found.length).toBeGreaterThan(0);
      expect(found.every((key) => key === null)).toBe(true);
    }
    // The control: two keys do open it, by the same steps.
    const first = await contribute(sale.id, 'regulator', pairs.regulator, items[0]!);
    const layers = { regulator: first.layers.notary! };
    const { keys } = await contribute(sale.id, 'notary', pairs.notary, { ...items[0]!, layers });
    expect(openWithKey(items[0]!.envelope, keys.regulator!, { auctionId: sale.id, bidder: items[0]!.bidder })).toEqual({
      amountMinor: AMOUNTS[0],
    });
  }, 90_000);

  it('nobody opens early through the platform', async () => {
    const code = 'opening.too_early';
    const operator = await personOf(url, 'auctioneer');
    for (const role of ROLES)
      await expect(trustees[role].probe(ceremony('/envelopes'))).rejects.toMatchObject({ code });
    const nothing = { contributions: [{ bid: items[0]!.bid, layers: {}, keys: {} }] };
    for (const role of ROLES)
      await expect(post(trustees[role], ceremony('/contributions'), nothing)).rejects.toMatchObject({ code });
    const asked = { commandId: randomUUID(), kind: 'reveal', payload: {}, reason: '提前开标' };
    await expect(post(operator, `/auctions/${sale.id}/approvals`, asked)).rejects.toMatchObject({ code });
    for (const login of ['admin', 'auctioneer', 'bidder1', 'auditor'])
      await expect((await personOf(url, login)).probe(ceremony('/envelopes'))).rejects.toMatchObject({
        code: 'access.forbidden',
      });
  });

  it('after the end two trustees and two people open it; the dumps now hold the amounts', async () => {
    await sale.until('ended');
    const page = await trustees.operator.get<{ items: SealedItem[] }>(ceremony('/envelopes'));
    const contributions = [];
    for (const item of page.items) contributions.push(await contribute(sale.id, 'operator', pairs.operator, item));
    await post(trustees.operator, ceremony('/contributions'), { contributions });
    const said = await cli('notary', 'open', '--auction', sale.id, '--key', keyFile, '--server', url);
    expect(said.stdout).toContain('3 of 3 bids are open');

    const [one, two] = [await personOf(url, 'auctioneer'), await personOf(url, 'auctioneer2')];
    const commandId = randomUUID();
    await post(one, `/auctions/${sale.id}/approvals`, { commandId, kind: 'reveal', payload: {}, reason: '开标' });
    const approved = await post<{ state: string }>(two, `/approvals/${commandId}/approve`, { password: 'jishi-demo' });
    expect(approved.state).toBe('done');
    // Of two equal bids the first wins, and pays as much as the second.
    const after = await one.get<object>(`/auctions/${sale.id}`);
    expect(after).toMatchObject({ state: 'closed', outcome: 'sold', winner: items[1]!.bidder, priceMinor: AMOUNTS[2] });
    expect(holdsAmount(await databaseDump())).toBe(true);
    expect((await memoryDumps()).map(holdsAmount)).toEqual(expect.not.arrayContaining([false]));
  }, 90_000);
});

async function untilServing(address: string): Promise<void> {
  for (const end = Date.now() + 30_000; Date.now() < end; await sleep(100)) {
    const answer = await fetch(address).catch(() => null); // not listening yet
    if (answer?.ok) return;
  }
  throw new Error(`${address} does not answer`);
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
