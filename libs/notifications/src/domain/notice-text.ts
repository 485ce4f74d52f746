import { formatYuan } from '@jishi/kernel';
import { type DayCount, depositMinor, type RuleProfile, type Texts } from '@jishi/pricing';
import { momentText } from './china-text';
import type { NoticeFact, NoticeKind } from './notices-due';

/** A listing as its notices name it: what was frozen at publication, and the names of those concerned. */
export interface NoticeSource {
  listingId: string;
  number: string;
  title: string;
  ipKind: string;
  patentNumber: string;
  form: 'transfer' | 'licence';
  pricingWay: 'listing' | 'auction' | 'negotiated';
  priceMinor: number;
  transferor: Texts;
  exchange: Texts;
  transferee: Texts | null;
  publishedAtMs: number;
  noticeEndsAtMs: number;
  opensAtMs: number | null;
  /** What the buyer accepts besides the price, when each of these began to be so. */
  conditions: { text: string; fromMs: number }[];
  /** How often the notice says it may be extended. */
  announcedExtensions: number;
  appraisal: { minor: number; reference: string } | null;
  approval: { reference: string; authority: string } | null;
  profile: RuleProfile;
}

/** A label and its value, in both languages. */
export type Line = readonly [label: Texts, value: Texts];

/** What is fixed at issue, hashed and shown; `number` is given by the register. */
export interface NoticeText {
  format: 'jishi-notice/1';
  kind: NoticeKind;
  number: { year: number; serial: number };
  exchange: Texts;
  listing: { id: string; number: string };
  issuedAt: string;
  period: { from: string; to: string } | null;
  title: Texts;
  lines: Line[];
  paragraphs: Texts[];
}

const both = (zh: string, en = zh): Texts => ({ zh, en });

export const KIND_NAMES: Record<NoticeKind, Texts> = {
  sale: both('交易公告', 'Notice of sale'),
  publicity: both('协议定价公示', 'Publicity notice of a negotiated price'),
  extension: both('延期公告', 'Notice of extension'),
  suspension: both('中止公告', 'Notice of suspension'),
  resumption: both('恢复交易公告', 'Notice of resumption'),
  change: both('变更公告', 'Notice of change'),
  termination: both('终结公告', 'Notice of termination'),
  result: both('成交公告', 'Notice of result'),
  unsold: both('流标公告', 'Notice of an unsold lot'),
};

const FORMS = { transfer: both('转让', 'transfer'), licence: both('许可', 'licence') };
const WAYS = {
  listing: both('挂牌', 'listing'),
  auction: both('拍卖', 'auction'),
  negotiated: both('协议定价', 'negotiated price'),
};
const PRICES = {
  listing: both('挂牌价', 'Listing price'),
  auction: both('起始价', 'Start price'),
  negotiated: both('拟成交价', 'Proposed price'),
};
const LABEL = {
  number: both('项目编号', 'Listing'),
  title: both('标的名称', 'Subject'),
  patent: both('专利号', 'Patent number'),
  transferor: both('转让方', 'Transferor'),
  transferee: both('拟受让方', 'Proposed transferee'),
  buyer: both('受让方', 'Transferee'),
  form: both('交易形式', 'Form of deal'),
  way: both('定价方式', 'Pricing'),
  notice: both('公告期', 'Notice period'),
  publicity: both('公示期', 'Publicity period'),
  until: both('公告期延至', 'Notice now ends'),
  apply: both('报名截止', 'Applications until'),
  opens: both('竞价开始', 'Bidding opens'),
  deposit: both('交易保证金', 'Deposit'),
  rules: both('适用规则', 'Rules'),
  reason: both('事由', 'Reason'),
  appraisal: both('备案评估结果', 'Filed appraisal'),
  approval: both('批准文件', 'Written approval'),
  conditions: both('受让条件', 'Conditions'),
  deal: both('成交价', 'Deal price'),
  code: both('竞买代码', 'Bidder code'),
  on: both('成交时间', 'Concluded'),
  relation: both('关联关系', 'Relation'),
};

type Body = Pick<NoticeText, 'lines' | 'paragraphs'> & { period: [fromMs: number, toMs: number] | null };
type Writer = (source: NoticeSource, fact: NoticeFact) => Body;

const price = (minor: number): Texts => both(formatYuan(minor));
const daysText = ({ count, kind }: DayCount): Texts =>
  kind === 'working'
    ? both(`${count} 个工作日`, `${count} working days`)
    : both(`${count} 日`, `${count} calendar days`);

const periodText = (fromMs: number, toMs: number): Texts => {
  const [from, to] = [momentText(fromMs), momentText(toMs, true)];
  return both(`${from.zh} 至 ${to.zh}`, `${from.en} to ${to.en}`);
};

/** A date of the fact itself: the listing may have moved on before its notice is written. */
export function dateOf(fact: NoticeFact, field: string): number | null {
  const value = fact.payload[`${field}Ms`] ?? fact.payload[field];
  const ms = typeof value === 'string' ? Date.parse(value) : value;
  return typeof ms === 'number' && Number.isFinite(ms) ? ms : null;
}
const textOf = (fact: NoticeFact, field: string): string => {
  const value = fact.payload[field];
  return typeof value === 'string' ? value.trim() : '';
};
const numberOf = (fact: NoticeFact, field: string): number | null => {
  const value = fact.payload[field];
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : null;
};

const named = ({ number, title, patentNumber, transferor }: NoticeSource): Line[] => [
  [LABEL.number, both(number)],
  [LABEL.title, both(title)],
  ...(patentNumber ? ([[LABEL.patent, both(patentNumber)]] as const) : []),
  [LABEL.transferor, transferor],
];
const terms = ({ form, pricingWay, priceMinor }: NoticeSource): Line[] => [
  [LABEL.form, FORMS[form]],
  [LABEL.way, WAYS[pricingWay]],
  [PRICES[pricingWay], price(priceMinor)],
];
const rulesLine = ({ profile }: NoticeSource): Line => {
  const { name, code, version } = profile;
  return [LABEL.rules, both(`${name.zh}（${code} 第 ${version} 版）`, `${name.en} (${code}, version ${version})`)];
};
/** What was asked of the buyer at a moment; changes of it are announced. */
const conditionsAt = ({ conditions }: NoticeSource, ms: number): Line[] => {
  const text = conditions.findLast(({ fromMs }) => fromMs <= ms)?.text ?? '';
  return text === '' ? [] : [[LABEL.conditions, both(text)]];
};
const basis = ({ appraisal, approval }: NoticeSource): Line[] => [
  ...(appraisal
    ? ([
        [
          LABEL.appraisal,
          both(
            `${formatYuan(appraisal.minor)}（${appraisal.reference}）`,
            `${formatYuan(appraisal.minor)} (${appraisal.reference})`,
          ),
        ],
      ] as const)
    : []),
  ...(approval ? ([[LABEL.approval, both(`${approval.authority} ${approval.reference}`)]] as const) : []),
];
const RELATIONS: Record<string, Texts> = {
  shared_person: both('双方有人员兼任', 'somebody belongs to both'),
  holding: both('一方持有或控制另一方', 'one holds or controls the other'),
  common_holder: both('双方同受一方持股或控制', 'both are in the same hands'),
};
/** Whoever may object to a deal among related parties must know that it is one. */
const relation = (fact: NoticeFact): Line[] => {
  const how = RELATIONS[textOf(fact, 'transfereeRelation')];
  if (!how) return [];
  const zh = `受让方与转让方存在关联关系（${how.zh}）`;
  return [[LABEL.relation, both(zh, `The transferee and the transferor are related: ${how.en}`)]];
};
/** The exchange's own words, as the frozen profile has them. */
const ownWords = ({ profile }: NoticeSource): Texts[] => {
  const { notice } = profile.sale.texts;
  return notice.zh === '' && notice.en === '' ? [] : [notice];
};
const because = (fact: NoticeFact): Line[] => {
  const reason = textOf(fact, 'reason');
  return reason === '' ? [] : [[LABEL.reason, both(reason)]];
};

const sale: Writer = (source, fact) => {
  const { profile, publishedAtMs, priceMinor, announcedExtensions } = source;
  const endsAtMs = dateOf(fact, 'noticeEndsAt') ?? source.noticeEndsAtMs;
  const opensAtMs = dateOf(fact, 'opensAt') ?? source.opensAtMs;
  const deposit = depositMinor(profile, priceMinor);
  const { extension, applyUntil } = profile.sale;
  const lines: Line[] = [
    ...named(source),
    ...terms(source),
    [LABEL.notice, periodText(publishedAtMs, endsAtMs)],
    [
      LABEL.apply,
      applyUntil === 'noticeEnd' ? momentText(endsAtMs, true) : both('竞价结束前', 'the end of the bidding'),
    ],
    ...(opensAtMs === null ? [] : ([[LABEL.opens, momentText(opensAtMs)]] as const)),
    [LABEL.deposit, price(deposit)],
    ...basis(source),
    ...conditionsAt(source, fact.atMs),
    rulesLine(source),
  ];
  const each = extension && announcedExtensions > 0 ? daysText(extension.days) : null;
  const extended = each && [
    both(
      `公告期满未征集到意向受让方的，本公告可延期，每次 ${each.zh}，最多 ${announcedExtensions} 次，每次延期另行公告。`,
      `If the notice ends without a prospective transferee, it may be extended by ${each.en} each time, ${announcedExtensions} times at most; every extension is announced.`,
    ),
  ];
  return { lines, paragraphs: [...ownWords(source), ...(extended ?? [])], period: [publishedAtMs, endsAtMs] };
};

const publicity: Writer = (source, fact) => {
  const { publishedAtMs, exchange, transferee, number } = source;
  const endsAtMs = dateOf(fact, 'noticeEndsAt') ?? source.noticeEndsAtMs;
  const until = momentText(endsAtMs, true);
  const lines: Line[] = [
    ...named(source),
    ...(transferee ? ([[LABEL.transferee, transferee]] as const) : []),
    ...relation(fact),
    ...terms(source),
    [LABEL.publicity, periodText(publishedAtMs, endsAtMs)],
    ...basis(source),
    ...conditionsAt(source, fact.atMs),
    rulesLine(source),
  ];
  const objection = both(
    `对上述拟定交易有异议的，请于 ${until.zh} 前，登录本平台项目 ${number} 的页面“公示异议”栏提出，或以书面形式向${exchange.zh}实名提出并说明理由。逾期未提出的，视为无异议。`,
    `Whoever objects to this proposed deal does so by ${until.en}, under "Objections" on the page of listing ${number} of this platform, or in writing and by name to ${exchange.en}, giving grounds. Later objections are not considered.`,
  );
  // The exchange's words for sales speak of deposits and bids; here there are none.
  return { lines, paragraphs: [objection], period: [publishedAtMs, endsAtMs] };
};

const moved: Writer = (source, fact) => {
  const endsAtMs = dateOf(fact, 'noticeEndsAt');
  const opensAtMs = dateOf(fact, 'opensAt');
  const lines: Line[] = [
    ...named(source),
    ...because(fact),
    ...(endsAtMs === null ? [] : ([[LABEL.until, momentText(endsAtMs, true)]] as const)),
    ...(opensAtMs === null ? [] : ([[LABEL.opens, momentText(opensAtMs)]] as const)),
  ];
  return { lines, paragraphs: [], period: endsAtMs === null ? null : [Math.min(fact.atMs, endsAtMs), endsAtMs] };
};

const says =
  (zh: string, en: string): Writer =>
  (source, fact) => {
    const body = moved(source, fact);
    return { ...body, paragraphs: [both(zh, en)] };
  };

const result: Writer = (source, fact) => {
  const code = textOf(fact, 'winnerCode');
  const lines: Line[] = [
    ...named(source),
    ...(source.transferee ? ([[LABEL.buyer, source.transferee]] as const) : []),
    ...(code ? ([[LABEL.code, both(code)]] as const) : []),
    [LABEL.deal, price(numberOf(fact, 'priceMinor') ?? source.priceMinor)],
    [LABEL.on, momentText(dateOf(fact, 'endedAtMs') ?? fact.atMs)],
  ];
  const paragraph = both(
    '上述标的已经成交，现予公告。',
    'The sale named above has been concluded and is announced herewith.',
  );
  return { lines, paragraphs: [paragraph], period: null };
};

const WRITERS: Record<NoticeKind, Writer> = {
  sale,
  publicity,
  extension: says(
    '本项目公告期延长，其余内容不变。',
    'The notice period of this listing is extended; everything else stands.',
  ),
  suspension: says(
    '本项目自即日起中止交易，恢复时间另行公告。',
    'This sale is suspended from today; its resumption will be announced.',
  ),
  resumption: says('本项目自即日起恢复交易。', 'This sale is resumed from today.'),
  change: (source, fact) => {
    const body = moved(source, fact);
    const paragraph = both(
      '本项目公告内容变更如上，公告期自变更之日起重新计算。',
      'The announced content has changed as above; the notice period starts anew with the change.',
    );
    const lines = [...body.lines, ...relation(fact), ...conditionsAt(source, fact.atMs)];
    return { ...body, lines, paragraphs: [paragraph] };
  },
  termination: says('本项目交易终结。', 'This sale is terminated.'),
  result,
  unsold: says('本项目未能成交。', 'This lot was not sold.'),
};

/** The whole notice, as it will stand for ever. Pure: the same fact and number give the same text. */
export function noticeText(
  kind: NoticeKind,
  source: NoticeSource,
  fact: NoticeFact,
  issue: { year: number; serial: number; atMs: number },
): NoticeText {
  const { lines, paragraphs, period } = WRITERS[kind](source, fact);
  const name = KIND_NAMES[kind];
  return {
    format: 'jishi-notice/1',
    kind,
    number: { year: issue.year, serial: issue.serial },
    exchange: source.exchange,
    listing: { id: source.listingId, number: source.number },
    issuedAt: new Date(issue.atMs).toISOString(),
    period: period && { from: new Date(period[0]).toISOString(), to: new Date(period[1]).toISOString() },
    title: both(`${source.title}${name.zh}`, `${name.en}: ${source.title}`),
    lines,
    paragraphs,
  };
}
