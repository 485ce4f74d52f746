import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { HttpClient } from '../../apps/cli/src/demo/http-client';
import { describeWithBrowser, enter } from '../support/browser';
import { uploaded } from '../support/candidates';
import { paper } from '../support/papers';
import { sharedStack, type Stack } from '../support/stack';
import { picture } from '../support/pictures';

const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

await describeWithBrowser('the papers of a sale in a browser', (openBrowser) => {
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

  async function pageOf(login: string | null, viewport = DESK): Promise<Page> {
    const context = await browser.newContext({ viewport, reducedMotion: 'reduce' });
    contexts.push(context);
    if (login) await enter(context, stack.url, login);
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    return page;
  }

  async function person(login: string): Promise<{ http: HttpClient; organisationId: string }> {
    const { token, actor } = await new HttpClient(stack.url).post<{
      token: string;
      actor: { organisation: { id: string } };
    }>('/sessions', { login, password: 'jishi-demo' });
    return { http: new HttpClient(stack.url, token), organisationId: actor.organisation.id };
  }

  async function draft(): Promise<{ id: string; publish: () => Promise<void> }> {
    const [officer, reviewer] = [await person('officer'), await person('reviewer')];
    const report = await officer.http.upload<{ records: { achievementId: string }[] }>('/achievements/import', [
      { name: 'a.csv', type: 'text/csv', content: new TextEncoder().encode('title,number\n散热薄膜,E2E1\n') },
    ]);
    const { id } = await officer.http.post<{ id: string }>('/listings', {
      achievementId: report.records[0]?.achievementId,
      form: 'transfer',
      pricingWay: 'auction',
      priceMinor: 60_000_000,
      profileCode: 'gz-university',
      exchangeId: reviewer.organisationId,
    });
    const publish = async (): Promise<void> => {
      const attachmentId = await uploaded(officer, '权属证明.pdf');
      const proof = { attachmentId, title: '权属证明', kind: 'ownership_proof', access: 'parties' };
      await officer.http.post(`/listings/${id}/documents`, proof);
      await officer.http.post(`/listings/${id}/submit`, { via: 'direct' });
      await reviewer.http.post(`/listings/${id}/review`, { approve: true });
    };
    return { id, publish };
  }

  async function addPaper(page: Page, file: { name: string; content: Buffer }, access: string): Promise<void> {
    await page.locator('button.add-document').click();
    const form = page.locator('form.add-document');
    const mimeType = 'application/pdf';
    await form.locator('input[type=file]').setInputFiles({ name: file.name, mimeType, buffer: file.content });
    await form.locator(`input[type=radio][value=${access}]`).check();
    await form.locator('button[type=submit]').click();
  }

  const sidewaysScroll = (page: Page): Promise<number> =>
    page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

  it('are added by the seller, opened after an undertaking, marked, and logged', async () => {
    const { id, publish } = await draft();
    const address = `${stack.url}/listings/${id}`;
    const seller = await pageOf('officer');
    await seller.goto(address);
    // A PDF that runs a script is refused, in words, and what was filled in stays.
    const script = paper('x', '/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> ');
    await addPaper(seller, { name: '带脚本.pdf', content: script }, 'confidential');
    await seller.getByRole('alert').getByText('打印为 PDF').first().waitFor();
    await seller.locator('form.add-document').getByText('取消').click();
    const secret = paper('secret');
    await addPaper(seller, { name: '小试报告.pdf', content: secret }, 'confidential');
    await seller.locator('.document-group.confidential').getByText('小试报告').waitFor();
    await addPaper(seller, { name: '专利证书.pdf', content: paper('open') }, 'public');
    await seller.locator('.document-group.public').getByText('专利证书').waitFor();
    await publish();

    const stranger = await pageOf(null, PHONE);
    await stranger.goto(address);
    await stranger.locator('.document-group.public button').waitFor();
    expect(await stranger.locator('.document-group.confidential button').count()).toBe(0);

    const bidder = await pageOf('bidder1', PHONE);
    await bidder.goto(address);
    await bidder.locator('.nda button').click();
    const dialog = bidder.getByRole('dialog');
    expect(await dialog.locator('.nda-text').textContent()).toContain('五年');
    const sign = dialog.locator('.ant-btn-primary');
    // Nothing is agreed to by the way.
    expect(await sign.isDisabled()).toBe(true);
    await dialog.getByRole('checkbox').check();
    await sign.click();
    await dialog.locator('.ant-form-item-explain-error').waitFor();
    await dialog.locator('input[type=text]').fill('李明');
    await picture(bidder, 'nda', false);
    await sign.click();
    await bidder.locator('.nda .ant-alert-success').waitFor();
    const [download] = await Promise.all([
      bidder.waitForEvent('download'),
      bidder.locator('.document-group.confidential .document-line button').click(),
    ]);
    expect(download.suggestedFilename()).toBe('小试报告.pdf');
    const copy = readFileSync(await download.path());
    expect(copy.subarray(0, 5).toString()).toBe('%PDF-');
    expect(copy.equals(secret)).toBe(false);

    const reviewer = await pageOf('reviewer');
    await reviewer.goto(address);
    await reviewer.locator('.documents-head a').click();
    await reviewer.locator('table.data').nth(1).waitFor();
    for (const table of [0, 1])
      expect(await reviewer.locator('table.data').nth(table).locator('tbody tr').count()).toBe(1);
    await reviewer.locator('table.data').nth(1).locator('.link-button').click();
    expect(await reviewer.getByRole('dialog').locator('.nda-text').textContent()).toContain('保密承诺书');
    for (const [name, page] of Object.entries({ bidder, stranger, reviewer })) {
      expect(await sidewaysScroll(page)).toBe(0);
      await picture(page, `papers-${name}`);
    }

    // What is public is taken back with a reason, which everybody reads.
    await seller.reload();
    await seller.locator('.document-group.public .ant-btn-text').click();
    const taking = seller.getByRole('dialog');
    await taking.locator('textarea').fill('证书已换发');
    await taking.locator('.ant-btn-primary').click();
    await seller.locator('.document-group.public .gone').waitFor();
    await stranger.reload();
    await stranger.locator('.gone').getByText('证书已换发').waitFor();
  }, 240_000);
});
