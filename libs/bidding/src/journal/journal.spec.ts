import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { FixedClock, newId } from '@jishi/kernel';
import type { Accepted } from '../answers';
import type { Command } from '../domain/commands';
import { leafHash } from '../domain/merkle';
import { verifyBook } from '../domain/verify';
import { signerOf, verifyHead } from '../signer';
import { signingKey } from '../suites';
import { ModelDatabase, ModelStore } from '../testing/model-store';
import { sampleAnnouncement } from '../testing/sample';
import { Journal, type Submission } from './journal';
import type { JournalOptions } from './options';
import { entropyPool } from './entropy';
import { realScheduler, StoreUnavailable, type JournalStore } from './ports';

const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
const signer = signerOf([signingKey(pem)]);
const silent = { error: () => undefined, warn: () => undefined };

const OPEN_AT = 1_000_000;

function journalOn(store: JournalStore, more: Partial<JournalOptions> = {}): Journal {
  const clock = new FixedClock(OPEN_AT);
  const options = { clock, signer, scheduler: realScheduler, entropy: entropyPool(), log: silent, bidRate: null };
  return new Journal({ store, ...options, ...more });
}

/** An open auction with bidders a, b, c in a model of the database. */
async function openSale(database: ModelDatabase): Promise<string> {
  const auctionId = newId();
  database.create(auctionId);
  const journal = journalOn(new ModelStore(database));
  const give = (command: Command) => journal.submit({ auctionId, actor: 'system', commandId: newId(), command });
  await give(sampleAnnouncement(OPEN_AT, { freePeriodMs: 1_000, timerMs: 1_000, extension: null }));
  for (const organisationId of ['a', 'b', 'c']) await give({ type: 'admit', organisationId });
  await give({ type: 'open' });
  return auctionId;
}

const bid = (auctionId: string, actor: string, amountMinor: number, commandId = newId()): Submission => ({
  auctionId,
  actor,
  commandId,
  command: {
    type: 'bid',
    amountMinor,
  },
});
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const refusedAs = (code: string) => expect.objectContaining({ accepted: false, code });
const accepted = expect.objectContaining({ accepted: true });

describe('journal', () => {
  it('gives a receipt whose leaf and signed head can be checked', async () => {
    const database = new ModelDatabase();
    const auctionId = await openSale(database);
    const ack = (await journalOn(new ModelStore(database)).submit(bid(auctionId, 'a', 10_000))) as Accepted;
    expect(ack).toMatchObject({ accepted: true, priceMinor: 10_000, endsAtMs: OPEN_AT + 2_000 });
    const book = database.auctions.get(auctionId)!;
    expect(leafHash(book.rows[ack.seq - 1]!.publicText).toString('hex')).toBe(ack.leafHash);
    expect(verifyHead(auctionId, ack.head, signer.keys[0]!.publicKey)).toBe(true);
    expect(verifyHead(auctionId, { ...ack.head, root: ack.leafHash }, signer.keys[0]!.publicKey)).toBe(false);
    expect(verifyHead(newId(), ack.head, signer.keys[0]!.publicKey)).toBe(false);
    expect(verifyBook(book.rows, ack.head.root).problems).toEqual([]);
  });

  it('signs all heads of a flush once, each with its path', async () => {
    const database = new ModelDatabase();
    const auctions = await Promise.all(Array.from({ length: 5 }, () => openSale(database)));
    const journal = journalOn(new ModelStore(database));
    const acks = (await Promise.all(auctions.map((id) => journal.submit(bid(id, 'a', 10_000))))) as Accepted[];
    expect(new Set(acks.map(({ head }) => head.signature)).size).toBe(1);
    for (const ack of acks) expect(verifyHead(ack.auctionId, ack.head, signer.keys[0]!.publicKey)).toBe(true);
  });

  it('answers a repeated id once decided, from memory, from the book, and while it waits', async () => {
    const database = new ModelDatabase();
    const auctionId = await openSale(database);
    const journal = journalOn(new ModelStore(database));
    const command = bid(auctionId, 'a', 10_000);
    const [first, twin] = await Promise.all([journal.submit(command), journal.submit(command)]);
    expect(twin).toEqual(first);
    expect(await journal.submit(command)).toEqual(first);
    await journal.submit(bid(auctionId, 'b', 10_500));
    const later = (await journalOn(new ModelStore(database)).submit(command)) as Accepted;
    const { head, ...rest } = first as Accepted;
    expect(later).toMatchObject(rest);
    expect(later.head.seq).toBeGreaterThan(head.seq);
    for (const other of [journal, journalOn(new ModelStore(database))])
      expect(await other.submit({ ...command, command: { type: 'bid', amountMinor: 11_000 } })).toEqual(
        refusedAs('command.id_reused'),
      );
    expect(database.auctions.get(auctionId)!.rows.filter(({ type }) => type === 'bid.accepted')).toHaveLength(2);
  });

  it('decides for more auctions than it holds: what was dropped from memory is read again', async () => {
    const database = new ModelDatabase();
    const auctions = await Promise.all(Array.from({ length: 4 }, () => openSale(database)));
    const journal = journalOn(new ModelStore(database, turn), { maxAuctions: 1 });
    for (const amount of [10_000, 10_500]) {
      const bidder = amount === 10_000 ? 'a' : 'b';
      const acks = await Promise.all(auctions.map((id) => journal.submit(bid(id, bidder, amount))));
      expect(acks).toEqual(acks.map(() => accepted));
    }
  });

  it('a repeated id does not fail the others of its batch', async () => {
    const database = new ModelDatabase();
    const auctionId = await openSale(database);
    const command = bid(auctionId, 'a', 10_000);
    await journalOn(new ModelStore(database)).submit(command);
    const journal = journalOn(new ModelStore(database));
    const acks = await Promise.all([journal.submit(bid(auctionId, 'b', 10_500)), journal.submit(command)]);
    expect(acks).toEqual([accepted, accepted]);
  });

  it('an accepted bid whose answer was lost is still accepted after the close', async () => {
    const database = new ModelDatabase();
    const auctionId = await openSale(database);
    const broken = journalOn(new ModelStore(database, undefined, () => 'after'));
    const command = bid(auctionId, 'a', 10_000);
    expect(await broken.submit(command)).toEqual(refusedAs('journal.unavailable'));
    await journalOn(new ModelStore(database)).submit(command);
    const clock = new FixedClock(OPEN_AT + 5_000);
    const journal = journalOn(new ModelStore(database), { clock });
    const close = {
      auctionId,
      actor: 'system',
      commandId: 'close',
      command: { type: 'close', endsAtMs: OPEN_AT + 2_000 },
    };
    expect(await journal.submit(close)).toEqual(accepted);
    expect(await journalOn(new ModelStore(database), { clock }).submit(command)).toEqual(accepted);
    expect(database.facts).toMatchObject([{ type: 'auction.closed', payload: { outcome: 'sold', winnerId: 'a' } }]);
  });

  it('does not refuse on what it only believes: a rival admitted the bidder meanwhile', async () => {
    const database = new ModelDatabase();
    const auctionId = await openSale(database);
    const journal = journalOn(new ModelStore(database));
    expect(await journal.submit(bid(auctionId, 'd', 10_000))).toEqual(refusedAs('bidder.not_admitted'));
    const rival = journalOn(new ModelStore(database));
    const admit: Command = { type: 'admit', organisationId: 'd' };
    await rival.submit({ auctionId, actor: 'system', commandId: newId(), command: admit });
    expect(await journal.submit(bid(auctionId, 'd', 10_000))).toEqual(accepted);
  });

  it('says busy when the queue is full, and refuses what is no auction', async () => {
    const database = new ModelDatabase();
    const auctionId = await openSale(database);
    const journal = journalOn(new ModelStore(database), { maxQueue: 2 });
    const acks = await Promise.all([1, 2, 3].map(() => journal.submit(bid(auctionId, 'a', 10_000))));
    expect(acks[2]).toEqual(refusedAs('auction.busy'));
    expect(await journal.submit(bid(newId(), 'a', 10_000))).toEqual(refusedAs('auction.not_found'));
    expect(await journal.submit(bid('nonsense', 'a', 10_000))).toEqual(refusedAs('auction.not_found'));
    expect(await journal.submit(bid(auctionId, 'a', 10_000, 'nul\u0000'))).toEqual(refusedAs('command.malformed'));
  });

  it('records a bid that came in time and could not be sequenced in time', async () => {
    const database = new ModelDatabase();
    const auctionId = await openSale(database);
    const journal = journalOn(new ModelStore(database), { clock: new FixedClock(OPEN_AT + 9_000) });
    const close = {
      auctionId,
      actor: 'system',
      commandId: 'close',
      command: { type: 'close', endsAtMs: OPEN_AT + 2_000 },
    };
    await journal.submit(close);
    const late = await journal.submit({ ...bid(auctionId, 'a', 10_000), arrivedAtMs: OPEN_AT + 1_999 });
    expect(late).toEqual(refusedAs('auction.unsequenced'));
    await turn();
    expect(database.incidents).toMatchObject([{ kind: 'unsequenced', actor: 'a' }]);
  });

  it('keeps an incident until it is on record', async () => {
    const database = new ModelDatabase();
    const auctionId = await openSale(database);
    const store = new ModelStore(database);
    let away = true;
    const forgetful = Object.assign(Object.create(store) as ModelStore, {
      recordIncidents: (incidents: Parameters<ModelStore['recordIncidents']>[0]) =>
        away ? Promise.reject(new StoreUnavailable('away')) : store.recordIncidents(incidents),
    });
    let beat = (): void => undefined;
    const scheduler = { ...realScheduler, every: (_: number, run: () => void) => ((beat = run), () => undefined) };
    const journal = journalOn(forgetful, { clock: new FixedClock(OPEN_AT + 9_000), scheduler });
    await journal.start();
    const close = { type: 'close', endsAtMs: OPEN_AT + 2_000 };
    await journal.submit({ auctionId, actor: 'system', commandId: 'close', command: close });
    await journal.submit({ ...bid(auctionId, 'a', 10_000), arrivedAtMs: OPEN_AT + 1_999 });
    await turn();
    expect(database.incidents).toEqual([]);
    away = false;
    beat();
    await turn();
    expect(database.incidents).toMatchObject([{ kind: 'unsequenced', actor: 'a' }]);
  });

  it('a copy that came in time is not refused because a later copy of it was too late', async () => {
    const database = new ModelDatabase();
    const auctionId = await openSale(database);
    const journal = journalOn(new ModelStore(database), { clock: new FixedClock(OPEN_AT + 2_500) });
    const command = bid(auctionId, 'a', 10_000);
    // The first copy is looked at longer than the second: it comes here later, though it arrived before the end.
    const copies = [2_100, 1_900].map((ms) => journal.submit({ ...command, arrivedAtMs: OPEN_AT + ms }));
    expect(journal.drainedToMs()).toBe(OPEN_AT + 1_900);
    expect(await Promise.all(copies)).toEqual([refusedAs('auction.closed_to_bids'), accepted]);
    expect(journal.drainedToMs()).toBe(OPEN_AT + 2_500);
  });

  it('another payload that waits under a used id does not change the answer of the first', async () => {
    const database = new ModelDatabase();
    const auctionId = await openSale(database);
    const command = bid(auctionId, 'a', 10_000);
    const first = (await journalOn(new ModelStore(database)).submit(command)) as Accepted;
    const other = journalOn(new ModelStore(database, turn));
    const acks = [{ type: 'bid', amountMinor: 11_000 } as const, command.command].map((given) =>
      other.submit({ ...command, command: given }),
    );
    expect(await Promise.all(acks)).toEqual([
      refusedAs('command.id_reused'),
      expect.objectContaining({ seq: first.seq }),
    ]);
  });

  it('counts as drained only what has been answered', async () => {
    const database = new ModelDatabase();
    const auctionId = await openSale(database);
    const journal = journalOn(new ModelStore(database));
    expect(journal.drainedToMs()).toBe(OPEN_AT);
    const release = journal.arrive(OPEN_AT - 50);
    expect(journal.drainedToMs()).toBe(OPEN_AT - 50);
    release();
    const answered = journal.submit({ ...bid(auctionId, 'a', 10_000), arrivedAtMs: OPEN_AT - 7 });
    expect(journal.drainedToMs()).toBe(OPEN_AT - 7);
    await answered;
    await turn();
    expect(journal.drainedToMs()).toBe(OPEN_AT);
  });

  it('locks the row after three lost guards', async () => {
    const database = new ModelDatabase();
    const auctionId = await openSale(database);
    const store = new ModelStore(database);
    let [appends, locks] = [0, 0];
    const unlucky = Object.assign(Object.create(store) as ModelStore, {
      append: () => (appends++, Promise.resolve(new Set<string>())),
      appendLocked: (...args: Parameters<ModelStore['appendLocked']>) => (locks++, store.appendLocked(...args)),
    });
    expect(await journalOn(unlucky).submit(bid(auctionId, 'a', 10_000))).toEqual(accepted);
    expect([appends, locks]).toEqual([3, 1]);
  });

  it('gives a lost answer again under the lock too, though the sale has closed meanwhile', async () => {
    const database = new ModelDatabase();
    const auctionId = await openSale(database);
    const store = new ModelStore(database);
    const command = bid(auctionId, 'a', 10_000);
    const first = (await journalOn(store).submit(command)) as Accepted;
    const unlucky = Object.assign(Object.create(store) as ModelStore, {
      append: () => Promise.resolve(new Set<string>()),
      async appendLocked(...args: Parameters<ModelStore['appendLocked']>) {
        const late = journalOn(store, { clock: new FixedClock(OPEN_AT + 9_000) });
        const close = { type: 'close', endsAtMs: OPEN_AT + 2_000 };
        const closing = { auctionId, actor: 'system', commandId: 'close', command: close };
        expect(await late.submit(closing)).toEqual(accepted);
        return store.appendLocked(...args);
      },
    });
    const again = await journalOn(unlucky).submit(command);
    expect(again).toMatchObject({ accepted: true, seq: first.seq, leafHash: first.leafHash });
    expect(database.incidents).toEqual([]);
  });
});
