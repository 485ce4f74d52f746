import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sm3, sm3Hex } from '@jishi/kernel';
import { sm2, sm3 as librarySm3 } from 'sm-crypto-v2';
import { appendLeaves, EMPTY_EDGE, rootOf } from './domain/merkle';
import { hashesOf, SUITES } from './domain/suite';
import { signerOf, verifyHead } from './signer';
import { bookKey, newSigningKeyPem, signingKey, verifyText } from './suites';

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
