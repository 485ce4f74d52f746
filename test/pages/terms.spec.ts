import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { Database } from '@jishi/platform';
import { describeWithBrowser, enter } from '../support/browser';
import { dataDir, needs } from '../support/data';
import { picture } from '../support/pictures';
import { startStack, type Stack } from '../support/stack';

const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

if (!dataDir)
  describe('terms of payment in a browser', () => needs('JISHI_DATA, the folder of data sets', 'drafting the payment'));
else
  await describeWithBrowser('terms of payment in a browser', (openBrowser) => {
    let stack: Stack;
    let browser: Browser;
    let database: Database;
    let contract: string;
    const contexts: BrowserContext[] = [];
    beforeAll(async () => {
      stack = await startStack();
      browser = await openBrowser();
      database = new Database({ databaseUrl: stack.databaseUrl });
      await database.onModuleInit();
      contract = await agree();
    }, 120_000);
    afterEach(async () => {
      for (const context of contexts.splice(0)) await context.close();
    });
    afterAll(async () => {
      await browser?.close();
      await database?.onModuleDestroy();
      await stack?.stop();
    });

    /** A listing is agreed on, as after its notice; the worker drafts the contract. */
    async function agree(): Promise<string> {
      const [listing] = await database.query<{ id: string }>(
        `with buyer as (select m.organisation_id as id from membership m join user_account u on u.id = m.user_id
           where u.login = 'bidder2' limit 1),
         source as (select l.* from listing l join membership m on m.organisation_id = l.transferor_id
           join user_account u on u.id = m.user_id where u.login = 'officer' and l.profile_version is not null limit 1)
         insert into listing (id, number, achievement_id, transferor_id, exchange_id, form, pricing_way, price_minor,
           profile_code, profile_version, field_code, region_code, state, published_at, notice_ends_at,
           negotiated_transferee_id, created_by)
         select gen_random_uuid(), 'JSTERMS01', achievement_id, transferor_id, exchange_id, form, 'negotiated', 200000000,
           profile_code, profile_version, field_code, region_code, 'sold', now(), now(), buyer.id, created_by
         from source, buyer returning id`,
      );
      const { id } = listing!;
      await database.query(`select outbox_append(gen_random_uuid(), 'listing.agreed', $1, $2)`, [
        id,
        JSON.stringify({ listingId: id }),
      ]);
      for (let n = 0; n < 60; n += 1) {
        const [found] = await database.query<{ id: string }>('select id from contract where listing_id = $1', [id]);
        if (found) return found.id;
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
      throw new Error(`no contract was drafted\n${stack.logs()}`);
    }

    async function windowOf(viewport: { width: number; height: number }, login: string): Promise<Page> {
      const context = await browser.newContext({ viewport, reducedMotion: 'reduce' });
      contexts.push(context);
      await enter(context, stack.url, login);
      const page = await context.newPage();
      page.setDefaultTimeout(20_000);
      await page.goto(`${stack.url}/desk/contracts/${contract}`);
      return page;
    }
    const fits = async (page: Page, name: string): Promise<void> => {
      await page.waitForTimeout(400);
      const over = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
      await picture(page, `${name}.png`);
      expect(over).toBe(0);
    };
    const confirm = async (page: Page, label: string, reason?: string): Promise<void> => {
      await page.getByRole('button', { name: label }).first().click();
      const dialog = page.getByRole('dialog');
      if (reason) await dialog.getByRole('textbox').last().fill(reason);
      await dialog.locator('.ant-modal-footer .ant-btn').last().click();
      await page.locator('.ant-message-success').first().waitFor();
      await page.waitForTimeout(600);
    };

    it('the seller drafts instalments for two payees, both accept; the buyer sees what is due, objects, and the exchange rules', async () => {
      const seller = await windowOf(DESK, 'officer');
      await seller.getByRole('button', { name: '起草付款方式' }).click();
      const dialog = seller.getByRole('dialog');
      await dialog.locator('#kind').click();
      await seller.locator('.ant-select-item-option', { hasText: '分期支付' }).click();
      await dialog.getByRole('button', { name: '增加收款人' }).click();
      await dialog.getByRole('button', { name: '增加收款人' }).click();
      for (const [n, name, share] of [
        [0, '某某合作研究院', '33.3333'],
        [1, '某某大学技术转移中心', '66.6667'],
      ] as const) {
        await dialog.locator(`#payees_${n}_name`).fill(name);
        await dialog.locator(`#payees_${n}_share`).fill(share);
      }
      await fits(seller, 'terms-form');
      await seller.setViewportSize(PHONE);
      await fits(seller, 'terms-form-phone');
      await seller.setViewportSize(DESK);
      await dialog.locator('.ant-modal-footer .ant-btn').last().click();
      await seller.getByText('某某大学技术转移中心').first().waitFor();
      await fits(seller, 'terms-view');
      await confirm(seller, '确认合同');

      const buyer = await windowOf(DESK, 'bidder2');
      await confirm(buyer, '确认合同');
      await buyer.getByRole('heading', { name: '付款计划' }).waitFor();
      await confirm(buyer, '提出异议', '技术资料尚未交付，请暂缓划付');
      await buyer.getByText('技术资料尚未交付').waitFor();
      await fits(buyer, 'terms-schedule');
      await buyer.setViewportSize(PHONE);
      await fits(buyer, 'terms-schedule-phone');

      const reviewer = await windowOf(DESK, 'reviewer');
      await confirm(reviewer, '建议解冻', '资料已补交');
      const checker = await windowOf(PHONE, 'checker');
      await confirm(checker, '复核裁定');
      await checker.getByText('已解冻').waitFor();
      await fits(checker, 'terms-ruled-phone');
    }, 120_000);
  });
