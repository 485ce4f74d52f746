import { formatYuan } from '@jishi/kernel';
import type {
  PayrollRow,
  RewardItem,
  RewardRuleInForce,
  RewardRuleRow,
  WholePayroll,
  WholeReward,
  WholeRewardRule,
} from '@jishi/subsidies';
import type { RewardRuleInForceResponse, RewardRuleItemResponse, RewardRuleResponse } from './reward-rules.dto';
import type { PayrollItemResponse, PayrollResponse, RewardItemResponse, RewardResponse } from './rewards.dto';

export const ruleItemView = (rule: RewardRuleRow): RewardRuleItemResponse => ({
  id: rule.id,
  version: rule.version,
  state: rule.state,
  source: rule.source,
  effectiveAt: rule.effectiveAt,
  writtenByName: rule.writtenByName,
  writtenAt: rule.writtenAt,
  answer: rule.answer,
  reason: rule.reason,
  answeredByName: rule.answeredByName,
  answeredAt: rule.answeredAt,
});

export const ruleInForceView = ({ rule, body }: RewardRuleInForce): RewardRuleInForceResponse => ({
  rule: rule && ruleItemView(rule),
  body,
});

export const ruleView = ({ rule, before, changes, shipped, mayAnswer }: WholeRewardRule): RewardRuleResponse => ({
  ...ruleItemView(rule),
  body: rule.body,
  before,
  changes,
  shipped,
  mayAnswer,
});

export const ruleCsvRow = (rule: RewardRuleRow): object => ({
  '版本 version': rule.version,
  '状态 state': rule.state,
  '依据 source': rule.source,
  '施行日 effective_at': rule.effectiveAt,
  '起草人 written_by': rule.writtenByName,
  '起草时间 written_at': rule.writtenAt,
  '答复 answer': rule.answer,
  '答复人 answered_by': rule.answeredByName,
  '答复时间 answered_at': rule.answeredAt,
  '理由 reason': rule.reason,
});

export const rewardItemView = (item: RewardItem): RewardItemResponse => ({ ...item });

/** `1234.05`, for files. */
export const yuanOf = (minor: number | null): string => (minor === null ? '' : formatYuan(minor).replace(/[¥,]/g, ''));

export const rewardCsvRow = (item: RewardItem): object => ({
  '编号 number': item.number,
  '成果 title': item.title,
  '合同 contract': item.contractNumber,
  '类别 class': item.class,
  '状态 state': item.state,
  '期限 due_at': item.dueAt,
  '奖励总额（元） award': yuanOf(item.awardMinor),
  '本人（元） mine': yuanOf(item.myMinor),
  '建立时间 created_at': item.createdAt,
});

export function rewardView(whole: WholeReward): RewardResponse {
  const { reward, computation, computed, texts } = whole;
  return {
    id: reward.id,
    number: reward.number,
    title: reward.title,
    contractId: reward.contractId,
    contractNumber: reward.contractNumber,
    class: reward.class,
    state: reward.state,
    stateSince: reward.stateSince,
    firstInventorName: reward.firstInventorName,
    consentDueAt: reward.state === 'consenting' ? reward.consentDueAt : null,
    publicityEndsAt: reward.publicityEndsAt,
    awardMinor: reward.awardMinor,
    ruleId: reward.rewardRuleId,
    ruleVersion: reward.ruleVersion,
    rule: reward.rule,
    computation: computation && {
      ...computation,
      fixed: computed,
      trace: computation.trace.map((line, i) => ({ ...line, text: texts[i]! })),
    },
    incomes: whole.incomes.map(({ id, label, amountMinor, receivedAt, reversesId, reason }) => ({
      id,
      label,
      amountMinor,
      receivedAt,
      reversesId,
      reason,
    })),
    deductions: whole.deductions.map(({ id, kind, amountMinor, note, enteredByName, enteredAt, attachment }) => ({
      id,
      kind,
      amountMinor,
      note,
      enteredByName,
      enteredAt,
      attachment: attachment && {
        id: attachment.id,
        filename: attachment.filename,
        mediaType: attachment.mediaType,
        size: attachment.size,
      },
    })),
    shares: whole.shares,
    objections: whole.objections.map((objection) => ({
      id: objection.id,
      round: objection.round,
      stage: objection.shareId === null ? 'publicity' : 'share',
      raisedByName: objection.raisedByName,
      mine: objection.mine,
      reason: objection.reason,
      raisedAt: objection.raisedAt,
      outcome: objection.outcome,
      ruling: objection.ruling,
      ruledByName: objection.ruledByName,
      ruledAt: objection.ruledAt,
    })),
    steps: whole.steps,
    tax: whole.tax,
    payroll: whole.payroll && payrollItemView(whole.payroll),
    suggested: whole.suggested,
    may: whole.may,
  };
}

export const payrollItemView = (payroll: PayrollRow): PayrollItemResponse => ({
  id: payroll.id,
  number: payroll.number,
  state: payroll.state,
  totalMinor: payroll.totalMinor,
  lines: payroll.lines,
  cases: payroll.cases,
  exports: payroll.exports,
  madeByName: payroll.madeByName,
  createdAt: payroll.createdAt,
  paidOn: payroll.paidOn,
  voucherNumber: payroll.voucherNumber,
  recordedByName: payroll.recordedByName,
  confirmedByName: payroll.confirmedByName,
  confirmedAt: payroll.confirmedAt,
});

export const payrollCsvRow = (payroll: PayrollRow): object => ({
  '清单 number': payroll.number,
  '状态 state': payroll.state,
  '应发合计（元） total': yuanOf(payroll.totalMinor),
  '人次 lines': payroll.lines,
  '奖励 cases': payroll.cases,
  '导出次数 exports': payroll.exports,
  '制单人 made_by': payroll.madeByName,
  '制单时间 made_at': payroll.createdAt,
  '发放日期 paid_on': payroll.paidOn,
  '凭证号 voucher': payroll.voucherNumber,
});

export const payrollView = ({ payroll, lines, exports, may }: WholePayroll): PayrollResponse => ({
  ...payrollItemView(payroll),
  items: lines.map((line) => ({
    position: line.position,
    rewardId: line.caseId,
    rewardNumber: line.rewardNumber,
    title: line.title,
    contractNumber: line.contractNumber,
    name: line.name,
    employeeNumber: line.employeeNumber,
    affiliation: line.affiliation,
    awardMinor: line.awardMinor,
    paidDirectMinor: line.paidDirectMinor,
    payableMinor: line.payableMinor,
    tax: line.tax,
    wageTotal: line.wageTotal.counts,
  })),
  exported: exports,
  may,
});

const TAX_WORDS: Record<string, string> = {
  cash_award_half: '职务科技成果转化现金奖励，减按50%计入工资薪金（须核对条件）',
  wages: '全额计入工资薪金',
};

/** What a payroll office reads: one line a person, amounts in yuan. */
export const payrollLineRow = (
  payroll: PayrollRow,
  line: WholePayroll['lines'][number],
  amount: (minor: number) => string | number = yuanOf,
): Record<string, string | number> => ({
  序号: line.position,
  姓名: line.name,
  工号: line.employeeNumber,
  单位: line.affiliation || '本单位',
  '奖励总额（税前，元）': amount(line.awardMinor),
  '已直接支付（元）': amount(line.paidDirectMinor),
  '本次应发（税前，元）': amount(line.payableMinor),
  个税所得类别: TAX_WORDS[line.tax.category] ?? line.tax.category,
  减半计税截止日: line.tax.halfUntil,
  须核对条件: '技术合同认定登记、人员范围（财税〔2018〕58号）',
  计入当年工资总额: line.wageTotal.counts ? '是' : '否',
  受工资总额限制: line.wageTotal.withinCap ? '是' : '否',
  纳入工资总额基数: line.wageTotal.withinBase ? '是' : '否',
  工资总额依据: line.wageTotal.source,
  奖励编号: line.rewardNumber,
  合同编号: line.contractNumber,
  成果: line.title,
  发放清单: payroll.number,
});
