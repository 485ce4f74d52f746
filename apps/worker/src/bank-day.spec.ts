import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '@jishi/identity';
import { newId } from '@jishi/kernel';
import { LedgerService } from '@jishi/ledger';
import { AttachmentService } from '@jishi/listings';
import { DueService } from '@jishi/notifications';
import { chinaDay, startOfChinaDay } from '@jishi/pricing';
import {
  BankLayoutService,
  BankService,
  NOTHING_YET,
  PayoutService,
  readStatementFile,
  ReconciliationService,
  requireSound,
  type RunRow,
  subAccountOf,
} from '@jishi/settlement';
import { Deal, MoneyBench } from '../../../test/support/deal';
import { paper } from '../../../test/support/papers';
import { testDatabase, type TestDatabase } from '../../../test/support/postgres';

let db: TestDatabase;
let bench: MoneyBench;
let bank: BankService;
let payouts: PayoutService;
let reconciliation: ReconciliationService;

beforeAll(async () => {
  db = await testDatabase();
  bench = await MoneyBench.open(db, false);
  bank = bench.get(BankService);
  payouts = bench.get(PayoutService);
  reconciliation = bench.get(ReconciliationService);
});
afterAll(async () => {
  await bench.close();
  await db.drop();
});

/** What becomes of payouts is booked now, so this is the day that is looked at. */
const DAY = chinaDay(Date.now());
const PLAIN_DAY = DAY.replaceAll('-', '');

interface Row {
  serial: string;
  in?: number;
  out?: number;
  name: string;
  account?: string;
  remark?: string;
  sub?: string;
}
const yuan = (minor = 0): string => (minor / 100).toFixed(2);

class Desk {
  private constructor(readonly deal: Deal) {}

  static async open(bidders = 3): Promise<Desk> {
    Object.assign(bench.book, { phase: 'open', standingId: null, winnerId: null });
    const deal = await Deal.open(bench, bidders);
    for (const bidder of deal.bidders) await deal.approve(bidder);
    await bench.drain();
    return new Desk(deal);
  }

  ccb(rows: Row[]): Promise<{ inserted: number; known: number; proposed: number; gapMinor: number | null }> {
    const head =
      '账号,借方发生额（支取）,贷方发生额（收入）,币种,对方户名,对方账号,记账日期,摘要,备注,账户明细编号-交易流水号\n';
    const body = rows.map(
      (row) =>
        `4405,${yuan(row.out)},${yuan(row.in)},人民币元,${row.name},${row.account ?? '622200001'},${PLAIN_DAY},转账,${row.remark ?? ''},${row.serial}`,
    );
    return this.import(`${head}${body.join('\n')}\n合计\n`, 'ccb.csv');
  }

  cmb(rows: Row[], openingMinor: number): Promise<{ inserted: number; known: number; gapMinor: number | null }> {
    const moved = rows.reduce((sum, row) => sum + (row.in ?? 0) - (row.out ?? 0), 0);
    const head = `账号,1209,户名,交易所\n期初余额,${yuan(openingMinor)},期末余额,${yuan(openingMinor + moved)}\n交易日,借方金额,贷方金额,摘要,流水号,用途,收(付)方名称,收(付)方帐号,虚拟户编号\n`;
    const body = rows.map(
      (row) =>
        `${PLAIN_DAY},${yuan(row.out)},${yuan(row.in)},转账,${row.serial},${row.remark ?? ''},${row.name},${row.account ?? '622200001'},${row.sub ?? ''}`,
    );
    return this.import(head + body.join('\n'), 'cmb.csv');
  }

  async import(text: string, filename: string) {
    const layouts = (await bench.get(BankLayoutService).list(this.deal.cashier)).map(({ layout }) => layout);
    const statement = requireSound(await readStatementFile(Buffer.from(text), layouts));
    return bank.import(this.deal.cashier, statement, filename);
  }

  async line(serial: string) {
    const { items } = await bank.list(this.deal.cashier, { limit: 100 });
    return items.find((line) => line.serial === serial)!;
  }

  /** All payouts that are due leave the bank, under these serial numbers. */
  async pay(serials: string[]): Promise<Row[]> {
    const due = (await payouts.list(this.deal.cashier, { state: 'due', limit: 50 })).items;
    expect(due).toHaveLength(serials.length);
    const rows: Row[] = [];
    for (const [at, payout] of due.entries()) {
      await payouts.propose(this.deal.cashier, payout.id, undefined);
      await payouts.confirm(this.deal.checker, payout.id, serials[at]!);
      rows.push({
        serial: serials[at]!,
        out: payout.amountMinor,
        name: payout.payeeName,
        account: payout.payeeAccount!,
      });
    }
    return rows;
  }

  reconcile(day = DAY): Promise<RunRow> {
    return reconciliation.run(this.deal.checker, day);
  }

  async open() {
    const { items } = await reconciliation.differences(this.deal.cashier, { state: 'waiting', limit: 100 });
    return items.map(({ kind, detail, driftMinor }) => ({
      kind,
      label: (detail.outside ?? detail.ledger)!.label,
      driftMinor,
    }));
  }

  deposit = (bidder: Actor) => this.deal.deposit(bidder);
}

describe('a day at the bank', () => {
  it('two banks, a duplicate, a wrong payer, too much and too little: all is explained, and comes to zero', async () => {
    const desk = await Desk.open();
    const { deal } = desk;
    const [one, two, three] = deal.bidders as [Actor, Actor, Actor];
    const [first, second, third] = await Promise.all([one, two, three].map((bidder) => desk.deposit(bidder)));
    const [nameOne, nameTwo, nameThree] = await Promise.all([one, two, three].map((bidder) => deal.nameOf(bidder)));
    const morning: Row[] = [
      { serial: 'C1', in: first!.amount, name: nameOne!, remark: first!.reference },
      { serial: 'C2', in: second!.amount, name: '某不相干公司', account: '9558', remark: second!.reference },
      { serial: 'C3', in: second!.amount + 50_000, name: nameTwo!, account: '6217', remark: second!.reference },
    ];
    expect(await desk.ccb(morning)).toMatchObject({ inserted: 3, proposed: 1 });
    expect(await desk.ccb(morning)).toMatchObject({ inserted: 0, known: 3 });
    const part = Math.floor(third!.amount / 3);
    await desk.cmb([{ serial: 'M1', in: part, name: nameThree!, remark: third!.reference }], 0);

    // why each waits, with the numbers
    expect(await desk.line('C2')).toMatchObject({ state: 'suspense', reason: 'bank.payer_differs' });
    expect(await desk.line('C3')).toMatchObject({
      state: 'suspense',
      reason: 'bank.amount_differs',
      reasonDetail: {
        expectedMinor: second!.amount,
        surplusMinor: 50_000,
        shortMinor: 0,
        reference: second!.reference,
      },
    });
    expect(await desk.line('M1')).toMatchObject({ reasonDetail: { shortMinor: third!.amount - part } });
    expect((await bank.ages(deal.cashier)).reduce((sum, { lines }) => sum + lines, 0)).toBe(4);

    // the proposals in one go, each by two people
    const ids = [(await desk.line('C1')).id, (await desk.line('C2')).id];
    expect(await bank.many(deal.cashier, ids, 'match')).toMatchObject([
      { state: 'matched', code: null },
      { state: null, code: 'bank.claim_not_found' },
    ]);
    expect(await bank.many(deal.cashier, ids.slice(0, 1), 'confirm')).toMatchObject([{ code: 'bank.same_person' }]);
    expect(await bank.many(deal.checker, ids.slice(0, 1), 'confirm')).toMatchObject([{ state: 'confirmed' }]);

    // too much: the deposit is held, the rest goes back to the account it came from
    const over = await desk.line('C3');
    await expect(bank.match(deal.cashier, over.id, { depositId: second!.id })).rejects.toThrow('bank.amount_differs');
    await expect(bank.match(deal.cashier, over.id, { depositId: second!.id, accept: 'part' })).rejects.toThrow();
    await bank.match(deal.cashier, over.id, { depositId: second!.id, accept: 'surplus' });
    await bank.confirm(deal.checker, over.id);
    expect(await desk.deposit(two)).toMatchObject({ state: 'held' });

    // too little: the parts wait for each other
    const m1 = await desk.line('M1');
    await bank.match(deal.cashier, m1.id, { depositId: third!.id, accept: 'part' });
    await expect(bank.confirm(deal.checker, m1.id)).rejects.toThrow('bank.parts_missing');
    await desk.cmb([{ serial: 'M2', in: third!.amount - part, name: nameThree!, remark: third!.reference }], part);
    const m2 = await desk.line('M2');
    expect(m2).toMatchObject({ state: 'proposed' });
    await bank.match(deal.cashier, m2.id, {});
    await bank.confirm(deal.checker, m2.id);
    expect([await desk.line('M1'), await desk.line('M2')]).toMatchObject([
      { state: 'confirmed' },
      { state: 'confirmed' },
    ]);
    expect(await desk.deposit(three)).toMatchObject({ state: 'held' });

    // the stranger's money goes back
    await bank.note(deal.cashier, ids[1]!, '已电话核实，对方误汇');
    await bank.refund(deal.cashier, ids[1]!, '付款人不符');
    expect((await bank.detail(deal.checker, ids[1]!)).notes).toMatchObject([{ text: '已电话核实，对方误汇' }]);
    const left = await desk.pay(['OUT1', 'OUT2']);
    expect(left.map(({ account, out }) => `${account} ${out}`).sort()).toEqual([
      '6217 50000',
      `9558 ${second!.amount}`,
    ]);

    await desk.ccb([...morning, ...left]);
    expect(await desk.line('OUT1')).toMatchObject({ state: 'noted', payoutState: 'confirmed' });
    const run = await desk.reconcile();
    expect(run).toMatchObject({ itemCount: 0, driftMinor: 0, covered: true });
    expect(run.totals[0]).toMatchObject({ place: 'bank', ledgerOutMinor: 50_000 + second!.amount, driftMinor: 0 });
    expect(await bench.get(LedgerService).check()).toEqual({ sumMinor: 0, drifted: [] });
  });

  it('with losses injected: exactly those are named, told, explained by two, or put right', async () => {
    const desk = await Desk.open(2);
    const { deal } = desk;
    const exchangeId = deal.cashier.organisationId;
    const lines: Row[] = Array.from({ length: 6 }, (_, n) => ({
      serial: `L${n}`,
      in: 1_000 + n,
      name: `公司${n}`,
      account: `acc${n}`,
    }));
    await desk.ccb(lines);
    for (const n of [0, 1, 2]) await bank.refund(deal.cashier, (await desk.line(`L${n}`)).id, '无主款项');
    const [paid, typo, wrong] = await desk.pay(['P0', 'P1', 'P2']);
    expect(await desk.reconcile()).toMatchObject({ itemCount: 3, openCount: 3 });
    await desk.ccb([paid!, { ...typo!, serial: 'P1x' }, { ...wrong!, out: wrong!.out! + 7 }]);
    await desk.ccb([{ serial: 'FEE', out: 15, name: '', remark: '手续费' }]);
    const statement = await bench.one<{ id: string }>(
      'select id from bank_statement where exchange_id = $1 limit 1',
      exchangeId,
    );
    await db.database.query(
      `insert into bank_line (id, statement_id, exchange_id, account_number, serial, booked_on, direction, amount_minor, counterparty_name, state)
       values ($1, $2, $3, '4405', 'GHOST', $4, 'credit', 900, '幽灵', 'unmatched')`,
      [newId(), statement.id, exchangeId, DAY],
    );
    await db.database.transaction((tx) =>
      bench.get(LedgerService).post(tx, {
        reference: `bank_line:${newId()}`,
        kind: 'bank.received',
        subjectId: newId(),
        postings: [{ source: `bank:${exchangeId}`, destination: `suspense:${exchangeId}`, amountMinor: 77 }],
      }),
    );
    const run = await desk.reconcile();
    const open = await desk.open();
    expect(open.map(({ kind, driftMinor }) => `${kind} ${driftMinor}`).sort()).toEqual(
      [
        'amount_differs 7',
        'missing_in_ledger 15',
        'missing_in_ledger -900',
        'missing_outside 77',
        'other_serial 0',
      ].sort(),
    );
    expect(open.reduce((sum, { driftMinor }) => sum + driftMinor, 0)).toBe(run.driftMinor);
    // what the first run missed has been put right since, and stays on record
    const cleared = (await reconciliation.differences(deal.cashier, { state: 'cleared', limit: 50 })).items;
    expect(cleared.map(({ kind }) => kind)).toEqual(['missing_outside', 'missing_outside', 'missing_outside']);

    await bench.drain();
    const told = await db.database.query<{ kind: string }>(
      'select kind from notification where organisation_id = $1 and kind = $2',
      [exchangeId, 'reconciliation.drifted'],
    );
    expect(told).toHaveLength(2);
    const kinds = (await bench.get(DueService).list(deal.cashier, {})).items.map(({ key }) => key);
    expect(kinds.filter((kind) => kind === 'difference')).toHaveLength(5);

    const fee = (await reconciliation.differences(deal.cashier, { state: 'open', limit: 50 })).items.find(
      ({ driftMinor }) => driftMinor === 15,
    )!;
    await reconciliation.explain(deal.cashier, fee.id, '银行手续费，由交易所自有资金补足');
    await expect(reconciliation.agree(deal.cashier, fee.id)).rejects.toThrow('difference.same_person');
    await expect(reconciliation.agree((await Desk.open(1)).deal.checker, fee.id)).rejects.toThrow(
      'difference.not_found',
    );
    await reconciliation.refuse(deal.checker, fee.id, '请附银行通知');
    await reconciliation.explain(deal.cashier, fee.id, '银行手续费，回单已附，由交易所自有资金补足');
    expect(await reconciliation.agree(deal.checker, fee.id)).toMatchObject({ state: 'explained' });
    expect(await desk.reconcile()).toMatchObject({ itemCount: 5, openCount: 4 });
    const change = `update reconciliation_difference set state = 'open', agreed_by = null where id = $1`;
    await expect(db.database.query(change, [fee.id])).rejects.toThrow('was explained');
    await expect(db.database.query('delete from reconciliation_run')).rejects.toThrow();
  });

  it('is run by the worker once it is over, and again when a statement comes late', async () => {
    const desk = await Desk.open(1);
    const { deal } = desk;
    const yesterday = chinaDay(startOfChinaDay(DAY) - 1);
    await desk.ccb([{ serial: 'Y1', in: 500, name: '甲' }]);
    while ((await reconciliation.sweep()) > 0) continue;
    const runs = async (): Promise<number> =>
      (await reconciliation.days(deal.cashier, { limit: 50 })).items.filter(({ day }) => day === yesterday).length;
    expect(await runs()).toBe(0);
    const late = `流水号,日期,收入金额,支出金额,对方户名\nY2,${yesterday},0,3.00,银行\n`;
    await desk.import(late, 'late.csv');
    expect(await reconciliation.sweep()).toBeGreaterThan(0);
    expect(await reconciliation.sweep()).toBe(0);
    expect(await runs()).toBe(1);
    expect(await desk.open()).toEqual([{ kind: 'missing_in_ledger', label: 'Y2', driftMinor: 300 }]);
    expect(await Promise.all([1, 2].map(() => reconciliation.sweep()))).toEqual([0, 0]);
  });

  it('a statement that does not go on where the one before it ended says how much lies between', async () => {
    const desk = await Desk.open(1);
    const at = (day: string, opening: number, serial: string) =>
      desk.import(
        `期初余额,${yuan(opening)},期末余额,${yuan(opening + 100)}\n流水号,日期,收入金额,支出金额,对方户名\n${serial},${day},1.00,,甲\n`,
        'x.csv',
      );
    expect(await at('2026-10-01', 1_000, 'G1')).toMatchObject({ gapMinor: null });
    expect(await at('2026-10-02', 1_100, 'G2')).toMatchObject({ gapMinor: 0 });
    expect(await at('2026-10-05', 5_200, 'G3')).toMatchObject({ gapMinor: 4_000 });
    const { items } = await bank.statements(desk.deal.cashier, { limit: 10 });
    expect(items[0]).toMatchObject({ layout: 'plain', gapMinor: 4_000, firstDay: '2026-10-05' });
  });
});

describe('what lies with a provider', () => {
  it('is what the ledger says lies there: lost, or given back at the provider’s own desk, it is named', async () => {
    const { deal } = await Desk.open(3);
    const exchangeId = deal.cashier.organisationId;
    const deposits = await Promise.all(deal.bidders.map((bidder) => deal.deposit(bidder)));
    const provider = `provider:stripe_card:${exchangeId}`;
    const captured = async (depositId: string, amountMinor: number, refundedMinor = 0): Promise<void> => {
      const id = newId();
      await db.database.query(
        `insert into provider_command (id, provider, operation, subject_id, request, state)
         values ($1, 'stripe_card', 'begin', $2, '{}', 'done')`,
        [id, depositId],
      );
      const refunds = [{ reference: `re_${id}`, commandId: null, amountMinor: refundedMinor, state: 'succeeded' }];
      const facts = {
        ...NOTHING_YET,
        stage: 'captured',
        capturedMinor: amountMinor,
        refunds: refundedMinor ? refunds : [],
      };
      await db.database.query(
        `insert into provider_movement (id, provider, subject_kind, subject_id, exchange_id, amount_minor, currency, reference,
           pay_until, facts, stage, bearing)
         values ($1::uuid, 'stripe_card', 'deposit', $2, $3, $4, 'CNY', $1::text, now(), $5, 'captured', true)`,
        [id, depositId, exchangeId, amountMinor, JSON.stringify(facts)],
      );
    };
    const held = (depositId: string, amountMinor: number) =>
      db.database.transaction((tx) =>
        bench.get(LedgerService).post(
          tx,
          {
            reference: `deposit.held:${depositId}`,
            kind: 'deposit.held',
            subjectId: depositId,
            postings: [{ source: provider, destination: `deposit:${depositId}`, amountMinor }],
          },
          [
            { code: provider, kind: 'asset', purpose: 'provider', exchangeId },
            { code: `deposit:${depositId}`, kind: 'liability', purpose: 'deposit', exchangeId },
          ],
        ),
      );
    const [right, lost, given] = [deposits[0]!, deposits[1]!, deposits[2]!];
    await captured(right.id, 1_000);
    await held(right.id, 1_000);
    expect(await reconciliation.run(deal.checker, DAY)).toMatchObject({ itemCount: 0, driftMinor: 0 });
    await captured(lost.id, 2_000);
    await captured(given.id, 3_000, 500);
    await held(given.id, 3_000);
    const run = await reconciliation.run(deal.checker, DAY);
    const { items } = await reconciliation.differences(deal.cashier, { runId: run.id, limit: 10 });
    expect(items.map(({ place, kind, key, driftMinor }) => `${place} ${kind} ${key} ${driftMinor}`).sort()).toEqual([
      `stripe_card amount_differs ${given.id} 500`,
      `stripe_card missing_in_ledger ${lost.id} -2000`,
    ]);
    expect(run.driftMinor).toBe(-1_500);
  });
});

describe('what goes back', () => {
  it('without an account of the bank needs a paper and two people, in the database, too', async () => {
    const desk = await Desk.open(1);
    const { deal } = desk;
    await desk.import(`流水号,日期,收入金额,支出金额,对方户名\nN1,${DAY},5.00,,某公司\n`, 'n.csv');
    await bank.refund(deal.cashier, (await desk.line('N1')).id, '无主');
    const [payout] = (await payouts.list(deal.cashier, { state: 'due', limit: 1 })).items;
    await expect(payouts.propose(deal.cashier, payout!.id, '6222')).rejects.toThrow('payout.evidence_missing');
    await expect(payouts.propose(deal.cashier, payout!.id, '6222', newId())).rejects.toThrow('attachment.not_found');
    await expect(
      db.database.query(
        `update payout set state = 'proposed', payee_account = '6222', proposed_by = $2 where id = $1`,
        [payout!.id, deal.cashier.userId],
      ),
    ).rejects.toThrow('payout_back_to_source');
    const slip = await bench.get(AttachmentService).store(deal.cashier, { filename: '回单.pdf', content: paper() });
    await payouts.propose(deal.cashier, payout!.id, '6222', slip.id);
    await expect(payouts.confirm(deal.cashier, payout!.id, 'N-OUT')).rejects.toThrow('payout.same_person');
    expect(await payouts.confirm(deal.checker, payout!.id, 'N-OUT')).toMatchObject({
      state: 'confirmed',
      evidenceId: slip.id,
      originAccount: null,
    });
  });

  it('is found by the virtual account that was paid to', async () => {
    const desk = await Desk.open(1);
    const [bidder] = desk.deal.bidders as [Actor];
    const { amount, reference } = await desk.deposit(bidder);
    const sub = `1209${subAccountOf(reference)}`;
    await desk.cmb([{ serial: 'V1', in: amount, name: await desk.deal.nameOf(bidder), sub }], 0);
    expect(await desk.line('V1')).toMatchObject({ state: 'proposed', subAccount: sub });
  });
});

describe('a layout of an exchange’s own', () => {
  it('is kept in versions, counts before the platform’s, and is nobody else’s', async () => {
    const { deal } = await Desk.open(1);
    const layouts = bench.get(BankLayoutService);
    const layout = {
      code: 'local-bank',
      name: { zh: '本地银行', en: 'Local bank' },
      source: '2026 年 11 月样张',
      columns: { serial: ['编号'], bookedOn: ['日子'], amount: ['数'], counterpartyName: ['谁'] },
      dates: 'ymd',
      signed: 'in_positive',
    };
    await expect(layouts.add(deal.cashier, { ...layout, source: '' })).rejects.toThrow('bank.bad_layout');
    await layouts.add(deal.cashier, layout);
    const again = await layouts.add(deal.cashier, { ...layout, dates: 'dmy' });
    expect(again[0]).toMatchObject({ version: 2, layout: { code: 'local-bank', dates: 'dmy' } });
    expect(again.filter(({ layout: { code } }) => code === 'local-bank')).toHaveLength(1);
    const other = (await Desk.open(1)).deal;
    expect((await layouts.list(other.cashier)).map(({ layout: { code } }) => code)).not.toContain('local-bank');
    await expect(layouts.list(deal.bidders[0]!)).rejects.toThrow('settlement.other_exchange');
  });
});
