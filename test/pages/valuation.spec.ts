import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { describeWithBrowser, enter } from '../support/browser';
import { startStack, type Stack } from '../support/stack';
import { picture } from '../support/pictures';

const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

await describeWithBrowser('valuations in a browser', (openBrowser) => {
  let stack: Stack;
  let browser: Browser;
  const contexts: BrowserContext[] = [];
  const faults: string[] = [];

  beforeAll(async () => {
    stack = await startStack();
    browser = await openBrowser();
  }, 120_000);
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close();
    expect(faults.splice(0)).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  async function pageOf(login: string, viewport = DESK): Promise<Page> {
    const context = await browser.newContext({ viewport, reducedMotion: 'reduce' });
    contexts.push(context);
    await enter(context, stack.url, login);
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    page.on('pageerror', (error) => faults.push(error.message));
    return page;
  }

  async function subject(page: Page): Promise<string> {
    const answer = await page.request.get(`${stack.url}/api/achievements?q=DEMO2019-0004`);
    const { items } = (await answer.json()) as { items: { id: string }[] };
    return items[0]?.id ?? '';
  }
  const sidewaysScroll = (page: Page): Promise<number> =>
    page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  const value = (page: Page) => page.locator('.outcome-value');
  const comesTo = (page: Page, text: string) => page.locator(`.outcome-value:text-is("${text}")`).waitFor();
  const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });

  it('a seller computes as it types, keeps a worksheet, makes a second version and sees what changed', async () => {
    const page = await pageOf('officer');
    await page.goto(`${stack.url}/desk/valuations/new?achievement=${await subject(page)}`);
    await page.getByRole('button', { name: '许可费节省法' }).click();
    // Filed in June 2019: of twenty years twelve or more are left, whatever the year of this run.
    await page.getByLabel('评估基准日').fill('2026-03-01');
    await page.getByText('年末收款').click();
    for (let year = 5; year > 1; year -= 1) await page.getByRole('button', { name: `移除第 ${year} 年` }).click();
    await field(page, '净销售额').fill('1200');
    await field(page, '提成率').fill('10');
    // 1200万 × 10 % × 75 % ÷ 1.2.
    await comesTo(page, '75 万元');
    await field(page, '提成率').fill('abc');
    await page.getByText('请填写 0% 至 100% 之间的数。').waitFor();
    expect(await page.getByRole('button', { name: '保存底稿' }).isDisabled()).toBe(true);
    await field(page, '提成率').fill('21');
    await page.getByText(/提成率 21% 高于净销售额的 20%/).waitFor();
    await field(page, '提成率').fill('10');
    await page.getByRole('button', { name: '保存底稿' }).click();
    await page.locator('.worksheet').waitFor();
    expect(await value(page).textContent()).toBe('75 万元');
    await page.getByRole('link', { name: '编制新版本' }).click();
    await field(page, '折现率').fill('50');
    await page.getByRole('button', { name: '保存底稿' }).click();
    await page.locator('.version-list li').nth(1).waitFor();
    const changes = page.locator('table.data', { hasText: '参数变化' });
    await changes.getByText('折现率').waitFor();
    expect(await changes.textContent()).toContain('折现率20%50%');
    await picture(page, 'valuation-1440');
  });

  it('deals to compare with are chosen from the register and adjusted with a reason', async () => {
    const page = await pageOf('officer');
    await page.goto(`${stack.url}/desk/valuations/new?achievement=${await subject(page)}&method=market`);
    await page.getByText('还有 1 处需要填写或更正').waitFor();
    await page.getByRole('button', { name: '选取可比成交' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('tbody tr').first().waitFor();
    expect(await dialog.textContent()).not.toContain('演示转让方');
    // The likest of the demonstration: polyimide aerogel, 175万.
    await dialog.getByRole('button', { name: '选取', exact: true }).first().click();
    await page.keyboard.press('Escape');
    await comesTo(page, '175 万元');
    await page.getByRole('button', { name: '添加调整' }).click();
    await field(page, '比率').fill('-20');
    await field(page, '理由').fill('对方为独占许可');
    await comesTo(page, '140 万元');
    await page.getByText('只有 1 笔可比成交').waitFor();
    await page.getByRole('button', { name: '保存底稿' }).click();
    await page.locator('.worksheet').getByText('独占性').or(page.getByText('时间 · 对方为独占许可')).first().waitFor();
  });

  it('a draft listing rests on a worksheet, which its reviewer reads', async () => {
    const page = await pageOf('officer');
    const answer = await page.request.get(`${stack.url}/api/listings?mine=1&state=draft`);
    const { items } = (await answer.json()) as { items: { id: string }[] };
    const listing = `${stack.url}/listings/${items[0]?.id}`;
    await page.goto(listing);
    const basis = page.getByRole('region', { name: '价格依据' });
    await basis.getByText('许可费节省法 · 第 2 版').waitFor();
    await basis.getByRole('combobox').click();
    await page.getByTitle('成本法 · 第 1 版').click();
    await basis.getByRole('button', { name: '引用' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '引用' }).click();
    await basis.getByRole('link', { name: '成本法 · 第 1 版' }).waitFor();
    await page.request.post(`${stack.url}/api/listings/${items[0]?.id}/submit`, {
      data: { via: 'direct' },
      headers: { origin: stack.url },
    });
    const reviewer = await pageOf('reviewer');
    await reviewer.goto(listing);
    await reviewer.getByRole('link', { name: '成本法 · 第 1 版' }).click();
    await value(reviewer).waitFor();
    expect(await reviewer.getByRole('link', { name: '编制新版本' }).count()).toBe(0);
  });

  it.each(['zh', 'en'])('fits a phone, in %s', async (language) => {
    const page = await pageOf('officer', PHONE);
    await page.addInitScript(`localStorage.setItem('jishi.language', '${language}')`);
    const achievement = await subject(page);
    await page.goto(`${stack.url}/desk/valuations`);
    await page.locator('table.data a.cell-title').first().waitFor();
    expect(await sidewaysScroll(page)).toBeLessThanOrEqual(0);
    await page.locator('table.data a.cell-title').first().click();
    await page.locator('.worksheet .recharts-surface').first().waitFor();
    expect(await sidewaysScroll(page)).toBeLessThanOrEqual(0);
    await picture(page, `valuation-390-${language}`);
    for (const method of ['cost', 'market', 'royalty', 'dcf']) {
      await page.goto(`${stack.url}/desk/valuations/new?achievement=${achievement}&method=${method}`);
      await page.locator('.value-section').first().waitFor();
      expect([method, await sidewaysScroll(page)]).toEqual([method, 0]);
    }
  });
});
