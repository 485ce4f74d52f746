import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ContractsService } from '@jishi/contracts';
import type { Actor } from '@jishi/identity';
import { DomainError } from '@jishi/kernel';
import { LedgerService } from '@jishi/ledger';
import { DepositService, PaymentService } from '@jishi/settlement';
import { Deal, MoneyBench } from '../../../test/support/deal';
import { testDatabase, type TestDatabase } from '../../../test/support/postgres';
import { DeliveryService } from './delivery.service';

let db: TestDatabase;
let bench: MoneyBench;

beforeAll(async () => {
  db = await testDatabase();
  bench = await MoneyBench.open(db);
});
afterAll(async () => {
  await bench.close();
  await db.drop();
});

const STEPS = ['approve', 'pay', 'withdraw', 'lead', 'close', 'deliver', 'sign', 'settle'] as const;
type Step = readonly [(typeof STEPS)[number], number];

const DELIVER: Step[] = Array.from({ length: 6 }, (_, n) => ['deliver', n * 7]);
/** A sale as it should go; the spec puts other steps between its own. */
const SALE: Step[] = [
  ...[0, 1, 2].flatMap((n): Step[] => [
    ['approve', n],
    ['deliver', 0],
    ['pay', n],
  ]),
  ['lead', 1],
  ['close', 7],
  ...DELIVER,
  ['sign', 0],
  ['sign', 1],
  ...DELIVER,
  ['settle', 1],
  ...DELIVER,
];

/** One person does one thing, allowed or not; a refusal is an answer, anything else is a defect. */
async function take(deal: Deal, [step, n]: Step): Promise<void> {
  const bidder = deal.bidders[n % deal.bidders.length]!;
  const { book } = bench;
  switch (step) {
    case 'approve':
      return deal.approve(bidder).catch(onlyTwice);
    case 'pay':
      return withDeposit(deal, bidder, (id) => bench.get(DepositService).simulatePayment(bidder, id));
    case 'withdraw':
      return withDeposit(deal, bidder, (id) => bench.get(DepositService).withdraw(bidder, id));
    case 'lead':
      // who is held and in the book may lead while it is open
      if (book.phase === 'open' && (await deal.deposit(bidder))?.state === 'held') {
        book.admitted.add(bidder.organisationId);
        book.standingId = bidder.organisationId;
      }
      return;
    case 'close': {
      if (book.phase === 'closed') return;
      const winner = deal.bidders.find(({ organisationId }) => organisationId === book.standingId) ?? null;
      return deal.close(winner, Deal.START + (n % 50) * 1_000_001);
    }
    case 'deliver':
      return deliverOne(n);
    case 'sign':
      return sign(deal, n % 2 === 0 ? deal.seller : bidder);
    case 'settle': {
      const [payment] = (await bench.get(PaymentService).list(bidder, { limit: 1 })).items;
      if (payment) await refusable(bench.get(PaymentService).simulatePayment(bidder, payment.id));
    }
  }
}

const onlyTwice = (error: unknown): void => {
  if (!String(error).includes('application_listing_id_organisation_id_key')) throw error;
};

async function refusable(work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => {
    if (!(error instanceof DomainError)) throw error;
  });
}

async function withDeposit(deal: Deal, bidder: Actor, work: (id: string) => Promise<unknown>): Promise<void> {
  const deposit = await deal.deposit(bidder);
  if (deposit) await refusable(work(deposit.id));
}

async function deliverOne(n: number): Promise<void> {
  const undone = await db.database.query<{ id: string; consumer: string }>(
    `select event_id as id, consumer from outbox_delivery where done_at is null and consumer not like 'bidding.%'
       and consumer not like 'notifications.%'`,
  );
  const one = undone[n % Math.max(1, undone.length)];
  if (one) await refusable(bench.get(DeliveryService).deliver(one.id, one.consumer));
}

async function sign(deal: Deal, actor: Actor): Promise<void> {
  const contracts = bench.get(ContractsService);
  const [contract] = (await contracts.list(actor, { listingId: deal.listingId, limit: 1 })).items;
  if (!contract) return;
  const { currentVersion: version, contentHash } = contract;
  await refusable(contracts.accept(actor, contract.id, { version, contentHash }));
}

/** For each deposit: its account in the ledger holds the money exactly while its state says so. */
const WRONG_DEPOSITS = `
  select d.id, d.state, coalesce(b.credit_minor - b.debit_minor, 0) as balance from deposit d
  left join account a on a.code = 'deposit:' || d.id left join account_balance b on b.account_id = a.id
  where coalesce(b.credit_minor - b.debit_minor, 0) <>
    case when d.state in ('held', 'release_pending') then d.amount_minor else 0 end`;
/** For each settled sale: price and fees went where they belong, and nothing stayed between. */
const WRONG_SALES = `
  select p.id from payment p join account a on a.code = 'sale:' || p.contract_id join account_balance b on b.account_id = a.id
  where p.state = 'settled' and (b.credit_minor <> b.debit_minor or b.credit_minor <> p.price_minor + p.buyer_fee_minor)`;

describe('any order of people and deliveries', () => {
  it('keeps the ledger at zero, every deposit where its state says, and every settled sale even', async () => {
    const step: fc.Arbitrary<Step> = fc.tuple(fc.constantFrom(...STEPS), fc.nat(1_000));
    const noise = fc.array(fc.tuple(fc.nat(SALE.length), step), { maxLength: 15 });
    await fc.assert(
      fc.asyncProperty(noise, async (noise) => {
        Object.assign(bench.book, { phase: 'open', standingId: null, winnerId: null });
        const deal = await Deal.open(bench);
        const steps = SALE.flatMap((one, at) => [
          one,
          ...noise.filter(([place]) => place === at).map(([, step]) => step),
        ]);
        for (const one of steps) await take(deal, one);
        await bench.drain();
        expect(await db.database.query(WRONG_DEPOSITS)).toEqual([]);
        expect(await db.database.query(WRONG_SALES)).toEqual([]);
        expect(await bench.get(LedgerService).check()).toEqual({ sumMinor: 0, drifted: [] });
        const wrong = 'select 1 from payout p where state = $1 and provider = $2';
        expect(await db.database.query(wrong, ['due', 'simulated'])).toEqual([]);
      }),
      { numRuns: 12 },
    );
    // the sequences were not all cut short: most of them are real sales
    const { settled } = await bench.one<{ settled: number }>('select count(*) as settled from settlement');
    expect(settled).toBeGreaterThanOrEqual(3);
  }, 60_000);
});
