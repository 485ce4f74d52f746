import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Command } from 'commander';
import { HttpWitness } from '../../libs/bidding/src/witness-http';
import { WitnessRelay } from '../../libs/bidding/src/witness';
import { Books } from '../../libs/bidding/src/books';
import { ExportChecker } from '../../libs/bidding/src/export-check';
import { evidenceOf } from '../../libs/bidding/src/export-evidence';
import { entropyPool } from '../../libs/bidding/src/journal/entropy';
import { Journal } from '../../libs/bidding/src/journal/journal';
import { realScheduler } from '../../libs/bidding/src/journal/ports';
import { PostgresStore } from '../../libs/bidding/src/journal/postgres-store';
import { registerKey } from '../../libs/bidding/src/proof.repository';
import { ProofService } from '../../libs/bidding/src/proof.service';
import { signerOf } from '../../libs/bidding/src/signer';
import { newSigningKeyPem, signingKey } from '../../libs/bidding/src/suites';
import { command, openSale } from '../../libs/bidding/src/testing/announced-sale';
import { FixedClock, newId } from '@jishi/kernel';
import { addWitnessCommand, witnessServer } from '../../apps/cli/src/witness';
import { WitnessStore } from '../../apps/cli/src/witness-store';
import { testDatabase, type TestDatabase } from '../support/postgres';

const OPEN_AT = 1_000_000;
const folder = mkdtempSync(join(tmpdir(), 'jishi-witness-'));
const file = join(folder, 'heads.jsonl');
const key = signingKey(newSigningKeyPem('ed25519-sha256'));
const signer = signerOf([key]);
const clock = new FixedClock(OPEN_AT);
const alarms: string[] = [];

let db: TestDatabase;
let books: PostgresStore;
let journal: Journal;
let kept: WitnessStore;
let server: Server;
let relay: WitnessRelay;
let nowMs = 0;

beforeAll(async () => {
  db = await testDatabase();
  books = new PostgresStore(db.url);
  const log = { error: () => undefined, warn: () => undefined };
  const ports = { store: books, clock, signer, scheduler: realScheduler, entropy: entropyPool(), log };
  journal = new Journal({ ...ports, bidRate: null });
  await registerKey(db.database.manager, key);
  kept = await WitnessStore.open(file, [key]);
  server = witnessServer(kept, (line) => alarms.push(line)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  relay = new WitnessRelay(new HttpWitness(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`), db.database);
});
afterAll(async () => {
  server.close();
  await kept.close();
  await books.close();
  await db.drop();
  rmSync(folder, { recursive: true });
});

/** A second later. */
const sweep = () => relay.sweep((nowMs += 20_000));
const sale = () => openSale(db.database.manager, journal, ['a', 'b'], OPEN_AT);
const bid = (auctionId: string, actor: string, amountMinor: number) =>
  journal.submit({ auctionId, actor, commandId: newId(), command: { type: 'bid', amountMinor } });
const witnessed = (auctionId: string) =>
  db.database.query<{ seq: number; root: string }>(
    'select seq, root from book_witness where auction_id = $1 order by seq',
    [auctionId],
  );
const headOf = async (auctionId: string) => (await books.load([{ auctionId, known: null }])).get(auctionId)!.head!;

it('hears of the latest head, once, and always of the last; its file then bears out the book', async () => {
  const auctionId = await sale();
  await bid(auctionId, 'a', 10_000);
  await sweep();
  await sweep();
  for (let i = 1; i <= 5; i++) await bid(auctionId, i % 2 ? 'b' : 'a', 10_000 + i * 1_000);
  await sweep();
  clock.set(OPEN_AT + 90_000);
  await command(journal, auctionId, { type: 'close', endsAtMs: OPEN_AT + 90_000 });
  await sweep();
  const { seq: last, root } = await headOf(auctionId);
  expect((await witnessed(auctionId)).map(({ seq }) => seq)).toEqual([5, 10, last]);
  expect((await witnessed(auctionId)).at(-1)!.root).toBe(root);

  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  const evidence = lines.map((line, i) => evidenceOf('witness', `${i}`, JSON.parse(line))!);
  expect(evidence).toHaveLength(3);
  const checker = new ExportChecker(evidence);
  const proofs = new ProofService(db.database, new Books(books), journal);
  for await (const piece of await proofs.export(auctionId, null)) checker.write(Buffer.from(piece));
  expect((await checker.finish()).findings).toEqual([]);
  clock.set(OPEN_AT);
});

it('refuses a second history: alarm there, incident here, and no endless repeating', async () => {
  const auctionId = await sale();
  const { seq } = await headOf(auctionId);
  const [other] = signer.sign([{ auctionId, seq, root: 'ab'.repeat(32), suite: 'ed25519-sha256' }]);
  const { publicKey, suite } = key;
  expect(await kept.take({ auctionId, suite, publicKey, head: other }, new Date())).toEqual({
    kept: true,
    known: false,
  });
  await sweep();
  await sweep();
  expect(await witnessed(auctionId)).toEqual([]);
  expect(alarms).toHaveLength(1);
  expect(readFileSync(`${file}.alarms`, 'utf8')).toContain(auctionId);
  expect(await db.database.query('select kind from auction_incident where auction_id = $1', [auctionId])).toEqual([
    { kind: 'witness.contradicts' },
  ]);
  // A later head contradicts nothing that the witness knows by its seq; the verifier finds it by the kept one.
  await bid(auctionId, 'a', 10_000);
  await sweep();
  expect(await witnessed(auctionId)).toMatchObject([{ seq: seq + 1 }]);
});

it('is waited for while it is away, longer each time, and told everything after', async () => {
  const auctionId = await sale();
  const { port } = server.address() as AddressInfo;
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
  await relay.sweep((nowMs += 20_000));
  await relay.sweep(nowMs + 999);
  await relay.sweep(nowMs + 1_000);
  server = witnessServer(kept, (line) => alarms.push(line)).listen(port, '127.0.0.1');
  await once(server, 'listening');
  await relay.sweep(nowMs + 2_999);
  expect(await witnessed(auctionId)).toEqual([]);
  await relay.sweep(nowMs + 3_000);
  expect(await witnessed(auctionId)).toHaveLength(1);
});

it('takes only what is signed, by keys it knows, and remembers over a restart', async () => {
  const auctionId = newId();
  const { publicKey, suite } = key;
  const [head] = signer.sign([{ auctionId, seq: 9, root: 'cd'.repeat(32), suite }]);
  const forged = { auctionId: newId(), suite, publicKey, head };
  expect(await kept.take(forged, new Date())).toEqual({ kept: false, code: 'witness.not_a_head' });
  expect(await kept.take('nonsense', new Date())).toEqual({ kept: false, code: 'witness.not_a_head' });
  const stranger = signingKey(newSigningKeyPem('sm2-sm3'));
  const [strange] = signerOf([stranger]).sign([{ auctionId, seq: 9, root: 'cd'.repeat(32), suite: 'sm2-sm3' }]);
  const theirs = { auctionId, suite: 'sm2-sm3', publicKey: stranger.publicKey, head: strange };
  expect(await kept.take(theirs, new Date())).toEqual({ kept: false, code: 'witness.unknown_key' });
  await kept.take({ auctionId, suite, publicKey, head }, new Date());

  const again = await WitnessStore.open(file, [key]);
  expect(again.size).toBe(kept.size);
  expect(await again.take({ auctionId, suite, publicKey, head }, new Date())).toEqual({ kept: true, known: true });
  await again.close();
});

it('without keys it knows: a stranger contradicts nobody but itself', async () => {
  const copy = join(folder, 'open.jsonl');
  const [auctionId, stranger] = [newId(), signingKey(newSigningKeyPem('ed25519-sha256'))];
  const headBy = (by: typeof key, root: string) => {
    const { suite, publicKey } = by;
    const [head] = signerOf([by]).sign([{ auctionId, seq: 4, root: root.repeat(32), suite }]);
    return { auctionId, suite, publicKey, head };
  };
  const take = (store: WitnessStore, head: object) => store.take(head, new Date());
  const [fresh, known] = [
    { kept: true, known: false },
    { kept: true, known: true },
  ];
  const contradicts = { kept: false, code: 'witness.contradicts', root: 'ab'.repeat(32) };

  const open = await WitnessStore.open(copy, []);
  expect(await take(open, headBy(stranger, 'ee'))).toEqual(fresh);
  expect(await take(open, headBy(key, 'ab'))).toEqual(fresh);
  expect(await take(open, headBy(key, 'cd'))).toEqual(contradicts);
  await open.close();
  const again = await WitnessStore.open(copy, []);
  expect(again.size).toBe(2);
  expect(await take(again, headBy(key, 'ab'))).toEqual(known);
  expect(await take(again, headBy(key, 'cd'))).toEqual(contradicts);
  await again.close();

  // Two keys of one platform are two pens in one hand.
  const next = signingKey(newSigningKeyPem('ed25519-sha256'));
  const both = await WitnessStore.open(copy, [key, next]);
  expect(await take(both, headBy(next, 'cd'))).toEqual(contradicts);
  expect(await take(both, headBy(next, 'ab'))).toEqual(known);
  await both.close();
});

it('without keys it knows: it listens to its own machine only', async () => {
  const program = new Command();
  addWitnessCommand(program);
  const listen = (host: string) =>
    program.parseAsync(['witness', '--file', join(folder, 'never.jsonl'), '--host', host], { from: 'user' });
  for (const host of ['0.0.0.0', '::', '192.168.1.5', '127.0.0.1.example.org'])
    await expect(listen(host)).rejects.toThrow(`at ${host} anybody could send heads: give the platform's public key`);
  expect(existsSync(join(folder, 'never.jsonl'))).toBe(false);
});

it('says of a file what can be done about it, and begins a line of its own after one without an end', async () => {
  const reopened = async (text: string): Promise<string> => {
    const copy = join(folder, 'copy.jsonl');
    writeFileSync(copy, text);
    const store = await WitnessStore.open(copy, []);
    await store.close();
    return readFileSync(copy, 'utf8');
  };
  const text = readFileSync(file, 'utf8');
  const lines = text.split('\n').length - 1;
  expect(await reopened(text.slice(0, -1))).toBe(text);
  expect(await reopened('')).toBe('');
  await expect(reopened(text.slice(0, -9))).rejects.toThrow(`copy.jsonl:${lines} was not written to its end`);
  await expect(reopened(`${text}{}\n`)).rejects.toThrow(`copy.jsonl:${lines + 1} is no head: the file was changed`);
  await expect(reopened(`{}\n${text.slice(0, -9)}`)).rejects.toThrow('copy.jsonl:1 is no head');
});
