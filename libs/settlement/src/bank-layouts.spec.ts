import { describe, expect, it } from '@jest/globals';
import { DomainError } from '@jishi/kernel';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { readStatementFile } from './bank-statement';
import { type BankLayout, checkLayout } from './domain/bank-layout';
import { paymentReference, referenceOfSubAccount, subAccountOf } from './domain/reference';
import { SHIPPED_LAYOUTS } from './domain/shipped-layouts';
import { parseSigned } from './domain/yuan';

const read = (text: string, encoding = 'utf-8', layouts: readonly BankLayout[] = SHIPPED_LAYOUTS) =>
  readStatementFile(iconv.encode(text, encoding), layouts);
const codes = async (text: string) => (await read(text)).errors.map(({ path, code }) => `${path} ${code}`);
const refusal = async (bytes: Buffer): Promise<string> =>
  readStatementFile(bytes, SHIPPED_LAYOUTS).then(
    () => 'read',
    (error: unknown) => (error instanceof DomainError ? error.code : String(error)),
  );

const IN = { direction: 'credit', amountMinor: 12_345_650, counterpartyName: '广州甲科技有限公司' };
const OUT = { direction: 'debit', amountMinor: 100_000, counterpartyName: '某大学' };

const ICBC = `[HISTORYDETAIL]
凭证号,本方账号,对方账号,交易时间,借/贷,借方发生额,贷方发生额,对方行号,摘要,用途,对方单位名称,余额,个性化信息
0,3602000109000123456,622200001,2026-11-20 09:30:01,贷,0.00,"123,456.50",102,转账,JSD222222X,广州甲科技有限公司,"223,456.50",
0,3602000109000123456,440100002,2026-11-20 10:00:00,借,"1,000.00",0.00,102,转账,退保证金,某大学,"222,456.50",
`;
const CCB = `账号,账户名称,交易时间,借方发生额（支取）,贷方发生额（收入）,余额,币种,对方户名,对方账号,对方开户机构,记账日期,摘要,备注,账户明细编号-交易流水号,企业流水号,凭证种类,凭证号
44050158000000000123,某交易所,20261120 09:30:01,0.00,"123,456.50","223,456.50",人民币元,广州甲科技有限公司,622200001,建行,20261120,转账,JSD222222X,1001-A1,,,
44050158000000000123,某交易所,20261120 10:00:00,"1,000.00",0.00,"222,456.50",人民币元,某大学,440100002,建行,20261120,转账,退保证金,1002-A2,,,
`;
const BOC = `查询账号[ Inquirer account number ],6600000012345678
交易类型[ Transaction Type ],业务类型[ Business type ],付款人账号[ Debit Account No. ],付款人名称[ Payer's Name ],收款人账号[ Payee's Account Number ],收款人名称[ Payee's Name ],交易日期[ Transaction Date ],交易时间[ Transaction time ],交易货币[ Trade Currency ],交易金额[ Trade Amount ],交易后余额[ After-transaction balance ],交易流水号[ Transaction reference number ],摘要[ Reference ],用途[ Purpose ],交易附言[ Remark ]
来账,转账,622200001,广州甲科技有限公司,6600000012345678,某交易所,20261120,093001,CNY,123456.50,223456.50,BOC001,,,JSD222222X
往账,转账,6600000012345678,某交易所,440100002,某大学,20261120,100000,CNY,-1000.00,222456.50,BOC002,,退保证金,
`;
const ABC = `账户明细查询
账号：44-001200040012345,户名：某交易所,币种：人民币
交易时间,收入金额,支出金额,账户余额,交易行名,对方省市,对方账号,对方户名,交易用途
2026-11-20 10:00:00,,1000.00,222456.50,某支行,广东,440100002,某大学,退保证金
2026-11-20 09:30:01,123456.50,,223456.50,某支行,广东,622200001,广州甲科技有限公司,JSD222222X
收入合计,123456.50,支出合计,1000.00
`;
const CMB = `账号,120900000012345,户名,某交易所
期初余额,"100,000.00",期末余额,"222,456.50"
交易日,交易时间,起息日,交易类型,借方金额,贷方金额,余额,摘要,流水号,用途,收(付)方名称,收(付)方帐号,虚拟户编号
20261120,09:30:01,20261120,转账,,"123,456.50","223,456.50",货款,CMB001,JSD222222X,广州甲科技有限公司,622200001,
20261120,10:00:00,20261120,转账,"1,000.00",,"222,456.50",退款,CMB002,退保证金,某大学,440100002,
合计,,,,"1,000.00","123,456.50",,,,,,,
`;
const BANKS: [string, string, string][] = [
  ['icbc-corporate', ICBC, '3602000109000123456'],
  ['ccb-corporate', CCB, '44050158000000000123'],
  ['boc-corporate', BOC, '6600000012345678'],
  ['abc-corporate', ABC, '44-001200040012345'],
  ['cmb-corporate', CMB, '120900000012345'],
];

describe('a statement of a real bank', () => {
  it.each(BANKS)('%s is recognised by its headings, in UTF-8 and in GBK', async (code, text, accountNumber) => {
    for (const encoding of ['utf-8', 'gb18030']) {
      const { statement, errors } = await read(text, encoding);
      expect(errors).toEqual([]);
      expect(statement).toMatchObject({
        layout: code,
        accountNumber,
        openingMinor: 10_000_000,
        closingMinor: 22_245_650,
      });
      const lines = [...statement.lines].sort((a, b) => a.direction.localeCompare(b.direction));
      expect(lines).toMatchObject([IN, OUT]);
      expect(lines[0]).toMatchObject({ bookedOn: '2026-11-20', counterpartyAccount: '622200001' });
      expect(lines[0]!.remark).toContain('JSD222222X');
      expect(new Set(lines.map(({ serial }) => serial)).size).toBe(2);
    }
  });

  it('is read from a workbook as from text: days as days, and long numbers that lost digits refused', async () => {
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet('明细');
    for (const line of CMB.trim().split('\n').slice(0, 3)) sheet.addRow(line.split(','));
    sheet.getRow(2).values = [];
    const cells = [
      new Date('2026-11-20'),
      '09:30',
      '',
      '转账',
      null,
      123456.5,
      223456.5,
      '',
      'C1',
      'JSD222222X',
      '甲公司',
      '622200001',
    ];
    sheet.addRow(cells).getCell(1).numFmt = 'yyyy-mm-dd';
    const bytes = async () => Buffer.from((await book.xlsx.writeBuffer()) as ArrayBuffer);
    const good = await readStatementFile(await bytes(), SHIPPED_LAYOUTS);
    expect(good.errors).toEqual([]);
    expect(good.statement.lines).toMatchObject([{ bookedOn: '2026-11-20', amountMinor: 12_345_650, serial: 'C1' }]);
    sheet.addRow([
      ...cells.slice(0, 5),
      { formula: 'F4*2', result: 246913 },
      ...cells.slice(6, 8),
      'C2',
      '',
      '乙',
      Number('6222021234567890123'),
    ]);
    const bad = (await readStatementFile(await bytes(), SHIPPED_LAYOUTS)).errors.map(
      ({ path, code }) => `${path} ${code}`,
    );
    expect(bad).toContain('lines[1].credit bank.computed_cell');
    expect(bad).toContain('lines[1].counterpartyAccount bank.rounded_number');
  });

  it('that was cut off, edited or is another file is refused, and every bad cell is named', async () => {
    const without = (text: string, row: number): string =>
      text
        .split('\n')
        .filter((_, at) => at !== row)
        .join('\n');
    expect(await codes(without(CMB, 3))).toEqual(['closing bank.totals_differ']);
    const three = `${CCB}44050158000000000123,x,20261120,,5.00,"222,461.50",人民币元,某,1,,20261120,,,A3,,,\n`;
    expect(await codes(three)).toEqual([]);
    expect(await codes(without(three, 2))).toEqual(['lines[1].balance bank.balance_breaks']);
    expect(await codes(CCB.replace('人民币元,某大学', '美元,某大学'))).toEqual([
      'lines[1].currency bank.other_currency',
    ]);
    expect(await codes(CCB.replace('"1,000.00",0.00', '"1,000.00",7.00'))).toContain(
      'lines[1].amount bank.two_amounts',
    );
    expect(await codes(`${ICBC}${ICBC.split('\n')[3]}\n`)).toContain('lines[2].serial bank.same_line_twice');
    expect(await codes(CCB.replace('"123,456.50","223', '12x.50,"223'))).toEqual(['lines[0].credit bank.bad_amount']);
    expect(await codes('甲,乙\n1,2\n')).toContain('header.serial bank.missing_column');
    expect(await refusal(Buffer.from('a,"b\n'))).toBe('history.csv_open_quote');
    expect(await refusal(Buffer.from([0xff, 0xfe, 0x41]))).toBe('history.bad_encoding');
    expect(await refusal(Buffer.from('504b0304ffff', 'hex'))).toBe('history.broken_workbook');
    expect(await refusal(iconv.encode(CMB, 'gb18030').subarray(0, -1))).not.toBe('');
  });

  it('red ink goes the other way: money out never passes for money in', async () => {
    const red = CCB.replace('"123,456.50","223,456.50"', '"-123,456.50","223,456.50"').replace(/"22\d,456.50"/g, '');
    const { statement, errors } = await read(red);
    expect(errors).toEqual([]);
    expect(statement.lines[0]).toMatchObject({ direction: 'debit', amountMinor: 12_345_650 });
  });
});

describe('a layout', () => {
  it('that is shipped passes the check of one that is added', () => {
    expect(SHIPPED_LAYOUTS.flatMap((layout) => checkLayout(layout))).toEqual([]);
    expect(new Set(SHIPPED_LAYOUTS.map(({ code }) => code)).size).toBe(SHIPPED_LAYOUTS.length);
  });

  const own: BankLayout = {
    code: 'own-bank',
    name: { zh: '本地银行', en: 'Local bank' },
    source: '样张',
    columns: { serial: ['编号'], bookedOn: ['日子'], amount: ['数'], counterpartyName: ['谁'], remark: ['话'] },
    dates: 'dmy',
    signed: 'in_negative',
  };

  it('of one’s own reads what no other does: days first, minus for money in', async () => {
    expect(checkLayout(own)).toEqual([]);
    const { statement } = await read('编号,日子,数,谁,话\n1,20/11/2026,(5.00),甲,x\n2,21/11/2026,7,乙,y\n', 'utf-8', [
      own,
    ]);
    expect(statement.lines).toMatchObject([
      { bookedOn: '2026-11-20', direction: 'credit', amountMinor: 500 },
      { bookedOn: '2026-11-21', direction: 'debit', amountMinor: 700 },
    ]);
  });

  it.each<[string, unknown, string]>([
    ['nothing', null, 'layout'],
    ['an unknown field', { ...own, script: 'x' }, 'script'],
    ['a code with a path in it', { ...own, code: '../x' }, 'code'],
    ['no source', { ...own, source: ' ' }, 'source'],
    ['one heading for two things', { ...own, columns: { ...own.columns, remark: ['谁'] } }, 'columns.remark'],
    ['an amount that does not say which way', { ...own, signed: undefined }, 'columns.direction'],
    [
      'money in without money out',
      { ...own, columns: { ...own.columns, amount: [], credit: ['入'] } },
      'columns.debit',
    ],
    ['headings that are no texts', { ...own, columns: { ...own.columns, serial: [1] } }, 'columns.serial'],
  ])('with %s is refused by name', (_, layout, path) => {
    expect(checkLayout(layout).map((error) => error.path)).toContain(path);
  });

  it('whatever somebody sends: the check answers, and never throws', () => {
    fc.assert(fc.property(fc.anything(), (value) => void checkLayout(value)));
    fc.assert(fc.property(fc.object(), (value) => void checkLayout({ ...own, columns: value, labels: value })));
  });
});

describe('a virtual account', () => {
  it('is the reference as a number, and only a right one is taken for it', () => {
    fc.assert(
      fc.property(fc.constantFrom('D' as const, 'P' as const), fc.nat(2 ** 30 - 1), (kind, number) => {
        const reference = paymentReference(kind, number);
        const account = subAccountOf(reference)!;
        expect(account).toMatch(/^\d{12}$/);
        expect(referenceOfSubAccount(`1209 0000 ${account}`)).toBe(reference);
        const wrong = account.slice(0, -1) + String((Number(account.at(-1)) + 1) % 10);
        expect(referenceOfSubAccount(wrong)).toBeNull();
      }),
    );
    expect([subAccountOf('JSD000000X'), subAccountOf('x'), referenceOfSubAccount('')]).toEqual([null, null, null]);
  });
});

it('amounts with a sign are read digit by digit', () => {
  expect(['-1,234.5', '(1.00)', '0.00', '+7', '－3'].map(parseSigned)).toEqual([-123_450, -100, 0, 700, -300]);
  expect(['', '--1', '(-1)', '1.234', '1e3'].map(parseSigned)).toEqual([null, null, null, null, null]);
});
