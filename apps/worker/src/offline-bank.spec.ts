import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ContractsService } from '@jishi/contracts';
import type { Actor } from '@jishi/identity';
import { LedgerService } from '@jishi/ledger';
import { AttachmentService } from '@jishi/listings';
import { BankService, DepositService, parseStatement, PaymentService, PayoutService } from '@jishi/settlement';
import { Deal, MoneyBench } from '../../../test/support/deal';
import { paper } from '../../../test/support/papers';
import { testDatabase, type TestDatabase } from '../../../test/support/postgres';

let db: TestDatabase;
let bench: MoneyBench;
let deal: Deal;
let serial = 0;

beforeAll(async () => {
  db = await testDatabase();
  // not a demonstration: everything goes through the bank
  bench = await MoneyBench.open(db, false);
});
afterAll(async () => {
  await bench.close();
  await db.drop();
});
beforeEach(async () => {
  Object.assign(bench.book, { phase: 'open', standingId: null, winnerId: null });
  deal = await Deal.open(bench);
  for (const bidder of deal.bidders) await deal.approve(bidder);
  await bench.drain();
});

const statement = (...lines: { payer: string; amount: number; remark: string; account?: string; serial?: string }[]) =>
  parseStatement(
    Buffer.from(
      `流水号,日期,收入金额,对方户名,对方账号,附言\n${lines
        .map(
          (line) =>
            `${line.serial ?? `S${++serial}`},2026-11-20,${(line.amount / 100).toFixed(2)},${line.payer},${line.account ?? '622200001'},${line.remark}`,
        )
        .join('\n')}\n`,
    ),
  );

const transferFrom = async (
  bidder: Actor,
  change: { payer?: string; amount?: number; remark?: string; account?: string } = {},
) => {
  const { amount, reference } = await deal.deposit(bidder);
  const line = statement({ payer: await deal.nameOf(bidder), amount, remark: `保证金${reference}`, ...change });
  await bench.get(BankService).import(deal.cashier, line, 'a.csv');
  const found = (await bench.get(BankService).list(deal.cashier, { limit: 50 })).items;
  return found.find((entry) => entry.serial === line.lines[0]!.serial)!;
};

const payByBank = async (bidder: Actor) => {
  const line = await transferFrom(bidder);
  await bench.get(BankService).match(deal.cashier, line.id, {});
  await bench.get(BankService).confirm(deal.checker, line.id);
  await bench.drain();
};

const balances = async () => {
  const { accounts } = await bench.get(LedgerService).trialBalance({ exchangeId: deal.cashier.organisationId });
  const sums: Record<string, number> = {};
  for (const { purpose, balanceMinor } of accounts) sums[purpose] = (sums[purpose] ?? 0) + balanceMinor;
  return sums;
};

describe('a bank statement', () => {
  it('proposes by reference, amount and payer; a maker matches, another person confirms, then the deposit is held', async () => {
    const [bidder] = deal.bidders as [Actor];
    const { id, amount } = await deal.deposit(bidder);
    const line = await transferFrom(bidder);
    expect(line).toMatchObject({ state: 'proposed', depositId: id });
    expect(await balances()).toEqual({ bank: amount, suspense: amount });

    const bank = bench.get(BankService);
    await expect(bank.confirm(deal.checker, line.id)).rejects.toThrow('bank.wrong_state');
    await bank.match(deal.cashier, line.id, {});
    await expect(bank.confirm(deal.cashier, line.id)).rejects.toThrow('bank.same_person');
    expect((await deal.deposit(bidder)).state).toBe('required');
    expect((await bank.confirm(deal.checker, line.id)).state).toBe('confirmed');
    await expect(bank.confirm(deal.checker, line.id)).rejects.toThrow('bank.wrong_state');

    expect((await deal.deposit(bidder)).state).toBe('held');
    expect(await balances()).toEqual({ bank: amount, suspense: 0, deposit: amount });
    const facts = await db.database.query<{ payload: { paidAtMs: number } }>(
      `select payload from outbox where type = 'deposit.held' and subject_id = $1`,
      [id],
    );
    // Paid on the day the bank says, or now if that is not over.
    const paidAtMs = Math.min(Date.now(), Date.parse('2026-11-20T23:59:59.999+08:00'));
    expect(facts.map(({ payload }) => Math.round((payload.paidAtMs - paidAtMs) / 60_000))).toEqual([0]);
  });

  it('imported twice, also by two at once, does nothing the second time', async () => {
    const [bidder] = deal.bidders as [Actor];
    const { amount, reference } = await deal.deposit(bidder);
    const same = statement({ payer: await deal.nameOf(bidder), amount, remark: reference, serial: `T${++serial}` });
    const bank = bench.get(BankService);
    const results = await Promise.all([1, 2, 3].map(() => bank.import(deal.cashier, same, 'a.csv')));
    expect(results.map((result) => result.inserted).sort()).toEqual([0, 0, 1]);
    expect((await bank.import(deal.cashier, same, 'again.csv')).known).toBe(1);
    expect(await balances()).toEqual({ bank: amount, suspense: amount });
  });

  it('is refused when a known serial number comes with another sum: no money is passed over in silence', async () => {
    const [bidder] = deal.bidders as [Actor];
    const line = { payer: await deal.nameOf(bidder), amount: 10_000, remark: '', serial: `T${++serial}` };
    const bank = bench.get(BankService);
    const twice = statement(line, { ...line, amount: 20_000 });
    await expect(bank.import(deal.cashier, twice, 'a.csv')).rejects.toThrow('bank.bad_statement');
    expect(await balances()).toEqual({});
    await bank.import(deal.cashier, statement(line, line), 'a.csv');
    await expect(bank.import(deal.cashier, statement({ ...line, amount: 20_000 }), 'b.csv')).rejects.toThrow(
      'bank.bad_statement',
    );
    expect(await balances()).toEqual({ bank: 10_000, suspense: 10_000 });
  });

  it('knows one movement of money under every writing of its serial number, and in no second account', async () => {
    const [bidder] = deal.bidders as [Actor];
    const bank = bench.get(BankService);
    const line = { payer: await deal.nameOf(bidder), amount: 10_000, remark: '', serial: `Tx${++serial}y` };
    const of = (accountNumber: string | null, written = line.serial) => ({
      ...statement({ ...line, serial: written }),
      accountNumber,
    });
    expect((await bank.import(deal.cashier, of('1209 0987'), 'a.csv')).inserted).toBe(1);
    for (const written of [line.serial.toUpperCase(), ` ${line.serial} `, line.serial.replace('x', 'ｘ\u200b')])
      expect(await bank.import(deal.cashier, of('1209-0987', written), 'b.csv')).toMatchObject({
        inserted: 0,
        known: 1,
      });
    expect((await bank.import(deal.cashier, of(null), 'c.csv')).known).toBe(1);
    await expect(bank.import(deal.cashier, of('4405'), 'd.csv')).rejects.toMatchObject({
      errors: [{ path: 'lines[0].serial', code: 'bank.serial_elsewhere' }],
    });
    expect(await balances()).toEqual({ bank: 10_000, suspense: 10_000 });
  });

  it('takes no sum that would spoil the ledger’s', async () => {
    const [bidder] = deal.bidders as [Actor];
    const bank = bench.get(BankService);
    const line = { payer: await deal.nameOf(bidder), amount: 100, remark: '', serial: `T${++serial}` };
    for (const amountMinor of [10_000_000_000_001, Number.MAX_SAFE_INTEGER, 2 ** 53]) {
      const { lines } = statement(line);
      const large = { accountNumber: null, lines: [{ ...lines[0]!, amountMinor }] };
      await expect(bank.import(deal.cashier, large, 'a.csv')).rejects.toThrow('bank.bad_statement');
    }
    const lines = Array.from({ length: 451 }, () => ({
      ...statement({ ...line, serial: `T${++serial}` }).lines[0]!,
      amountMinor: 10_000_000_000_000,
    }));
    await expect(bank.import(deal.cashier, { accountNumber: null, lines }, 'a.csv')).rejects.toMatchObject({
      errors: [{ path: 'lines', code: 'bank.too_much' }],
    });
    expect(await balances()).toEqual({});
  });

  it.each([
    ['another payer', { payer: '某不相干公司' }, 'bank.payer_differs'],
    ['another amount', { amount: 999 }, 'bank.amount_differs'],
  ])('%s waits in suspense and cannot be forced through', async (_, change, code) => {
    const [bidder] = deal.bidders as [Actor];
    const { id } = await deal.deposit(bidder);
    const line = await transferFrom(bidder, change);
    expect(line).toMatchObject({ state: 'suspense', reason: code, depositId: null });
    await expect(bench.get(BankService).match(deal.cashier, line.id, { depositId: id })).rejects.toThrow(code);
    expect((await deal.deposit(bidder)).state).toBe('required');
  });

  it('money without a claim goes back to where it came from, through two people', async () => {
    const [bidder] = deal.bidders as [Actor];
    const line = await transferFrom(bidder, { payer: '某不相干公司', amount: 12_300 });
    await bench.get(BankService).refund(deal.cashier, line.id, '付款人不符');
    await bench.drain();
    const payouts = bench.get(PayoutService);
    const [payout] = (await payouts.list(deal.cashier, { limit: 5 })).items;
    expect(payout).toMatchObject({ kind: 'suspense_refund', payeeAccount: '622200001', state: 'due' });
    await expect(payouts.propose(deal.cashier, payout!.id, '999')).rejects.toThrow('payout.account_differs');
    await payouts.propose(deal.cashier, payout!.id, undefined);
    await expect(payouts.confirm(deal.cashier, payout!.id, 'OUT1')).rejects.toThrow('payout.same_person');
    await payouts.confirm(deal.checker, payout!.id, 'OUT1');
    expect(await balances()).toEqual({ bank: 0, suspense: 0 });
  });

  it('paid twice holds one deposit; the second payment waits and goes back', async () => {
    const [bidder] = deal.bidders as [Actor];
    const bank = bench.get(BankService);
    const lines = [await transferFrom(bidder), await transferFrom(bidder)];
    for (const line of lines) await bank.match(deal.cashier, line.id, {});
    await bank.confirm(deal.checker, lines[0]!.id);
    await expect(bank.confirm(deal.checker, lines[1]!.id)).rejects.toThrow('bank.claim_closed');
    expect((await bank.refund(deal.cashier, lines[1]!.id, '重复付款')).state).toBe('refunded');
    const { amount } = await deal.deposit(bidder);
    expect(await balances()).toEqual({ bank: 2 * amount, suspense: amount, deposit: amount });
  });

  it('can be rejected by the checker, match and payout alike', async () => {
    const [bidder] = deal.bidders as [Actor];
    const [bank, payouts] = [bench.get(BankService), bench.get(PayoutService)];
    const line = await transferFrom(bidder);
    await bank.match(deal.cashier, line.id, {});
    expect(await bank.reject(deal.checker, line.id, '附言不清')).toMatchObject({ state: 'suspense', matchedBy: null });
    await bank.refund(deal.cashier, line.id, '附言不清');
    const [payout] = (await payouts.list(deal.cashier, { state: 'due', limit: 1 })).items;
    await payouts.propose(deal.cashier, payout!.id, undefined);
    expect(await payouts.reject(deal.checker, payout!.id, '稍后再付')).toMatchObject({
      state: 'due',
      payeeAccount: '622200001',
      proposedBy: null,
    });
  });

  it('to an account that was only typed, with the paper that shows it: after a rejection both may be others', async () => {
    const [bidder] = deal.bidders as [Actor];
    const [bank, payouts] = [bench.get(BankService), bench.get(PayoutService)];
    const line = await transferFrom(bidder, { payer: '某不相干公司', account: '' });
    await bank.refund(deal.cashier, line.id, '付款人不符');
    const [payout] = (await payouts.list(deal.cashier, { state: 'due', limit: 1 })).items;
    await expect(payouts.propose(deal.cashier, payout!.id, undefined)).rejects.toThrow('payout.account_missing');
    const slips = await Promise.all(
      ['a', 'b'].map((text) =>
        bench.get(AttachmentService).store(deal.cashier, { filename: `${text}.pdf`, content: paper(text) }),
      ),
    );
    await payouts.propose(deal.cashier, payout!.id, '6222-mistyped', slips[0]!.id);
    expect(await payouts.reject(deal.checker, payout!.id, '账号有误')).toMatchObject({
      state: 'due',
      payeeAccount: null,
      evidenceId: null,
    });
    expect(await payouts.propose(deal.cashier, payout!.id, '622200009', slips[1]!.id)).toMatchObject({
      payeeAccount: '622200009',
      evidenceId: slips[1]!.id,
    });
  });

  it('belongs to its own exchange', async () => {
    const [bidder] = deal.bidders as [Actor];
    const line = await transferFrom(bidder);
    const other = await Deal.open(bench, 1);
    await expect(bench.get(BankService).match(other.cashier, line.id, {})).rejects.toThrow('bank.line_not_found');
    await expect(bench.get(BankService).import(bidder, { accountNumber: null, lines: [] }, 'x')).rejects.toThrow(
      'settlement.other_exchange',
    );
  });

  it('and without a demonstration nothing can be simulated', async () => {
    const [bidder] = deal.bidders as [Actor];
    const { id } = await deal.deposit(bidder);
    await expect(bench.get(DepositService).simulatePayment(bidder, id)).rejects.toThrow('settlement.provider_off');
  });
});

describe('a deposit', () => {
  it('stays while its admission is on the way: released before, it would leave a bidder without a deposit', async () => {
    const [bidder] = deal.bidders as [Actor];
    await payByBank(bidder);
    const { id } = await deal.deposit(bidder);
    const deposits = bench.get(DepositService);
    await expect(deposits.withdraw(bidder, id)).rejects.toThrow('deposit.admission_pending');
    expect((await deal.deposit(bidder)).state).toBe('held');
    bench.book.admitted.add(bidder.organisationId);
    expect((await deposits.withdraw(bidder, id)).state).toBe('release_pending');
  });

  it('is not released under a standing bid; afterwards the bidder leaves the book first', async () => {
    const [bidder] = deal.bidders as [Actor];
    await payByBank(bidder);
    const { id } = await deal.deposit(bidder);
    const deposits = bench.get(DepositService);
    bench.book.admitted.add(bidder.organisationId);
    bench.book.standingId = bidder.organisationId;
    await expect(deposits.withdraw(bidder, id)).rejects.toThrow('deposit.standing_bid');
    expect((await deal.deposit(bidder)).state).toBe('held');
    bench.book.standingId = null;
    expect((await deposits.withdraw(bidder, id)).state).toBe('release_pending');
    expect(bench.book.admitted.has(bidder.organisationId)).toBe(false);
    await expect(deposits.withdraw(bidder, id)).rejects.toThrow('deposit.wrong_state');
  });

  it('is not given to a stranger, nor back to the winner', async () => {
    const [bidder, stranger] = deal.bidders as [Actor, Actor];
    await payByBank(bidder);
    const { id } = await deal.deposit(bidder);
    await expect(bench.get(DepositService).withdraw(stranger, id)).rejects.toThrow('deposit.not_found');
    bench.book.winnerId = bidder.organisationId;
    await expect(bench.get(DepositService).withdraw(bidder, id)).rejects.toThrow('deposit.won');
    const visible = (await bench.get(DepositService).list(stranger, { limit: 50 })).items;
    expect(visible.every((deposit) => deposit.organisationId === stranger.organisationId)).toBe(true);
  });

  it('paid after the close stays in suspense', async () => {
    const [winner, late] = deal.bidders as [Actor, Actor];
    await payByBank(winner);
    await deal.close(winner, Deal.START);
    await bench.drain();
    expect((await deal.deposit(late)).state).toBe('expired');
    expect(await transferFrom(late)).toMatchObject({ state: 'suspense', reason: 'bank.claim_closed' });
  });
});

describe('a sale through the bank alone', () => {
  it('runs from the deposit to the payout, and the bank ends with the fees', async () => {
    const [winner, loser] = deal.bidders as [Actor, Actor];
    await payByBank(winner);
    await payByBank(loser);
    await deal.close(winner, Deal.START);
    await bench.drain();
    const contracts = bench.get(ContractsService);
    const { id, contentHash } = (await contracts.list(winner, { listingId: deal.listingId, limit: 1 })).items[0]!;
    for (const party of [winner, deal.seller]) await contracts.accept(party, id, { version: 1, contentHash });
    await bench.drain();
    const [payment] = (await bench.get(PaymentService).list(winner, { contractId: id, limit: 1 })).items;
    const payer = await deal.nameOf(winner);
    const bank = bench.get(BankService);
    await bank.import(
      deal.cashier,
      statement({ payer, amount: payment!.amountMinor, remark: payment!.reference }),
      'b',
    );
    const [line] = (await bank.list(deal.cashier, { state: 'proposed', limit: 1 })).items;
    await bank.match(deal.cashier, line!.id, { paymentId: payment!.id });
    await bank.confirm(deal.checker, line!.id);
    await bench.drain();

    const payouts = bench.get(PayoutService);
    const due = (await payouts.list(deal.cashier, { state: 'due', limit: 10 })).items;
    expect(due.map((payout) => payout.kind).sort()).toEqual(['deposit_release', 'sale']);
    for (const payout of due)
      await payouts.propose(deal.cashier, payout.id, payout.payeeAccount ?? '6228480402564890018');
    const [first, second] = due;
    await payouts.confirm(deal.checker, first!.id, 'OUT-1');
    // one transfer of the bank never ends two payouts
    await expect(payouts.confirm(deal.checker, second!.id, 'OUT-1')).rejects.toThrow('payout.serial_used');
    await payouts.confirm(deal.checker, second!.id, 'OUT-2');
    expect((await deal.deposit(loser)).state).toBe('released');
    // 1M: buyer 5 %, seller 5‰
    expect(await balances()).toMatchObject({ bank: 5_500_000, buyer_fee: 5_000_000, seller_fee: 500_000, payable: 0 });
    expect(await bench.get(LedgerService).check()).toEqual({ sumMinor: 0, drifted: [] });
  });
});
