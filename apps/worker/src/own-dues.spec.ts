import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ContractsService } from '@jishi/contracts';
import type { Actor } from '@jishi/identity';
import { dayCursor, timeCursor } from '@jishi/platform';
import { type DueRow, DepositService, OwnMoneyService, type PaidRow, PaymentService } from '@jishi/settlement';
import { Deal, MoneyBench } from '../../../test/support/deal';
import { testDatabase, type TestDatabase } from '../../../test/support/postgres';

const PRICE = 130_000_000;
const within = { count: 10, kind: 'calendar' as const };
let db: TestDatabase;
let bench: MoneyBench;
let deal: Deal;
let buyer: Actor;

beforeAll(async () => {
  db = await testDatabase();
  bench = await MoneyBench.open(db);
});
afterAll(async () => {
  await bench.close();
  await db.drop();
});

const own = () => bench.get(OwnMoneyService);

/** The list as its reader meets it, one row a page. */
async function owed(actor: Actor, filter: Partial<Parameters<OwnMoneyService['owed']>[1]> = {}): Promise<DueRow[]> {
  const found: DueRow[] = [];
  let cursor: string | undefined;
  do {
    const after = dayCursor(cursor);
    const page = await own().owed(actor, { ...filter, limit: 1, ...(after ? { after } : {}) });
    found.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return found;
}

async function paid(actor: Actor, filter: Partial<Parameters<OwnMoneyService['paid']>[1]> = {}): Promise<PaidRow[]> {
  const found: PaidRow[] = [];
  let cursor: string | undefined;
  do {
    const before = timeCursor(cursor);
    const page = await own().paid(actor, { ...filter, limit: 1, ...(before ? { before } : {}) });
    found.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return found;
}

const shown = (items: DueRow[]) => items.map(({ kind, due, amountMinor }) => [kind, due, amountMinor]);
const sum = (items: { amountMinor: number }[]): number => items.reduce((all, { amountMinor }) => all + amountMinor, 0);

describe('what an organisation owes and has paid, one by one', () => {
  it('goes from the deposit through every instalment, page by page, and nobody else reads it', async () => {
    Object.assign(bench.book, { phase: 'open', standingId: null, winnerId: null });
    deal = await Deal.open(bench, 2);
    buyer = deal.bidders[0]!;
    const other = deal.bidders[1]!;
    for (const bidder of deal.bidders) await deal.approve(bidder);
    await bench.drain();
    const deposit = await deal.deposit(buyer);
    expect(await owed(buyer)).toMatchObject([
      {
        id: deposit.id,
        kind: 'deposit',
        due: 'due',
        amountMinor: 10_000_000,
        reference: deposit.reference,
        contractId: null,
      },
    ]);
    expect(await paid(buyer)).toEqual([]);

    await db.database.query(`update deposit set due_at = now() - interval '1 minute' where id = $1`, [deposit.id]);
    expect(await owed(buyer, { due: 'overdue' })).toMatchObject([{ id: deposit.id }]);
    // due at midnight is in time until the day before is over
    await db.database.query(`update deposit set due_at = '2099-06-30T16:00:00Z' where id = $1`, [deposit.id]);
    expect(await owed(buyer)).toMatchObject([{ dueOn: '2099-06-30', dueAt: new Date('2099-06-30T16:00:00Z') }]);
    await db.database.query('update deposit set due_at = null where id = $1', [deposit.id]);

    for (const bidder of deal.bidders)
      await bench.get(DepositService).simulatePayment(bidder, (await deal.deposit(bidder)).id);
    await deal.close(buyer, PRICE);
    await bench.drain();
    expect(await owed(buyer)).toEqual([]);
    expect(await paid(buyer)).toMatchObject([{ id: deposit.id, amountMinor: 10_000_000 }]);

    const contracts = bench.get(ContractsService);
    const { items } = await contracts.list(buyer, { listingId: deal.listingId, limit: 1 });
    // after an auction only the exchange drafts anything but the whole price at once
    const reviewer = await bench.market.person(deal.cashier.organisationId, 'exchange', ['reviewer']);
    const { currentVersion: version, contentHash } = await contracts.setPayment(reviewer, items[0]!.id, {
      payment: {
        kind: 'instalments',
        rows: [
          { sharePpm: 300_000, due: { within } },
          { sharePpm: 300_000, due: { milestone: '样机通过验收', within } },
          { sharePpm: 400_000, due: { on: '2027-06-30' } },
        ],
        lateDailyPpm: 500,
      },
      payees: [],
    });
    for (const party of [deal.seller, buyer]) await contracts.accept(party, items[0]!.id, { version, contentHash });
    await bench.drain();
    const first = 39_000_000 + 6_500_000 - 10_000_000;
    const all = await owed(buyer);
    expect(shown(all)).toEqual([
      ['price', 'due', first],
      ['price', 'later', 52_000_000],
      ['price', 'later', 39_000_000],
    ]);
    expect(all.map(({ milestone }) => milestone)).toEqual([null, null, '样机通过验收']);
    expect(await owed(buyer, { kind: 'deposit' })).toEqual([]);
    expect(await owed(buyer, { until: all[0]!.dueOn! })).toMatchObject([{ id: all[0]!.id }]);
    expect(await owed(deal.seller)).toEqual([]);
    // the sum on the same page asks for what can be paid now
    expect(sum(await owed(buyer, { due: 'due' }))).toBe((await own().read(buyer)).owedPaymentsMinor);

    await bench.get(PaymentService).simulatePayment(buyer, all[0]!.id);
    await bench.drain();
    expect(shown(await owed(buyer))).toEqual([
      ['price', 'due', 52_000_000],
      ['price', 'later', 39_000_000],
    ]);
    await db.database.query(`update payment set due_on = '2026-01-01' where id = $1`, [all[1]!.id]);
    expect((await owed(buyer))[0]).toMatchObject({
      due: 'overdue',
      amountMinor: 52_000_000,
      dueAt: new Date('2026-01-01T16:00:00Z'),
    });

    const done = await paid(buyer);
    expect(done).toMatchObject([
      { id: all[0]!.id, kind: 'price', state: 'settled', amountMinor: first },
      { id: deposit.id, kind: 'deposit', state: 'captured', amountMinor: 10_000_000 },
    ]);
    // price and fee of this instalment, nothing of it twice: the deposit and what was paid beside it
    expect(sum(done)).toBe((await own().read(buyer)).paidMinor);
    expect(await paid(buyer, { kind: 'deposit' })).toMatchObject([{ id: deposit.id }]);
    const day = new Date(done[0]!.paidAt.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
    const nextDay = new Date(done[0]!.paidAt.getTime() + 32 * 3_600_000).toISOString().slice(0, 10);
    expect((await paid(buyer, { to: day })).length).toBe(2);
    expect(await paid(buyer, { from: nextDay })).toEqual([]);
    expect(await paid(other)).toMatchObject([{ kind: 'deposit', title: done[0]!.title }]);
    expect((await paid(other))[0]!.id).not.toBe(deposit.id);
    expect(await paid(deal.seller)).toEqual([]);
  }, 60_000);
});
