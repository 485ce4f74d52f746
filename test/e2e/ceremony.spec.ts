import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { aSecond, describeWithBrowser, enter } from '../support/browser';
import { personOf, SealedSale } from '../support/sealed-sale';
import { sharedStack, type Stack } from '../support/stack';
import { picture } from '../support/pictures';

const TRUSTEES = { operator: 'trustee1', notary: 'trustee2', regulator: 'trustee3' } as const;
const LASTS_MS = 6_000;
const WIDE = { width: 1440, height: 900 };
const NARROW = { width: 390, height: 844 };

await describeWithBrowser('a sealed sale in a browser', (openBrowser) => {
  let stack: Stack;
  let browser: Browser;
  let sale: SealedSale;
  let ceremony: string;

  beforeAll(async () => {
    stack = await sharedStack();
    browser = await openBrowser();
    sale = await SealedSale.announce(stack.databaseUrl, 'first', LASTS_MS);
    ceremony = `${stack.url}/auctions/${sale.id}/ceremony`;
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await sale?.close();
    await stack?.stop();
  });

  /** Somebody's own window, on a page of the portal. */
  async function windowOf(login: string | null, address: string): Promise<Page> {
    const context = await browser.newContext({ viewport: WIDE, reducedMotion: 'reduce' });
    if (login) await enter(context, stack.url, login);
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    await page.goto(address);
    return page;
  }

  /** On a telephone, in Chinese and where asked in English. */
  async function show(page: Page, name: string, languages: ('zh' | 'en')[] = ['zh']): Promise<void> {
    await page.locator('.ceremony-steps, [data-testid=seal-box]').waitFor();
    await page.setViewportSize(NARROW);
    for (const language of languages) {
      if (language === 'en') await switchTo(page, 'en');
      await page.waitForTimeout(150);
      const scrolls = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
      expect([name, language, await page.evaluate(scrolls)]).toEqual([name, language, 0]);
      await picture(page, `${name}-${language}`);
    }
    await page.setViewportSize(WIDE);
    if (languages.includes('en')) await switchTo(page, 'zh');
  }

  const switchTo = async (page: Page, language: 'zh' | 'en'): Promise<void> => {
    await page.getByRole('button', { name: language === 'en' ? 'English' : '中文', exact: true }).click();
    await page.locator(`html[lang^=${language}]`).waitFor();
  };

  const step = (page: Page, text: string) => page.getByTestId('ceremony-step').getByText(text).waitFor();
  const keyAct = (page: Page) => page.getByTestId('key-act');

  it('goes from the appointment of trustees to the reveal', async () => {
    const auctioneer = await windowOf('auctioneer', ceremony);
    await step(auctioneer, '等待指定三位见证人');
    for (const role of Object.keys(TRUSTEES)) {
      await auctioneer.getByTestId(`trustee-${role}`).getByRole('button').click();
      await auctioneer.getByRole('dialog').locator('.ant-btn-primary:not([disabled])').click();
      await auctioneer.getByTestId(`trustee-${role}`).and(auctioneer.locator('[data-state=keyless]')).waitFor();
    }
    await show(auctioneer, 'ceremony-appointed');

    const windows: Record<string, Page> = {};
    const keys: Record<string, string> = {};
    for (const [role, login] of Object.entries(TRUSTEES)) {
      const page = (windows[role] = await windowOf(login, ceremony));
      if (role === 'operator') await show(page, 'ceremony-key', ['zh', 'en']);
      await page.getByLabel('密钥文件的口令').fill('三把钥匙');
      const saved = page.waitForEvent('download');
      await page.getByRole('button', { name: '生成密钥并下载' }).click();
      keys[role] = await (await saved).path();
      await keyAct(page).click();
      await page.getByTestId(`trustee-${role}`).and(page.locator('[data-state=published]')).waitFor();
    }
    for (const role of Object.keys(TRUSTEES)) {
      await keyAct(windows[role]!).click();
      await windows[role]!.getByTestId(`trustee-${role}`).and(windows[role]!.locator('[data-state=drilled]')).waitFor();
    }
    await step(auctioneer, '密钥齐备');
    await show(auctioneer, 'ceremony-ready');

    const { organisationId } = await personOf(stack.url, 'bidder1');
    const code = await sale.admit(organisationId);
    const bidder = await windowOf('bidder1', `${stack.url}/auctions/${sale.id}`);
    await show(bidder, 'seal-box', ['zh', 'en']);
    await sale.open();
    await bidder.locator('#seal-amount').fill('1,234,567.89');
    await bidder.getByTestId('seal-box').locator('.bid-button').click();
    const dialog = bidder.getByRole('dialog');
    expect(await dialog.getByTestId('confirm-amount').textContent()).toBe('¥1,234,567.89');
    expect(await dialog.locator('.ant-btn-primary').isDisabled()).toBe(true);
    await dialog.getByRole('checkbox').check();
    await picture(bidder, 'seal-confirm', false);
    await dialog.locator('.ant-btn-primary').click();
    await bidder.getByTestId('bid-result').waitFor();
    await picture(bidder, 'seal-done');

    await step(auctioneer, '等待两位见证人打开报价');
    for (const role of ['regulator', 'operator']) {
      const page = windows[role]!;
      // As if it had been closed in between: the key comes back from its file.
      await page.reload();
      await page.getByLabel('密钥文件的口令').fill('三把钥匙');
      await page.locator('input[type=file]').setInputFiles(keys[role]!);
      await keyAct(page).click();
      await page.getByText('您的一层已全部打开').first().waitFor();
    }
    await show(windows['regulator']!, 'ceremony-opened');
    await step(auctioneer, '等待组织方揭晓');
    await auctioneer.getByRole('button', { name: '发起揭晓' }).click();
    const asking = auctioneer.getByRole('dialog');
    await asking.getByRole('textbox').fill('两位见证人已到场');
    await asking.locator('.ant-btn-primary').click();
    await auctioneer.getByTestId('approval').waitFor();

    const [second, watcher] = await Promise.all([
      windowOf('auctioneer2', ceremony),
      windowOf(null, `${stack.url}/auctions/${sale.id}`),
    ]);
    await watcher.getByTestId('banner-reveal').waitFor();
    await show(second, 'ceremony-reveal', ['zh', 'en']);
    await second.getByTestId('approval').getByRole('button').first().click();
    const approving = second.getByRole('dialog');
    await approving.locator('input[type=password]').fill('jishi-demo');
    const revealed = watcher.getByTestId('revealed').getByText('¥1,234,567.89').waitFor();
    const seen = revealed.then(() => Date.now());
    const answered = second.waitForResponse(/\/approve$/);
    await approving.locator('.ant-btn-primary, .ant-btn-dangerous').last().click();
    await answered;
    const answeredAt = Date.now();
    expect((await seen) - answeredAt).toBeLessThan(aSecond());
    await step(second, '开标已经结束');
    const { winner, priceMinor } = await (
      await personOf(stack.url, 'bidder1')
    ).get<{
      winner: string;
      priceMinor: number;
    }>(`/auctions/${sale.id}`);
    expect({ winner, priceMinor }).toEqual({ winner: code, priceMinor: 123_456_789 });
    await second.goto(`${stack.url}/desk/ceremonies`);
    const own = second.locator('tr', { has: second.locator(`a[href*="${sale.id}"]`) });
    await own.getByText('开标已经结束').waitFor();
    await picture(second, 'ceremonies');
  }, 180_000);
});
