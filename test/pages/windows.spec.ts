import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { type Person, logIn } from '../../apps/cli/src/demo/cast';
import { describeWithBrowser, enter } from '../support/browser';
import { startStack, type Stack } from '../support/stack';

const DESK = { width: 1440, height: 900 };

await describeWithBrowser('windows and their counters in a browser', (openBrowser) => {
  let stack: Stack;
  let browser: Browser;

  beforeAll(async () => {
    stack = await startStack({ showcase: true });
    browser = await openBrowser();
  }, 150_000);
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  const person = (login: string): Promise<Person> => logIn(stack.url, { login, password: 'jishi-demo', role: '' });

  async function open(login: string | null, path: string): Promise<Page> {
    const context = await browser.newContext({ viewport: DESK, reducedMotion: 'reduce' });
    if (login) await enter(context, stack.url, login);
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    await page.goto(stack.url + path);
    return page;
  }
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
  const dialog = (page: Page) => page.getByRole('dialog');

  it('a clerk enters a client’s bid in two steps, and prints its receipt', async () => {
    const [client, clerk] = [await person('bidder1'), await person('clerk2')];
    const { id } = await clerk.http.get<{ id: string }>('/windows/mine');
    await client.http.post(`/windows/${id}/mandate`, { mandateRef: '委托书 88', scopes: ['bid'] });
    const page = await open('clerk2', '/desk/counter');
    await page.getByRole('button', { name: /^最低/ }).first().click();
    await button(page, '录入报价…').first().click();
    const send = dialog(page).locator('.ant-btn-primary');
    expect(await send.isDisabled()).toBe(true);
    await dialog(page).getByRole('checkbox').check();
    await send.click();
    await page.getByRole('link', { name: /^打印回执/ }).waitFor();
    await page.getByRole('link', { name: /^打印回执/ }).click();
    await page.getByRole('heading', { name: '柜台报价回执', level: 2 }).waitFor();
    expect(await page.locator('.receipt').textContent()).toContain('委托书 88');
  }, 60_000);

  it('a reviewer suspends a window with a reason, and the public sees it', async () => {
    const page = await open('reviewer', '/desk/exchange-windows');
    await button(page, '暂停').first().click();
    await dialog(page).locator('textarea').fill('系统升级');
    await dialog(page).locator('.ant-btn-primary, .ant-btn-dangerous').last().click();
    await page.getByText('暂停办理').first().waitFor();
    const publicly = await open(null, '/windows');
    await publicly.getByText('暂停办理').first().waitFor();
  }, 60_000);
});
