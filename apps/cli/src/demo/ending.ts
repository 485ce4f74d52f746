import type * as sale from './sale';
import type { Ending } from './story';
import { yuan } from './teller';

/** The table at the end: what came of it, and how the subsidy was worked out. */
export function describeEnding(ending: Ending): [string, string][] {
  const { book, winner, contractNumber, ledger, volume, awards } = ending;
  return [
    ['成交价 winning price', `${yuan(book.priceMinor ?? 0)}  ${winner.organisation} (${book.winner})`],
    [
      '竞价簿 book',
      `${book.events} events, ${book.bids} bids, ${book.extensions} extensions, root ${book.root.slice(0, 16)}…`,
    ],
    ['合同 contract', contractNumber],
    ...ledgerRows(ending),
    ['账簿合计 ledger sum', `${yuan(ledger.sumMinor)}  (${ledger.accounts.length} 个账户 accounts)`],
    [
      '成交额 volume',
      `${yuan(volume.contractAmountMinor)}, 技术交易额 technical ${yuan(volume.technicalAmountMinor)}\n地区 region ${volume.regionCode}, 领域 field ${volume.fieldCode}, ${volume.year}`,
    ],
    ...awards.map(({ ruleCode, ruleVersion, amountMinor, trace }): [string, string] => [
      '补贴 subsidy',
      `${yuan(amountMinor)}  ${ruleCode} v${ruleVersion}\n${traceLines(trace).join('\n')}`,
    ]),
  ];
}

function ledgerRows({ ledger }: Ending): [string, string][] {
  const totals = new Map<string, number>();
  for (const { purpose, balanceMinor } of ledger.accounts) {
    totals.set(purpose, (totals.get(purpose) ?? 0) + balanceMinor);
  }
  return [...totals].map(([purpose, minor]) => [`  ${NAMES[purpose] ?? purpose}`, yuan(minor)]);
}

const NAMES: Record<string, string> = {
  bank: '银行存款 bank',
  suspense: '待确认款 suspense',
  deposit: '保证金 deposits',
  sale: '待结算价款 sales',
  payable: '应付转让方 payable',
  buyer_fee: '受让方服务费 buyer fees',
  seller_fee: '转让方服务费 seller fees',
};

/** A trace is a list of steps, each with its text. */
function traceLines(trace: sale.Award['trace']): string[] {
  return trace.map(({ text }) => text.zh);
}
