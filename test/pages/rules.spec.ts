import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { describeWithBrowser, enter } from '../support/browser';
import { usccOf } from '../support/market';
import { sharedStack, type Stack } from '../support/stack';
import { picture } from '../support/pictures';

const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

await describeWithBrowser('rules of sale in a browser', (openBrowser) => {
  let stack: Stack;
  let browser: Browser;
  const contexts: BrowserContext[] = [];

  beforeAll(async () => {
    stack = await sharedStack();
    browser = await openBrowser();
  }, 120_000);
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close();
  });
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  async function windowOf(viewport: { width: number; height: number }, login?: string): Promise<Page> {
    const context = await browser.newContext({ viewport, reducedMotion: 'reduce' });
    contexts.push(context);
    if (login) await enter(context, stack.url, login);
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    return page;
  }
  const fits = async (page: Page, name: string): Promise<void> => {
    const over = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    expect(over).toBe(0);
    await picture(page, name);
  };

  const inEnglish = async (page: Page): Promise<void> => {
    await page.evaluate("localStorage.setItem('jishi.language', 'en')");
    await page.reload();
  };

  it('are written by one reviewer, published by another and read by everybody', async () => {
    const writer = await windowOf(DESK, 'reviewer');
    await writer.goto(`${stack.url}/desk/rules`);
    await writer.locator('.rule-list li', { hasText: 'gz-university' }).getByRole('button').click();
    await writer.locator('#code').fill('nanyue-university');
    await writer.getByRole('dialog').locator('.ant-btn-primary').click();
    const rule = (path: string) => writer.locator(`[data-path="${path}"]`);
    await rule('depositRate').locator('input').fill('30');
    // The server's fault stands at its field while one writes, and nothing faulty is saved.
    await rule('depositRate').locator('.rule-faults').waitFor();
    const save = writer.locator('.rule-bar .ant-btn-primary');
    expect(await save.isDisabled()).toBe(true);
    await fits(writer, 'rules-editor');
    await rule('depositRate').locator('input').fill('12.5');
    await rule('noticeDays').locator('input').first().fill('25');
    await rule('noticeDays').locator('textarea').first().fill('本所公告〔2026〕5号第三条');
    const changed = writer.locator('.changes tr', { hasText: '公告期' }).last();
    await changed.getByText('25 日').waitFor();
    await changed.getByText('本所公告〔2026〕5号第三条').waitFor();
    await save.click();
    await writer.getByRole('button', { name: /提交发布/ }).click();
    await writer.getByRole('dialog').locator('textarea').fill('本所公告〔2026〕5号');
    await writer.getByRole('dialog').locator('.ant-btn-primary').click();
    await writer.getByText('等待本机构另一位审核员发布').waitFor();
    expect(await writer.getByRole('button', { name: /^发布/ }).count()).toBe(0);

    const checker = await windowOf(DESK, 'reviewer2');
    await checker.goto(writer.url());
    await checker.getByRole('button', { name: /^发布/ }).click();
    const day = await checker.getByRole('dialog').locator('input[type=date]').inputValue();
    expect(Date.parse(`${day}T00:00:00+08:00`) - Date.now()).toBeGreaterThan(7 * 86_400_000 - 60_000);
    await checker.getByRole('dialog').locator('.ant-btn-primary').click();
    await checker.getByText('查看已发布的第 1 版').waitFor();

    const reader = await windowOf(PHONE);
    await reader.goto(`${stack.url}/rules`);
    await reader.locator('.rule-upcoming a').click();
    await reader.locator('.changes', { hasText: '25 日' }).waitFor();
    await fits(reader, 'rules-upcoming');
    await checker.goto(`${stack.url}/desk/rules`);
    await checker.locator('.rule-upcoming').getByRole('button').click();
    await checker.getByRole('dialog').locator('textarea').fill('另行修订');
    await checker.getByRole('dialog').locator('.ant-btn-dangerous').click();
    await checker.locator('.rule-upcoming').waitFor({ state: 'detached' });
  }, 90_000);

  it('of bidding are those of the mode, and an undertaking is read as it will be signed', async () => {
    const page = await windowOf(DESK, 'reviewer');
    await page.goto(`${stack.url}/desk/rules`);
    await page.locator('.rule-list li', { hasText: 'gz-private' }).getByRole('button').click();
    await page.locator('#code').fill('nanyue-sealed');
    await page.getByRole('dialog').locator('.ant-btn-primary').click();
    const rule = (path: string) => page.locator(`[data-path="${path}"]`);
    const shown = async (path: string) => (await rule(path).count()) > 0;
    await rule('auction.mode').waitFor();
    expect([await shown('auction.increments'), await shown('auction.sealedPrice')]).toEqual([true, false]);
    await rule('auction.mode').getByText('动态报价').click();
    await rule('auction.freePeriodMs').waitFor({ state: 'detached' });
    await rule('auction.mode').getByText('一次报价').click();
    await rule('auction.sealedPrice').getByText('按次高报价成交').click();
    for (const path of ['auction.increments', 'auction.triggerMs', 'auction.maxExtensions', 'auction.showReserveMet'])
      expect(await shown(path)).toBe(false);
    // What the other mode did not need lacks its source; the server says so at the field.
    await rule('auction.sealedPrice').locator('.rule-faults').waitFor();
    await rule('auction.sealedPrice').locator('textarea').fill('本所竞价规程第五条');
    await rule('auction.mode').locator('textarea').fill('本所竞价规程第一条');

    const nda = rule('sale.texts.nda');
    await nda.getByRole('switch').click();
    await nda.locator('textarea[lang=zh]').fill('{recipient}承诺为{title}保密，{witness}见证。');
    await nda.locator('.rule-faults', { hasText: '{witness}' }).waitFor();
    await nda.locator('textarea[lang=zh]').fill('{recipient}承诺为{title}保密，{exchange}见证。');
    await nda.getByRole('textbox').last().fill('本所保密规程');
    await nda.locator('summary').click();
    await nda.locator('.nda-text[lang=zh]', { hasText: '深圳某某科技有限公司承诺为一种石墨烯复合材料保密' }).waitFor();
    await fits(page, 'rules-editor-sealed');
    const save = page.locator('.rule-bar .ant-btn-primary');
    await page.locator('.changes tr', { hasText: '保密承诺书' }).waitFor();
    await save.click();
    await page.getByText('草稿已保存').waitFor();
    await page.reload();
    await rule('auction.sealedPrice').waitFor();
    expect(await nda.locator('textarea[lang=zh]').inputValue()).toBe('{recipient}承诺为{title}保密，{exchange}见证。');
    await page.setViewportSize(PHONE);
    await fits(page, 'rules-editor-phone');
    await inEnglish(page);
    await rule('auction.sealedPrice').getByText('Pays the second highest bid').waitFor();
    await fits(page, 'rules-editor-phone-en');
    await page.setViewportSize(DESK);
    await fits(page, 'rules-editor-en');
  }, 90_000);

  it('that are older than their default take over what is chosen of the newer one', async () => {
    const writer = await windowOf(DESK, 'reviewer');
    const call = (path: string, body: object) =>
      writer.evaluate(
        async ([to, data]) => {
          const response = await fetch(`/api/rule-profile-drafts${to}`, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify(data),
          });
          return (await response.json()) as { id: string; earliestOn: string };
        },
        [path, body] as const,
      );
    await writer.goto(`${stack.url}/desk/rules`);
    const draft = await call('', { baseCode: 'gz-private', baseVersion: 1, code: 'nanyue-older' });
    await call(`/${draft.id}/propose`, { revision: 1, source: '本所公告' });
    const checker = await windowOf(DESK, 'reviewer2');
    await checker.goto(`${stack.url}/desk/rules/${draft.id}`);
    await checker.getByRole('button', { name: /^发布/ }).click();
    await checker.getByRole('dialog').locator('.ant-btn-primary').click();
    await checker.getByText('查看已发布的第 1 版').waitFor();
    await writer.reload();
    const newer = writer.locator('.rule-newer[data-code="nanyue-older"]');
    await newer.locator('summary').click();
    await fits(writer, 'rules-newer-default');
    await writer.setViewportSize(PHONE);
    await fits(writer, 'rules-newer-default-phone');
    await newer.getByRole('checkbox', { name: '全选' }).click();
    const begin = newer.locator('.ant-btn-primary');
    expect(await begin.isDisabled()).toBe(true);
    await newer.getByRole('checkbox', { name: '采纳：公告期', exact: true }).click();
    await begin.click();
    await writer.locator('.rule-bar').waitFor();
    await writer.locator('.changes tr', { hasText: '拍卖日七日前' }).waitFor();
    expect(await writer.locator('.changes tbody tr:not(.changes-group)').count()).toBe(1);
  }, 90_000);

  it('that cannot govern a sale are not offered to its seller, and say why', async () => {
    const seller = await windowOf(DESK, 'officer4');
    await seller.goto(`${stack.url}/desk/listings/new`);
    for (const field of ['#achievementId', '#exchangeId']) {
      await seller.locator(field).click();
      await seller.locator('.ant-select-dropdown:visible .ant-select-item-option').first().click();
    }
    await seller.locator('#profileCode').click();
    const option = (text: string) =>
      seller.locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: text }).first();
    await option('广州·国有企业资产转让规则').waitFor();
    expect(await option('广州·国有企业资产转让规则').getAttribute('aria-disabled')).not.toBe('true');
    // The list shows a window of itself; what cannot be chosen stands at its end.
    await option('广州·国有企业资产转让规则').hover();
    await seller.mouse.wheel(0, 3_000);
    await option('广州·高校院所成果交易规则').getByText('不适用于该性质的转让方').waitFor();
  }, 60_000);

  it('follow who owns an organisation, which says so when it registers', async () => {
    const page = await windowOf(PHONE);
    await page.goto(`${stack.url}/register`);
    const ownership = page.getByRole('radiogroup', { name: '单位性质' });
    await ownership.getByText('国有或国有控股').waitFor();
    await page.locator('#name').fill('广州单位性质测试大学');
    await page.locator('#uscc').fill(usccOf(987_001));
    await page.locator('#admin_name').fill('何立新');
    await page.locator('#admin_login').fill('ownership-test');
    await page.locator('#admin_password').fill('jishi-demo-register');
    // A university is asked otherwise than a company, and neither goes without an answer.
    await page.getByText('高校院所', { exact: true }).click();
    await ownership.getByText('公办（事业单位）').waitFor();
    await page.locator('button[type=submit]').click();
    await page.locator('.ant-form-item-has-error', { has: ownership }).waitFor();
    await fits(page, 'register-ownership');
    await ownership.getByText('民办、民营').click();
    const answer = page.waitForResponse((response) => response.request().method() === 'POST');
    await page.locator('button[type=submit]').click();
    expect(await (await answer).json()).toMatchObject({ kind: 'university', ownership: 'private' });
  }, 60_000);

  it('follow who owns a company, which its administrator declares', async () => {
    const admin = await windowOf(PHONE, 'bidder1');
    await admin.goto(`${stack.url}/desk/organisation`);
    await admin.getByText('民办、民营').waitFor();
    await admin.getByRole('button', { name: '声明单位性质' }).click();
    await admin.getByRole('dialog').getByText('国有或国有控股').click();
    await admin.getByRole('dialog').locator('.ant-btn-primary').click();
    await admin.getByRole('dialog').waitFor({ state: 'hidden' });
    await admin.locator('section', { hasText: '国有或国有控股' }).first().waitFor();
    await fits(admin, 'ownership');
  }, 60_000);
});
