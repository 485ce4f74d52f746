import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { describeWithBrowser, enter } from '../support/browser';
import { completeApplication, enterAll, listingInReview, type Person } from '../support/candidates';
import { paper as paperOf } from '../support/papers';
import { sharedStack, type Stack } from '../support/stack';
import { picture } from '../support/pictures';

const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
const LOGINS = ['officer', 'reviewer', 'bidder1', 'bidder2', 'bidder3'] as const;
const LI = '11010519491231002X';

await describeWithBrowser('the way of a candidate in a browser', (openBrowser) => {
  let stack: Stack;
  let browser: Browser;
  let who: Record<(typeof LOGINS)[number], Person>;
  let listingId: string;
  const contexts: BrowserContext[] = [];

  beforeAll(async () => {
    stack = await sharedStack();
    browser = await openBrowser();
    who = await enterAll(stack.url, LOGINS);
    listingId = await listingInReview(who.officer, who.reviewer, 'e2e');
  }, 120_000);
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close();
  });
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  async function pageOf(login: string, viewport: { width: number; height: number }, path: string): Promise<Page> {
    const context = await browser.newContext({ viewport, reducedMotion: 'reduce' });
    contexts.push(context);
    await enter(context, stack.url, login);
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    await page.goto(stack.url + path);
    return page;
  }
  async function shown(page: Page, name: string): Promise<void> {
    expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0);
    await picture(page, `qualification-${name}`);
  }
  const dialog = (page: Page) => page.getByRole('dialog').last();

  it('the seller registers and notifies a holder, who acknowledges on a phone', async () => {
    const seller = await pageOf('officer', DESK, `/listings/${listingId}`);
    await seller.getByRole('button', { name: '登记权利人' }).click();
    await dialog(seller).locator('#organisationId').fill('衡越');
    await seller.locator('.ant-select-item-option', { hasText: '衡越新材料' }).click();
    await dialog(seller).locator('.ant-btn-primary').click();
    await seller.getByRole('button', { name: '发出通知' }).click();
    await dialog(seller).locator('.ant-btn-primary').click();
    await seller.getByText('已通知', { exact: true }).waitFor();
    await shown(seller, 'rights-of-listing');
    const holder = await pageOf('bidder2', PHONE, '/desk/rights');
    await holder.getByRole('button', { name: '确认收到' }).click();
    await dialog(holder).locator('.ant-btn-primary').click();
    await holder.locator('.tag', { hasText: '已确认收到' }).waitFor();
    await shown(holder, 'rights-390');
    await holder.getByRole('button', { name: '放弃权利' }).click();
    await dialog(holder).locator('.ant-btn-primary').click();
    await holder.locator('.tag', { hasText: '已放弃' }).waitFor();
  }, 90_000);

  it('a company applies with its checklist of papers', async () => {
    const candidate = await pageOf('bidder1', PHONE, `/listings/${listingId}`);
    await who.reviewer.http.post(`/listings/${listingId}/review`, { approve: true });
    await candidate.reload();
    await candidate.getByRole('button', { name: '报名竞买' }).click();
    await candidate.getByRole('button', { name: '提交申请' }).click();
    await candidate.getByText('缺少此项材料').first().waitFor();
    await shown(candidate, 'apply-390');
    const paper = { name: '营业执照.pdf', mimeType: 'application/pdf', buffer: paperOf('x') };
    await candidate.locator('.apply-form input[type=file]').first().setInputFiles(paper);
    await candidate.locator('input[type=date]').fill('2036-12-31');
    await candidate.locator('#statement').fill('本公司拟受让该成果用于量产，资金已落实。');
    await candidate.locator('#contact_name').fill('周启明');
    await candidate.locator('#contact_phone').fill('020-12345678');
    await candidate.getByRole('checkbox').check();
    await candidate.getByRole('button', { name: '提交申请' }).click();
    await candidate.getByText('材料已提交，交易机构正在审核。').waitFor();
    await shown(candidate, 'applied-390');
  }, 90_000);

  it('the reviewer reads the sheet and passes it on; the seller confirms under the duty of confidence', async () => {
    const theirs = await who.officer.http.post<{ id: string }>('/relations/people', {
      name: '李明',
      idNumber: LI,
      role: 'director',
      fromOn: '2020-01-01',
    });
    const rival = await who.bidder3.http.post<{ id: string }>(
      `/listings/${listingId}/applications`,
      await completeApplication(who.bidder3),
    );
    await who.reviewer.http.post(`/applications/${rival.id}/review`, { approve: false, reason: '资金证明不足' });
    const more = { statement: '补充资金证明；本公司拟受让该成果用于生物涂层。' };
    const body = await completeApplication(who.bidder3, more);
    await who.bidder3.http.post(`/listings/${listingId}/applications`, body);
    const person = { name: '李明', idNumber: LI, role: 'supervisor', fromOn: '2024-01-01' };
    await who.bidder3.http.post('/relations/people', person);

    // The seller declared it after its notice: it counts once an exchange has verified it.
    await who.reviewer.http.post(`/relations/${theirs.id}/judgement`, { verify: true });

    const reviewer = await pageOf('reviewer', DESK, '/desk/applications');
    await reviewer.locator('tr', { hasText: '沧屿' }).getByRole('link', { name: '查看', exact: true }).waitFor();
    await shown(reviewer, 'queue');
    await reviewer.locator('tr', { hasText: '沧屿' }).getByRole('link', { name: '查看', exact: true }).click();
    await reviewer.getByText('李明 是 东莞沧屿生物科技有限公司 的监事').waitFor();
    await shown(reviewer, 'sheet-conflict');
    await reviewer.getByRole('button', { name: '通过', exact: true }).click();
    await dialog(reviewer).locator('.ant-btn-primary').click();
    await dialog(reviewer).getByText('依据：李明').waitFor();
    await reviewer.goto(`${stack.url}/desk/findings`);
    await reviewer.locator('.relation-path').first().waitFor();
    await shown(reviewer, 'findings');

    await reviewer.goto(`${stack.url}/desk/applications`);
    await reviewer.locator('tr', { hasText: '澄江' }).getByRole('link', { name: '查看', exact: true }).click();
    await reviewer.getByRole('button', { name: '通过', exact: true }).click();
    await dialog(reviewer).locator('.ant-btn-primary').click();
    await reviewer.locator('.tag', { hasText: '待转让方确认' }).waitFor();

    const seller = await pageOf('officer', PHONE, '/desk/confirmations');
    await seller.getByRole('button', { name: '查看并答复' }).waitFor();
    await shown(seller, 'confirmations-390');
    expect(await seller.locator('main').textContent()).not.toContain('澄江');
    await seller.getByRole('button', { name: '查看并答复' }).click();
    await dialog(seller).getByRole('checkbox').check();
    await seller.getByRole('button', { name: '查看资格信息' }).click();
    await seller.getByText('广州澄江智能装备有限公司').waitFor();
    await shown(seller, 'candidate-390');
    await seller.getByRole('button', { name: '确认资格' }).click();
    await seller.getByRole('dialog', { name: '确认资格' }).locator('.ant-btn-primary').click();
    await seller.locator('.tag', { hasText: '已通过' }).waitFor();
  }, 120_000);

  it('an administrator declares a holding, which the reviewer verifies', async () => {
    const admin = await pageOf('bidder1', DESK, '/desk/relations');
    await admin.getByRole('button', { name: '申报持股' }).click();
    await dialog(admin).locator('#holder_name').fill('澄江控股集团有限公司');
    await dialog(admin).locator('#holder_uscc').fill('914401010000000005');
    await dialog(admin).locator('#percent').fill('51');
    await dialog(admin).locator('#fromOn').fill('2021-06-01');
    await dialog(admin).locator('.ant-btn-primary').click();
    await dialog(admin).getByText('统一社会信用代码有误').first().waitFor();
    await shown(admin, 'holding-form');
    await dialog(admin).locator('#holder_uscc').fill('91350100M000100Y43');
    await dialog(admin).locator('.ant-btn-primary').click();
    await admin.getByText('澄江控股集团有限公司 持有').waitFor();
    await shown(admin, 'relations');
    const reviewer = await pageOf('reviewer', PHONE, '/desk/relations?type=holding');
    await reviewer.getByRole('button', { name: '核实', exact: true }).click();
    await dialog(reviewer).locator('.ant-btn-primary').click();
    await reviewer.locator('.tag', { hasText: '已核实' }).waitFor();
    await shown(reviewer, 'relations-390');
  }, 60_000);
});
