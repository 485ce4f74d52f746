import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { describeWithBrowser, enter } from '../support/browser';
import { dataDir, needs } from '../support/data';
import { startStack, type Stack } from '../support/stack';
import { StripeServer, WEBHOOK_SECRET } from '../support/stripe/server';
import { Database } from '@jishi/platform';
import { picture } from '../support/pictures';

const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

if (!dataDir)
  describe('ways to pay in a browser', () =>
    needs('JISHI_DATA, the folder of data sets', 'paying on the provider’s page'));
else
  await describeWithBrowser('ways to pay in a browser', (openBrowser) => {
    let stripe: StripeServer;
    let stack: Stack;
    let browser: Browser;
    let database: Database;
    const contexts: BrowserContext[] = [];
    beforeAll(async () => {
      stripe = await StripeServer.start(dataDir!);
      stack = await startStack({ env: stripe.env() });
      browser = await openBrowser();
      stripe.notices = { url: `${stack.url}/api/notices/stripe`, secret: WEBHOOK_SECRET };
      database = new Database({ databaseUrl: stack.databaseUrl });
      await database.onModuleInit();
      await owe();
    }, 120_000);
    afterEach(async () => {
      for (const context of contexts.splice(0)) await context.close();
    });
    afterAll(async () => {
      await browser?.close();
      await database?.onModuleDestroy();
      await stack?.stop();
      await stripe?.close();
    });

    /** A bidder owes a deposit, as after an approval. */
    async function owe(): Promise<void> {
      await database.query(
        `insert into deposit (id, auction_id, listing_id, exchange_id, organisation_id, amount_minor, reference)
         select gen_random_uuid(), coalesce(l.auction_id, gen_random_uuid()), l.id, l.exchange_id, m.organisation_id, 6000000, 'JSDTEST01'
         from listing l, user_account u join membership m on m.user_id = u.id
         where u.login = 'bidder2' and l.exchange_id = (select organisation_id from membership join user_account on id = user_id where login = 'reviewer' limit 1)
         limit 1`,
      );
    }

    async function windowOf(viewport: { width: number; height: number }, login: string): Promise<Page> {
      const context = await browser.newContext({ viewport, reducedMotion: 'reduce' });
      contexts.push(context);
      await enter(context, stack.url, login);
      const page = await context.newPage();
      page.setDefaultTimeout(20_000);
      return page;
    }
    const fits = async (page: Page, name: string): Promise<void> => {
      const over = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
      await picture(page, name);
      expect(over).toBe(0);
    };

    it('the exchange opens a channel, a bidder pays on the provider’s page and is held, the cashier sees it', async () => {
      const operator = await windowOf(DESK, 'reviewer');
      await operator.goto(`${stack.url}/desk/providers`);
      const card = operator.locator('.pay-ways li', { hasText: '银行卡' });
      await card.getByRole('switch').first().click();
      await operator.locator('.ant-message-success').first().waitFor();
      expect(
        await operator.locator('.pay-ways li', { hasText: '银行转账' }).getByRole('switch').first().isDisabled(),
      ).toBe(true);
      await fits(operator, 'channels-editor');
      await operator.setViewportSize(PHONE);
      await fits(operator, 'channels-editor-phone');

      for (const [size, name] of [
        [DESK, 'channels-pay'],
        [PHONE, 'channels-pay-phone'],
      ] as const) {
        const page = await windowOf(size, 'bidder2');
        await page.goto(`${stack.url}/desk/deposits`);
        await page
          .getByRole('button', { name: /^付\s?款$/ })
          .first()
          .click();
        await page.getByRole('dialog').getByText('银行卡').waitFor();
        await page.waitForTimeout(400);
        await fits(page, name);
      }
      const bidder = contexts.at(-1)!.pages()[0]!;
      await bidder.getByRole('dialog').getByRole('button', { name: '去付款' }).click();
      await bidder.waitForURL(/\/pay\/cs_test_/);
      await bidder.locator('input[name=card]').fill('4000000000000002');
      await bidder.locator('#pay').click();
      await bidder.getByText('declined').waitFor();
      await bidder.locator('input[name=card]').fill('4242424242424242');
      await bidder.locator('#pay').click();
      await bidder.waitForURL(`${stack.url}/desk/deposits`);
      await bidder.getByText('已到账').first().waitFor();

      const cashier = await windowOf(DESK, 'cashier');
      await cashier.goto(`${stack.url}/desk/movements`);
      await cashier.getByText('额度已冻结').first().waitFor();
      await fits(cashier, 'movements');
      await cashier.setViewportSize(PHONE);
      await fits(cashier, 'movements-phone');
    }, 120_000);
  });
