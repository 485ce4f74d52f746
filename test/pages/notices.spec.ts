import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { describeWithBrowser, enter } from '../support/browser';
import { sharedStack, type Stack } from '../support/stack';

const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
const WORDS = {
  zh: { notices: '公告', calendar: '交易日历', inbox: '消息', due: '待办' },
  en: { notices: 'Public notices', calendar: 'Calendar of sales', inbox: 'Messages', due: 'Due' },
};
type Language = keyof typeof WORDS;

await describeWithBrowser('notices, calendar and inbox in a browser', (openBrowser) => {
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

  async function windowOf(viewport: { width: number; height: number }, language: Language, login?: string) {
    const context = await browser.newContext({ viewport, reducedMotion: 'reduce' });
    contexts.push(context);
    await context.addInitScript(`localStorage.setItem('jishi.language', '${language}')`);
    if (login) await enter(context, stack.url, login);
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    return page;
  }
  const heading = (page: Page, text: string) => page.getByRole('heading', { level: 1, name: text }).waitFor();
  const fits = async (page: Page): Promise<void> => {
    expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0);
  };

  it.each([
    { language: 'zh', size: DESK },
    { language: 'en', size: PHONE },
  ] as const)(
    'are read in $language at $size.width px',
    async ({ language, size }) => {
      const words = WORDS[language];
      const page = await windowOf(size, language, 'reviewer');
      // The worker announces what the demonstration published.
      await page.goto(`${stack.url}/notices`);
      await heading(page, words.notices);
      await page.locator('.data tbody tr').first().waitFor({ timeout: 60_000 });
      await fits(page);
      await page.locator('.data a.cell-title').last().click();
      await page.locator('.notice-sheet h1').waitFor();
      expect(await page.locator('.hash').textContent()).toMatch(/[0-9a-f]{64}/);
      await fits(page);
      await page.locator('.notice-links a').first().click();
      await page.locator('#notices-title').waitFor();
      expect(await page.locator('a[href*="/calendar.ics"]').getAttribute('href')).toContain(`lang=${language}`);

      await page.goto(`${stack.url}/calendar`);
      await heading(page, words.calendar);
      // Notices of the demonstration end in some weeks: in this month or the next.
      if ((await page.locator('.event').count()) === 0) await page.locator('.month-head button').last().click();
      await page.locator('.event').first().waitFor();
      expect(await page.locator(size.width > 800 ? 'table.month' : 'ol.agenda').count()).toBe(1);
      await fits(page);
      await page.locator('.page-head button').click();
      expect(await page.locator('.ant-modal code').textContent()).toContain('/api/calendar.ics?lang=');

      await page.goto(`${stack.url}/desk`);
      await page.locator('#due-title', { hasText: words.due }).waitFor();
      await page.locator('.due li').first().waitFor();
      await fits(page);
    },
    120_000,
  );

  it('a message leads where it says, and the bell counts down', async () => {
    const page = await windowOf(PHONE, 'zh', 'officer');
    await page.goto(`${stack.url}/desk/inbox`);
    await heading(page, WORDS.zh.inbox);
    const bell = page.locator('.bell em');
    await bell.waitFor();
    const before = Number(await bell.textContent());
    await page.locator('.cell-title.unseen', { hasText: '已公告' }).first().click();
    await page.locator('.listing-title').waitFor();
    await page.waitForFunction(`Number(document.querySelector('.bell em')?.textContent ?? 0) === ${before - 1}`);
    await page.goto(`${stack.url}/desk/inbox`);
    await page.locator('.page-head button').click();
    await bell.waitFor({ state: 'detached' });
    expect(await page.locator('.cell-title.unseen').count()).toBe(0);
    await fits(page);
  }, 60_000);
});
