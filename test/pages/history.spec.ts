import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { describeWithBrowser, enter } from '../support/browser';
import { csvOf, DEAL_HEADINGS, dealCells, register } from '../support/registers';
import { sharedStack, type Stack } from '../support/stack';

const file = (name: string, table: string[][]) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(csvOf(table)) });

await describeWithBrowser('an operator moves in', (openBrowser) => {
  let stack: Stack;
  let browser: Browser;

  beforeAll(async () => {
    stack = await sharedStack();
    browser = await openBrowser();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  async function desk(viewport: { width: number; height: number }): Promise<Page> {
    const context = await browser.newContext({ viewport, reducedMotion: 'reduce' });
    await enter(context, stack.url, 'reviewer');
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    await page.goto(`${stack.url}/desk/history`);
    return page;
  }
  async function upload(page: Page, name: string, table: string[][]): Promise<void> {
    await page.locator('input[type=file]').setInputFiles(file(name, table));
    await page.getByRole('button', { name: '读取并检查' }).click();
    await page.getByRole('heading', { name }).waitFor();
  }
  const sidewaysScroll = (page: Page): Promise<number> =>
    page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  const counts = (page: Page, text: string): Promise<void> =>
    page.locator('.moving-counts', { hasText: text }).waitFor();

  it('sees every bad row, imports the others, finds them again and takes everything out', async () => {
    const page = await desk({ width: 1440, height: 900 });
    await upload(page, '成交台账.csv', register(300, 50).rows);
    await counts(page, '可导入 294');
    expect(await page.locator('table.data tbody tr').count()).toBe(20);
    await page.goto(`${page.url()}?status=error`);
    await page.locator('.moving-problems').first().waitFor();
    expect(await page.locator('.moving-problems').first().innerText()).toBe('C51 合同类型 不认识“赠与”。');
    const report = page.waitForEvent('download');
    await page.getByRole('button', { name: '下载错误报告' }).click();
    expect((await report).suggestedFilename()).toBe('成交台账-errors.csv');

    await page.getByRole('button', { name: '导入…' }).click();
    await page.getByRole('dialog').getByText('6 行有误').waitFor();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^导\s?入$/ })
      .click();
    await page.getByText('导入完成：新增 294 条').waitFor();

    await page.goto(`${stack.url}/desk/history/records`);
    await page.getByPlaceholder('编号、名称或单位').fill('GZ-2019-000123');
    await page.getByPlaceholder('编号、名称或单位').press('Enter');
    await page.getByText('一种导热材料及其制备方法 123').waitFor();
    expect(await page.locator('table.data tbody tr').count()).toBe(1);
    const everything = page.waitForEvent('download');
    await page.getByRole('button', { name: '导出全部数据' }).click();
    expect((await everything).suggestedFilename()).toBe('jishi-export.xlsx');
    await page.context().close();
  }, 120_000);

  it('chooses columns on a phone, reads why a file is refused, and gives up', async () => {
    const page = await desk({ width: 390, height: 844 });
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'a.xls', mimeType: '', buffer: Buffer.from('d0cf11e0', 'hex') });
    await page.getByRole('button', { name: '读取并检查' }).click();
    await page.getByRole('alert').getByText('旧版 Excel').waitFor();
    await page.getByRole('button', { name: '移除文件 a.xls' }).click();
    await upload(page, '旧系统.csv', [DEAL_HEADINGS.with(6, '价格'), dealCells(900)]);
    await page.getByText('有列需要您选定').waitFor();
    expect(await page.getByRole('button', { name: '导入…' }).isDisabled()).toBe(true);
    expect(await sidewaysScroll(page)).toBe(0);
    await page.getByLabel('单位: 价格').click();
    await page.locator('.ant-select-item-option', { hasText: /^万元$/ }).click();
    await page.getByRole('button', { name: '按此重新检查' }).click();
    await counts(page, '可导入 1');
    await page.getByText('¥1,200,000.00').or(page.getByText('¥1,205,000.00')).first().waitFor();
    expect(await sidewaysScroll(page)).toBe(0);
    await page.getByRole('button', { name: '放弃…' }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^放\s?弃$/ })
      .click();
    await page.getByText('这份导入已经放弃').waitFor();
    await page.context().close();
  }, 120_000);
});
