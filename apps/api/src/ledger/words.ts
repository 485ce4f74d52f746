import type { Locale } from '@jishi/platform';

/** What a reader of an export is told, Chinese and English; a kind that is not here keeps its own name. */
const WORDS: Readonly<Record<string, readonly [string, string]>> = {
  at: ['时间', 'Time'],
  account: ['科目', 'Account'],
  code: ['科目编号', 'Account code'],
  owner: ['户主', 'Owner'],
  exchange: ['记账机构', 'Books of'],
  kind: ['类别', 'Kind'],
  business: ['事项', 'Business'],
  memo: ['摘要', 'Memo'],
  reference: ['流水号', 'Reference'],
  debit: ['借方（元）', 'Debit (CNY)'],
  credit: ['贷方（元）', 'Credit (CNY)'],
  balance: ['余额（元）', 'Balance (CNY)'],
  pendingDebit: ['预留借方（元）', 'Set aside, debit (CNY)'],
  pendingCredit: ['预留贷方（元）', 'Set aside, credit (CNY)'],
  count: ['科目数', 'Accounts'],
  opening: ['期初余额', 'Opening balance'],
  closing: ['本期合计与期末余额', 'Total and closing balance'],
  total: ['合计', 'Total'],
  cutOff: ['（以下未列，请缩短期间后再导出）', '(the rest is not here: export a shorter period)'],
  statement: ['对账单', 'Statement'],
  accounts: ['科目余额', 'Accounts'],
  trialBalance: ['试算平衡表', 'Trial balance'],
  asset: ['资产', 'Asset'],
  liability: ['负债', 'Liability'],
  income: ['收入', 'Income'],
  expense: ['支出', 'Expense'],
  bank: ['结算账户存款', 'Settlement account'],
  suspense: ['待查明款项', 'Unidentified money'],
  deposit: ['竞买保证金', 'Bid deposit'],
  sale: ['合同价款', 'Contract price'],
  payable: ['应付转让方', 'Owed to the seller'],
  buyer_fee: ['受让方服务费收入', 'Buyers’ fees'],
  seller_fee: ['转让方服务费收入', 'Sellers’ fees'],
  'bank.received': ['收到来款', 'Money received'],
  'deposit.held': ['保证金到账', 'Deposit held'],
  'deposit.late': ['逾期到账待退', 'Late deposit, to be returned'],
  'payment.received': ['收到价款', 'Price received'],
  settlement: ['合同结算', 'Contract settled'],
  'payout.sale': ['划付成交价款', 'Seller paid'],
  'payout.deposit_release': ['退还保证金', 'Deposit returned'],
  'payout.suspense_refund': ['退回来款', 'Money sent back'],
  'payout.sale_return': ['退回价款', 'Price returned'],
};

export const word = (key: string, locale: Locale): string => WORDS[key]?.[locale === 'zh' ? 0 : 1] ?? key;

/** Account codes begin with what they are for, and of fees with whose. */
export function purposeOf(code: string): string {
  const [first = code, second = ''] = code.split(':');
  return first === 'fee' ? `${second}_fee` : first;
}

/** `1234.56`, by whole numbers. */
export function yuanText(minor: number): string {
  const digits = String(Math.abs(minor)).padStart(3, '0');
  return `${minor < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
