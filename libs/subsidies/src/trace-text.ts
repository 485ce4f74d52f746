import { formatYuan } from '@jishi/kernel';
import { messageFor, registerMessages, type Locale } from '@jishi/platform';
import type { TraceLine } from './domain/rule';

const PREFIX = 'subsidy.trace.';

registerMessages({
  [`${PREFIX}counted.technical`]: {
    zh: '合同 {record} 计入，技术交易额 {amount}。',
    en: 'Contract {record} counts with its technical transaction amount of {amount}.',
  },
  [`${PREFIX}counted.contract`]: {
    zh: '合同 {record} 计入，合同成交额 {amount}。',
    en: 'Contract {record} counts with its contract amount of {amount}.',
  },
  [`${PREFIX}excluded.locality`]: {
    zh: '合同 {record} 不计入：申请人所在地（{region}）不在本办法适用区域。',
    en: 'Contract {record} does not count: the applicant is in {region}, outside the area of this rule.',
  },
  [`${PREFIX}excluded.contract_type`]: {
    zh: '合同 {record} 不计入：合同类型 {type} 不在资助范围。',
    en: 'Contract {record} does not count: type {type} is not supported.',
  },
  [`${PREFIX}excluded.related_party`]: {
    zh: '合同 {record} 不计入：双方为关联方。',
    en: 'Contract {record} does not count: the parties are related.',
  },
  [`${PREFIX}excluded.threshold`]: {
    zh: '合同 {record} 不计入：合同金额 {amount} 低于门槛 {threshold}。',
    en: 'Contract {record} does not count: {amount} is below the threshold of {threshold}.',
  },
  [`${PREFIX}base`]: { zh: '按比例计算的基数合计 {amount}。', en: 'The base for the rate is {amount} in all.' },
  [`${PREFIX}rate.flat`]: { zh: '{base} × {percent}% = {amount}。', en: '{base} × {percent}% = {amount}.' },
  [`${PREFIX}rate.first`]: {
    zh: '首次受让技术：{base} × {percent}% = {amount}。',
    en: 'First purchase of technology: {base} × {percent}% = {amount}.',
  },
  [`${PREFIX}rate.band`]: {
    zh: '{from} 至 {upTo} 部分 × {percent}% = {amount}。',
    en: 'From {from} to {upTo} × {percent}% = {amount}.',
  },
  [`${PREFIX}cap.contract`]: { zh: '超过单个合同上限，按 {cap} 计。', en: 'Above the cap per contract: {cap}.' },
  [`${PREFIX}cap.first`]: { zh: '超过首次受让上限，按 {cap} 计。', en: 'Above the cap for a first purchase: {cap}.' },
  [`${PREFIX}cap.year`]: { zh: '超过年度上限，按 {cap} 计。', en: 'Above the yearly cap: {cap}.' },
  [`${PREFIX}total`]: { zh: '本年度应资助合计 {amount}。', en: 'Due for the year so far: {amount}.' },
  [`${PREFIX}awarded_before`]: {
    zh: '减：本年度此前已核定 {amount}。',
    en: 'Less what was awarded earlier this year: {amount}.',
  },
  [`${PREFIX}award`]: { zh: '本次核定资助 {amount}。', en: 'Awarded now: {amount}.' },
});

/** A line in the reader's language; amounts in params lose their `Minor` and are written as money. */
export function traceText(line: TraceLine, locale: Locale): string {
  const params = Object.fromEntries(
    Object.entries(line.params).map(([name, value]) =>
      name.endsWith('Minor') && typeof value === 'number' ? [name.slice(0, -5), formatYuan(value)] : [name, value],
    ),
  );
  return messageFor(`${PREFIX}${line.code}`, { ...params, amount: formatYuan(line.amountMinor) }, locale);
}
