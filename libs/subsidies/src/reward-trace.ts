import { formatYuan } from '@jishi/kernel';
import { messageFor, registerMessages, type Locale } from '@jishi/platform';
import type { TraceLine } from './domain/rule';

const PREFIX = 'reward.trace.';

registerMessages({
  [`${PREFIX}income`]: { zh: '到账收入（凭证 {label}）{amount}。', en: 'Received (voucher {label}): {amount}.' },
  [`${PREFIX}income.reversed`]: {
    zh: '退回收入（原凭证 {label}）{amount}。',
    en: 'Given back (of voucher {label}): {amount}.',
  },
  [`${PREFIX}income.total`]: { zh: '收入合计 {amount}。', en: 'Income in all: {amount}.' },
  [`${PREFIX}deduction`]: { zh: '扣除{kind} {amount}。', en: 'Less {kind}: {amount}.' },
  [`${PREFIX}deduction.capped`]: {
    zh: '扣除{kind} {amount}：登记 {entered}，以收入的 {percent}% 为限。',
    en: 'Less {kind}: {amount}; {entered} was entered, the rule takes at most {percent}% of the income.',
  },
  [`${PREFIX}deduction.refused`]: {
    zh: '{kind} {entered} 不予扣除：本单位规定未列入。',
    en: '{kind} of {entered} is not taken off: the rule does not list it.',
  },
  [`${PREFIX}carried`]: {
    zh: '扣除同一合同此前结转的亏损 {amount}。',
    en: 'Less losses carried over from the same contract: {amount}.',
  },
  [`${PREFIX}net`]: { zh: '净收入 {amount}。', en: 'Net income: {amount}.' },
  [`${PREFIX}award`]: {
    zh: '奖励总额：净收入 {net} × {percent}% = {amount}（不足一分的舍去）。依据：{source}',
    en: 'Award: net {net} × {percent}% = {amount}, fractions of a fen dropped. Source: {source}',
  },
  [`${PREFIX}award.none`]: {
    zh: '净收入不大于零，本次没有奖励。',
    en: 'There is no net income, so there is no award.',
  },
  [`${PREFIX}loss.carried`]: {
    zh: '亏损 {amount} 结转至同一合同的下一笔收入。',
    en: 'The loss of {amount} is carried over to the contract’s next income.',
  },
  [`${PREFIX}loss.dropped`]: {
    zh: '亏损 {amount} 按规定不结转。',
    en: 'The loss of {amount} is not carried over, as the rule says.',
  },
  'reward.deduction.fee': { zh: '交易服务费', en: 'fees' },
  'reward.deduction.tax': { zh: '税费', en: 'taxes' },
  'reward.deduction.appraisal': { zh: '评估鉴定费', en: 'appraisal' },
  'reward.deduction.patent': { zh: '专利费', en: 'patent costs' },
  'reward.deduction.brokerage': { zh: '技术经纪费', en: 'brokerage' },
  'reward.deduction.overhead': { zh: '管理费', en: 'overhead' },
});

/** A line in the reader's language; amounts in params lose their `Minor` and are written as money. */
export function rewardTraceText(line: TraceLine, locale: Locale): string {
  const params = Object.fromEntries(
    Object.entries(line.params).map(([name, value]) => {
      if (name.endsWith('Minor') && typeof value === 'number') return [name.slice(0, -5), formatYuan(value)];
      return name === 'kind' ? [name, messageFor(`reward.deduction.${value}`, {}, locale)] : [name, value];
    }),
  );
  // what is taken off is written as an amount: the words say that it is
  const amount = formatYuan(
    line.code === 'income.total' || line.code === 'net' ? line.amountMinor : Math.abs(line.amountMinor),
  );
  return messageFor(`${PREFIX}${line.code}`, { ...params, amount }, locale);
}
