import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Actor } from '@jishi/identity';
import { FixedClock, newId } from '@jishi/kernel';
import { readBook } from './auction.repository';
import type { Accepted } from './answers';
import { testDatabase, type TestDatabase } from '../../../test/support/postgres';
import { Books } from './books';
import { inclusionPath, leafHash, treeRoot } from './domain/merkle';
import { consistencyHolds } from './domain/proof';
import { ExportChecker } from './export-check';
import { evidenceOf } from './export-evidence';
import { entropyPool } from './journal/entropy';
import { Journal } from './journal/journal';
import { realScheduler } from './journal/ports';
import { PostgresStore } from './journal/postgres-store';
import { registerKey } from './proof.repository';
import { ProofService } from './proof.service';
import { signerOf, verifyHead } from './signer';
import { newSigningKeyPem, signingKey } from './suites';
import { command, createListedAuction, openSale } from './testing/announced-sale';
import { sampleAnnouncement } from './testing/sample';

const OPEN_AT = 1_000_000;
const BIDS = 1_600;
const BIDDERS = [newId(), newId()] as const;
const clock = new FixedClock(OPEN_AT);
const key = signingKey(newSigningKeyPem('ed25519-sha256'));

let db: TestDatabase;
let store: PostgresStore;
let journal: Journal;
let proofs: ProofService;
let auctionId: string;
let leaves: Buffer[];
const receipts: Accepted[] = [];

const someone = (organisationId: string, ...permissions: string[]) =>
  ({ userId: newId(), organisationId, permissions: new Set(permissions) }) as unknown as Actor;
const textOf = async (...given: Parameters<ProofService['export']>): Promise<string> => {
  let text = '';
  for await (const piece of await proofs.export(...given)) text += piece;
  return text;
};

beforeAll(async () => {
  db = await testDatabase();
  store = new PostgresStore(db.url);
  const log = { error: () => undefined, warn: () => undefined };
  const options = { store, clock, signer: signerOf([key]), scheduler: realScheduler, entropy: entropyPool(), log };
  journal = new Journal({ ...options, bidRate: null });
  await registerKey(db.database.manager, key);
  proofs = new ProofService(db.database, new Books(store), journal);
  auctionId = await openSale(db.database.manager, journal, BIDDERS, OPEN_AT, { objectionWindowMs: 1_000 });
  const acks = await Promise.all(
    Array.from({ length: BIDS }, (_, i) =>
      journal.submit({
        auctionId,
        actor: BIDDERS[i % 2]!,
        commandId: newId(),
        command: { type: 'bid', amountMinor: 10_000 + i * 5_000 },
      }),
    ),
  );
  for (const ack of acks) if (ack.accepted) receipts.push(ack);
  await expect(proofs.export(auctionId, null)).rejects.toThrow('export.still_open');
  clock.set(OPEN_AT + 90_000);
  await command(journal, auctionId, { type: 'close', endsAtMs: OPEN_AT + 90_000 });
  leaves = (await readBook(db.database.manager, auctionId)).map(({ publicText }) => leafHash(publicText));

  expect(await textOf(auctionId, someone(BIDDERS[0]))).toContain('"scope":"public"');
  expect(await textOf(auctionId, someone(newId(), 'audit.read'))).toContain('"scope":"full"');
  clock.set(OPEN_AT + 100_000);
  await command(journal, auctionId, { type: 'award' });
  leaves = (await readBook(db.database.manager, auctionId)).map(({ publicText }) => leafHash(publicText));
}, 60_000);
afterAll(async () => {
  await store?.close();
  await db?.drop();
});

describe('proofs from the tables', () => {
  it('an inclusion path is the definition’s, at any size, across many chunks', async () => {
    expect(leaves.length).toBeGreaterThan(BIDS);
    const places = fc.integer({ min: 1, max: leaves.length });
    await fc.assert(
      fc.asyncProperty(places, places, async (a, b) => {
        const [seq, size] = [Math.min(a, b), Math.max(a, b)];
        const { path, leafHash: leaf, root, head } = await proofs.inclusion(auctionId, seq, size);
        const tree = leaves.slice(0, size);
        expect(path).toEqual(inclusionPath(tree, seq - 1).map((hash) => hash.toString('hex')));
        expect([leaf, root]).toEqual([leaves[seq - 1]!.toString('hex'), treeRoot(tree).toString('hex')]);
        expect(verifyHead(auctionId, head, key.publicKey)).toBe(true);
      }),
      { numRuns: 15 },
    );
  });

  it('a receipt is proved by it', async () => {
    const { seq, leafHash: leaf, head } = receipts[700]!;
    expect(await proofs.inclusion(auctionId.toUpperCase(), seq, head.seq)).toMatchObject({
      leafHash: leaf,
      root: head.root,
    });
  });

  it('any two heads are consistent', async () => {
    const places = fc.integer({ min: 1, max: leaves.length });
    await fc.assert(
      fc.asyncProperty(places, places, async (a, b) => {
        const proof = await proofs.consistency(auctionId, Math.min(a, b), Math.max(a, b));
        const [earlier, later] = [
          { size: proof.from, root: Buffer.from(proof.fromRoot, 'hex') },
          { size: proof.to, root: Buffer.from(proof.toRoot, 'hex') },
        ];
        expect(proof.toRoot).toBe(treeRoot(leaves.slice(0, later.size)).toString('hex'));
        const path = proof.path.map((hash) => Buffer.from(hash, 'hex'));
        expect(consistencyHolds(earlier, later, path)).toBe(true);
      }),
      { numRuns: 15 },
    );
  });

  it('says what is out of range', async () => {
    await expect(proofs.inclusion(auctionId, leaves.length + 1)).rejects.toThrow('proof.out_of_range');
    await expect(proofs.consistency(auctionId, 5, 4)).rejects.toThrow('proof.out_of_range');
    await expect(proofs.inclusion(newId(), 1)).rejects.toThrow('auction.not_found');
    expect(await proofs.keys()).toMatchObject([{ id: key.id, suite: 'ed25519-sha256', publicKey: key.publicKey }]);
  });
});

describe('the export from the tables', () => {
  it.each([
    ['a party, once the result stands', someone(BIDDERS[0]), 'full'],
    ['an auditor', someone(newId(), 'audit.read'), 'full'],
    ['an operator of another exchange', someone(newId(), 'auction.operate'), 'public'],
    ['everybody', null, 'public'],
  ] as const)('for %s holds, with the receipts', async (_who, reader, scope) => {
    const some = [receipts[0]!, receipts[receipts.length - 1]!].map((ack) => evidenceOf('receipt', 'r', ack)!);
    const checker = new ExportChecker(some);
    for await (const piece of await proofs.export(auctionId, reader)) checker.write(Buffer.from(piece));
    const report = await checker.finish();
    expect(report.findings).toEqual([]);
    expect(report).toMatchObject({ ok: true, scope, events: leaves.length, result: 'awarded' });
  });

  it('is whole only for whom it is meant, and that is on record', async () => {
    await expect(proofs.export(auctionId, null, 'full')).rejects.toThrow('export.not_yours');
    expect(await textOf(auctionId, someone(BIDDERS[0]), 'public')).not.toContain('"organisationId"');
    const seen = await db.database.query(`select 1 from audit_log where action = 'book.exported'`);
    expect(seen.length).toBe(3);
  });
});

it('of a sale that was terminated opens no secret to its parties: it may be sold again', async () => {
  const ended = await createListedAuction(db.database.manager);
  await command(journal, ended, sampleAnnouncement(clock.now(), {}, 12_000));
  await command(journal, ended, { type: 'admit', organisationId: BIDDERS[0] });
  const terminate = { type: 'terminate', reason: '撤回' } as const;
  await journal.submit({ auctionId: ended, actor: 'operator:u', commandId: newId(), command: terminate });
  await expect(proofs.export(ended, someone(BIDDERS[0]), 'full')).rejects.toThrow('export.not_yours');
  expect(await textOf(ended, someone(BIDDERS[0]))).not.toContain('"reserveMinor":12000');
  expect(await textOf(ended, someone(newId(), 'audit.read'))).toContain('"reserveMinor":12000');
});

it('after a change of keys the book names both, and old receipts still hold', async () => {
  const next = signingKey(newSigningKeyPem('ed25519-sha256'));
  await registerKey(db.database.manager, next);
  const log = { error: () => undefined, warn: () => undefined };
  const ports = { clock, signer: signerOf([next]), scheduler: realScheduler, entropy: entropyPool(), log };
  const rotatedJournal = new Journal({ ...ports, store, bidRate: null });
  const given = { auctionId, actor: 'operator:u', commandId: newId() };
  const ack = (await rotatedJournal.submit({ ...given, command: { type: 'default', reason: '未付款' } })) as Accepted;
  expect(ack.head.keyId).toBe(next.id);
  const evidence = [receipts[0]!, ack].map((receipt) => evidenceOf('receipt', 'r', receipt)!);
  const checker = new ExportChecker(evidence, [key, next]);
  const rotated = new ProofService(db.database, new Books(store), rotatedJournal);
  for await (const piece of await rotated.export(auctionId, null)) checker.write(Buffer.from(piece));
  const report = await checker.finish();
  expect(report.findings).toEqual([]);
  expect(report).toMatchObject({ keys: [key.id, next.id], result: 'defaulted' });
});
