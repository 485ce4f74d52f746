import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import ExcelJS from 'exceljs';
import { chinaDay } from '@jishi/pricing';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { describeWithBrowser, enter } from '../support/browser';
import { paper } from '../support/papers';
import { picture } from '../support/pictures';
import { incomeOf } from '../support/rewards';
import { sharedStack, type Stack } from '../support/stack';

const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
const PAPER = { name: '完税凭证.pdf', mimeType: 'application/pdf', buffer: paper('paper') };

await describeWithBrowser('a reward in a browser', (openBrowser) => {
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
  const looks = async (page: Page, name: string): Promise<void> => {
    await picture(page, `reward-${name}`);
    const sideways = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
    expect([name, await page.evaluate(sideways)]).toEqual([name, 0]);
  };
  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first().click();
  /** An act asks first; its dialog is gone when it was done. */
  async function act(page: Page, name: string, fill?: (dialog: Locator) => Promise<void>): Promise<void> {
    await press(page, name);
    const dialog = page.getByRole('dialog');
    await fill?.(dialog);
    await dialog.locator('.ant-modal-footer .ant-btn').last().click();
    await dialog.waitFor({ state: 'hidden' });
  }
  const reason = (text: string) => (dialog: Locator) => dialog.getByRole('textbox').fill(text);
  const state = (page: Page, text: string) => page.locator(`.page-head .tag:text-is("${text}")`).waitFor();

  it('follows the institution’s rule from the income to the confirmed payment', async () => {
    const officer = await windowOf('officer', '/desk/reward-rules/new');
    await officer.getByLabel('单位文件').fill('校科〔2026〕18号');
    await officer.getByLabel('施行日').fill('2026-01-01');
    const licence = officer.locator('.reward-rule-line', { hasText: '成果许可' });
    await licence.getByLabel('占净收入').fill('59.99');
    await press(officer, '送决策人确认');
    await officer.getByText('不得低于 60.00%').first().waitFor();
    await looks(officer, 'rule-refused');
    await licence.getByLabel('占净收入').fill('70');
    await officer.locator('.reward-rule-line', { hasText: '本单位公示' }).getByLabel('工作日').fill('0');
    await press(officer, '送决策人确认');
    await officer.waitForURL(/\/desk\/reward-rules\/[0-9a-f-]{36}$/);
    await state(officer, '待确认');
    const decider = await windowOf('decider', new URL(officer.url()).pathname);
    await act(decider, '确认施行…', reason('校长办公会通过'));
    await state(decider, '现行');
    await looks(decider, 'rule');

    const title = await incomeOf(stack.databaseUrl, ['inventor', 'inventor2'], 126_500_000);
    await officer.goto(`${stack.url}/desk/rewards`);
    await officer.getByRole('link', { name: title }).click({ timeout: 40_000 });
    await state(officer, '待核算');
    await act(officer, '登记扣除', async (dialog) => {
      await dialog.getByLabel('扣除项目').click();
      await officer.locator('.ant-select-item', { hasText: '税费' }).last().click();
      await dialog.getByLabel('金额').fill('71603.77');
      await dialog.getByLabel('说明').fill('增值税及附加');
      await dialog.locator('input[type=file]').setInputFiles(PAPER);
    });
    await officer.getByText('增值税及附加').waitFor();
    await looks(officer, 'open');
    await act(officer, '确定核算');
    await state(officer, '待提出分配');
    const path = new URL(officer.url()).pathname;

    const inventor = await windowOf('inventor', path);
    await inventor.getByText('合计 100.00%').waitFor();
    await looks(inventor, 'split-form');
    await press(inventor, '提出分配');
    await state(inventor, '待同意');
    const colleague = await windowOf('inventor2', path, PHONE);
    await colleague.getByText('本人', { exact: true }).waitFor();
    // 30 % of 60 % of 1,265,000 − 71,603.77; of the other's part nothing
    await colleague.getByText('¥214,811.31').first().waitFor();
    expect(await colleague.getByText('¥501,226.42').count()).toBe(0);
    await looks(colleague, 'share-390');
    await act(colleague, '有异议', reason('测试由本人完成'));
    await decider.goto(stack.url + path);
    await act(decider, '异议不成立…', reason('已按贡献确定'));
    await state(officer, '已同意');
    await looks(decider, 'ruled');

    for (const [i, number] of ['20110457', '20150321'].entries()) {
      await officer.getByRole('button', { name: '发放信息' }).nth(i).click();
      const dialog = officer.getByRole('dialog');
      await dialog.getByLabel('工号').fill(number);
      await dialog.locator('.ant-modal-footer .ant-btn').last().click();
      await dialog.waitFor({ state: 'hidden' });
    }
    await officer.getByText('20150321').waitFor();
    await act(officer, '报批');
    await state(officer, '待审批');
    expect(await officer.getByRole('button', { name: '批准', exact: true }).count()).toBe(0);
    await decider.reload();
    await looks(decider, 'to-approve');
    await act(decider, '批准');
    await state(decider, '已批准');

    await officer.goto(`${stack.url}/desk/reward-payrolls`);
    await act(officer, '制作发放清单');
    await officer.waitForURL(/\/desk\/reward-payrolls\/[0-9a-f-]{36}$/);
    const download = officer.waitForEvent('download');
    await act(officer, '导出 Excel');
    expect((await download).suggestedFilename()).toMatch(/^JSGZ\d{10}\.xlsx$/);
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(await (await download).path());
    const [headings, line] = [1, 2].map((at) => book.worksheets[0]!.getRow(at).values as (string | number)[]);
    const cell = (heading: string) => line![headings!.indexOf(heading)];
    expect(['姓名', '工号', '本次应发（税前，元）'].map(cell)).toEqual(['沈予安', '20110457', 501_226.42]);
    expect(['计入当年工资总额', '受工资总额限制', '纳入工资总额基数'].map(cell)).toEqual(['是', '否', '否']);
    await officer.getByText('第 1 次 XLSX').waitFor();
    await act(officer, '登记发放', async (dialog) => {
      await dialog.getByLabel('发放日期').fill(chinaDay(Date.now()));
      await dialog.getByLabel('记账凭证号').fill('记-2026-11-0087');
    });
    await state(officer, '待确认');
    await decider.goto(stack.url + new URL(officer.url()).pathname);
    await act(decider, '确认已发放');
    await state(decider, '已发放');
    await looks(decider, 'payroll');
    await colleague.goto(`${stack.url}/desk/rewards`);
    await colleague.getByRole('link', { name: title }).click();
    await state(colleague, '已发放');
    await looks(colleague, 'paid-390');
  }, 240_000);
});
