import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FixedClock, newId, sm3, sm3Hex } from '@jishi/kernel';
import { sm2, sm3 as librarySm3 } from 'sm-crypto-v2';
import type { Accepted } from './answers';
import type { Command } from './domain/commands';
import { appendLeaves, EMPTY_EDGE, rootOf } from './domain/merkle';
import { hashesOf, SUITES, type SuiteName } from './domain/suite';
import { verifyBook } from './domain/verify';
import { entropyPool } from './journal/entropy';
import { Journal } from './journal/journal';
import { realScheduler } from './journal/ports';
import { loadSigner, signerOf, verifyHead } from './signer';
import { bookKey, newSigningKeyPem, signingKey, verifyText } from './suites';
import { ModelDatabase, ModelStore } from './testing/model-store';
import { sampleAnnouncement } from './testing/sample';

describe('the suite sm2-sm3', () => {
  it('hashes as GB/T 32905 says in its examples', () => {
    expect(sm3Hex('abc')).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0');
    expect(sm3Hex('abcd'.repeat(16))).toBe('debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732');
    fc.assert(fc.property(fc.string(), (text) => sm3(text).toString('hex') === librarySm3(text)));
  });

  it('knows a signature of GB/T 32918.5, the published example', () => {
    // Annex A.2 on the recommended curve, as in GM/T 0003.5: user id 1234567812345678, message "message digest".
    const publicKey =
      '0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020' +
      'ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13';
    const signature =
      'f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3' +
      'b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa';
    expect(sm2.doVerifySignature(Buffer.from('message digest'), signature, publicKey, { hash: true })).toBe(true);
    expect(sm2.doVerifySignature(Buffer.from('message digesT'), signature, publicKey, { hash: true })).toBe(false);
  });
});

describe.each(SUITES)('signing in %s', (suite) => {
  const key = signingKey(newSigningKeyPem(suite));

  it('holds for its own text and key only', () => {
    const signature = key.sign(Buffer.from('a text'));
    expect(verifyText(Buffer.from('a text'), signature, key.publicKey)).toBe(true);
    expect(verifyText(Buffer.from('a Text'), signature, key.publicKey)).toBe(false);
    expect(verifyText(Buffer.from('a text'), `${signature}=`, key.publicKey)).toBe(false);
    expect(verifyText(Buffer.from('a text'), 'AAAA', key.publicKey)).toBe(false);
    expect(verifyText(Buffer.from('a text'), signature, signingKey(newSigningKeyPem(suite)).publicKey)).toBe(false);
    expect(bookKey(key.publicKey)).toEqual({ id: key.id, suite, publicKey: key.publicKey });
  });

  it('has one spelling a signature: nothing added to its bytes, nothing padded', () => {
    const text = Buffer.from('a text');
    const bytes = Buffer.from(key.sign(text), 'base64');
    // In DER the length of the first integer stands fourth; a zero before it, lengths adjusted, is the same number.
    const padded = Buffer.concat([bytes.subarray(0, 4), Buffer.from([0]), bytes.subarray(4)]);
    padded[1]! += 1;
    padded[3]! += 1;
    for (const other of [Buffer.concat([bytes, Buffer.from([0])]), padded])
      expect(verifyText(text, other.toString('base64'), key.publicKey)).toBe(false);
  });

  it('grows its trees by its own hashes', () => {
    const { leaf, node } = hashesOf(suite);
    const leaves = ['a', 'b', 'c'].map(leaf);
    const root = node(node(leaves[0]!, leaves[1]!), leaves[2]!);
    expect(rootOf(appendLeaves(EMPTY_EDGE, leaves, node), node)).toEqual(root);
  });
});

it('signs the heads of one flush once a suite, each checked by itself', () => {
  const keys = SUITES.map((suite) => signingKey(newSigningKeyPem(suite)));
  const signer = signerOf(keys);
  const bare = Array.from({ length: 7 }, (_, i) => ({
    auctionId: `auction-${i}`,
    seq: i + 1,
    root: 'ab'.repeat(32),
    suite: SUITES[i % 2]!,
  }));
  const heads = signer.sign(bare);
  expect(new Set(heads.map(({ signature }) => signature)).size).toBe(2);
  for (const [i, head] of heads.entries()) {
    const { publicKey } = keys[i % 2]!;
    expect(verifyHead(`auction-${i}`, head, publicKey)).toBe(true);
    expect(verifyHead(`auction-${i}`, { ...head, seq: head.seq + 1 }, publicKey)).toBe(false);
    expect(verifyHead(`auction-${i}`, head, keys[(i + 1) % 2]!.publicKey)).toBe(false);
  }
});

it('books of both suites grow in one flush, each by its own hashes and key, also after a reload', async () => {
  const database = new ModelDatabase();
  const keys = SUITES.map((suite) => signingKey(newSigningKeyPem(suite)));
  const log = { error: () => undefined, warn: () => undefined };
  const ports = { clock: new FixedClock(1_000_000), signer: signerOf(keys), scheduler: realScheduler, log };
  const journal = () =>
    new Journal({ ...ports, store: new ModelStore(database), entropy: entropyPool(), bidRate: null });
  const sales = SUITES.map((suite) => ({ suite, auctionId: newId() }));
  for (const { auctionId } of sales) database.create(auctionId);
  const everywhere = (actor: string, command: (suite: SuiteName) => Command) => {
    const lane = journal();
    return Promise.all(
      sales.map(({ auctionId, suite }) =>
        lane.submit({ auctionId, actor, commandId: newId(), command: command(suite) }),
      ),
    );
  };
  await everywhere('system', (suite) => ({ ...sampleAnnouncement(1_000_000, {}, 12_000), suite }));
  await everywhere('system', () => ({ type: 'admit', organisationId: 'a' }));
  await everywhere('system', () => ({ type: 'open' }));
  const acks = await everywhere('a', () => ({ type: 'bid', amountMinor: 10_000 }));
  for (const [i, { auctionId, suite }] of sales.entries()) {
    const { leafHash, head, seq } = acks[i] as Accepted;
    const { rows } = database.auctions.get(auctionId)!;
    expect(verifyBook(rows, head.root)).toMatchObject({ ok: true, problems: [], state: { suite } });
    expect(leafHash).toBe(
      hashesOf(suite)
        .leaf(rows[seq - 1]!.publicText)
        .toString('hex'),
    );
    expect(verifyHead(auctionId, head, keys[i]!.publicKey)).toBe(true);
  }
});

it('an announcement in an unknown suite is no announcement', async () => {
  const database = new ModelDatabase();
  const auctionId = newId();
  database.create(auctionId);
  const ports = { clock: new FixedClock(0), signer: signerOf([signingKey(newSigningKeyPem('ed25519-sha256'))]) };
  const log = { error: () => undefined, warn: () => undefined };
  const store = new ModelStore(database);
  const journal = new Journal({ ...ports, scheduler: realScheduler, log, store, entropy: entropyPool() });
  const command = { ...sampleAnnouncement(1_000), suite: 'rsa-md5' } as unknown as Command;
  const ack = await journal.submit({ auctionId, actor: 'system', commandId: newId(), command });
  expect(ack).toMatchObject({ accepted: false, code: 'command.malformed' });
});

describe('keys of an installation', () => {
  const folders: string[] = [];
  const folder = (): string => folders[folders.push(mkdtempSync(join(tmpdir(), 'jishi-keys-'))) - 1]!;
  afterAll(() => folders.forEach((path) => rmSync(path, { recursive: true })));

  it('are made once, one a suite, and kept', () => {
    const stateDir = folder();
    const first = loadSigner({ stateDir });
    expect(first.keys.map(({ suite }) => suite)).toEqual([...SUITES]);
    expect(loadSigner({ stateDir }).keys).toEqual(first.keys);
    expect(first.suite).toBe('ed25519-sha256');
    expect(loadSigner({ stateDir, suite: 'sm2-sm3' }).suite).toBe('sm2-sm3');
  });

  it('may be configured, also in one line, for one suite or both', () => {
    const stateDir = folder();
    const pems = SUITES.map(newSigningKeyPem);
    const both = loadSigner({ stateDir, keys: pems.join('').replaceAll('\n', '\\n') });
    expect(both.keys.map(({ id }) => id)).toEqual(pems.map((pem) => signingKey(pem).id));
    const one = loadSigner({ stateDir, keys: pems[1] });
    expect(one.keys.find(({ suite }) => suite === 'sm2-sm3')!.id).toBe(signingKey(pems[1]!).id);
    expect(one.keys).toHaveLength(2);
  });

  it('that are none are refused by name, without the key', () => {
    expect(() => loadSigner({ stateDir: folder(), keys: 'nonsense' })).toThrow('book.bad_signing_key');
    expect(() => loadSigner({ stateDir: folder(), suite: 'rsa' })).toThrow('book.unknown_suite');
  });
});
