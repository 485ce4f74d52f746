import { randomUUID } from 'node:crypto';
import type { StoryCast, Person } from './cast';
import { type Deposit, depositOf, type Page } from './sale';

interface BankLine {
  id: string;
  serial: string;
  state: string;
  depositId?: string | null;
}
export interface Payout {
  id: string;
  kind: string;
  depositId?: string | null;
  contractId?: string | null;
  provider: string;
  payeeName?: string;
  payeeAccount?: string | null;
  amountMinor: number;
  state: string;
}

/** As most Chinese companies pay: a transfer with the reference in its remark, found in the bank's statement by two people. */
export async function payDepositByBank(cast: StoryCast, company: Person, auctionId: string): Promise<Deposit> {
  const deposit = await depositOf(company, auctionId);
  const serial = `DEMO${randomUUID().slice(0, 13).toUpperCase()}`;
  const statement = statementCsv({ serial, payer: company.organisation, deposit });
  await cast.cashier.http.upload('/bank-statements', [{ name: '对账单.csv', type: 'text/csv', content: statement }]);
  const { items } = await cast.cashier.http.get<Page<BankLine>>('/bank-lines?limit=100');
  const line = items.find((found) => found.serial === serial);
  if (!line) throw new Error(`the bank's line ${serial} was not imported`);
  await cast.cashier.http.post(`/bank-lines/${line.id}/match`, { depositId: deposit.id });
  await cast.checker.http.post(`/bank-lines/${line.id}/confirm`);
  return deposit;
}

function statementCsv({ serial, payer, deposit }: { serial: string; payer: string; deposit: Deposit }): string {
  const yuan = (deposit.amountMinor / 100).toFixed(2);
  return `\ufeff交易流水号,交易日期,收入金额,对方户名,对方账号,附言\r\n${serial},${today()},${yuan},${payer},6222000000000001,保证金 ${deposit.reference}\r\n`;
}

/** What came by bank goes back by bank: the cashier names the transfer, the checker says that it left. */
export async function payOutByBank(cast: StoryCast, wanted: (payout: Payout) => boolean): Promise<Payout[]> {
  const { items } = await cast.cashier.http.get<Page<Payout>>('/payouts?limit=100');
  const due = items.filter((payout) => payout.provider === 'offline_bank' && payout.state === 'due' && wanted(payout));
  const lines: string[] = [];
  for (const { id, payeeAccount, payeeName = '', amountMinor } of due) {
    const bankSerial = `DEMO${randomUUID().slice(0, 13).toUpperCase()}`;
    const account = payeeAccount ?? '6222000000000001';
    await cast.cashier.http.post(`/payouts/${id}/propose`, payeeAccount ? {} : { payeeAccount: account });
    await cast.checker.http.post(`/payouts/${id}/confirm`, { bankSerial });
    lines.push([bankSerial, today(), '', (amountMinor / 100).toFixed(2), payeeName, account, '划付'].join(','));
  }
  await showDebits(cast, lines);
  return due;
}

/** The bank's statement shows what left, so that the day can be reconciled. */
async function showDebits(cast: StoryCast, lines: readonly string[]): Promise<void> {
  if (lines.length === 0) return;
  const content = ['交易流水号,交易日期,收入金额,支出金额,对方户名,对方账号,附言', ...lines, ''].join('\r\n');
  await cast.cashier.http.upload('/bank-statements', [{ name: '支出对账单.csv', type: 'text/csv', content }]);
}

/** On the exchange's clock. */
const today = (): string => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
