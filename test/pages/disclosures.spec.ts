import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { describeWithBrowser, enter } from '../support/browser';
import { paper } from '../support/papers';
import { sharedStack, type Stack } from '../support/stack';
import { picture } from '../support/pictures';

const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
const PAPER = { name: '文件.pdf', mimeType: 'application/pdf', buffer: paper('paper') };
const TITLE = '风机叶片锯齿尾缘降噪结构';

await describeWithBrowser('a disclosure in a browser', (openBrowser) => {
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

  async function windowOf(login: string, path: string, viewport = DESK, language = 'zh'): Promise<Page> {
    const context = await browser.newContext({ viewport, reducedMotion: 'reduce' });
    contexts.push(context);
    await context.addInitScript(`localStorage.setItem('jishi.language', '${language}')`);
    await enter(context, stack.url, login);
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    await page.goto(stack.url + path);
    return page;
  }
  const sidewaysScroll = (page: Page): Promise<number> =>
    page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
  /** An act asks first; its dialog is gone when it was done. */
  async function act(page: Page, name: string, fill?: (dialog: ReturnType<Page['getByRole']>) => Promise<void>) {
    await press(page, name);
    const dialog = page.getByRole('dialog');
    await fill?.(dialog);
    await dialog.locator('.ant-modal-footer .ant-btn').last().click();
    await dialog.waitFor({ state: 'hidden' });
  }
  const state = (page: Page, text: string) => page.locator(`.page-head .tag:text-is("${text}")`).waitFor();

  it('is written by its inventor, confirmed by a colleague, proposed, approved by three and made a listing', async () => {
    const inventor = await windowOf('inventor', '/desk/disclosures/new');
    await inventor.getByLabel('成果名称').fill(TITLE);
    await inventor.getByLabel('公开摘要').fill('叶片尾缘的降噪结构。');
    await inventor.getByLabel('技术内容').fill('仿生锯齿尾缘，风洞试验降噪三分贝。');
    await inventor.getByLabel('技术领域').click();
    await inventor.locator('.ant-select-item', { hasText: '新能源与高效节能' }).click();
    await inventor.getByLabel('贡献比例').fill('60');
    await press(inventor, '添加同事');
    await inventor.getByLabel('本单位科研人员').last().click();
    await inventor.locator('.ant-select-item', { hasText: '温如玉' }).last().click();
    await inventor.getByLabel('贡献比例').last().fill('40');
    await inventor.getByText('合计 100.00%').waitFor();
    await press(inventor, '保存草稿');
    await inventor.waitForURL(/\/desk\/disclosures\/[0-9a-f-]{36}$/);
    const path = new URL(inventor.url()).pathname;
    await act(inventor, '提交');
    await state(inventor, '待受理');

    const colleague = await windowOf('inventor2', path, PHONE);
    await act(colleague, '确认我的比例');
    await colleague.getByText('本人已确认').nth(1).waitFor();
    expect(await sidewaysScroll(colleague)).toBe(0);

    const officer = await windowOf('officer', '/desk/disclosure-queue');
    await officer.getByRole('link', { name: TITLE }).click();
    await act(officer, '受理');
    await act(officer, '接收');
    await officer.getByLabel('拟交易价格').fill('880000');
    await officer.getByLabel('交易规则').click();
    await officer.keyboard.type('高校院所');
    await officer.locator('.ant-select-item', { hasText: '高校院所成果交易规则' }).click();
    await officer.getByLabel('理由', { exact: true }).fill('多家企业询价，普通许可便于推广');
    await press(officer, '保存方案');
    await state(officer, '方案待报');
    await officer.getByText('0 / 2').waitFor();
    for (const count of ['1 / 2', '2 / 2']) {
      await officer.locator('.checklist li.missing input[type=file]').first().setInputFiles(PAPER);
      await officer.getByText(count).waitFor();
    }
    await picture(officer, 'disclosure-proposed');
    await act(officer, '报批');
    await state(officer, '审批中');
    // Whoever proposed is not asked.
    expect(await officer.locator('.approve-box').count()).toBe(0);

    for (const [login, viewport] of [
      ['officer3', DESK],
      ['decider', PHONE],
      ['decider2', DESK],
    ] as const) {
      const approver = await windowOf(login, path, viewport);
      await approver.locator('.approve-box').waitFor();
      expect(await sidewaysScroll(approver)).toBe(0);
      await act(approver, '同意');
      await approver.locator('.approve-box').waitFor({ state: 'detached' });
    }
    await state(officer, '已决定');
    await press(officer, '展开');
    await officer.frameLocator('iframe.paper').getByText('职务科技成果披露与决策记录').waitFor();
    await press(officer, '起草挂牌');
    // There are two exchanges to choose from.
    await officer.locator('.ant-modal .ant-select').first().click();
    await officer.locator('.ant-select-item', { hasText: '南粤技术交易所' }).first().click();
    await officer.locator('.ant-modal-footer .ant-btn-primary').click();
    await officer.waitForURL(/\/listings\/[0-9a-f-]{36}$/);
    await officer.getByRole('heading', { name: '转让方的决定' }).waitFor();
    await officer.getByText('韩佩兰').waitFor();
    await picture(officer, 'listing-decision');
  }, 180_000);

  it('follows bylaws that the office wrote and a decider confirmed', async () => {
    const officer = await windowOf('officer', '/desk/bylaws');
    await officer.getByRole('heading', { name: '平台默认规则' }).waitFor();
    await officer.getByRole('link', { name: '起草新版' }).click();
    await officer.getByLabel('单位文件').fill('校科〔2026〕12号');
    await officer.getByLabel('施行日').fill('2026-01-01');
    await officer.getByLabel('工作日').first().fill('3');
    await officer.getByLabel('依据（条款）').first().fill('校科〔2026〕12号第三条');
    // Whoever approves by default cannot be left out.
    await officer.locator('.bylaw-rule').first().getByRole('button').last().click();
    await press(officer, '送决策人确认');
    await officer.getByRole('alert').getByText('任何方案都须经技术转移部门审批').first().waitFor();
    await picture(officer, 'bylaw-refused');
    await press(officer, '添加审批环节');
    const added = officer.locator('.bylaw-rule').last();
    await added.getByLabel('环节').click();
    await officer.locator('.ant-select-item', { hasText: '技术转移部门' }).last().click();
    await added.getByLabel('转化形式').click();
    for (const form of ['转让', '许可', '作价投资', '自行保留'])
      await officer.locator('.ant-select-dropdown:visible .ant-select-item', { hasText: form }).click();
    await officer.keyboard.press('Escape');
    await added.getByLabel('工作日').fill('2');
    await added.getByLabel('依据（条款）').fill('校科〔2026〕12号第五条');
    await press(officer, '送决策人确认');
    await officer.waitForURL(/\/desk\/bylaws\/[0-9a-f-]{36}$/);
    await state(officer, '待确认');
    // Whoever wrote it is not asked.
    expect(await officer.getByRole('button', { name: '确认施行…' }).count()).toBe(0);

    const decider = await windowOf('decider', new URL(officer.url()).pathname, PHONE);
    await decider.getByRole('button', { name: '确认施行…' }).waitFor();
    expect(await sidewaysScroll(decider)).toBe(0);
    await picture(decider, 'bylaw-waiting-390');
    await act(decider, '确认施行…', (dialog) => dialog.getByRole('textbox').fill('校长办公会通过'));
    await state(decider, '现行');
    await officer.goto(`${stack.url}/desk/bylaws`);
    await officer.getByRole('heading', { name: '内部规定第 1 版' }).waitFor();
    await officer.getByRole('heading', { name: '与平台默认规则的不同' }).waitFor();
    await picture(officer, 'bylaws');
  }, 120_000);

  it('refuses in words: an unfinished disclosure names what is missing', async () => {
    const page = await windowOf('inventor', '/desk/disclosures');
    await page.getByRole('link', { name: '近海养殖网箱附着物在线识别方法' }).click();
    await press(page, '提交');
    const dialog = page.getByRole('dialog');
    await dialog.locator('.ant-btn-primary').click();
    await dialog.getByRole('alert').getByText('必须写明').waitFor();
    await state(page, '草稿');
  });
});
