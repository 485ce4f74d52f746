/** How somebody stands to an organisation. `member` works for it here; `representative` acts for it in this sale. */
export const RELATION_ROLES = {
  legal_representative: { controlling: true },
  director: { controlling: true },
  supervisor: { controlling: true },
  manager: { controlling: true },
  controller: { controlling: true },
  /** An inventor of a university who founds a company does not make the two one: he controls only one of them. */
  key_staff: { controlling: false },
  representative: { controlling: true },
  member: { controlling: true },
} as const satisfies Record<string, { controlling: boolean }>;
export type RelationRole = keyof typeof RELATION_ROLES;

/** Those an organisation declares; the others are known from its accounts and its applications. */
export const DECLARED_ROLES = [
  'legal_representative',
  'director',
  'supervisor',
  'manager',
  'controller',
  'key_staff',
] as const satisfies readonly RelationRole[];
export type DeclaredRole = (typeof DECLARED_ROLES)[number];

export interface RelationRules {
  /** Whoever holds so much of two organisations, or one of the other, relates them. */
  thresholdBasisPoints: number;
  /** A chain worth less is not followed: with holdings that sum to a whole, that bounds how many there are. */
  leastBasisPoints: number;
  maxLinks: number;
}

/** Defaults, each with where it comes from. */
export const RELATION_DEFAULTS = {
  thresholdBasisPoints: {
    value: 2_500,
    source:
      '《企业所得税法实施条例》第一百零九条；国家税务总局公告2016年第42号第二条（直接或者间接持股总和达到百分之二十五以上）',
  },
  roles: {
    value: 'controlling',
    source:
      '《公司法》第二百六十五条（控股股东、实际控制人、董事、监事、高级管理人员；国家控股的企业之间不仅因为同受国家控股而具有关联关系）',
  },
  staff: { value: 'any', source: '《拍卖法》第二十二条、第三十条（拍卖人及其工作人员、委托人不得参与竞买）' },
  leastBasisPoints: { value: 100, source: '平台技术参数（单链持股不足百分之一的不再上溯）' },
  maxLinks: { value: 6, source: '平台技术参数（最多上溯六层）' },
} as const;

export const RELATION_RULES: RelationRules = {
  thresholdBasisPoints: RELATION_DEFAULTS.thresholdBasisPoints.value,
  leastBasisPoints: RELATION_DEFAULTS.leastBasisPoints.value,
  maxLinks: RELATION_DEFAULTS.maxLinks.value,
};
