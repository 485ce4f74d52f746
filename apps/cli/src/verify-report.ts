import type { ExportReport, Finding, Remark } from '@jishi/bidding';
import { formatYuan } from '@jishi/kernel';
import { messageFor } from '@jishi/platform';

export type Language = 'zh' | 'en';

const MOST_FINDINGS = 20;

const WORDS = {
  zh: {
    holds: '竞价簿完好',
    broken: (line: number) => `竞价簿有误，首个错误在第 ${line} 行`,
    evidence: '竞价簿本身未见错误，但所给凭证不能采信',
    line: (line: number) => `第 ${line} 行: `,
    more: (count: number) => `另有 ${count} 处`,
    book: '竞价',
    result: '结果',
    key: '签名公钥',
    checked: '已核验：',
    unchecked: '未能核验：',
    sold: '成交',
    unsold: '未成交',
    terminated: '终结',
    pending: '尚无结果',
  },
  en: {
    holds: 'The book holds',
    broken: (line: number) => `The book does not hold: the first wrong line is ${line}`,
    evidence: 'Nothing is wrong in the book itself, but what it was compared with does not hold',
    line: (line: number) => `line ${line}: `,
    more: (count: number) => `and ${count} more`,
    book: 'auction',
    result: 'result',
    key: 'signing keys',
    checked: 'Checked:',
    unchecked: 'Not checked:',
    sold: 'sold',
    unsold: 'unsold',
    terminated: 'terminated',
    pending: 'no result yet',
  },
} as const;

/** What a person reads: the verdict first, then what it rests on. */
export function reportText(report: ExportReport, language: Language): string {
  const words = WORDS[language];
  const { findings, outcome } = report;
  const sentence = ({ code, params }: Remark): string => messageFor(code, params, language);
  const price = outcome?.priceMinor ? ` ${formatYuan(outcome.priceMinor)} ${outcome.winner ?? ''}` : '';
  const place = ({ line }: Finding): string => (line === null ? '' : words.line(line));
  const first = findings[0]?.line ?? null;
  const broken = first === null ? words.evidence : words.broken(first);
  const lines = [
    report.ok ? words.holds : broken,
    ...findings.slice(0, MOST_FINDINGS).map((found) => `  ${place(found)}${found.code}: ${sentence(found)}`),
    ...(findings.length > MOST_FINDINGS ? [`  ${words.more(findings.length - MOST_FINDINGS)}`] : []),
  ];
  if (report.auctionId === null) return lines.join('\n');
  lines.push(
    `${words.book}: ${report.title ?? ''} (${report.auctionId}, ${report.suite ?? ''}, ${report.scope ?? ''})`,
    `${words.key}: ${report.keys.join(', ')}`,
  );
  // Of a book that does not hold, nothing after the first wrong line means anything.
  if (!report.ok) return lines.join('\n');
  lines.push(
    `${words.result}: ${outcome ? words[outcome.outcome] + price.trimEnd() : words.pending}`,
    words.checked,
    ...report.checked.map((remark) => `  - ${sentence(remark)}`),
    words.unchecked,
    ...report.unchecked.map((remark) => `  - ${sentence(remark)}`),
  );
  return lines.join('\n');
}
