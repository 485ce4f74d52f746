import type { RewardClass } from './reward-rule';

export const TAX_CATEGORIES = ['cash_award_half', 'wages'] as const;
export type TaxCategory = (typeof TAX_CATEGORIES)[number];

export interface TaxCondition {
  code: 'conversion' | 'institution' | 'within_three_years' | 'publicised' | 'registered' | 'personnel';
  /** Null: nothing here says so, whoever withholds has to look. */
  met: boolean | null;
}

/** As what payroll may treat an award: data for whoever withholds, not a tax computed. */
export interface TaxFlag {
  category: TaxCategory;
  /** The last day on which the award counts half, `2029-03-01`. */
  halfUntil: string;
  conditions: TaxCondition[];
  source: string;
}

export const HALF_SOURCE =
  '财税〔2018〕58号：非营利性科研机构和高校从职务科技成果转化收入中给予科技人员的现金奖励，三年内发放的减按50%计入当月“工资、薪金所得”';
/** Fewer days of publicity do not meet the conditions. */
const PUBLICITY_DAYS = 15;

/** Awards count in the year's wage total, and are outside its cap and base. */
export const WAGE_TOTAL = {
  counts: true,
  withinCap: false,
  withinBase: false,
  source: '粤府办〔2016〕118号第二十七条；促进科技成果转化法第四十五条第三款：计入当年工资总额，不受限制，不纳入基数',
} as const;

export function taxFlag(given: {
  class: RewardClass;
  institutionKind: string;
  /** Days in China. */
  receivedOn: string;
  paidOn: string;
  publicityDays: number;
}): TaxFlag {
  const halfUntil = threeYearsOn(given.receivedOn);
  const conditions: TaxCondition[] = [
    { code: 'conversion', met: given.class !== 'horizontal' },
    { code: 'institution', met: given.institutionKind === 'university' },
    { code: 'within_three_years', met: given.paidOn <= halfUntil },
    { code: 'publicised', met: given.publicityDays >= PUBLICITY_DAYS },
    { code: 'registered', met: null },
    { code: 'personnel', met: null },
  ];
  const category = conditions.every(({ met }) => met !== false) ? 'cash_award_half' : 'wages';
  return { category, halfUntil, conditions, source: HALF_SOURCE };
}

/** The same day three years on; the 29th of February becomes the 28th. */
function threeYearsOn(day: string): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return `${Number(year) + 3}-${month}-${month === '02' && date === '29' ? '28' : date}`;
}
