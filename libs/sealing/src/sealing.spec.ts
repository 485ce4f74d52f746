import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  answerTo,
  challengeFor,
  contribute,
  drawContentKey,
  generateKeyPair,
  type KeyPair,
  parseEnvelope,
  readKeyFile,
  resealed,
  ROLES,
  sealBid,
  type TrusteeKeys,
  type TrusteeRole,
  writeKeyFile,
} from './index';

const AUCTION = '018f3c9e-0000-7000-8000-00000000000a';
const BINDING = { auctionId: AUCTION, bidder: 'B07' };
let pairs: Record<TrusteeRole, KeyPair>;
let keys: TrusteeKeys;

beforeAll(async () => {
  pairs = { operator: await generateKeyPair(), notary: await generateKeyPair(), regulator: await generateKeyPair() };
  keys = { operator: pairs.operator.publicKey, notary: pairs.notary.publicKey, regulator: pairs.regulator.publicKey };
});

const item = (envelope: string, layers = {}) => ({ bid: 9, bidder: 'B07', envelope, layers });

async function openBy(first: TrusteeRole, second: TrusteeRole, envelope: string): Promise<string | null> {
  const before = await contribute(AUCTION, first, pairs[first], item(envelope));
  const after = await contribute(AUCTION, second, pairs[second], item(envelope, { [first]: before.layers[second]! }));
  return after.keys[first] ?? null;
}

describe('a sealed bid', () => {
  it('opens for every pair of trustees, whoever comes first, and for nobody alone', async () => {
    const envelope = await sealBid(1_234_567, BINDING, keys);
    const found = new Set<string | null>();
    for (const first of ROLES)
      for (const second of ROLES) if (first !== second) found.add(await openBy(first, second, envelope));
    expect(found.size).toBe(1);
    const [key] = [...found];
    expect(await resealed(key!, 1_234_567, BINDING, keys)).toBe(envelope);
    expect(await resealed(key!, 1_234_568, BINDING, keys)).not.toBe(envelope);
    const alone = await contribute(AUCTION, 'notary', pairs.notary, item(envelope));
    expect(alone.keys).toEqual({});
    const wrongly = await contribute(
      AUCTION,
      'notary',
      pairs.notary,
      item(envelope, { operator: alone.layers.operator! }),
    );
    expect(wrongly.keys).toEqual({ operator: null });
  });

  it('has the same length whatever the amount, and never the same text twice', async () => {
    const [small, large, again] = [
      await sealBid(1, BINDING, keys),
      await sealBid(99_999_999_999_999, BINDING, keys),
      await sealBid(1, BINDING, keys),
    ];
    expect(small.length).toBe(large.length);
    expect(again).not.toBe(small);
    expect(small).toMatch(/^[A-Za-z0-9_.-]{64,16384}$/);
    expect(small.length).toBeLessThan(1_100);
  });

  it('does not open in another auction or under another code', async () => {
    const envelope = await sealBid(5, { ...BINDING, bidder: 'B08' }, keys);
    const found = await contribute(AUCTION, 'operator', pairs.operator, item(envelope));
    expect(found.layers).toEqual({ notary: null, regulator: null });
  });

  it('is refused when anything is cut off, added or spelled otherwise', async () => {
    const envelope = await sealBid(5, BINDING, keys);
    expect(parseEnvelope(envelope)).not.toBeNull();
    for (const bad of [envelope.slice(0, -1), `${envelope}A`, `${envelope}.AAAA`, envelope.replace('JS1', 'JS2'), ''])
      expect(parseEnvelope(bad)).toBeNull();
  });

  it('made to open for some trustees only is found out by whoever opens it', async () => {
    const key = drawContentKey();
    const [honest, other] = [
      (await resealed(key, 700, BINDING, keys))!.split('.'),
      (await resealed(drawContentKey(), 900, BINDING, keys))!.split('.'),
    ];
    const crooked = [...honest.slice(0, 7), other[7]!].join('.');
    const opened = await openBy('operator', 'notary', crooked);
    expect(opened).toBe(key);
    expect(await resealed(opened!, 700, BINDING, keys)).not.toBe(crooked);
  });
});

describe("a trustee's key", () => {
  it('proves that its holder has it, for this auction', async () => {
    const { challenge, secret } = await challengeFor(AUCTION, keys.notary);
    expect(await answerTo(challenge, AUCTION, pairs.notary)).toBe(secret);
    expect(await answerTo(challenge, AUCTION, pairs.operator)).toBeNull();
    expect(await answerTo(challenge, 'another', pairs.notary)).toBeNull();
  });

  it('comes back from its file, with its passphrase if it has one', async () => {
    const pair = pairs.regulator;
    expect(await readKeyFile(await writeKeyFile(pair, ''), '')).toEqual({ pair });
    const locked = await writeKeyFile(pair, '开标口令');
    expect(locked).not.toContain(pair.privateKey);
    expect(await readKeyFile(locked, '开标口令')).toEqual({ pair });
    expect(await readKeyFile(locked, '')).toEqual({ fault: 'needs_passphrase' });
    expect(await readKeyFile(locked, 'other')).toEqual({ fault: 'wrong_passphrase' });
    for (const other of ['', '{}', 'null', '{"kind":"jishi-trustee-key","version":1}'])
      expect(await readKeyFile(other, '')).toEqual({ fault: 'not_a_key' });
  });
});
