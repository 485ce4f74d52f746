import {
  type DayCount,
  type DueRule,
  instalmentAmounts,
  type Payee,
  type PaymentTerms,
  type Ppm,
  type RoyaltyTerms,
} from '@jishi/pricing';
import type { ContractTerms } from './domain/terms';
import { amountInWords } from './html';

const BASES = { price: '产品售价', added_value: '新增产值', profit: '利润', net_sales: '净销售额' };
const EVERY = { quarter: '季度', half_year: '半年', year: '年度' };

/** 125000 → `12.5%` */
const percent = (ppm: Ppm): string => `${Number((ppm / 10_000).toFixed(4))}%`;
const daysOf = ({ count, kind }: DayCount): string => `${count} 个${kind === 'working' ? '工作日' : '日'}`;

const dueText = (due: DueRule): string =>
  'on' in due
    ? `${due.on} 前`
    : 'milestone' in due
      ? `“${due.milestone}”达成之日起 ${daysOf(due.within)}内`
      : `本合同签订后 ${daysOf(due.within)}内`;

function rateText({ rate }: RoyaltyTerms): string {
  if (rate.kind === 'fixed') return `按 ${percent(rate.ppm)} 提取`;
  if (rate.kind === 'periods')
    return rate.steps.map(({ fromPeriod, ppm }) => `自第 ${fromPeriod} 期起按 ${percent(ppm)}`).join('，') + '提取';
  return `按累计基数分段提取：${rate.bands
    .map(
      ({ upToMinor, ppm }) =>
        `${upToMinor === null ? '以上部分' : `至 ${amountInWords(upToMinor)} 的部分`} ${percent(ppm)}`,
    )
    .join('，')}`;
}

function royaltyText(royalty: RoyaltyTerms, { giver, taker }: Roles): string {
  const { base, every, startsOn, years, reportWithin, payWithin, minimumMinor, capMinor, audit } = royalty;
  return [
    `提成费以${BASES[base]}为基数，${rateText(royalty)}，自 ${startsOn} 起 ${years} 年，按${EVERY[every]}结算。`,
    minimumMinor === null ? '' : `每年提成费不低于 ${amountInWords(minimumMinor)}，不足部分于当年末期补足。`,
    capMinor === null ? '' : `提成费累计不超过 ${amountInWords(capMinor)}。`,
    `${taker}应于每期结束后 ${daysOf(reportWithin)}内提交提成报告，经${giver}确认后 ${daysOf(payWithin)}内支付。`,
    `${giver}有权查阅${taker}的有关会计账目或者委托审计；经审计少付的，${taker}应补足差额${audit.surchargePpm > 0 ? `并加付差额的 ${percent(audit.surchargePpm)}` : ''}。`,
  ].join('');
}

interface Roles {
  giver: string;
  taker: string;
}

const MEANS = '汇入交易机构结算账户';

function bodyText(payment: PaymentTerms, terms: ContractTerms, roles: Roles): string {
  const { taker, giver } = roles;
  const { contractAmountMinor: price } = terms;
  switch (payment.kind) {
    case 'lump_sum':
      return `一次总付。${taker}应于本合同签订后 ${daysOf(payment.within)}内，将扣除已缴保证金后的余款及交易服务费${MEANS}；保证金抵作价款。`;
    case 'instalments': {
      const amounts = instalmentAmounts(price, payment.rows);
      const rows = payment.rows.map(
        ({ due }, i) => `第 ${i + 1} 期 ${amountInWords(amounts[i]!)}，${dueText(due)}支付`,
      );
      const security = payment.security ? `其余价款由${taker}提供担保：${payment.security}。` : '';
      return `分期支付，各期价款${MEANS}：${rows.join('；')}。${security}保证金抵作首期应付款，交易服务费随首期支付。`;
    }
    case 'royalty':
      return `提成支付。成交额为双方预计的提成总额，按实结算。${royaltyText(payment.royalty, roles)}交易服务费应于本合同签订后 ${daysOf(payment.within)}内${MEANS}，已缴保证金抵扣后多退少补。`;
    case 'upfront_royalty':
      return `入门费加提成。${taker}应于本合同签订后 ${daysOf(payment.within)}内将入门费 ${amountInWords(price)}（抵扣已缴保证金）及交易服务费${MEANS}。${royaltyText(payment.royalty, roles)}`;
    case 'equity':
      return `作价入股，不以货币支付价款。上述技术作价 ${amountInWords(price)}，取得${payment.company} ${percent(payment.sharesPpm)} 的股权（公司估值 ${amountInWords(payment.valuationMinor)}），双方应依法办理出资及变更登记。交易服务费应于本合同签订后 ${daysOf(payment.within)}内${MEANS}。`;
    case 'try_first':
      return `先用后转。${taker}自本合同签订之日起免费试用 ${payment.trialDays} 日；试用期内可决定受让或者退回，期满未作决定的，视为${payment.silence === 'buys' ? '受让' : '退回'}。决定受让的，应于 ${daysOf(payment.within)}内将价款（抵扣已缴保证金）及交易服务费${MEANS}；退回的，${taker}停止使用、返还全部资料，${giver}不收取费用，保证金予以退还。`;
  }
}

const payeesText = (payees: readonly Payee[], giver: string): string =>
  payees.length < 2
    ? ''
    : `${giver}一方所得价款按以下约定分别划付：${payees
        .map(
          ({ name, sharePpm, amountMinor }) =>
            `${name} ${sharePpm === undefined ? amountInWords(amountMinor!) : percent(sharePpm)}`,
        )
        .join('、')}；按金额约定的，各期按其比例划付，尾差归最后一名收款人。`;

/** The article on payment: the form, and who of the seller's side is paid. */
export const paymentText = (terms: ContractTerms, roles: Roles): string =>
  `${bodyText(terms.payment, terms, roles)}交易机构扣除让与方应付服务费后，将价款划付${roles.giver}。${payeesText(terms.payees ?? [], roles.giver)}`;

/** Interest on what is late: what was agreed, else what the law gives. */
export const lateText = ({ lateDailyPpm }: PaymentTerms): string =>
  lateDailyPpm === undefined
    ? '逾期付款的，按同期贷款市场报价利率计付利息。'
    : `逾期付款的，每逾期一日按逾期金额的万分之${Number((lateDailyPpm / 100).toFixed(2))}计付利息。`;
