import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { describeWithBrowser, enter } from '../support/browser';
import { temporaryFolder } from '../support/files';
import { picture } from '../support/pictures';
import { sharedStack, type Stack } from '../support/stack';

const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
const DAY = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

/** As a bank prints it: money nobody asked for, and what the bank takes for its trouble. */
const statement = (fee = '15.00'): string =>
  `账号,120909876543210
期初余额,100000.00,期末余额,112330.00
交易日,借方金额,贷方金额,摘要,流水号,用途,收(付)方名称,收(付)方帐号
${DAY},,12345.00,转账,PAGE1,往来款,广州云舟新材料科技股份有限公司,4400123456780001
${DAY},${fee},,手续费,PAGE2,结算手续费,,
`;

await describeWithBrowser('the bank in a browser', (openBrowser) => {
  let stack: Stack;
  let browser: Browser;
  let folder: string;
  const contexts: BrowserContext[] = [];
  beforeAll(async () => {
    folder = temporaryFolder();
    stack = await sharedStack();
    browser = await openBrowser();
  }, 240_000);
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close();
  });
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  async function windowOf(login: string, path: string): Promise<Page> {
    const context = await browser.newContext({ viewport: DESK, reducedMotion: 'reduce' });
    contexts.push(context);
    await enter(context, stack.url, login);
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    await page.goto(stack.url + path);
    return page;
  }
  const fits = async (page: Page, name: string): Promise<void> => {
    for (const [size, suffix] of [
      [PHONE, '-phone'],
      [DESK, ''],
    ] as const) {
      await page.setViewportSize(size);
      await page.waitForTimeout(300);
      const over = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
      await picture(page, `${name}${suffix}.png`);
      expect(over).toBe(0);
    }
  };

  it('a statement is looked at, imported, its money sent back, its day reconciled and explained by two', async () => {
    const file = (name: string, text: string): string => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    const cashier = await windowOf('cashier', '/desk/bank?view=import');
    const read = async (path: string): Promise<void> => {
      await cashier.locator('input[type=file]').setInputFiles(path);
      await cashier.getByRole('button', { name: '读取预览' }).click();
    };
    await read(file('cut.csv', statement('16.00')));
    await cashier.getByText('整份不能导入').waitFor();
    expect(await cashier.getByRole('button', { name: /导入 \d+ 笔/ }).count()).toBe(0);
    await fits(cashier, 'bank-faults');
    await read(file('right.csv', statement()));
    await cashier.getByText('招商银行').first().waitFor();
    await fits(cashier, 'bank-preview');
    await cashier.getByRole('button', { name: '导入 2 笔新流水' }).click();
    await cashier.getByText('新增 2 笔').waitFor();

    await cashier.goto(`${stack.url}/desk/bank`);
    await cashier.getByText('没有可识别的缴款编号').first().waitFor();
    await cashier.locator('.note-link').first().click();
    await cashier.getByRole('dialog').locator('textarea').fill('已联系付款方');
    await cashier
      .getByRole('dialog')
      .getByRole('button', { name: /记\s?下/ })
      .click();
    await cashier.getByRole('dialog').getByText('已联系付款方').first().waitFor();
    await cashier.keyboard.press('Escape');
    await cashier.getByText('备注 1').first().waitFor();
    await cashier.getByRole('button', { name: '退回来款' }).first().click();
    await cashier.getByRole('dialog').locator('textarea').fill('误汇，付款人要求退回');
    await cashier.getByRole('dialog').getByRole('button', { name: '退回来款' }).click();
    await cashier.getByText('退款待提出').waitFor();
    await fits(cashier, 'bank-lines');

    await cashier.goto(`${stack.url}/desk/reconciliation`);
    await cashier.getByRole('button', { name: '立即对账' }).click();
    await cashier.getByText('总账没有').first().waitFor();
    await fits(cashier, 'reconciliation');
    await cashier.getByRole('button', { name: '说明原因' }).first().click();
    await cashier.getByRole('dialog').locator('textarea').fill('银行手续费，由自有资金补足');
    await cashier.getByRole('dialog').getByRole('button', { name: '说明原因' }).click();
    await cashier.getByText('说明待同意').first().waitFor();
    const checker = await windowOf('checker', '/desk/reconciliation?state=proposed');
    await checker.getByRole('button', { name: '同意说明' }).first().click();
    await checker.getByRole('dialog').getByRole('button', { name: '同意说明' }).click();
    await checker.getByText('没有差异').waitFor();
    await checker.goto(`${stack.url}/desk/reconciliation?state=explained`);
    await checker.getByText('银行手续费，由自有资金补足').waitFor();
    await fits(checker, 'reconciliation-explained');
  }, 180_000);

  it('a layout of one’s own is tried on a sample, saved as a version, and recognised', async () => {
    const page = await windowOf('cashier', '/desk/bank?view=layouts');
    await page.getByText('中国农业银行').first().waitFor();
    await page.getByRole('button', { name: '据此新增或改版' }).last().click();
    const own = {
      code: 'local-bank',
      name: { zh: '本地银行', en: 'Local bank' },
      source: '样张',
      columns: { serial: ['编号'], bookedOn: ['日子'], amount: ['数'], counterpartyName: ['谁'] },
      dates: 'ymd',
      signed: 'in_positive',
    };
    await page.locator('#layout-json').fill(JSON.stringify({ ...own, source: '' }));
    await page.getByRole('button', { name: '保存样式' }).click();
    await page.getByRole('alert').first().waitFor();
    await page.locator('#layout-json').fill(JSON.stringify(own));
    const sample = join(folder, 'sample.csv');
    writeFileSync(sample, `编号,日子,数,谁\nX1,${DAY},-7.00,甲\n`);
    await page.getByRole('dialog').locator('input[type=file]').setInputFiles(sample);
    await page.getByRole('button', { name: '用样张试读' }).click();
    await page.getByText('读出 1 笔，0 处错误').waitFor();
    await fits(page, 'bank-layout');
    await page.getByRole('button', { name: '保存样式' }).click();
    await page.getByText('本所 v1').waitFor();
  }, 90_000);
});
