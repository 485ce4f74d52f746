import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page, Route } from 'playwright-core';
import { HttpClient } from '../../apps/cli/src/demo/http-client';
import { aSecond, describeWithBrowser, enter } from '../support/browser';
import { Floor } from '../support/crowd';
import { startStack, type Stack } from '../support/stack';
import { picture } from '../support/pictures';

const PASSWORD = 'jishi-demo';
const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

/** What a profile may leave out, as the page tells it. */
const OPTIONAL_RULES = {
  zh: [
    '最迟截止延时至多到原定截止后 2 天来源 hardStopMs',
    '优先购买权行使期3 天内来源 firstRefusalWindowMs',
    '成交异议期不设来源 objectionWindowMs',
    '违约禁入期90 天来源 barMs',
  ],
  en: [
    'Latest endAt most 2 days after the planned end来源 hardStopMs',
    'First refusal after the endWithin 3 days来源 firstRefusalWindowMs',
    'Objections to the resultNone来源 objectionWindowMs',
    'Bar after a default90 days来源 barMs',
  ],
};

async function withOptionalRules(route: Route): Promise<void> {
  const response = await route.fetch();
  const listing = (await response.json()) as { profile: { body: { auction: object; sources: object } } };
  const DAY_MS = 86_400_000;
  const rules = {
    hardStopMs: 2 * DAY_MS,
    sealedPrice: 'second',
    firstRefusalWindowMs: 3 * DAY_MS,
    objectionWindowMs: 0,
    barMs: 90 * DAY_MS,
  };
  Object.assign(listing, { pricingWay: 'auction' });
  const { body } = listing.profile;
  Object.assign(body.auction, rules);
  Object.assign(
    body.sources,
    Object.fromEntries(Object.keys(rules).map((rule) => [`auction.${rule}`, `来源 ${rule}`])),
  );
  await route.fulfill({ response, json: listing });
}

await describeWithBrowser('the portal in a browser', (openBrowser) => {
  let stack: Stack;
  let floor: Floor;
  let browser: Browser;
  const contexts: BrowserContext[] = [];

  beforeAll(async () => {
    stack = await startStack();
    browser = await openBrowser();
    floor = await Floor.open(stack.databaseUrl);
  }, 120_000);
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close();
  });
  afterAll(async () => {
    await browser?.close();
    await floor?.close();
    await stack?.stop();
  });

  /** A window of a person of their own: nothing is shared with the other windows. */
  async function windowOf(viewport: { width: number; height: number }): Promise<Page> {
    const context = await browser.newContext({ viewport, reducedMotion: 'reduce' });
    contexts.push(context);
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    return page;
  }

  async function logIn(page: Page, login: string): Promise<void> {
    await page.goto(`${stack.url}/login`);
    await page.locator('.demo-logins button', { has: page.locator(`code:text-is("${login}")`) }).click();
    await page.locator('form button[type=submit]').click();
    await page.waitForURL(`${stack.url}/desk`);
  }

  async function saleWith(logins: string[]): Promise<{ auctionId: string; codes: string[] }> {
    const auctionId = await floor.auction();
    const codes: string[] = [];
    for (const login of logins) {
      const client = new HttpClient(stack.url);
      const { actor } = await client.post<{ actor: { organisation: { id: string } } }>('/sessions', {
        login,
        password: PASSWORD,
      });
      await floor.bidding.admit(auctionId, actor.organisation.id, randomUUID());
      codes.push((await floor.bidding.standing(auctionId, actor.organisation.id)).code ?? '');
    }
    return { auctionId, codes };
  }

  const price = (page: Page) => page.getByTestId('price');
  const isLive = (page: Page) => page.locator('.connection.live').waitFor();
  const sidewaysScroll = (page: Page): Promise<number> =>
    page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

  it('a bid on a phone is on a desk within a second', async () => {
    const { auctionId, codes } = await saleWith(['bidder1']);
    const room = `${stack.url}/auctions/${auctionId}`;
    const [bidder, watcher] = [await windowOf(PHONE), await windowOf(DESK)];
    await enter(bidder.context(), stack.url, 'bidder1');
    await Promise.all([bidder.goto(room), watcher.goto(room)]);
    await Promise.all([isLive(bidder), isLive(watcher)]);
    expect(await price(watcher).textContent()).toBe('¥10,000');

    await bidder.locator('.quick button').nth(2).click();
    await bidder.locator('.bid-box > .bid-button').click();
    const dialog = bidder.getByRole('dialog');
    expect(await dialog.getByTestId('confirm-amount').textContent()).toBe('¥10,040.00');
    const confirm = dialog.locator('.ant-btn-primary');
    // One click is never a bid: the amount must be ticked first.
    expect(await confirm.isDisabled()).toBe(true);
    await picture(bidder, 'confirm', false);
    await dialog.getByRole('checkbox').check();
    const seen = watcher.locator('[data-testid=price]:text-is("¥10,040")').waitFor();
    await confirm.click();
    await bidder.locator('[data-testid=bid-result].ant-alert-success').waitFor();
    const acknowledgedAt = Date.now();
    await seen;
    expect(Date.now() - acknowledgedAt).toBeLessThan(aSecond());

    await watcher.getByTestId('bid').first().getByText(codes[0]!).waitFor();
    await bidder.locator('.standing.leading').waitFor();
    expect(await bidder.locator('tr.own').count()).toBe(1);
    expect(await watcher.locator('tr.own').count()).toBe(0);
    for (const [name, page] of Object.entries({ bidder, watcher })) {
      expect(await sidewaysScroll(page)).toBe(0);
      await picture(page, name);
    }
  }, 60_000);

  it('after its gateway died, a window fetches what it missed and goes on', async () => {
    const { auctionId } = await saleWith([]);
    const [rival] = await floor.bidders(auctionId, 1);
    const watcher = await windowOf(DESK);
    await watcher.goto(`${stack.url}/auctions/${auctionId}`);
    await isLive(watcher);
    const killed = stack.kill('gateway');
    await watcher.locator('.connection.reconnecting').waitFor();
    const ack = await floor.bidding.submit({
      auctionId,
      commandId: randomUUID(),
      actor: rival!.organisationId,
      command: { type: 'bid', amountMinor: 1_005_000 },
    });
    expect(ack.accepted).toBe(true);
    await killed;
    await isLive(watcher);
    await watcher.locator('[data-testid=price]:text-is("¥10,050")').waitFor();
    expect(await watcher.getByTestId('bid').count()).toBe(1);
  }, 60_000);

  it('whose session is revoked elsewhere is told, cannot bid, and goes on watching', async () => {
    const { auctionId } = await saleWith(['bidder2']);
    const page = await windowOf(DESK);
    await logIn(page, 'bidder2');
    await page.goto(`${stack.url}/auctions/${auctionId}`);
    await page.locator('.bid-box').waitFor();
    await isLive(page);
    await page.request.delete(`${stack.url}/api/sessions/current`, { headers: { origin: stack.url } });
    await page.locator('.banner[role=alert]').waitFor();
    await page.locator('.bid-box').waitFor({ state: 'detached' });
    await isLive(page);
    const [rival] = await floor.bidders(auctionId, 1);
    await floor.bidding.submit({
      auctionId,
      commandId: randomUUID(),
      actor: rival!.organisationId,
      command: { type: 'bid', amountMinor: 1_002_000 },
    });
    await page.locator('[data-testid=price]:text-is("¥10,020")').waitFor();
  }, 60_000);

  it('every page of every desk opens without an error or a sideways scroll, on a phone', async () => {
    const faults: string[] = [];
    for (const login of ['officer', 'clerk', 'reviewer', 'cashier', 'auctioneer', 'bidder1', 'auditor']) {
      const page = await windowOf(PHONE);
      page.on('pageerror', (error) => faults.push(`${login} ${page.url()}: ${error.message}`));
      page.on('response', (answer) => {
        if (answer.status() >= 400) faults.push(`${login} ${answer.status()} ${answer.url()}`);
      });
      await enter(page.context(), stack.url, login);
      await page.goto(`${stack.url}/desk`);
      await page.locator('.desk-doors a').first().waitFor();
      const doors = page.locator('.sidenav a');
      for (let door = 0; door < (await doors.count()); door += 1) {
        const target = await doors.nth(door).getAttribute('href');
        await page.locator('.sidenav-toggle').click();
        await doors.nth(door).click();
        await page.waitForURL(`${stack.url}${target}`);
        // The address changes before the page does.
        if (target?.startsWith('/desk'))
          await page.locator(`.sidenav a[aria-current=page][href="${target}"]`).waitFor({ state: 'attached' });
        await page.locator('h1').first().waitFor();
        // The list itself, or what says that it is empty, has taken the place of the waiting skeleton.
        await page.locator('[role=status] .ant-skeleton').first().waitFor({ state: 'detached' });
        if ((await sidewaysScroll(page)) > 0) faults.push(`${login} ${target} scrolls sideways`);
        const exports = page.locator('a[href*="format=csv"]');
        for (const href of await exports.evaluateAll((links) => links.map((link) => link.getAttribute('href')))) {
          const file = `${stack.url}${href}`;
          const type = (await page.request.get(file)).headers()['content-type'];
          if (!type?.startsWith('text/csv')) faults.push(`${login} ${file} gives ${type}`);
        }
        if (!target?.startsWith('/desk')) await page.goBack();
      }
      await page.context().close();
    }
    expect(faults).toEqual([]);
  }, 120_000);

  it('a listing and its rules fit on a phone, in the language a visitor chose', async () => {
    const page = await windowOf(PHONE);
    await page.route(/\/api\/listings\/[0-9a-f-]{36}$/, withOptionalRules);
    const fits = async (language: 'zh' | 'en'): Promise<void> => {
      await page.locator('.data .cell-title').first().click();
      await page.locator('.rules tr').first().waitFor();
      expect(await page.locator('.rules tr', { hasText: '来源' }).allTextContents()).toEqual(OPTIONAL_RULES[language]);
      expect(await sidewaysScroll(page)).toBe(0);
      await picture(page, `listing-${language}`);
    };
    await page.goto(stack.url);
    await page.getByRole('heading', { level: 1, name: '挂牌项目' }).waitFor();
    await fits('zh');
    await page.getByRole('button', { name: 'English' }).click();
    await page.goto(stack.url);
    await page.getByRole('heading', { level: 1, name: 'Listings' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await fits('en');
  }, 30_000);
});
