import type { Attachment } from './applications';
import { http, type Page, type Query } from './http';

export const REWARD_CLASSES = ['transfer', 'licence', 'horizontal'] as const;
export const DEDUCTION_KINDS = ['fee', 'tax', 'appraisal', 'patent', 'brokerage', 'overhead'] as const;
export const RULE_TERMS = ['consent', 'publicity'] as const;
export const RULE_CHOICES = {
  remainder: ['first_main', 'largest_main'],
  loss: ['carried', 'dropped'],
  silence: ['waits', 'agrees'],
  amounts: ['hidden', 'open'],
} as const;
export type RuleChoice = keyof typeof RULE_CHOICES;
export const CHOICE_NAMES = Object.keys(RULE_CHOICES) as RuleChoice[];
export type RewardClass = (typeof REWARD_CLASSES)[number];
export type DeductionKind = (typeof DEDUCTION_KINDS)[number];
export type RewardScope = 'mine' | 'published' | 'office' | 'queue' | 'decide';

export interface RateRule {
  bps: number;
  source: string;
}
export interface DeductionRule {
  allowed: boolean;
  capBps: number | null;
  source: string;
}
export interface TermRule {
  days: number;
  source: string;
}
export type RewardRuleBody = {
  rates: Record<RewardClass, RateRule>;
  main: RateRule;
  deductions: Record<DeductionKind, DeductionRule>;
  terms: Record<(typeof RULE_TERMS)[number], TermRule>;
} & Record<RuleChoice, string>;

export interface RewardRuleItem {
  id: string;
  version: number;
  state: string;
  source: string;
  effectiveAt: string;
  writtenByName: string;
  writtenAt: string;
  answer: 'confirmed' | 'declined' | null;
  reason: string;
  answeredByName: string | null;
  answeredAt: string | null;
}
export interface RewardRule extends RewardRuleItem {
  body: RewardRuleBody;
  before: { version: number; body: RewardRuleBody } | null;
  shipped: RewardRuleBody;
  changes: string[];
  mayAnswer: boolean;
}

export interface RewardItem {
  id: string;
  number: string;
  title: string;
  contractNumber: string;
  class: RewardClass;
  state: string;
  stateSince: string;
  dueAt: string | null;
  awardMinor: number | null;
  myMinor: number | null;
  waits: boolean;
  objected: boolean;
}

export interface RewardShare {
  id: string;
  mine: boolean;
  external: boolean;
  name: string;
  affiliation: string;
  main: boolean;
  /** Null: not this reader's to see; of all amounts. */
  shareBps: number | null;
  awardMinor: number | null;
  paidDirectMinor: number | null;
  paidDirectNote: string | null;
  payableMinor: number | null;
  employeeNumber: string | null;
  agreed: boolean | null;
  answeredAt: string | null;
}

export interface RewardObjection {
  id: string;
  stage: 'share' | 'publicity';
  raisedByName: string;
  mine: boolean;
  reason: string;
  raisedAt: string;
  outcome: 'upheld' | 'dismissed' | null;
  ruling: string | null;
  ruledByName: string | null;
  ruledAt: string | null;
}

export interface RewardTax {
  category: 'cash_award_half' | 'wages';
  halfUntil: string;
  conditions: { code: string; met: boolean | null }[];
  source: string;
}

export interface SuggestedLine {
  userId: string | null;
  name: string;
  affiliation: string;
  main: boolean;
  shareBps: number;
}

export interface PayrollItem {
  id: string;
  number: string;
  state: 'exported' | 'recorded' | 'paid';
  totalMinor: number;
  lines: number;
  cases: number;
  exports: number;
  madeByName: string;
  createdAt: string;
  paidOn: string | null;
  voucherNumber: string | null;
  recordedByName: string | null;
  confirmedByName: string | null;
  confirmedAt: string | null;
}

export interface Payroll extends PayrollItem {
  items: {
    position: number;
    rewardId: string;
    rewardNumber: string;
    title: string;
    contractNumber: string;
    name: string;
    employeeNumber: string;
    affiliation: string;
    awardMinor: number;
    paidDirectMinor: number;
    payableMinor: number;
    tax: RewardTax;
    wageTotal: boolean;
  }[];
  exported: { round: number; format: string; madeByName: string; madeAt: string; reason: string }[];
  may: string[];
}

export interface Reward {
  id: string;
  number: string;
  title: string;
  contractId: string;
  contractNumber: string;
  class: RewardClass;
  state: string;
  stateSince: string;
  firstInventorName: string | null;
  consentDueAt: string | null;
  publicityEndsAt: string | null;
  awardMinor: number | null;
  ruleId: string | null;
  ruleVersion: number | null;
  rule: RewardRuleBody;
  computation: {
    awardMinor: number;
    netMinor: number;
    fixed: boolean;
    trace: { code: string; amountMinor: number; text: { zh: string; en: string } }[];
  } | null;
  incomes: { id: string; label: string; amountMinor: number; receivedAt: string; reason: string }[];
  deductions: {
    id: string;
    kind: DeductionKind;
    amountMinor: number;
    note: string;
    enteredByName: string;
    attachment: Attachment | null;
  }[];
  shares: RewardShare[];
  objections: RewardObjection[];
  steps: { action: string; toState: string; actorName: string | null; reason: string; at: string }[];
  tax: RewardTax | null;
  payroll: PayrollItem | null;
  suggested: SuggestedLine[];
  may: string[];
}

export interface SplitLine {
  userId?: string | null;
  name?: string;
  affiliation?: string;
  main: boolean;
  shareBps: number;
}

const one = (id: string, act = ''): string => `/rewards/${id}${act}`;

export const rewards = {
  list: (query: Query) => http.get<Page<RewardItem>>('/rewards', query),
  get: (id: string) => http.get<Reward>(one(id)),
  deduct: (id: string, deduction: { kind: DeductionKind; amountMinor: number; note: string; attachmentId: string }) =>
    http.post<Reward>(one(id, '/deductions'), deduction),
  undeduct: (id: string, deductionId: string) => http.post<Reward>(one(id, `/deductions/${deductionId}/removal`)),
  reverse: (id: string, reversal: { incomeId: string; amountMinor: number; reason: string; attachmentId: string }) =>
    http.post<Reward>(one(id, '/reversals'), reversal),
  compute: (id: string) => http.post<Reward>(one(id, '/computation')),
  reopen: (id: string, reason: string) => http.post<Reward>(one(id, '/reopening'), { reason }),
  propose: (id: string, lines: SplitLine[]) => http.put<Reward>(one(id, '/split'), { lines }),
  answer: (id: string, agreed: boolean, reason?: string) => http.post<Reward>(one(id, '/answer'), { agreed, reason }),
  paper: (id: string, shareId: string, attachmentId: string) =>
    http.post<Reward>(one(id, `/shares/${shareId}/paper`), { attachmentId }),
  describe: (
    id: string,
    shareId: string,
    person: { employeeNumber: string; paidDirectMinor: number; paidDirectNote?: string },
  ) => http.put<Reward>(one(id, `/shares/${shareId}`), person),
  conclude: (id: string) => http.post<Reward>(one(id, '/conclusion')),
  publish: (id: string) => http.post<Reward>(one(id, '/publicity')),
  object: (id: string, reason: string) => http.post<Reward>(one(id, '/objections'), { reason }),
  rule: (id: string, objectionId: string, outcome: 'upheld' | 'dismissed', ruling: string) =>
    http.post<Reward>(one(id, `/objections/${objectionId}/ruling`), { outcome, ruling }),
  submit: (id: string) => http.post<Reward>(one(id, '/submission')),
  decide: (id: string, answer: 'approve' | 'return', reason?: string) =>
    http.post<Reward>(one(id, '/decision'), { answer, reason }),
};

export const rewardRules = {
  list: (query: Query) => http.get<Page<RewardRuleItem>>('/reward-rules', query),
  current: () => http.get<{ rule: RewardRuleItem | null; body: RewardRuleBody }>('/reward-rules/current'),
  get: (id: string) => http.get<RewardRule>(`/reward-rules/${id}`),
  write: (written: { body: RewardRuleBody; source: string; effectiveOn: string }) =>
    http.post<RewardRule>('/reward-rules', written),
  answer: (id: string, answer: 'confirmed' | 'declined', reason: string) =>
    http.post<RewardRule>(`/reward-rules/${id}/answer`, { answer, reason }),
};

export const payrolls = {
  list: (query: Query) => http.get<Page<PayrollItem>>('/reward-payrolls', query),
  get: (id: string) => http.get<Payroll>(`/reward-payrolls/${id}`),
  make: () => http.post<Payroll>('/reward-payrolls'),
  export: (id: string, format: 'csv' | 'xlsx', reason: string) =>
    http.postFile(`/reward-payrolls/${id}/exports`, { format, reason }),
  pay: (id: string, payment: { paidOn: string; voucherNumber: string }) =>
    http.post<Payroll>(`/reward-payrolls/${id}/payment`, payment),
  confirm: (id: string, answer: 'confirm' | 'return', reason?: string) =>
    http.post<Payroll>(`/reward-payrolls/${id}/confirmation`, { answer, reason }),
};
