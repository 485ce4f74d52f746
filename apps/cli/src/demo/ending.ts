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
  for (const { code, balanceMinor } of ledger.accounts) {
    const kind = code.replace(/:[^:]*$/, '');
    totals.set(kind, (totals.get(kind) ?? 0) + balanceMinor);
  }
  return [...totals].map(([kind, minor]) => [`  ${NAMES[kind] ?? kind}`, yuan(minor)]);
}

const NAMES: Record<string, string> = {
  bank: '银行存款 bank',
  suspense: '待确认款 suspense',
  deposit: '保证金 deposits',
  sale: '待结算价款 sales',
  payable: '应付转让方 payable',
  'fee:buyer': '受让方服务费 buyer fees',
  'fee:seller': '转让方服务费 seller fees',
};

/** Traces are lists of steps; each is shown on a line, in Chinese where it has a text. */
function traceLines(trace: unknown): string[] {
  const steps = Array.isArray(trace) ? trace : ((trace as { steps?: unknown[] }).steps ?? []);
  return steps.map((step) => {
    if (typeof step === 'string') return step;
    const { zh, text } = step as { zh?: string; text?: string | { zh?: string } };
    return zh ?? (typeof text === 'object' ? text.zh : text) ?? JSON.stringify(step);
  });
}
