import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ContractsService } from '@jishi/contracts';
import type { Actor } from '@jishi/identity';
import { DomainError, newId } from '@jishi/kernel';
import type { AttachmentService } from '@jishi/listings';
import { DueService, NotificationService } from '@jishi/notifications';
import { DepositService, PaymentService } from '@jishi/settlement';
import {
  DEFAULT_REWARD_RULE,
  RewardIncomeService,
  RewardPayrollService,
  RewardReadsService,
  type RewardRule,
  RewardRuleService,
  RewardService,
  RewardSplitService,
  type SplitLine,
} from '@jishi/subsidies';
import { Deal, MoneyBench } from '../../../test/support/deal';
import { temporaryAttachments } from '../../../test/support/files';
import { standingClock } from '../../../test/support/market';
import { paper } from '../../../test/support/papers';
import { testDatabase, type TestDatabase } from '../../../test/support/postgres';

const NOW = '2026-11-16T10:00:00+08:00';
const PRICE = 130_000_000;
const clock = standingClock(NOW);
let db: TestDatabase;
let bench: MoneyBench;
let attachments: AttachmentService;
let incomes: RewardIncomeService;
let rewards: RewardService;
let splits: RewardSplitService;
let payrolls: RewardPayrollService;
let reads: RewardReadsService;
let rules: RewardRuleService;
let deal: Deal;
let officer: Actor;
let officer2: Actor;
let decider: Actor;
let first: Actor;
let second: Actor;
let third: Actor;

beforeAll(async () => {
  db = await testDatabase();
  bench = await MoneyBench.open(db);
  attachments = temporaryAttachments(db.database);
  incomes = new RewardIncomeService(db.database, clock, attachments);
  rewards = new RewardService(db.database, clock, attachments);
  splits = new RewardSplitService(db.database, clock, attachments);
  payrolls = new RewardPayrollService(db.database, clock);
  reads = new RewardReadsService(db.database, clock, attachments);
  rules = new RewardRuleService(db.database, clock);
}, 60_000);
afterAll(async () => {
  await bench.close();
  await db.drop();
});
beforeEach(async () => {
  clock.set(Date.parse(NOW));
  Object.assign(bench.book, { phase: 'open', standingId: null, winnerId: null });
  deal = await Deal.open(bench, 1);
  const { organisationId } = deal.seller;
  officer = deal.seller;
  const person = (...roles: Parameters<MoneyBench['market']['person']>[2]) =>
    bench.market.person(organisationId, 'university', roles);
  officer2 = await person('officer');
  decider = await person('decider');
  [first, second, third] = [await person('inventor'), await person('inventor'), await person('inventor')];
  await disclosed();
});

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof DomainError ? error.code : String(error)),
  );
const file = async (who: Actor): Promise<string> =>
  (await attachments.store(who, { filename: '凭证.pdf', content: paper('voucher') })).id;
const nameOf = async ({ userId }: Actor): Promise<string> =>
  (await bench.one<{ name: string }>('select name from user_account where id = $1', userId)).name;

/** The achievement of the sale was disclosed by three: 50, 30 and 20 per cent. */
async function disclosed(): Promise<void> {
  const id = newId();
  const { organisationId } = deal.seller;
  await db.database.query(
    `insert into disclosure (id, number, organisation_id, reported_by, title, ip_kind, funding_source, export_control, state, turn, state_since)
     values ($1::uuid, $1::text, $2, $3, '散热薄膜', 'invention', 'outside', 'free', 'draft', 'reporter', now())`,
    [id, organisationId, first.userId],
  );
  for (const [i, who] of [first, second, third].entries())
    await db.database.query(
      `insert into disclosure_contributor (id, disclosure_id, position, user_id, name, share_bps) values ($1, $2, $3, $4, $5, $6)`,
      [newId(), id, i + 1, who.userId, await nameOf(who), [5_000, 3_000, 2_000][i]],
    );
  await db.database.query(
    `update disclosure set state = 'decided', turn = null, disclosed_at = now(),
       achievement_id = (select achievement_id from listing where id = $2) where id = $1`,
    [id, deal.listingId],
  );
}

/** The auction is won; the contract lies before its parties. */
async function contracted(): Promise<string> {
  const [winner] = deal.bidders as [Actor];
  await deal.approve(winner);
  await bench.drain();
  await bench.get(DepositService).simulatePayment(winner, (await deal.deposit(winner)).id);
  await deal.close(winner, PRICE);
  await bench.drain();
  const contracts = bench.get(ContractsService);
  return (await contracts.list(winner, { listingId: deal.listingId, limit: 5 })).items[0]!.id;
}

/** Signed, paid, settled, paid out: everything the money does before anybody thinks of a reward. */
async function settled(): Promise<void> {
  const [winner] = deal.bidders as [Actor];
  const id = await contracted();
  const contracts = bench.get(ContractsService);
  for (const party of [deal.seller, winner]) {
    const { currentVersion: version, contentHash } = await contracts.get(party, id);
    await contracts.accept(party, id, { version, contentHash });
  }
  await bench.drain();
  const [payment] = (await bench.get(PaymentService).list(winner, { limit: 5 })).items;
  await bench.get(PaymentService).simulatePayment(winner, payment!.id);
  await bench.drain();
}

/** Money that reached the seller, as an instalment would. Answers the case it opened or joined. */
async function instalment(contractId: string, amountMinor: number): Promise<string> {
  const id = newId();
  await db.database.query(
    `insert into payout (id, kind, exchange_id, payee_id, payee_name, contract_id, source_account, amount_minor, provider, state,
       bank_serial, confirmed_at)
     select $1, 'sale', c.exchange_id, c.transferor_id, '大学', c.id, 'payable:' || c.id, $3, $4, 'confirmed', $4, now()
     from contract c where c.id = $2`,
    [id, contractId, amountMinor, `B${id}`],
  );
  for (const _ of [1, 2]) await db.database.transaction((tx) => incomes.receive(tx, id));
  const sql = 'select case_id as id from reward_income where source = $1';
  return (await bench.one<{ id: string }>(sql, `payout:${id}`)).id;
}

const onlyCase = async (): Promise<string> => {
  const { items } = await reads.list(officer, { scope: 'office', limit: 10 });
  expect(items).toHaveLength(1);
  return items[0]!.id;
};
const thirds = (...shares: [number, number, number]): SplitLine[] =>
  [first, second, third].map(({ userId }, i) => ({
    userId,
    name: '',
    affiliation: '',
    main: i < 2,
    shareBps: shares[i]!,
  }));
const due = async (who: Actor): Promise<string[]> =>
  (await bench.get(DueService).list(who, {})).items.map(({ key }) => key).filter((key) => key.startsWith('reward'));
const stateOf = async (id: string): Promise<string> => (await reads.get(officer, id)).reward.state;
const number = async (id: string): Promise<void> => {
  for (const [i, share] of (await reads.get(officer, id)).shares.entries())
    await splits.describe(officer, id, share.id, {
      employeeNumber: `2011${i}`,
      paidDirectMinor: 0,
      paidDirectNote: '',
    });
};
async function ruled(change: Partial<RewardRule>): Promise<void> {
  const id = await rules.write(officer, {
    body: { ...DEFAULT_REWARD_RULE, ...change },
    source: '校科〔2026〕18号',
    effectiveOn: '2026-01-01',
  });
  await rules.answer(decider, id, 'confirmed', '校长办公会通过');
}
const NO_PUBLICITY = { terms: { ...DEFAULT_REWARD_RULE.terms, publicity: { days: 0, source: '第九条' } } };

describe('a reward', () => {
  it('from the settled sale: deductions, a split of three, one objection ruled, approved, exported, paid', async () => {
    await settled();
    const id = await onlyCase();
    // price 1.3M less the seller's fee of 35,000
    expect(await reads.get(officer, id)).toMatchObject({
      reward: { state: 'open', class: 'transfer', rewardRuleId: null, firstInventorId: first.userId },
      incomes: [{ amountMinor: 126_500_000 }],
      computation: { netMinor: 126_500_000, awardMinor: 75_900_000 },
      computed: false,
    });
    expect((await reads.get(first, id)).may).toEqual([]);

    await rewards.deduct(officer, id, {
      kind: 'tax',
      amountMinor: 7_160_377,
      note: '增值税及附加',
      attachmentId: await file(officer),
    });
    await rewards.deduct(officer, id, {
      kind: 'overhead',
      amountMinor: 9_000_000,
      note: '管理费',
      attachmentId: await file(officer),
    });
    const wrong = { kind: 'patent' as const, amountMinor: 1, note: '误记', attachmentId: await file(officer) };
    await rewards.deduct(officer, id, wrong);
    const { deductions } = await reads.get(officer, id);
    await rewards.undeduct(officer, id, deductions.find(({ kind }) => kind === 'patent')!.id);
    expect(await codeOf(rewards.deduct(officer, id, { ...wrong, attachmentId: newId() }))).toBe('attachment.not_found');

    // overhead: 5 % of 1,265,000 = 63,250.00; net 1,265,000 − 71,603.77 − 63,250 = 1,130,146.23; 60 % = 678,087.738
    await rewards.compute(officer, id);
    const computed = await reads.get(first, id);
    expect(computed).toMatchObject({
      reward: { state: 'splitting', awardMinor: 67_808_773, netMinor: 113_014_623 },
      computed: true,
      may: ['propose'],
    });
    expect(computed.suggested.map(({ shareBps, main }) => [shareBps, main])).toEqual([
      [5_000, true],
      [3_000, false],
      [2_000, false],
    ]);
    expect(computed.texts.map(({ zh }) => zh)).toEqual([
      expect.stringContaining('¥1,265,000.00'),
      '收入合计 ¥1,265,000.00。',
      '扣除税费 ¥71,603.77。',
      '扣除管理费 ¥63,250.00：登记 ¥90,000.00，以收入的 5% 为限。',
      '净收入 ¥1,130,146.23。',
      expect.stringContaining('净收入 ¥1,130,146.23 × 60% = ¥678,087.73'),
    ]);
    expect(await codeOf(rewards.deduct(officer, id, wrong))).toBe('reward.wrong_state');

    expect([await due(first), await due(second), await due(officer)]).toEqual([['rewardMine'], [], []]);
    expect(await codeOf(splits.propose(officer, id, thirds(5_000, 3_000, 2_000)))).toBe('reward.other_part');
    expect(await codeOf(splits.propose(first, id, thirds(2_000, 2_999, 5_001)))).toBe('reward.bad_split');
    await splits.propose(first, id, thirds(5_000, 3_000, 2_000));
    // 339,043.86 + 203,426.31 + 135,617.54 leaves two fen, to the first main contributor
    const shares = (await reads.get(officer, id)).shares.map(({ awardMinor, agreed }) => [awardMinor, agreed]);
    expect(shares).toEqual([
      [33_904_388, true],
      [20_342_631, null],
      [13_561_754, null],
    ]);

    // each sees their own; of colleagues neither part nor amount
    const seen = await reads.get(second, id);
    expect(seen.shares.map(({ mine, shareBps, awardMinor }) => [mine, shareBps, awardMinor])).toEqual([
      [false, null, null],
      [true, 3_000, 20_342_631],
      [false, null, null],
    ]);
    expect(seen.tax).toMatchObject({ category: 'cash_award_half' });
    const stranger = await bench.market.person(officer.organisationId, 'university', ['inventor']);
    const elsewhere = await bench.market.member('university', ['officer', 'inventor', 'decider']);
    for (const who of [stranger, elsewhere]) expect(await codeOf(reads.get(who, id))).toBe('reward.not_found');
    expect((await reads.list(stranger, { scope: 'mine', limit: 10 })).items).toEqual([]);
    expect(await codeOf(reads.list(stranger, { scope: 'office', limit: 10 }))).toBe('reward.scope_forbidden');

    await splits.answer(second, id, true);
    expect(await codeOf(splits.answer(third, id, false, ' … '))).toBe('reward.reason_missing');
    await splits.answer(third, id, false, '测试与中试均由本人完成');
    expect(await stateOf(id)).toBe('consenting');
    expect([await due(second), await due(third), await due(decider)]).toEqual([[], [], ['rewardApproval']]);
    const [objection] = (await reads.get(decider, id)).objections;
    expect(await codeOf(splits.rule(first, id, objection!.id, 'dismissed', '驳回'))).toBe('reward.own_case');
    await splits.rule(decider, id, objection!.id, 'upheld', '贡献属实，应予调整');
    expect(await stateOf(id)).toBe('splitting');

    await splits.propose(first, id, thirds(4_500, 3_000, 2_500));
    await splits.answer(second, id, true);
    await splits.answer(third, id, true);
    expect(await stateOf(id)).toBe('agreed');
    expect(await codeOf(rewards.submit(officer, id))).toBe('reward.publicity_first');
    await rewards.publish(officer, id);
    // anybody of the institution reads of it now: names and the whole, no part
    const published = await reads.get(stranger, id);
    expect([published.computation, published.incomes, published.reward.awardMinor]).toEqual([null, [], 67_808_773]);
    expect(published.shares.every(({ awardMinor }) => awardMinor === null)).toBe(true);
    await splits.object(stranger, id, '本人参与过前期试验');
    expect(await codeOf(splits.object(stranger, id, '再次提出'))).toBe('reward.answered');
    expect(await codeOf(rewards.submit(officer, id))).toBe('reward.publicity_runs');
    clock.set(Date.parse('2026-12-08T00:00:00+08:00'));
    expect(await codeOf(rewards.submit(officer, id))).toBe('reward.objections_open');
    const late = (await reads.get(decider, id)).objections.find(({ outcome }) => outcome === null)!;
    await splits.rule(decider, id, late.id, 'dismissed', '前期试验不在本成果之内');
    expect(await codeOf(rewards.submit(officer, id))).toBe('reward.number_missing');
    await number(id);
    await rewards.submit(officer, id);

    expect(await codeOf(rewards.decide(await makes('decider', officer), id, 'approve', ''))).toBe('reward.same_person');
    await rewards.decide(decider, id, 'approve', '');
    expect(await stateOf(id)).toBe('approved');

    const payrollId = await payrolls.make(officer);
    expect(await codeOf(payrolls.make(officer))).toBe('reward.nothing_approved');
    // 4,500 / 3,000 / 2,500 of 678,087.73
    const { payroll, lines } = await payrolls.get(officer, payrollId);
    expect([payroll.totalMinor, ...lines.map(({ payableMinor }) => payableMinor)]).toEqual([
      67_808_773, 30_513_949, 20_342_631, 16_952_193,
    ]);
    expect(lines[0]).toMatchObject({
      employeeNumber: '20110',
      tax: { category: 'cash_award_half' },
      wageTotal: { counts: true, withinCap: false, withinBase: false },
    });
    expect(
      await codeOf(payrolls.recordPayment(officer, payrollId, { paidOn: '2026-12-08', voucherNumber: '记-87' })),
    ).toBe('reward_payroll.not_exported');
    await payrolls.export(officer, payrollId, 'xlsx', '');
    expect(await codeOf(payrolls.export(officer, payrollId, 'csv', ''))).toBe('reward.reason_missing');
    expect(
      (await payrolls.export(officer2, payrollId, 'csv', '财务要求重发')).exports.map(({ round, reason }) => [
        round,
        reason,
      ]),
    ).toEqual([
      [1, ''],
      [2, '财务要求重发'],
    ]);
    expect(
      await codeOf(payrolls.recordPayment(officer, payrollId, { paidOn: '2026-12-09', voucherNumber: '记-87' })),
    ).toBe('reward_payroll.to_come');
    expect(
      await codeOf(payrolls.recordPayment(officer, payrollId, { paidOn: '2026-12-07', voucherNumber: '记-87' })),
    ).toBe('reward_payroll.too_early');
    await payrolls.recordPayment(officer, payrollId, { paidOn: '2026-12-08', voucherNumber: '记-87' });
    expect(await codeOf(payrolls.confirm(await makes('decider', officer), payrollId, 'confirm', ''))).toBe(
      'reward_payroll.same_person',
    );
    await payrolls.confirm(decider, payrollId, 'return', '凭证号有误');
    await payrolls.recordPayment(officer, payrollId, { paidOn: '2026-12-08', voucherNumber: '记-88' });
    expect([await due(officer2), await due(decider)]).toEqual([[], ['rewardPaid']]);
    await payrolls.confirm(decider, payrollId, 'confirm', '');
    expect(await stateOf(id)).toBe('paid');
    await bench.drain();
    const inbox = await bench.get(NotificationService).list(third, {}, 'zh');
    expect(inbox.items.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['reward.share_asked', 'reward.published', 'reward.approved', 'reward.paid']),
    );
    expect((await reads.get(third, id)).payroll).toMatchObject({
      state: 'paid',
      paidOn: '2026-12-08',
      voucherNumber: '记-88',
    });

    const told = await db.database.query<{ type: string; action: string | null }>(
      `select type, payload->>'action' as action from outbox where subject_id = $1 order by id`,
      [id],
    );
    expect(told.map(({ type, action }) => action ?? type)).toEqual(
      'reward.opened compute propose reward.objected reward.ruled uphold propose agree publish reward.objected reward.ruled submit approve export pay'.split(
        ' ',
      ),
    );
    // what is told holds no amount
    const payloads = await db.database.query<{ text: string }>(
      `select payload::text as text from outbox where subject_id = $1`,
      [id],
    );
    expect(payloads.some(({ text }) => text.includes('Minor'))).toBe(false);
  }, 60_000);

  it('takes two people, and stays as it was approved, in the database, too', async () => {
    await ruled(NO_PUBLICITY);
    const id = await instalment(await contracted(), 10_000_001);
    await rewards.compute(officer, id);
    await splits.propose(first, id, thirds(5_000, 3_000, 2_000));
    for (const who of [second, third]) await splits.answer(who, id, true);
    await number(id);
    await rewards.submit(officer2, id);
    const update = (set: string) => db.database.query(`update reward_case set ${set} where id = '${id}'`);
    for (const who of [officer, officer2])
      await expect(update(`state = 'approved', approved_by = '${who.userId}', approved_at = now()`)).rejects.toThrow(
        'reward_case_two_people',
      );
    await expect(update(`state = 'approved', approved_by = '${second.userId}', approved_at = now()`)).rejects.toThrow(
      'a contributor',
    );
    const paid = await bench.market
      .person(officer.organisationId, 'university', ['decider'], second.userId)
      .catch(() => second);
    expect(await codeOf(rewards.decide(paid, id, 'approve', ''))).toBe('reward.own_case');
    await rewards.decide(decider, id, 'approve', '');
    await expect(update('award_minor = 1, net_minor = 1')).rejects.toThrow('frozen');
    await expect(
      db.database.query(`update reward_share set paid_direct_minor = 1, paid_direct_note = '补记' where case_id = $1`, [
        id,
      ]),
    ).rejects.toThrow('share is not changed');
    const payrollId = await payrolls.make(officer);
    await payrolls.export(officer, payrollId, 'csv', '');
    await payrolls.recordPayment(officer, payrollId, { paidOn: '2026-11-16', voucherNumber: '记-1' });
    await expect(
      db.database.query('update reward_payroll set confirmed_by = recorded_by, confirmed_at = now() where id = $1', [
        payrollId,
      ]),
    ).rejects.toThrow('reward_payroll_two_people');
    for (const table of ['reward_income', 'reward_payroll_line', 'reward_export', 'reward_step'])
      await expect(db.database.query(`delete from ${table}`)).rejects.toThrow();
  }, 60_000);

  it('counts what was given back: an open case bears it, else the next instalment; nobody gives back more than came', async () => {
    await ruled(NO_PUBLICITY);
    const contractId = await contracted();
    const one = await instalment(contractId, 40_000_000);
    // what comes in before anything is computed joins
    expect(await instalment(contractId, 1_000_000)).toBe(one);
    const { incomes: received } = await reads.get(officer, one);
    const back = async (amountMinor: number) =>
      incomes.reverse(officer, one, {
        incomeId: received[0]!.id,
        amountMinor,
        reason: '合同部分解除',
        attachmentId: await file(officer),
      });
    expect(await back(10_000_000)).toBe(one);
    await rewards.compute(officer, one);
    expect((await reads.get(officer, one)).reward).toMatchObject({ incomeMinor: 31_000_000, awardMinor: 18_600_000 });
    expect(await codeOf(back(1))).toBe('reward.reopen_first');
    await approve(one);

    const negative = await back(12_000_000);
    expect(negative).not.toBe(one);
    expect(await codeOf(back(18_000_001))).toBe('reward.over_income');
    await expect(
      db.database.query(
        `insert into reward_income (id, case_id, source, label, amount_minor, received_at, reverses_id, reason, attachment_id, recorded_by)
         select gen_random_uuid(), case_id, 'reversal:x', label, -18000001, now(), id, '多退', $2, $3 from reward_income where id = $1`,
        [received[0]!.id, await file(officer), officer.userId],
      ),
    ).rejects.toThrow('more is given back');
    await rewards.compute(officer, negative);
    expect(await stateOf(negative)).toBe('submitted');
    await rewards.decide(decider, negative, 'approve', '');
    expect((await reads.get(officer, negative)).reward).toMatchObject({
      state: 'closed',
      awardMinor: 0,
      lossMinor: 12_000_000,
    });

    const next = await instalment(contractId, 20_000_000);
    await rewards.compute(officer, next);
    expect((await reads.get(officer, next)).reward).toMatchObject({
      carriedMinor: 12_000_000,
      netMinor: 8_000_000,
      awardMinor: 4_800_000,
    });
    // taken back and computed again: the loss counts once
    await rewards.reopen(officer, next, '漏登专利费');
    await rewards.compute(officer, next);
    expect((await reads.get(officer, next)).reward).toMatchObject({ carriedMinor: 12_000_000, awardMinor: 4_800_000 });
    await approve(next);
    const last = await instalment(contractId, 5_000_000);
    await rewards.compute(officer, last);
    expect((await reads.get(officer, last)).reward).toMatchObject({ carriedMinor: 0, awardMinor: 3_000_000 });
  }, 60_000);

  it('waits for everybody, on paper too; silence agrees only where the rule says so; nobody is paid twice', async () => {
    await ruled({ ...NO_PUBLICITY, silence: 'agrees', amounts: 'open' });
    const id = await instalment(await contracted(), 100_000_000);
    await rewards.compute(officer, id);
    const outside = { userId: null, name: '何外', affiliation: '某设计院', main: false, shareBps: 2_000 };
    await splits.propose(first, id, [...thirds(5_000, 3_000, 2_000).slice(0, 2), outside]);
    const whole = await reads.get(second, id);
    expect(whole.shares.map(({ awardMinor }) => awardMinor)).toEqual([30_000_000, 18_000_000, 12_000_000]);
    expect(await codeOf(splits.filePaper(officer, id, whole.shares[1]!.id, await file(officer)))).toBe(
      'reward.answers_themselves',
    );
    await splits.filePaper(officer, id, whole.shares[2]!.id, await file(officer));
    expect(await codeOf(rewards.conclude(officer, id))).toBe('reward.consents_open');
    clock.set(whole.reward.consentDueAt!.getTime());
    await rewards.conclude(officer, id);
    await number(id);
    const note = '合同约定由付款直接支付本人';
    await splits.describe(officer, id, whole.shares[1]!.id, {
      employeeNumber: '20111',
      paidDirectMinor: 18_000_000,
      paidDirectNote: note,
    });
    await splits.describe(officer, id, whole.shares[0]!.id, {
      employeeNumber: '20110',
      paidDirectMinor: 1,
      paidDirectNote: note,
    });
    // nobody's pay is changed behind their back: both answer anew, and may object
    expect(await codeOf(rewards.submit(officer, id))).toBe('reward.wrong_state');
    expect((await reads.get(officer, id)).reward.state).toBe('consenting');
    expect((await reads.get(officer, id)).shares.map(({ agreed }) => agreed)).toEqual([null, null, true]);
    await splits.answer(second, id, true);
    await splits.answer(first, id, true);
    await rewards.submit(officer, id);
    await rewards.decide(decider, id, 'return', '请补充说明');
    expect((await reads.get(officer, id)).reward).toMatchObject({ state: 'open', awardMinor: null });
    await rewards.compute(officer, id);
    await splits.propose(first, id, [...thirds(5_000, 3_000, 2_000).slice(0, 2), outside]);
    const again = (await reads.get(officer, id)).shares;
    // the number they were paid under is remembered, what was paid directly is not
    expect(again.map(({ employeeNumber, paidDirectMinor }) => [employeeNumber, paidDirectMinor])).toEqual([
      ['20110', 0],
      ['20111', 0],
      ['', 0],
    ]);
    await splits.answer(second, id, true);
    await splits.filePaper(officer, id, again[2]!.id, await file(officer));
    await splits.describe(officer, id, again[1]!.id, {
      employeeNumber: '20111',
      paidDirectMinor: 18_000_000,
      paidDirectNote: note,
    });
    await splits.answer(second, id, true);
    await rewards.submit(officer, id);
    await rewards.decide(decider, id, 'approve', '');
    const { lines, payroll } = await payrolls.get(officer, await payrolls.make(officer));
    expect([payroll.totalMinor, lines.map(({ name, payableMinor }) => [name === '何外', payableMinor])]).toEqual([
      42_000_000,
      [
        [false, 30_000_000],
        [true, 12_000_000],
      ],
    ]);
  }, 60_000);

  it('keeps the rule its sale began under, whatever is confirmed later', async () => {
    const contractId = await contracted();
    const { at } = await bench.one<{ at: Date }>(
      'select published_at as at from listing where id = $1',
      deal.listingId,
    );
    clock.set(at.getTime() - 1);
    await ruled({ rates: { ...DEFAULT_REWARD_RULE.rates, transfer: { bps: 7_000, source: '第五条' } } });
    clock.set(at.getTime() + 1);
    await ruled({ rates: { ...DEFAULT_REWARD_RULE.rates, transfer: { bps: 8_000, source: '第五条' } } });
    const id = await instalment(contractId, 10_000_000);
    expect(await reads.get(officer, id)).toMatchObject({
      reward: { ruleVersion: 1 },
      computation: { awardMinor: 7_000_000 },
    });
  });
});

describe('a reward rule', () => {
  const body = { ...DEFAULT_REWARD_RULE, amounts: 'open' };
  const draft = { body, source: '校科〔2026〕18号', effectiveOn: '2026-01-01' };

  it('is the office’s to write, a decider’s to confirm, and its researchers’ to read then', async () => {
    expect(await rules.current(first)).toEqual({ rule: null, body: DEFAULT_REWARD_RULE });
    const id = await rules.write(officer, draft);
    expect(await codeOf(rules.get(first, id))).toBe('reward_rule.not_found');
    expect((await rules.list(first, {})).items).toEqual([]);
    expect(await rules.get(decider, id)).toMatchObject({ mayAnswer: true, changes: ['amounts'], before: null });
    expect(await codeOf(rules.answer(await makes('decider', officer), id, 'confirmed', '自行确认'))).toBe(
      'reward_rule.same_person',
    );
    await expect(
      db.database.query(
        `insert into reward_rule_answer (reward_rule_id, written_by, answer, reason, answered_by, answered_at)
         values ($1, $2, 'confirmed', '自行确认', $2, now())`,
        [id, officer.userId],
      ),
    ).rejects.toThrow('reward_rule_answer_check');
    await rules.answer(decider, id, 'confirmed', '校长办公会通过');
    expect((await rules.current(first)).body.amounts).toBe('open');
    expect((await rules.list(first, {})).items.map(({ version, state }) => [version, state])).toEqual([
      [1, 'in_force'],
    ]);
    expect(await codeOf(rules.answer(decider, id, 'declined', '再想想'))).toBe('reward_rule.answered');
    expect(await codeOf(rules.write(officer, draft))).toBe('reward_rule.unchanged');
    const stranger = await bench.market.member('university', ['officer', 'decider']);
    expect(await codeOf(rules.get(stranger, id))).toBe('reward_rule.not_found');
    for (const table of ['reward_rule', 'reward_rule_answer'])
      await expect(db.database.query(`delete from ${table}`)).rejects.toThrow();
  });

  it('below the law is refused and changes nothing', async () => {
    const low = {
      ...DEFAULT_REWARD_RULE,
      rates: { ...DEFAULT_REWARD_RULE.rates, horizontal: { bps: 5_999, source: '第六条' } },
    };
    await expect(rules.write(officer, { ...draft, body: low })).rejects.toMatchObject({
      code: 'reward_rule.invalid',
      errors: [{ path: 'rates.horizontal.bps', code: 'reward_rule.below_law', params: { percent: '60.00' } }],
    });
    expect((await rules.list(officer, {})).items).toEqual([]);
  });
});

/** The same person with another role: what they made stays theirs. */
const makes = (role: 'decider', { userId, organisationId, organisationKind, sessionId }: Actor): Promise<Actor> =>
  Promise.resolve({
    userId,
    organisationId,
    organisationKind,
    sessionId,
    roles: [role],
    permissions: decider.permissions,
  });

/** Split, consented and approved. */
async function approve(id: string): Promise<void> {
  await splits.propose(first, id, thirds(5_000, 3_000, 2_000));
  for (const who of [second, third]) await splits.answer(who, id, true);
  await number(id);
  await rewards.submit(officer, id);
  await rewards.decide(decider, id, 'approve', '');
}
