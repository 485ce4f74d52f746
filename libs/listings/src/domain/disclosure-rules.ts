/**
 * What ships for a seller's decision, each with its source: how long each answer may take and who approves what, until an
 * institution has bylaws of its own; and which documents the law wants, which no bylaw changes.
 */
export const DECISION_FORMS = ['retain', 'transfer', 'licence', 'invest'] as const;
export type DecisionForm = (typeof DECISION_FORMS)[number];
export const EXCLUSIVITIES = ['exclusive', 'sole', 'ordinary'] as const;
export type Exclusivity = (typeof EXCLUSIVITIES)[number];

const PRICED = ['transfer', 'licence', 'invest'] as const satisfies readonly DecisionForm[];

export const DEADLINE_NAMES = ['take', 'review', 'answer', 'propose', 'submit'] as const;
export type DeadlineName = (typeof DEADLINE_NAMES)[number];

/** Something owed within so many working days, and who says so. */
export interface Term {
  days: number;
  source: string;
}

export const CHAIN_STEPS = ['office', 'finance', 'leadership', 'meeting'] as const;
export type ChainStep = (typeof CHAIN_STEPS)[number];

/** The permission of whoever approves at a step. */
export const HELD = {
  office: 'disclosure.review',
  finance: 'decision.approve',
  leadership: 'decision.approve',
  meeting: 'decision.approve',
} as const satisfies Record<ChainStep, string>;

/** Who approves which proposals. */
export interface ChainRule extends Term {
  step: ChainStep;
  forms: readonly DecisionForm[];
  /** From this price on, in fen. */
  fromMinor: number;
  /** Only where public money paid for the work. */
  planFunded: boolean;
}

/** How an institution decides: internal rules under Promotion of Conversion Act §17 and §18. */
export interface Bylaws {
  deadlines: Readonly<Record<DeadlineName, Term>>;
  /** Of several rules for a step the first that applies counts. */
  chain: readonly ChainRule[];
}

const OFFICE_DUTY = '促进科技成果转化法第十七条（优化转化流程、由技术转移机构办理）；天数为默认值，由单位规定';
const COLLECTIVE =
  '国务院关于印发实施《促进科技成果转化法》若干规定的通知（国发〔2016〕16号）：重大事项领导班子集体决策制度';

/** Of an institution that has no bylaws of its own. */
export const DEFAULT_BYLAWS: Bylaws = {
  deadlines: {
    take: { days: 5, source: OFFICE_DUTY },
    review: { days: 10, source: OFFICE_DUTY },
    answer: { days: 20, source: '退回补正期限由单位规定；天数为默认值' },
    propose: { days: 20, source: OFFICE_DUTY },
    submit: { days: 10, source: OFFICE_DUTY },
  },
  chain: [
    {
      step: 'office',
      forms: DECISION_FORMS,
      fromMinor: 0,
      planFunded: false,
      days: 3,
      source: '促进科技成果转化法第十七条：由负责技术转移工作的机构办理',
    },
    {
      step: 'finance',
      forms: PRICED,
      fromMinor: 0,
      planFunded: false,
      days: 5,
      source:
        '事业单位国有资产管理暂行办法（财政部令第36号公布，第100号修改）第五十六条：科技成果的转让、许可、作价投资由单位自主决定；财务审核为默认环节',
    },
    {
      step: 'leadership',
      forms: DECISION_FORMS,
      fromMinor: 0,
      planFunded: false,
      days: 5,
      source: '促进科技成果转化法第十八条：单位自主决定转让、许可或者作价投资',
    },
    {
      step: 'meeting',
      forms: ['retain'],
      fromMinor: 0,
      planFunded: true,
      days: 15,
      source: `${COLLECTIVE}；财政资金项目负有转化义务（促进科技成果转化法第十条、粤府办〔2016〕118号第二、九条）`,
    },
    {
      step: 'meeting',
      forms: ['invest'],
      fromMinor: 0,
      planFunded: false,
      days: 15,
      source: `${COLLECTIVE}；对外投资属重大事项`,
    },
    {
      step: 'meeting',
      forms: ['transfer', 'licence'],
      // From this price on a transfer or licence is a major matter, which the leadership decides together.
      fromMinor: 500_000_000,
      planFunded: false,
      days: 15,
      source: `${COLLECTIVE}；金额为默认值`,
    },
  ],
};

/** Where the law says that what was disclosed is offered as its institution decided. */
export const DECISION_SOURCE = '促进科技成果转化法第十七条、第十八条：转让、许可或者作价投资由单位决定';

export const DECISION_PAPERS = [
  'pricing_basis',
  'publicity_proof',
  'valuation_report',
  'inventors_agreement',
  'co_owner_consent',
  'first_refusal_notice',
  'investment_plan',
  'duty_statement',
  'secrecy_approval',
  'export_statement',
  'collective_minutes',
] as const;
export type DecisionPaper = (typeof DECISION_PAPERS)[number];

/** What is true of a disclosure and its proposal, as far as documents depend on it. */
export type Circumstance =
  'planFunded' | 'severalInventors' | 'coOwned' | 'secret' | 'exportControlled' | 'appraised' | 'collective';

export interface DocumentRule {
  kind: DecisionPaper;
  forms: readonly DecisionForm[];
  ways?: readonly string[];
  exclusivities?: readonly Exclusivity[];
  when?: Circumstance;
  /** Before approvals are asked for, or by the last of them. */
  due: 'submit' | 'decide';
  source: string;
}

/** A document is owed when any of its rules applies. */
export const DOCUMENT_RULES: readonly DocumentRule[] = [
  {
    kind: 'pricing_basis',
    forms: PRICED,
    due: 'submit',
    source: '促进科技成果转化法第十八条：通过协议定价、挂牌交易、拍卖等方式确定价格',
  },
  {
    kind: 'publicity_proof',
    forms: PRICED,
    ways: ['negotiated'],
    due: 'decide',
    source:
      '促进科技成果转化法第十八条：协议定价应当在本单位公示科技成果名称和拟交易价格；国发〔2016〕16号第一部分：公示时间不少于15日',
  },
  {
    kind: 'valuation_report',
    forms: ['transfer', 'licence'],
    when: 'appraised',
    due: 'submit',
    source: '所选交易规则要求评估备案',
  },
  {
    kind: 'valuation_report',
    forms: ['invest'],
    due: 'submit',
    source: '公司法（2023年修订）第四十八条：作为出资的非货币财产应当评估作价',
  },
  {
    kind: 'inventors_agreement',
    forms: PRICED,
    when: 'severalInventors',
    due: 'submit',
    source: '促进科技成果转化法第四十四条、第四十五条：奖励和报酬的方式、数额由单位规定或与科技人员约定',
  },
  {
    kind: 'co_owner_consent',
    forms: ['transfer', 'invest'],
    when: 'coOwned',
    due: 'submit',
    source:
      '专利法第十四条：行使共有的专利申请权、专利权应当取得全体共有人同意；技术秘密见技术合同司法解释（法释〔2020〕19号修正）第二十条',
  },
  {
    kind: 'co_owner_consent',
    forms: ['licence'],
    exclusivities: ['exclusive', 'sole'],
    when: 'coOwned',
    due: 'submit',
    source:
      '专利法第十四条：共有人可以单独实施或者以普通许可方式许可，其余须取得全体共有人同意；技术秘密见技术合同司法解释（法释〔2020〕19号修正）第二十条',
  },
  {
    kind: 'first_refusal_notice',
    forms: ['transfer'],
    due: 'decide',
    source:
      '民法典第八百四十七条、第八百五十九条、第八百六十条：完成人、委托人、合作开发人享有同等条件下优先受让的权利',
  },
  {
    kind: 'investment_plan',
    forms: ['invest'],
    due: 'submit',
    source: '促进科技成果转化法第十六条第（五）项：作价投资，折算股份或者出资比例',
  },
  {
    kind: 'duty_statement',
    forms: ['retain'],
    when: 'planFunded',
    due: 'submit',
    source: '促进科技成果转化法第十条；粤府办〔2016〕118号第二、九条：财政资金项目承担单位的科技成果转化义务',
  },
  {
    kind: 'secrecy_approval',
    forms: PRICED,
    when: 'secret',
    due: 'submit',
    source:
      '保守国家秘密法；国发〔2016〕16号第一部分：转让、许可、作价投资不需审批或者备案，涉及国家秘密、国家安全的除外',
  },
  {
    kind: 'export_statement',
    forms: PRICED,
    when: 'exportControlled',
    due: 'submit',
    source: '技术进出口管理条例：限制出口的技术须有许可证，禁止出口的技术不得出口（境内受让须有承诺）',
  },
  {
    kind: 'collective_minutes',
    forms: DECISION_FORMS,
    when: 'collective',
    due: 'decide',
    source: COLLECTIVE,
  },
];
