import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { texts } from '../../apps/web/src/i18n/zh';
import { describeWithBrowser, enter } from '../support/browser';
import { Floor } from '../support/crowd';
import { declaredRoutes, makeRecords, type Records } from '../support/portal';
import { startStack, type Stack } from '../support/stack';
import { picture } from '../support/pictures';

type Visit = [login: string | null, record?: keyof Records];

/** Every page of the portal, who opens it here, and the record whose page it is. */
const VISITS: Record<string, Visit> = {
  '/': [null],
  '/listings/:id': [null, 'listing'],
  '/rules': [null],
  '/rules/:code': [null],
  '/fees': [null],
  '/check': [null],
  '/auctions': [null],
  '/auctions/:id': [null, 'auction'],
  '/auctions/:id/ceremony': ['auctioneer', 'sealedAuction'],
  '/notices': [null],
  '/notices/:id': [null, 'notice'],
  '/calendar': [null],
  '/windows': [null],
  '/login': [null],
  '/register': [null],
  '/desk': ['officer'],
  '/desk/achievements': ['officer'],
  '/desk/valuations': ['officer'],
  '/desk/valuations/new': ['officer'],
  '/desk/valuations/:id': ['officer', 'valuation'],
  '/desk/disclosures': ['inventor'],
  '/desk/disclosures/new': ['inventor'],
  '/desk/disclosures/:id': ['inventor', 'disclosure'],
  '/desk/disclosures/:id/edit': ['inventor', 'disclosure'],
  '/desk/disclosure-queue': ['officer'],
  '/desk/decisions': ['decider'],
  '/desk/bylaws': ['officer'],
  '/desk/bylaws/new': ['officer'],
  '/desk/bylaws/:id': ['decider', 'bylaw'],
  '/desk/rewards': ['inventor'],
  '/desk/rewards/:id': ['officer', 'reward'],
  '/desk/reward-rules': ['inventor'],
  '/desk/reward-rules/new': ['officer'],
  '/desk/reward-rules/:id': ['decider', 'rewardRule'],
  '/desk/reward-payrolls': ['officer'],
  '/desk/reward-payrolls/:id': ['decider', 'rewardPayroll'],
  '/desk/listings': ['officer'],
  '/desk/listings/new': ['officer'],
  '/desk/listings/:id/edit': ['officer', 'draft'],
  '/desk/listings/:id/openings': ['officer', 'listing'],
  '/desk/windows': ['officer'],
  '/desk/mandates': ['reviewer'],
  '/desk/counter': ['clerk'],
  '/desk/counter/acts/:id': ['clerk', 'counterAct'],
  '/desk/intake-receipts/:id': ['clerk', 'intakeReceipt'],
  '/desk/exchange-windows': ['reviewer'],
  '/desk/markets': ['reviewer'],
  '/desk/performance': ['reviewer'],
  '/desk/intake': ['clerk'],
  '/desk/review': ['reviewer'],
  '/desk/rules': ['reviewer'],
  '/desk/rules/:id': ['reviewer', 'ruleDraft'],
  '/desk/applications': ['reviewer'],
  '/desk/applications/:id': ['reviewer', 'application'],
  '/desk/findings': ['reviewer'],
  '/desk/confirmations': ['officer'],
  '/desk/relations': ['bidder1'],
  '/desk/rights': ['bidder1'],
  '/desk/sales': ['auctioneer'],
  '/desk/ceremonies': ['auctioneer'],
  '/desk/bars': ['reviewer'],
  '/desk/history': ['reviewer'],
  '/desk/history/records': ['reviewer'],
  '/desk/history/:id': ['reviewer', 'import'],
  '/desk/money': ['bidder3'],
  '/desk/money/items': ['bidder3'],
  '/desk/invoices': ['bidder3'],
  '/desk/invoices/:id': ['cashier', 'invoice'],
  '/desk/fee-decisions': ['cashier'],
  '/desk/deposits': ['bidder1'],
  '/desk/deposits/:id': ['bidder1', 'deposit'],
  '/desk/defaults': ['auctioneer'],
  '/desk/defaults/propose/:auctionId': ['auctioneer', 'auction'],
  '/desk/defaults/:id': ['auctioneer', 'defaultCase'],
  '/desk/bank': ['cashier'],
  '/desk/reconciliation': ['cashier'],
  '/desk/payments': ['bidder1'],
  '/desk/payouts': ['cashier'],
  '/desk/movements': ['cashier'],
  '/desk/providers': ['reviewer'],
  '/desk/ledger': ['cashier'],
  '/desk/ledger/accounts/:id': ['cashier', 'account'],
  '/desk/ledger/transfers/:id': ['cashier', 'transfer'],
  '/desk/statement': ['bidder1'],
  '/desk/contracts': ['officer'],
  '/desk/contracts/:id': ['officer', 'contract'],
  '/desk/volumes': ['auditor'],
  '/desk/subsidies': ['auditor'],
  '/desk/audit': ['auditor'],
  '/desk/organisation': ['officer'],
  '/desk/inbox': ['officer'],
  '/desk/sessions': ['officer'],
};
const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
/** How many of the page and its tables are wider than their place. */
const SIDEWAYS = `[document.documentElement, ...document.querySelectorAll('.data-wrap')]
  .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth).length`;
/** What stands where a text is missing: its key. */
const RAW_KEY = `\\b(?:${Object.keys(texts).join('|')})\\.[a-z][\\w.]*`;

describe('the portal', () => {
  it('has no page that no browser visits here', () => {
    expect(Object.keys(VISITS).toSorted()).toEqual(declaredRoutes().toSorted());
  });
});

await describeWithBrowser('every page of the portal', (openBrowser) => {
  let stack: Stack;
  let floor: Floor;
  let browser: Browser;
  let records: Records;
  const windows = new Map<string | null, Page>();
  const faults: string[] = [];

  beforeAll(async () => {
    stack = await startStack();
    browser = await openBrowser();
    floor = await Floor.open(stack.databaseUrl);
    records = await makeRecords(stack, floor);
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    await floor?.close();
    await stack?.stop();
  });

  /** Somebody's window, opened once; what goes wrong in it stands in `faults`. Every page in it begins in Chinese. */
  async function windowOf(login: string | null): Promise<Page> {
    const known = windows.get(login);
    if (known) return known;
    const context = await browser.newContext({ reducedMotion: 'reduce' });
    await context.addInitScript("if (location.host) localStorage.removeItem('jishi.language')");
    if (login) await enter(context, stack.url, login);
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(`console: ${message.text()}`);
    });
    page.on('response', (answer) => {
      if (answer.status() >= 400) faults.push(`${answer.status()} ${answer.url()}`);
    });
    windows.set(login, page);
    return page;
  }

  it.each(Object.entries(VISITS))(
    '%s stands in both languages on a desk and on a phone',
    async (route, [login, record]) => {
      const page = await windowOf(login);
      const path = route.replace(':code', 'gz-university').replace(/:(id|auctionId)/, record ? records[record] : '');
      const name = route.replace(/\W+/g, '-');
      await page.setViewportSize(DESK);
      await page.goto(stack.url + path);
      await page.locator('h1').first().waitFor();
      for (const [language, size] of [
        ['zh', DESK],
        ['zh', PHONE],
        ['en', PHONE],
        ['en', DESK],
      ] as const) {
        await page.setViewportSize(size);
        if (language === 'en' && size === PHONE)
          await page.getByRole('button', { name: 'English', exact: true }).click();
        await page.locator('[role=status] .ant-skeleton').first().waitFor({ state: 'detached' });
        const where = `${language} ${size.width}`;
        // A chart follows its frame a moment later.
        await page
          .waitForFunction(`${SIDEWAYS} === 0`, null, { timeout: 2_000 })
          .catch(() => faults.push(`${where}: the page or a table scrolls sideways`));
        const raw = new RegExp(RAW_KEY).exec(await page.locator('body').innerText());
        if (raw) faults.push(`${where}: shows ${raw[0]}`);
        // Of four one in each language is kept: the Chinese desk and the English phone.
        if ((language === 'zh') === (size === DESK)) await picture(page, `page${name}-${language}`);
      }
      faults.push(...(await nameless(page)));
      if (!(await page.title()).includes(' · ')) faults.push(`its title is ${await page.title()}`);
      // What it asks for now and then is not the next page's fault.
      await page.goto('about:blank');
      expect(faults.splice(0)).toEqual([]);
    },
    60_000,
  );
});

/** Fields and buttons a screen reader could not call by a name. */
const nameless = (page: Page): Promise<string[]> =>
  page.evaluate(`[...document.querySelectorAll('input, select, textarea, button, a[href]')]
    .filter((element) => element.getClientRects().length > 0 && !element.closest('[aria-hidden=true]'))
    .filter((element) => {
      const said = ['aria-label', 'aria-labelledby', 'title', 'placeholder'].some((name) => element.getAttribute(name));
      return !said && !element.labels?.length && !element.textContent.trim() && !element.querySelector('[aria-label]');
    })
    .map((element) => 'without a name: ' + element.outerHTML.slice(0, 120))`);
