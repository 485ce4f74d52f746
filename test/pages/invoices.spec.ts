import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { describeWithBrowser, enter } from '../support/browser';
import { enterAll, type Person } from '../support/candidates';
import { paper } from '../support/papers';
import { contractOf, pay, sign } from '../support/portal';
import { picture } from '../support/pictures';
import { sharedStack, type Stack } from '../support/stack';

const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
const TODAY = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

await describeWithBrowser('fees and invoices in a browser', (openBrowser) => {
  let stack: Stack;
  let browser: Browser;
  let who: Record<string, Person>;
  let contract: string;
  const contexts: BrowserContext[] = [];

  beforeAll(async () => {
    stack = await sharedStack();
    browser = await openBrowser();
    who = await enterAll(stack.url, ['officer', 'bidder3', 'reviewer', 'cashier', 'checker']);
    contract = await contractOf(who['officer']!, who['bidder3']!, who['reviewer']!);
    await sign(who['officer']!, who['bidder3']!, contract);
  }, 240_000);
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close();
  });
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  async function windowOf(login: string | null, path: string, viewport = DESK): Promise<Page> {
    const context = await browser.newContext({ viewport, reducedMotion: 'reduce' });
    contexts.push(context);
    if (login) await enter(context, stack.url, login);
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    await page.goto(stack.url + path);
    return page;
  }
  /** On a desk and on a phone. */
  async function fits(page: Page, name: string): Promise<void> {
    for (const [viewport, suffix] of [
      [DESK, ''],
      [PHONE, '-phone'],
    ] as const) {
      await page.setViewportSize(viewport);
      await page.waitForTimeout(400);
      await picture(page, `${name}${suffix}.png`);
      expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(
        0,
      );
    }
    await page.setViewportSize(DESK);
  }
  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first().click();
  const confirm = (page: Page, name: string) =>
    page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
  const handIn = async (page: Page, button: string, number: string): Promise<void> => {
    await press(page, button);
    const dialog = page.getByRole('dialog');
    await dialog
      .locator('input[type=file]')
      .setInputFiles({ name: '发票.pdf', mimeType: 'application/pdf', buffer: paper(number) });
    await dialog.getByLabel('发票号码').fill(number);
    await dialog.getByLabel('开票日期').fill(TODAY);
    await fits(page, button === '登记开票' ? 'invoices-issue' : 'invoices-reverse');
    await confirm(page, button);
    await dialog.waitFor({ state: 'hidden' });
  };

  it('anybody reads the fee table and what a price comes to', async () => {
    const page = await windowOf(null, '/fees');
    await page.getByText('¥315,000.00').first().waitFor();
    await page.getByText('¥340,000.00').first().waitFor();
    await fits(page, 'fees');
  }, 60_000);

  it('a fee is reduced by two people before it is paid, and its payer sees how it came about', async () => {
    const cashier = await windowOf('cashier', `/desk/contracts/${contract}`);
    await press(cashier, '减免服务费');
    await cashier.getByRole('dialog').getByLabel('减免后金额（元）').fill('1000');
    await cashier.getByRole('dialog').getByLabel('减免理由').fill('首单优惠');
    await confirm(cashier, '减免服务费');
    await cashier.getByText('待复核').first().waitFor();
    const checker = await windowOf('checker', '/desk/fee-decisions');
    await checker.getByText('首单优惠').waitFor();
    await fits(checker, 'fee-decisions');
    await press(checker, '同意减免');
    await confirm(checker, '同意减免');
    await checker.getByText('已同意').first().waitFor();
    const buyer = await windowOf('bidder3', `/desk/contracts/${contract}`);
    await buyer.locator('.fee-result', { hasText: '¥1,000.00' }).first().waitFor();
    expect(await buyer.getByText('转让方服务费').count()).toBe(0);
    await fits(buyer, 'contract-fees');
    const owed = await windowOf('bidder3', '/desk/money');
    await owed.getByRole('button', { name: /^付\s?款$/ }).waitFor();
    await fits(owed, 'own-money');
    await owed.goto(`${stack.url}/desk/money/items`);
    await owed.getByRole('button', { name: /^付\s?款$/ }).waitFor();
    await fits(owed, 'own-items-owed');
    await owed.goto(`${stack.url}/desk/money/items?view=paid`);
    await owed.getByLabel('起始日').waitFor();
    await fits(owed, 'own-items-paid');
  }, 120_000);

  it('what was paid is invoiced, reversed and invoiced anew, each side doing its part', async () => {
    await pay(who['bidder3']!, contract);
    const buyer = await windowOf('bidder3', '/desk/money');
    await buyer.locator('.own-list li', { hasText: '受让方服务费' }).getByRole('button', { name: '申请开票' }).click();
    await buyer.waitForTimeout(400);
    await fits(buyer, 'invoices-request');
    await confirm(buyer, '申请开票');
    await buyer.getByText('申请中').first().waitFor();

    const cashier = await windowOf('cashier', '/desk/invoices');
    await cashier.getByRole('link', { name: /受让方服务费/ }).waitFor();
    await fits(cashier, 'invoices');
    await cashier.getByRole('link', { name: /受让方服务费/ }).click();
    await handIn(cashier, '登记开票', '26442000000000000001');
    await cashier.getByText('已开具').first().waitFor();

    await buyer.goto(`${stack.url}/desk/invoices`);
    await buyer.getByRole('link', { name: /受让方服务费/ }).click();
    await press(buyer, '申请红冲');
    await buyer.getByRole('dialog').getByLabel('理由').fill('抬头有误');
    await confirm(buyer, '申请红冲');
    await buyer.getByText('待红冲').first().waitFor();

    await cashier.getByText('待红冲').first().waitFor();
    await handIn(cashier, '登记红字发票', '26442000000000000002');
    await cashier.getByText('已红冲').first().waitFor();
    await fits(cashier, 'invoice');

    await press(buyer, '重新申请');
    await confirm(buyer, '重新申请');
    await buyer.getByText('重开，替代').waitFor();
    await buyer.goto(`${stack.url}/desk/invoices?view=claims`);
    await buyer.getByText('成交价款').first().waitFor();
    await fits(buyer, 'invoice-claims');
  }, 180_000);

  it('whoever holds the certificate can check it', async () => {
    const { http } = who['bidder3']!;
    const { certificateNumber } = await http.get<{ certificateNumber: string }>(`/contracts/${contract}`);
    const answer = await fetch(`${stack.url}/api/contracts/${contract}/certificate`, {
      headers: { authorization: `Bearer ${http.token}` },
    });
    const code = /核验码<\/th><td>([0-9A-F ]+)</.exec(await answer.text())![1]!;
    const page = await windowOf(null, '/check');
    await page.getByLabel('凭证编号').fill(certificateNumber);
    await page.getByLabel('核验码').fill('0000 0000 0000 0000');
    await press(page, '核验');
    await page.getByText('没有编号与核验码都相符').waitFor();
    await page.getByLabel('核验码').fill(code);
    await press(page, '核验');
    await page.getByText('核验一致').waitFor();
    await fits(page, 'check');
  }, 60_000);
});
