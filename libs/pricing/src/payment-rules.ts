import type { Fen } from '@jishi/kernel';
import type { DayCount, Rate } from './measures';
import type { SellerType } from './sale-rules';

/** What the law and its guidance say of the ways to pay a contract. A bound is `refused` where it is law, else only said. */
export interface PaymentRules {
  /** State-owned sellers: the first instalment, within which time it is paid, and within which the rest with security. */
  instalments: { firstAtLeast: Rate; firstWithin: DayCount; restWithin: DayCount; needsSecurity: boolean } | null;
  /** Guidance for licences: a fixed fee, a royalty on net sales, a royalty on profit should not be above these. */
  guidance: { fixedFeeMinor: Fen; netSales: Rate; profit: Rate } | null;
}

const percent = (numerator: number): Rate => ({ numerator, denominator: 100 });

/** What profiles say that were published before these rules stood in them. */
export const PAYMENT_RULES = {
  stateOwned: {
    value: {
      firstAtLeast: percent(30),
      firstWithin: { count: 5, kind: 'working' },
      restWithin: { count: 365, kind: 'calendar' },
      needsSecurity: true,
    },
    source: '《企业国有资产交易监督管理办法》（国资委、财政部令第32号）第二十八条',
  },
  licence: {
    value: { fixedFeeMinor: 2_000_000_000, netSales: percent(20), profit: percent(40) },
    source: '国家知识产权局《专利开放许可使用费估算指引（试行）》',
  },
} as const satisfies Record<string, { value: object; source: string }>;

/** The rules of a contract: what its frozen profile says, else those of the law by who sells, and of the guidance by the form. */
export const paymentRulesOf = (
  profile: { payment?: Partial<PaymentRules> },
  of: { seller: SellerType | null; form: 'transfer' | 'licence' },
): PaymentRules => ({
  instalments: of.seller === 'state_owned' ? PAYMENT_RULES.stateOwned.value : null,
  guidance: of.form === 'licence' ? PAYMENT_RULES.licence.value : null,
  ...profile.payment,
});
