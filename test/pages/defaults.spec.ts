import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Database } from '@jishi/platform';
import type { Browser, Page } from 'playwright-core';
import { HttpClient } from '../../apps/cli/src/demo/http-client';
import { describeWithBrowser, enter } from '../support/browser';
import { Floor } from '../support/crowd';
import { paper } from '../support/papers';
import { picture } from '../support/pictures';
import { startStack, type Stack } from '../support/stack';

const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
const PASSWORD = 'jishi-demo';
const file = (name: string) => ({ name, mimeType: 'application/pdf', buffer: paper(name) });

await describeWithBrowser('a winner’s default in a browser', (openBrowser) => {
  let stack: Stack;
  let floor: Floor;
  let browser: Browser;
  let database: Database;
  let auctionId: string;
  const pages = new Map<string, Page>();

  beforeAll(async () => {
    stack = await startStack();
    browser = await openBrowser();
    floor = await Floor.open(stack.databaseUrl);
    database = new Database({ databaseUrl: stack.databaseUrl });
    await database.onModuleInit();
    auctionId = await soldSale();
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await floor?.close();
    await database?.onModuleDestroy();
    await stack?.stop();
  });

  async function session(login: string): Promise<{ http: HttpClient; organisationId: string }> {
    const http = new HttpClient(stack.url);
    const { actor, token } = await http.post<{ actor: { organisation: { id: string } }; token: string }>('/sessions', {
      login,
      password: PASSWORD,
    });
    return { http: new HttpClient(stack.url, token), organisationId: actor.organisation.id };
  }

  async function until<T>(look: () => Promise<T | null | undefined | false>): Promise<T> {
    for (let round = 0; round < 150; round++) {
      const found = await look();
      if (found) return found;
      await sleep(200);
    }
    throw new Error('it never came about');
  }

  /** Two bidders pay their deposits and bid; bidder1 wins, and does not perform. */
  async function soldSale(): Promise<string> {
    const [officer, auctioneer] = [await session('officer'), await session('auctioneer')];
    const parties = { sellerId: officer.organisationId, operatorId: auctioneer.organisationId };
    const id = await floor.auction(
      { freePeriodMs: 12_000, timerMs: 0, extension: null, closeDrainMs: 100, barMs: 365 * 86_400_000 },
      parties,
    );
    await database.query(`update listing set state = 'listed' where auction_id = $1`, [id]);
    for (const [login, amountMinor] of [
      ['bidder2', 121_000_000],
      ['bidder1', 130_000_000],
    ] as const) {
      const { http, organisationId } = await session(login);
      const depositId = randomUUID();
      await database.query(
        `insert into deposit (id, auction_id, listing_id, exchange_id, organisation_id, amount_minor, reference)
         select $1, $2, id, exchange_id, $3, 10000000, $4 from listing where auction_id = $2`,
        [depositId, id, organisationId, `JSD${depositId.slice(0, 8).toUpperCase()}`],
      );
      await http.post(`/deposits/${depositId}/simulated-payment`);
      await until(async () => (await floor.bidding.standing(id, organisationId)).admitted);
      const ack = await floor.bidding.submit({
        auctionId: id,
        commandId: randomUUID(),
        actor: organisationId,
        command: { type: 'bid', amountMinor },
      });
      expect(ack).toMatchObject({ accepted: true });
    }
    const drafted = `select c.id from contract c join listing l on l.id = c.listing_id where l.auction_id = $1`;
    await until(async () => (await database.query(drafted, [id])).length > 0);
    return id;
  }

  /** The buyer of the offer and the seller sign their contract; the shortfall is known from then on. */
  async function signed(): Promise<void> {
    const found = `select c.id from contract c join listing l on l.id = c.listing_id where l.auction_id = $1 and c.state <> 'void'`;
    const { id } = await until(async () => (await database.query<{ id: string }>(found, [auctionId]))[0]);
    for (const login of ['bidder2', 'officer']) {
      const { http } = await session(login);
      const { currentVersion: version, contentHash } = await http.get<{ currentVersion: number; contentHash: string }>(
        `/contracts/${id}`,
      );
      await http.post(`/contracts/${id}/accept`, { version, contentHash });
    }
    const state = `select 1 from contract where id = $1 and state = 'signed'`;
    await until(async () => (await database.query(state, [id])).length > 0);
  }

  async function at(login: string, path: string, viewport = DESK): Promise<Page> {
    const name = `${login} ${viewport.width}`;
    let page = pages.get(name);
    if (!page) {
      const context = await browser.newContext({ viewport, reducedMotion: 'reduce' });
      await enter(context, stack.url, login);
      page = await context.newPage();
      page.setDefaultTimeout(20_000);
      pages.set(name, page);
    }
    await page.goto(`${stack.url}/desk/${path}`);
    return page;
  }
  const fits = async (page: Page, name: string): Promise<void> => {
    const over = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    await picture(page, name);
    expect(over).toBe(0);
  };
  /** An act that asks first, with its reason where it wants one. */
  const act = async (page: Page, name: string, reason?: string): Promise<void> => {
    await page.getByRole('button', { name }).first().click();
    const dialog = page.locator('.ant-modal:visible');
    if (reason) await dialog.locator('textarea').fill(reason);
    await dialog.locator('.ant-modal-footer .ant-btn').last().click();
    await dialog.waitFor({ state: 'hidden' });
  };

  it('goes from the proposal through hearing, decision, forfeiture and appeal to its distribution, each step by another', async () => {
    const operator = await at('auctioneer', `defaults/propose/${auctionId}`);
    await operator.getByText('明示拒绝履行').click();
    await operator.locator('textarea').fill('竞得人来函表示不再受让');
    await operator.locator('input[type=file]').setInputFiles(file('来函.pdf'));
    await fits(operator, 'default-propose');
    await operator.getByRole('button', { name: /提\s?出/ }).click();
    await operator.waitForURL(/\/desk\/defaults\/[0-9a-f-]{36}$/);
    const id = operator.url().split('/').at(-1)!;
    // days are seconds in a demonstration: here nobody's time runs out, however slow the machine is
    await database.query(`update default_case set hear_until = now() + interval '1 hour' where id = $1`, [id]);
    await operator.getByText('等待竞得人陈述').waitFor();
    await fits(operator, 'default-proposed');

    const winner = await at('bidder1', 'defaults', PHONE);
    await winner.getByText('听取陈述').waitFor();
    await fits(winner, 'default-mine-phone');
    await winner.goto(`${stack.url}/desk/defaults/${id}`);
    await winner.getByRole('button', { name: '提交陈述' }).click();
    const dialog = winner.locator('.ant-modal:visible');
    await dialog.locator('textarea').fill('融资未到位，请求延期');
    await dialog.locator('input[type=file]').setInputFiles(file('说明.pdf'));
    await fits(winner, 'default-answer-phone');
    await dialog.locator('.ant-modal-footer .ant-btn').last().click();
    await dialog.waitFor({ state: 'hidden' });
    await winner.getByText('等待交易所认定').waitFor();

    const cashier = await at('cashier', `defaults/${id}`);
    await act(cashier, '认定违约', '期满未履约，理由不成立');
    await act(cashier, '提出没收', '依公告第八条');
    await cashier.getByText('须由另一人办理').waitFor();
    const checker = await at('checker', `defaults/${id}`);
    await act(checker, '同意没收', '同意');
    await checker.getByText('已没收，可申诉').waitFor();
    await database.query(`update default_case set appeal_until = now() + interval '1 hour' where id = $1`, [id]);

    await winner.goto(`${stack.url}/desk/defaults/${id}`);
    await winner.getByRole('button', { name: '提出申诉' }).click();
    await winner.locator('.ant-modal:visible textarea').fill('请求返还保证金');
    await winner.locator('.ant-modal:visible .ant-modal-footer .ant-btn').last().click();
    await winner.getByText('等待未参与本案的人员裁定').waitFor();
    await fits(winner, 'default-appealed-phone');

    const reviewer = await at('reviewer', `defaults/${id}`);
    await fits(reviewer, 'default-ruling');
    await act(reviewer, '申诉不成立', '没有不可抗力');

    await operator.reload();
    await operator.getByRole('button', { name: '向次高者要约' }).waitFor();
    await fits(operator, 'default-remedy');
    await until(
      async () =>
        (await database.query(`select 1 from listing where auction_id = $1 and state = 'delisted'`, [auctionId]))
          .length,
    );
    await act(operator, '向次高者要约', '依公布的规则');
    await operator.getByText('待答复').waitFor();
    const next = await at('bidder2', 'defaults', PHONE);
    await next
      .getByRole('button', { name: /接\s?受/ })
      .first()
      .waitFor();
    await fits(next, 'default-offer-phone');
    await act(next, '接受…');
    await next.getByText('已接受').waitFor();
    await signed();

    await cashier.reload();
    await cashier.getByRole('button', { name: '添加费用' }).click();
    await cashier.getByLabel('费用名称').fill('重新公告费');
    await cashier.locator('.case-cost').getByLabel('金额').fill('3000.01');
    await cashier.locator('.case-cost input[type=file]').setInputFiles(file('发票.pdf'));
    await cashier.getByRole('button', { name: /试\s?算/ }).click();
    await cashier.locator('.waterfall').first().waitFor();
    await fits(cashier, 'default-distribution');
    await cashier.getByRole('button', { name: '提出分配方案' }).click();
    await cashier.getByText('由您提出').waitFor();
    await checker.reload();
    await act(checker, '同意分配');
    await checker.getByText('已分配').first().waitFor();
    await fits(checker, 'default-closed');
    await winner.goto(`${stack.url}/desk/defaults/${id}`);
    await winner.locator('.waterfall').waitFor();
    await fits(winner, 'default-closed-phone');

    const deposits = await at('bidder1', 'deposits');
    await deposits.getByText('已没收').first().waitFor();
    await fits(deposits, 'deposits-life');
    await deposits.getByRole('link', { name: '经过' }).first().click();
    await deposits.locator('.case-steps').waitFor();
    await fits(deposits, 'deposit-life');
    await deposits.setViewportSize(PHONE);
    await fits(deposits, 'deposit-life-phone');

    const bars = await at('auctioneer', 'bars');
    await act(bars, '提前解除', '已和解');
    await bars.getByText('已提出解除').waitFor();
    await fits(bars, 'bars-lift');
    const agreed = await at('reviewer', 'bars');
    await act(agreed, '批准解除');
    await agreed.getByText('名单是空的').waitFor();
    const cases = await at('auctioneer', 'defaults');
    await cases.getByText('已分配').waitFor();
    await fits(cases, 'defaults-desk');
  }, 180_000);
});
