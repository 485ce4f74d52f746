import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Accepted, AuctionRules, Command } from '@jishi/bidding';
import type { Browser, Locator, Page } from 'playwright-core';
import { logIn } from '../../apps/cli/src/demo/cast';
import { HttpClient } from '../../apps/cli/src/demo/http-client';
import { apply } from '../../apps/cli/src/demo/sale';
import { aSecond, describeWithBrowser, enter } from '../support/browser';
import { Floor } from '../support/crowd';
import { sharedStack, type Stack } from '../support/stack';

const PASSWORD = 'jishi-demo';
const PHONE = { width: 390, height: 844 };
const DESK = { width: 1280, height: 900 };
/** A sale that is over almost at once. */
const SHORT: Partial<AuctionRules> = { freePeriodMs: 1_500, timerMs: 0, extension: null, closeDrainMs: 100 };

interface Person {
  organisationId: string;
  userId: string;
}

await describeWithBrowser('every mode and the operator’s desk in a browser', (openBrowser) => {
  let stack: Stack;
  let floor: Floor;
  let browser: Browser;
  let people: Record<'officer' | 'auctioneer' | 'auctioneer2' | 'bidder1' | 'bidder2', Person>;
  const windows = new Map<string, Page>();

  beforeAll(async () => {
    stack = await sharedStack();
    browser = await openBrowser();
    floor = await Floor.open(stack.databaseUrl);
    const logins = ['officer', 'auctioneer', 'auctioneer2', 'bidder1', 'bidder2'] as const;
    people = Object.fromEntries(
      await Promise.all(logins.map(async (login) => [login, await personOf(login)] as const)),
    ) as typeof people;
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await floor?.close();
    await stack?.stop();
  });

  async function personOf(login: string): Promise<Person> {
    const client = new HttpClient(stack.url);
    const { actor } = await client.post<{ actor: { userId: string; organisation: { id: string } } }>('/sessions', {
      login,
      password: PASSWORD,
    });
    return { organisationId: actor.organisation.id, userId: actor.userId };
  }

  /** One window for each person and screen, logged in once and kept; nobody's without a login. */
  async function windowOf(login: string | null, auctionId: string, viewport = DESK): Promise<Page> {
    const name = `${login} ${viewport.width}`;
    const page = windows.get(name) ?? (await opened(login, viewport));
    windows.set(name, page);
    await page.goto(`${stack.url}/auctions/${auctionId}`);
    await page.locator('.connection.live').waitFor();
    return page;
  }

  /** Somebody's desk, in the window they have. */
  async function deskOf(login: string, path: string, viewport = DESK): Promise<Page> {
    const name = `${login} ${viewport.width}`;
    const page = windows.get(name) ?? (await opened(login, viewport));
    windows.set(name, page);
    await page.goto(`${stack.url}/desk/${path}`);
    return page;
  }

  async function opened(login: string | null, viewport: { width: number; height: number }): Promise<Page> {
    const context = await browser.newContext({ viewport, reducedMotion: 'reduce' });
    if (login) await enter(context, stack.url, login);
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    return page;
  }

  async function give(auctionId: string, actor: string, command: Command): Promise<Accepted> {
    const ack = await floor.bidding.submit({ auctionId, commandId: randomUUID(), actor, command });
    if (!ack.accepted) throw new Error(`${command.type} was refused: ${ack.code}`);
    return ack;
  }

  /** A sale of the demonstration's university, run by its exchange; bidder2 may match. */
  async function sale(
    rules: Partial<AuctionRules> = {},
    times: { opensInMs?: number; reserveMinor?: number } = {},
  ): Promise<string> {
    const { officer, auctioneer, bidder1, bidder2 } = people;
    const parties = { sellerId: officer.organisationId, operatorId: auctioneer.organisationId, ...times };
    const auctionId = await floor.auction(rules, parties);
    await give(auctionId, 'system', { type: 'admit', organisationId: bidder1.organisationId });
    const right = rules.mode === 'sealed' ? {} : { firstRefusalRank: 1 };
    await give(auctionId, 'system', { type: 'admit', organisationId: bidder2.organisationId, ...right });
    return auctionId;
  }

  const priceIs = (page: Page, price: string) => page.locator(`[data-testid=price]:text-is("${price}")`).waitFor();
  const banner = (page: Page, name: string) => page.getByTestId(`banner-${name}`);
  const dialog = (page: Page) => page.getByRole('dialog');
  const button = (within: Page | Locator, name: string) => within.getByRole('button', { name, exact: true });

  /** Reads the amount, ticks, sends; a command is never one click. */
  async function confirm(page: Page, amount: string): Promise<void> {
    expect(await dialog(page).getByTestId('confirm-amount').textContent()).toBe(amount);
    const send = dialog(page).locator('.ant-btn-primary');
    expect(await send.isDisabled()).toBe(true);
    await dialog(page).getByRole('checkbox').check();
    await send.click();
    await dialog(page).waitFor({ state: 'hidden' });
  }

  /** The operator's act with its reason; resolves with the moment of the server's answer. */
  async function act(page: Page, name: string, route: RegExp, reason: string): Promise<number> {
    await button(page.locator('main'), name).click();
    await dialog(page).locator('textarea').fill(reason);
    const answered = page.waitForResponse(
      (response) => route.test(response.url()) && response.request().method() === 'POST',
    );
    await dialog(page).locator('.ant-modal-footer .ant-btn').last().click();
    expect((await answered).status()).toBe(200);
    const answeredAt = Date.now();
    await dialog(page).waitFor({ state: 'hidden' });
    return answeredAt;
  }

  /** Asked for by one person of the exchange, agreed to by another with a password; resolves with the moment of the answer. */
  async function voidBid(first: Page, second: Page, seq: number, reason: string): Promise<number> {
    await button(first, '宣告出价作废…').click();
    await dialog(first).locator('.ant-select').click();
    await first.locator('.ant-select-item-option', { hasText: `#${seq} ·` }).click();
    await dialog(first).locator('textarea').fill(reason);
    await button(dialog(first), '提交复核').click();
    // Whoever asked cannot agree.
    await first.locator('[data-testid=approval][data-state=pending]').waitFor();
    expect(await button(first, '同意').count()).toBe(0);
    await button(second, '同意').click();
    await dialog(second).locator('input[type=password]').fill(PASSWORD);
    const answered = second.waitForResponse(/\/approve$/);
    await dialog(second).locator('.ant-modal-footer .ant-btn').last().click();
    expect((await answered).status()).toBe(200);
    const answeredAt = Date.now();
    await second.locator('[data-testid=approval][data-state=done]').waitFor();
    return answeredAt;
  }

  async function seenWithinASecond(since: number, seen: Promise<unknown>): Promise<void> {
    await seen;
    expect(Date.now() - since).toBeLessThan(aSecond());
  }

  it('english: a secret maximum answers, a holder matches, two people void a bid, everybody sees it', async () => {
    const auctionId = await sale();
    const [rival] = await floor.bidders(auctionId, 1);
    const [owner, holder, watcher] = await Promise.all([
      windowOf('bidder1', auctionId, PHONE),
      windowOf('bidder2', auctionId, PHONE),
      windowOf(null, auctionId, PHONE),
    ]);

    await owner.locator('.ways').getByText('委托限价').click();
    await owner.locator('#maximum-amount').fill('12,345');
    await owner.locator('.bid-box > .bid-button').click();
    await confirm(owner, '¥12,345.00');
    await owner.getByTestId('own-maximum').getByText('¥12,345').waitFor();
    await priceIs(watcher, '¥10,000');
    const wrong = await give(auctionId, rival!.organisationId, { type: 'bid', amountMinor: 1_100_000 });
    await priceIs(watcher, '¥11,010');
    await watcher.getByTestId('bid').first().getByText('委托').waitFor();
    for (const page of [watcher, holder]) expect(await page.locator('main').textContent()).not.toContain('12,345');

    await button(holder, '按 ¥11,010 行使优先权…').click();
    await confirm(holder, '¥11,010.00');
    await holder.locator('[data-testid=bid-result].ant-alert-warning').waitFor();
    await priceIs(watcher, '¥11,020');

    const [first, second] = await Promise.all([windowOf('auctioneer', auctionId), windowOf('auctioneer2', auctionId)]);
    await floor.incident(auctionId, rival!.organisationId, 1_234_500);
    const voided = watcher.locator(`tr.void[data-seq="${wrong.seq}"]`).getByText('竞买人误操作，经核实');
    const seen = voided.waitFor().then(() => Date.now());
    const answeredAt = await voidBid(first, second, wrong.seq, '竞买人误操作，经核实');
    expect((await seen) - answeredAt).toBeLessThan(aSecond());
    await first.locator('section', { hasText: '异常事件' }).getByText('¥12,345').waitFor();
    expect(await watcher.getByText('异常事件').count()).toBe(0);
    expect(await owner.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0);
  }, 60_000);

  it.each(['english', 'dynamic'])(
    '%s: what the operator does to the clock is in another window within a second',
    async (mode) => {
      const auctionId = await sale({ mode }, { reserveMinor: 2_000_000 });
      const [operator, watcher] = await Promise.all([
        windowOf('auctioneer', auctionId),
        windowOf(null, auctionId, PHONE),
      ]);
      const notice = (text: string) => watcher.getByTestId('notices').getByText(text).waitFor();

      await seenWithinASecond(await act(operator, '暂停', /\/pause$/, '停电检修'), banner(watcher, 'paused').waitFor());
      await banner(watcher, 'paused').getByText('停电检修').waitFor();
      await seenWithinASecond(
        await act(operator, '定时恢复', /\/reschedule$/, '预计供电时间'),
        banner(watcher, 'resumes').waitFor(),
      );
      await seenWithinASecond(
        await act(operator, '恢复', /\/resume$/, '供电恢复'),
        banner(watcher, 'resumes').waitFor({ state: 'detached' }),
      );
      await seenWithinASecond(await act(operator, '延长', /\/extend$/, '补足时间'), notice('补足时间'));
      await seenWithinASecond(
        await act(operator, '终结竞价…', /\/terminate$/, '委托撤回'),
        banner(watcher, 'terminated').waitFor(),
      );
      await operator.getByTestId('operator').waitFor({ state: 'detached' });
      // Nothing was sold or not sold: the reserve stays secret, and whether it was met.
      await watcher.getByText('设有保留价').waitFor();
    },
    60_000,
  );

  it('an act whose answer was lost is sent again under the same id, and counts once', async () => {
    const auctionId = await sale();
    const page = await windowOf('auctioneer', auctionId);
    const endsAtMs = async () => (await floor.bidding.snapshot(auctionId)).endsAtMs;
    const plannedMs = await endsAtMs();
    let lose = true;
    await page.route(/\/extend$/, async (route) => {
      if (!lose) return route.continue();
      lose = false;
      await route.fetch();
      return route.abort();
    });
    const send = dialog(page).locator('.ant-modal-footer .ant-btn').last();
    const sendAndLose = async (reason: string): Promise<void> => {
      lose = true;
      await button(page.locator('main'), '延长').click();
      await dialog(page).locator('textarea').fill(reason);
      await send.click();
      await dialog(page).getByText('无法连接服务器').waitFor();
    };

    await sendAndLose('补足时间');
    await send.click();
    await dialog(page).waitFor({ state: 'hidden' });
    expect((await endsAtMs()) - plannedMs).toBe(300_000);

    // Other content under the same id is refused, and the dialog says why.
    await sendAndLose('再次补足');
    await dialog(page).locator('.ant-input-number-input').fill('7');
    await send.click();
    await dialog(page).getByText('上一次提交已经送达').waitFor();
    expect((await endsAtMs()) - plannedMs).toBe(600_000);
    await button(dialog(page), '取消').click();
    await page.unroute(/\/extend$/);
    await act(page, '延长', /\/extend$/, '第三次');
    expect((await endsAtMs()) - plannedMs).toBe(1_020_000);
  }, 60_000);

  it('all approvals and incidents can be read; a bid that the list does not offer is named by its number', async () => {
    const auctionId = await sale();
    const { seq } = await give(auctionId, people.bidder1.organisationId, { type: 'bid', amountMinor: 1_000_000 });
    const { http } = await logIn(stack.url, { login: 'auctioneer', password: PASSWORD, role: 'auctioneer' });
    for (let count = 0; count < 21; count += 1) {
      const request = { commandId: randomUUID(), kind: 'void', payload: { bid: seq }, reason: `第 ${count} 次申请` };
      const { id } = await http.post<{ id: string }>(`/auctions/${auctionId}/approvals`, request);
      await http.post(`/approvals/${id}/withdraw`, {});
    }
    for (let count = 0; count < 21; count += 1)
      await floor.incident(auctionId, people.bidder1.organisationId, 7_000_000 + count * 100);
    const page = await windowOf('auctioneer', auctionId, PHONE);
    await page.getByText('¥70,020').waitFor();
    expect(await page.getByText('¥70,000').count()).toBe(0);
    await button(page, '更早的异常事件').click();
    await page.getByText('¥70,000').waitFor();
    await page.getByText('第 20 次申请').waitFor();
    expect(await page.getByText('第 0 次申请').count()).toBe(0);
    await button(page, '更早的复核事项').click();
    await page.getByText('第 0 次申请').waitFor();

    await button(page, '宣告出价作废…').click();
    await dialog(page).getByRole('checkbox').check();
    await dialog(page).locator('textarea').fill('经核实作废');
    const number = dialog(page).getByLabel('出价在账册中的序号');
    const ask = button(dialog(page), '提交复核');
    for (const wrong of ['0', '1.5', '-1', '二', String(seq + 1)]) {
      await number.fill(wrong);
      await dialog(page).getByText(`请填写 1 至 ${seq} 之间的整数`).waitFor();
      expect(await ask.isDisabled()).toBe(true);
    }
    await number.fill('1');
    await ask.click();
    await dialog(page).getByText('第 1 条不是可以宣告无效的有效出价').waitFor();
    await number.fill(String(seq));
    await dialog(page).getByText(`#${seq} ·`).waitFor();
    await ask.click();
    await page.locator('[data-testid=approval][data-state=pending]').getByText(`宣告第 ${seq} 号出价作废`).waitFor();

    // Who objects to a bid says to which.
    const party = await windowOf('bidder2', auctionId, PHONE);
    await button(party, '提出异议…').click();
    await dialog(party).locator('textarea').fill('该出价人与转让方有关联');
    const file = dialog(party).locator('.ant-modal-footer .ant-btn').last();
    expect(await file.isDisabled()).toBe(true);
    await dialog(party).getByRole('checkbox').check();
    await dialog(party).getByLabel('出价在账册中的序号').fill(String(seq));
    await file.click();
    await party.getByTestId('dispute').getByText(`第 ${seq} 号记录`).waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0);
  }, 60_000);

  it('an opening moves for everybody', async () => {
    const later = await sale({}, { opensInMs: 3_600_000 });
    const [operator, watcher] = await Promise.all([windowOf('auctioneer', later), windowOf(null, later, PHONE)]);
    await seenWithinASecond(
      await act(operator, '改期', /\/reschedule$/, '公告期顺延'),
      banner(watcher, 'rescheduled').waitFor(),
    );
  }, 60_000);

  it('dynamic: bids are taken while the notice runs', async () => {
    const auctionId = await sale({ mode: 'dynamic' });
    const page = await windowOf('bidder1', auctionId, PHONE);
    await page.getByTestId('period').getByText('公告期').waitFor();
    await page.locator('.bid-box > .bid-button').click();
    await confirm(page, '¥10,000.00');
    await page.locator('.standing.leading').waitFor();
    const receipt = page.waitForEvent('download');
    await button(page, '下载回执').click();
    expect((await receipt).suggestedFilename()).toMatch(/^jishi-receipt-\d+\.json$/);
  }, 40_000);

  it('after the end holders may match by rank, for longer if the exchange says so, and nobody may go higher', async () => {
    const auctionId = await sale({ ...SHORT, firstRefusalWindowMs: 600_000 });
    const { organisationId: second } = await floor.company('company');
    await give(auctionId, 'system', { type: 'admit', organisationId: second, firstRefusalRank: 2 });
    await give(auctionId, people.bidder1.organisationId, { type: 'bid', amountMinor: 1_000_000 });
    const [holder, leader, operator] = await Promise.all([
      windowOf('bidder2', auctionId, PHONE),
      windowOf('bidder1', auctionId, PHONE),
      windowOf('auctioneer', auctionId),
    ]);
    await banner(leader, 'firstRefusal').waitFor();
    expect(await leader.locator('.bid-button').count()).toBe(0);
    const notice = leader.getByTestId('notices').getByText('材料寄送需要时间').waitFor();
    await seenWithinASecond(await act(operator, '延长行使期', /\/reschedule$/, '材料寄送需要时间'), notice);
    await give(auctionId, second, { type: 'match', priceMinor: 1_000_000 });
    await banner(leader, 'rightExercised').waitFor();
    await button(holder, '按 ¥10,000 行使优先权…').click();
    await confirm(holder, '¥10,000.00');
    await holder.locator('.standing.matched').waitFor();
    await leader.locator('.standing.outbidEnded').waitFor();
  }, 40_000);

  it('a secret reserve decides and is opened; who does not perform is recorded, and barred', async () => {
    const [unmet, met] = [
      await sale(SHORT, { reserveMinor: 2_000_000 }),
      await sale({ ...SHORT, barMs: 86_400_000 }, { reserveMinor: 1_100_000 }),
    ];
    const [winner] = await floor.bidders(met, 1);
    await give(unmet, people.bidder1.organisationId, { type: 'bid', amountMinor: 1_000_000 });
    await give(met, winner!.organisationId, { type: 'bid', amountMinor: 1_100_000 });
    const [watcher, operator] = await Promise.all([windowOf(null, unmet, PHONE), windowOf('auctioneer', met)]);
    await banner(watcher, 'reserve').getByText('¥10,000').waitFor();
    await watcher.locator('.facts', { hasText: '保留价（截止时公开）' }).getByText('¥20,000').waitFor();
    await operator.getByText('已达保留价').waitFor();
    await watcher.goto(`${stack.url}/auctions/${met}`);
    await operator.getByRole('link', { name: '违约处理' }).waitFor();
    await give(met, `operator:${people.auctioneer.userId}`, { type: 'default', reason: '逾期未签约' });
    await seenWithinASecond(Date.now(), banner(watcher, 'defaulted').getByText('逾期未签约').waitFor());
    const bars = await deskOf('auctioneer', 'bars');
    await bars.locator('.data', { hasText: '逾期未签约' }).waitFor();
  }, 40_000);

  it('the reviewer records who holds a right of first refusal', async () => {
    const bidder = await logIn(stack.url, { login: 'bidder2', password: PASSWORD, role: 'bidder' });
    const { items } = await bidder.http.get<{ items: { id: string }[] }>('/listings?state=listed&limit=1');
    await apply(bidder, items[0]!.id, '本公司符合受让条件');
    const page = await deskOf('reviewer', 'applications', PHONE);
    await page.locator('main a', { hasText: '查看' }).first().click();
    await button(page.locator('main'), '通过').click();
    await dialog(page).getByRole('switch').click();
    await dialog(page).getByText('顺位与依据随入场公开').waitFor();
    await dialog(page).locator('.ant-modal-footer .ant-btn').last().click();
    await page.locator('.ant-modal').waitFor({ state: 'hidden' });
    const list = await deskOf('reviewer', 'applications', PHONE);
    await list.getByText('第 1 顺位 · 职务成果完成人（民法典第847条）').waitFor();
  }, 40_000);

  it('an objection freezes the award until it is ruled on', async () => {
    const auctionId = await sale({ ...SHORT, objectionWindowMs: 3_600_000 });
    await give(auctionId, people.bidder1.organisationId, { type: 'bid', amountMinor: 1_000_000 });
    const [party, operator, watcher] = await Promise.all([
      windowOf('bidder2', auctionId, PHONE),
      windowOf('auctioneer', auctionId),
      windowOf(null, auctionId, PHONE),
    ]);
    await banner(party, 'pending').waitFor();
    await act(party, '提出异议…', /\/objections$/, '未见优先购买权的通知');
    await banner(watcher, 'objection').waitFor();
    await watcher.getByTestId('countdown').getByText('待裁定').waitFor();
    // Everybody knows that there is an objection; its words are for the exchange.
    expect(await watcher.locator('main').textContent()).not.toContain('未见优先购买权的通知');
    await operator.getByText('未见优先购买权的通知').waitFor();
    await act(operator, '驳回', /\/ruling$/, '通知书已送达，见附件');
    await banner(watcher, 'objection').waitFor({ state: 'detached' });
    await watcher.getByTestId('dispute').getByText('通知书已送达，见附件').waitFor();
    await act(party, '申请复议…', /\/appeal$/, '送达日期晚于公告');
    await banner(watcher, 'objection').waitFor();
    // Another person of the exchange rules on the appeal, finally.
    const judge = await windowOf('reviewer', auctionId, PHONE);
    await judge.getByText('送达日期晚于公告').waitFor();
    const lifted = banner(watcher, 'objection').waitFor({ state: 'detached' });
    await seenWithinASecond(await act(judge, '驳回', /\/ruling$/, '公告前三日已送达'), lifted);
    await watcher.getByTestId('dispute').getByText('终局').waitFor();
  }, 60_000);

  async function sealedSale(rules: Partial<AuctionRules>): Promise<string> {
    const auctionId = await sale({ ...SHORT, mode: 'sealed', sealedPrice: 'second', ...rules }, { opensInMs: 1_500 });
    const trustees = ['operator', 'notary', 'regulator'].map((role) => ({
      role,
      organisationId: randomUUID(),
      publicKey: key(),
    }));
    await give(auctionId, 'system', { type: 'seatTrustees', trustees });
    return auctionId;
  }
  const key = () => randomBytes(32).toString('base64url');

  it('sealed: a bid is sealed in its bidder’s browser, and everybody sees that there is one', async () => {
    const auctionId = await sealedSale({ freePeriodMs: 3_600_000 });
    const [bidder, watcher, operator] = await Promise.all([
      windowOf('bidder1', auctionId, PHONE),
      windowOf(null, auctionId, PHONE),
      windowOf('auctioneer', auctionId),
    ]);
    await bidder.getByTestId('period').getByText('密封报价期').waitFor();
    await bidder.locator('#seal-amount').fill('23,456');
    await bidder.getByTestId('seal-box').locator('.bid-button').click();
    await confirm(bidder, '¥23,456.00');
    await bidder.locator('.standing.sealedIn').waitFor();
    await watcher.getByTestId('bid-count').getByText('1 份密封报价').waitFor();
    expect(await watcher.locator('main').textContent()).not.toContain('23,456');
    await button(bidder, '与账册核对').click();
    await bidder.getByTestId('bid-result').getByText('一致：').waitFor();
    const notice = watcher.getByTestId('notices').getByText('补足时间').waitFor();
    await seenWithinASecond(await act(operator, '延长', /\/extend$/, '补足时间'), notice);
    await seenWithinASecond(
      await act(operator, '终结竞价…', /\/terminate$/, '委托撤回'),
      banner(watcher, 'terminated').waitFor(),
    );
    // What was never opened stays sealed.
    expect(await watcher.locator('main').textContent()).not.toContain('23,456');
  }, 40_000);

  it('sealed: only their number is known until all bids are opened together', async () => {
    const auctionId = await sealedSale({ freePeriodMs: 15_000 });
    const [third] = await floor.bidders(auctionId, 1);
    const [watcher, first, second] = await Promise.all([
      windowOf(null, auctionId, PHONE),
      windowOf('auctioneer', auctionId),
      windowOf('auctioneer2', auctionId),
    ]);
    await watcher.getByTestId('period').getByText('密封报价期').waitFor();
    const seqs: number[] = [];
    for (const { organisationId } of [people.bidder1, people.bidder2, third!]) {
      const envelope = randomBytes(200).toString('base64url');
      seqs.push((await give(auctionId, organisationId, { type: 'seal', envelope })).seq);
    }
    await watcher.getByTestId('bid-count').getByText('3 份密封报价').waitFor();
    await seenWithinASecond(await act(first, '暂停', /\/pause$/, '核实'), banner(watcher, 'paused').waitFor());
    const fewer = watcher.getByTestId('bid-count').getByText('2 份密封报价').waitFor();
    await seenWithinASecond(await voidBid(first, second, seqs[2]!, '资格已被撤销'), fewer);
    await act(first, '恢复', /\/resume$/, '核实完毕');
    await banner(watcher, 'reveal').waitFor();
    await first.getByRole('link', { name: '前往开标', exact: true }).waitFor();
    const openings = [
      { bid: seqs[0], amountMinor: 1_500_000, contentKey: key(), fault: null },
      { bid: seqs[1], amountMinor: null, contentKey: null, fault: 'seal.unreadable' },
    ];
    await give(auctionId, 'system', { type: 'reveal', openings });
    await watcher.getByTestId('revealed').getByText('¥15,000').waitFor();
    await watcher.getByTestId('revealed').getByText('无法打开').waitFor();
    await priceIs(watcher, '¥10,000');
    expect(await watcher.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(
      0,
    );
  }, 60_000);

  it('the audit log names every particular of what was done, in words', async () => {
    const page = await deskOf('auditor', 'audit', PHONE);
    await page.locator('.audit-detail').first().waitFor();
    const names = await page.locator('.audit-detail dt').allTextContents();
    expect(names.filter((name) => /^[a-z]/i.test(name))).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0);
  }, 20_000);
});
