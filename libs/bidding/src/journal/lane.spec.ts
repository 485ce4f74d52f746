import { generateKeyPairSync } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { FixedClock, newId } from '@jishi/kernel';
import type { Ack } from '../answers';
import type { Command } from '../domain/commands';
import { serialiseState } from '../domain/state';
import { verifyBook } from '../domain/verify';
import { signerOf } from '../signer';
import { signingKey } from '../suites';
import { ModelDatabase, ModelStore } from '../testing/model-store';
import { Rehearsal } from '../testing/rehearsal';
import { sampleAnnouncement } from '../testing/sample';
import { BidRate } from './bid-rate';
import { entropyPool } from './entropy';
import { Journal, type Submission } from './journal';
import type { JournalOptions } from './options';
import { realScheduler, StoreUnavailable } from './ports';

const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
const signer = signerOf([signingKey(pem)]);
const silent = { error: () => undefined, warn: () => undefined };
const OPEN_AT = 1_000_000;
const accepted = expect.objectContaining({ accepted: true });
const refusedAs = (code: string) => expect.objectContaining({ accepted: false, code });

/** A line on which every append stops until it is let go, and which says what was prepared meanwhile. */
class HeldLine extends ModelStore {
  readonly prepared: number[] = [];
  private readonly held: { go: () => void; fail: (error: Error) => void }[] = [];
  open = false;

  prepare(batch: readonly unknown[]): void {
    this.prepared.push(batch.length);
  }

  override async append(batch: Parameters<ModelStore['append']>[0]): Promise<ReadonlySet<string>> {
    if (!this.open) await new Promise<void>((go, fail) => this.held.push({ go, fail }));
    return super.append(batch);
  }

  async underWay(): Promise<{ go: () => void; fail: (error: Error) => void }> {
    while (this.held.length === 0) await turn();
    // So that what came meanwhile is prepared.
    for (let i = 0; i < 5; i++) await turn();
    return this.held.shift()!;
  }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const bid = (auctionId: string, actor: string, amountMinor: number, commandId = newId()): Submission => ({
  auctionId,
  actor,
  commandId,
  command: { type: 'bid', amountMinor },
});

describe('the lane prepares the next flush while one is on its way', () => {
  let database: ModelDatabase;
  let auctionId: string;
  let line: HeldLine;
  let journal: Journal;
  const journalOn = (store: ModelStore, more: Partial<JournalOptions> = {}): Journal => {
    const options = { clock: new FixedClock(OPEN_AT), signer, scheduler: realScheduler, entropy: entropyPool() };
    return new Journal({ store, ...options, log: silent, bidRate: null, ...more });
  };

  beforeEach(async () => {
    database = new ModelDatabase();
    auctionId = newId();
    database.create(auctionId);
    const first = journalOn(new ModelStore(database));
    const give = (command: Command) => first.submit({ auctionId, actor: 'system', commandId: newId(), command });
    await give(sampleAnnouncement(OPEN_AT));
    for (const organisationId of ['a', 'b', 'c']) await give({ type: 'admit', organisationId });
    await give({ type: 'open' });
    line = new HeldLine(database);
    // A batch of one: the first command flies, the second is prepared on it, the third waits.
    journal = journalOn(line, { maxBatch: 1 });
  });

  const book = () => database.auctions.get(auctionId)!.rows;
  const amounts = (): number[] =>
    book()
      .filter(({ type }) => type === 'bid.accepted')
      .map(({ publicText }) => (JSON.parse(publicText) as { amountMinor: number }).amountMinor);
  const whole = (): void => expect(verifyBook(book()).problems).toEqual([]);
  const submitAll = (submissions: readonly Submission[]): Promise<Ack>[] =>
    submissions.map((submission) => journal.submit(submission));
  const rising = (): Submission[] =>
    ['a', 'b', 'c'].map((actor, i) => bid(auctionId, actor, 10_000 + i * 500, `rising-${actor}`));

  it('on what that one leads to, and acknowledges neither before its own commit', async () => {
    const answered: number[] = [];
    const acks = submitAll(rising());
    acks.forEach((ack, i) => void ack.then(() => answered.push(i)));
    for (const n of [0, 1, 2]) {
      const flight = await line.underWay();
      expect(answered.length).toBe(n);
      expect(line.prepared.length).toBe(Math.min(n + 2, 3));
      flight.go();
    }
    expect(await Promise.all(acks)).toEqual([accepted, accepted, accepted]);
    expect(answered).toEqual([0, 1, 2]);
    expect(amounts()).toEqual([10_000, 10_500, 11_000]);
    whole();
  });

  it('and decides it again when the guard is lost under it', async () => {
    const acks = submitAll(rising());
    const flight = await line.underWay();
    await journalOn(new ModelStore(database)).submit(bid(auctionId, 'c', 10_500));
    line.open = true;
    flight.go();
    // The rival's 10,500 stands: the first two are too low on it, the third is not.
    expect(await Promise.all(acks)).toEqual([
      refusedAs('bid.below_minimum'),
      refusedAs('bid.below_minimum'),
      refusedAs('bid.already_leading'),
    ]);
    expect(amounts()).toEqual([10_500]);
    whole();
  });

  it('though a rival wrote exactly as much as the lost flight would have', async () => {
    const acks = submitAll(rising());
    const flight = await line.underWay();
    // The seq is what the prepared flush expects; what stands under it is something else.
    await journalOn(new ModelStore(database)).submit(bid(auctionId, 'b', 20_000));
    line.open = true;
    flight.go();
    expect((await Promise.all(acks)).map((ack) => ack.accepted)).toEqual([false, false, false]);
    expect(amounts()).toEqual([20_000]);
    whole();
  });

  it('isolates a repeated id that turns up in what was prepared', async () => {
    const [one, two, three] = rising() as [Submission, Submission, Submission];
    const other = journalOn(new ModelStore(database));
    const repeated = bid(auctionId, 'b', 10_000, 'repeated');
    const original = await other.submit(repeated);
    const raised = { ...one, command: { type: 'bid', amountMinor: 10_500 } as const };
    journal = journalOn(line, { maxBatch: 2 });
    const acks = submitAll([raised, bid(auctionId, 'c', 11_000), repeated, bid(auctionId, 'a', 11_500), two, three]);
    const flight = await line.underWay();
    line.open = true;
    flight.go();
    const [first, second, again, fourth] = await Promise.all(acks);
    expect([first, second, fourth]).toEqual([accepted, accepted, accepted]);
    expect(again).toMatchObject({ accepted: true, seq: original.seq });
    expect(amounts().slice(0, 4)).toEqual([10_000, 10_500, 11_000, 11_500]);
    whole();
  });

  it('answers only the flight when the line is lost; what was prepared is decided again', async () => {
    const acks = submitAll(rising());
    const flight = await line.underWay();
    line.open = true;
    flight.fail(new StoreUnavailable('cut'));
    expect(await Promise.all(acks)).toEqual([refusedAs('journal.unavailable'), accepted, accepted]);
    expect(amounts()).toEqual([10_500, 11_000]);
    expect(await journal.submit(rising()[0]!)).toEqual(refusedAs('bid.below_minimum'));
    whole();
  });

  it('holds up nobody for an auction that is being read', async () => {
    const other = newId();
    database.create(other);
    const acks = submitAll([...rising(), bid(other, 'a', 10_000)]);
    const flight = await line.underWay();
    line.open = true;
    flight.go();
    expect(await Promise.all(acks)).toEqual([accepted, accepted, accepted, refusedAs('auction.not_found')]);
  });
});

describe('the rate of one bidder', () => {
  it('lets a burst through, then a few a second; the clock and operators never wait', () => {
    const rate = new BidRate({ burst: 3, perSecond: 10 });
    expect([1, 2, 3, 4].map(() => rate.take('a', 0))).toEqual([0, 0, 0, 100]);
    expect(rate.take('b', 0)).toBe(0);
    expect(rate.take('a', 100)).toBe(0);
    for (let i = 0; i < 50; i++) expect([rate.take('system', 0), rate.take('operator:1', 0)]).toEqual([0, 0]);
  });

  it('remembers no more bidders than it may', () => {
    const rate = new BidRate({ burst: 1, perSecond: 1 }, 10);
    rate.take('a', 0);
    for (let i = 0; i < 9; i++) rate.take(`x${i}`, 0);
    expect(rate.take('a', 0)).toBeGreaterThan(0);
    for (let i = 0; i < 30; i++) rate.take(`y${i}`, 0);
    expect(rate.take('a', 0)).toBe(0);
  });

  it('is answered before anything else is done, and a repeated id is no new command', async () => {
    const database = new ModelDatabase();
    const options = { clock: new FixedClock(OPEN_AT), signer, scheduler: realScheduler, entropy: entropyPool() };
    const bidRate = { burst: 2, perSecond: 1 };
    const journal = new Journal({ store: new ModelStore(database), ...options, log: silent, bidRate });
    const auctionId = newId();
    const first = bid(auctionId, 'a', 10_000);
    const acks = [first, first, first, bid(auctionId, 'a', 1), bid(auctionId, 'a', 2)].map((s) => journal.submit(s));
    const answers = await Promise.all(acks);
    expect(answers.slice(0, 4)).toEqual([1, 2, 3, 4].map(() => refusedAs('auction.not_found')));
    expect(answers[4]).toMatchObject({ code: 'bid.rate_limited', params: { retryAfterMs: 1_000 } });
  });
});

it('what opens a long book does not grow with it', () => {
  const sale = Rehearsal.opened(['a', 'b'], { increments: [{ fromMinor: 0, stepMinor: 1 }] });
  const sizes: number[] = [];
  for (let i = 0; i < 3_000; i++) {
    sale.bid(i % 2 ? 'a' : 'b', 10_000 + i, 100_001);
    if (i % 500 === 499) sizes.push(serialiseState(sale.state).length);
  }
  expect(Math.max(...sizes)).toBeLessThan(40_000);
});
