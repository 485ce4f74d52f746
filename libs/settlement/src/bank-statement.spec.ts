import { describe, expect, it } from '@jest/globals';
import { DomainError } from '@jishi/kernel';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { checkLines, parseStatement, parseYuan } from './bank-statement';

const LINE = {
  serial: 'A001',
  bookedOn: '2026-11-23',
  direction: 'credit',
  amountMinor: 12_345_650,
  counterpartyName: '广州甲科技有限公司',
  counterpartyAccount: '6222000011112222',
  remark: 'JSD222222X 保证金',
};

const errorsOf = (csv: string): string[] => {
  try {
    parseStatement(Buffer.from(csv));
  } catch (error) {
    if (error instanceof DomainError) return error.errors.map((entry) => `${entry.path} ${entry.code}`);
  }
  return [];
};

describe('a bank statement', () => {
  it('is read in the layouts of different banks', () => {
    const chinese =
      '本方账号,交易流水号,交易日期,收入金额,支出金额,对方户名,对方账号,附言\n' +
      '44001,A001,20261123,"123,456.50",,广州甲科技有限公司,6222 0000 1111 2222,JSD222222X 保证金\n';
    expect(parseStatement(Buffer.from(`\uFEFF${chinese}`))).toMatchObject({
      accountNumber: '44001',
      layout: 'plain',
      lines: [LINE],
    });
    expect(parseStatement(iconv.encode(chinese, 'gb18030')).lines).toEqual([LINE]);
    const english =
      'serial,date,direction,amount,payer,payer account,remark\n' +
      'A001,2026/11/23 09:30:00,credit,123456.5,广州甲科技有限公司,6222000011112222,JSD222222X 保证金\n';
    expect(parseStatement(Buffer.from(english))).toMatchObject({ accountNumber: null, lines: [LINE] });
  });

  it('knows money out from money in', () => {
    const csv = '流水号,日期,贷方发生额,借方发生额,对方户名\nB1,2026-01-02,0.00,88.00,某公司\n';
    expect(parseStatement(Buffer.from(csv)).lines[0]).toMatchObject({ direction: 'debit', amountMinor: 8_800 });
  });

  it('does not guess a direction that is empty or unknown', () => {
    const csv = (word: string) => `流水号,日期,借贷标志,金额,对方户名\nB1,2026-01-02,${word},88.00,某公司\n`;
    expect(parseStatement(Buffer.from(csv('贷方'))).lines[0]).toMatchObject({ direction: 'credit' });
    expect(parseStatement(Buffer.from(csv('借'))).lines[0]).toMatchObject({ direction: 'debit' });
    for (const word of ['', '转账']) expect(errorsOf(csv(word))).toEqual(['lines[0].direction bank.bad_direction']);
  });

  it('names every bad cell and takes nothing', () => {
    expect(errorsOf('serial,date,amount,payer\n,2026-02-30,1.234,某公司\nB,2026-02-01,-5,某公司\n')).toEqual([
      'lines[0].serial bank.missing_serial',
      'lines[0].bookedOn bank.bad_date',
      'lines[0].amount bank.bad_amount',
      'lines[1].amount bank.bad_amount',
    ]);
    expect(errorsOf('a,b\n1,2\n')).toContain('header.serial bank.missing_column');
  });

  it('is held to the same when it comes as data', () => {
    const line = { ...LINE, direction: 'credit' as const };
    expect(() => checkLines([line])).not.toThrow();
    const bad: Partial<typeof line>[] = [
      { bookedOn: '2026-02-31' },
      { bookedOn: '20260201' },
      { amountMinor: 0 },
      { amountMinor: 0.5 },
      { remark: 'a\0b' },
    ];
    for (const change of bad) expect(() => checkLines([{ ...line, ...change }])).toThrow('bank.bad_statement');
  });

  it('reads yuan exactly', () => {
    expect(parseYuan('0.1')).toBe(10);
    expect(parseYuan('¥1,234,567.89')).toBe(123_456_789);
    for (const bad of ['', '0', '1.005', '1e5', '12,34', '-1', 'NaN']) expect(parseYuan(bad)).toBeNull();
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e14 }), (amount) => {
        expect(parseYuan(`${Math.floor(amount / 100)}.${String(amount % 100).padStart(2, '0')}`)).toBe(amount);
      }),
    );
  });
});
