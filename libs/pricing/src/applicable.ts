import type { RuleProfile } from './rule-profile';
import type { Form, PricingWay, SellerType } from './sale-rules';

export const OWNERSHIPS = ['public_institution', 'state_owned', 'private'] as const;
export type Ownership = (typeof OWNERSHIPS)[number];

const SELLERS: Readonly<Record<Ownership, SellerType>> = {
  public_institution: 'university',
  state_owned: 'state_owned',
  private: 'private',
};

/** How the law takes a seller: by who owns it; a university is public unless it says otherwise. Null: it has not said. */
export function sellerTypeOf(kind: string, ownership: Ownership | null): SellerType | null {
  if (ownership !== null) return SELLERS[ownership];
  return kind === 'university' ? 'university' : null;
}

export const UNFIT = ['ownership', 'seller', 'form', 'pricingWay'] as const;
export type Unfit = (typeof UNFIT)[number];

export interface SaleKind {
  /** Null: the seller has not said who owns it. */
  seller: SellerType | null;
  form: Form;
  pricingWay: PricingWay;
}

/** Why a profile does not govern such a sale; empty when it does. */
export function unfitFor({ sale }: Pick<RuleProfile, 'sale'>, of: SaleKind): Unfit[] {
  const reasons: Unfit[] = [];
  if (of.seller === null) reasons.push('ownership');
  else if (!sale.sellers.includes(of.seller)) reasons.push('seller');
  if (!sale.forms.includes(of.form)) reasons.push('form');
  if (!sale.pricingWays.includes(of.pricingWay)) reasons.push('pricingWay');
  return reasons;
}

export interface Fit<T> {
  profile: T;
  reasons: Unfit[];
}

/** Profiles by how well they fit: those that govern such a sale first, the exchange's own before the platform's, made for fewer kinds of seller before made for all. */
export function bestFit<T extends { body: RuleProfile; exchangeId: string | null }>(
  profiles: readonly T[],
  of: SaleKind,
): Fit<T>[] {
  const rank = ({ profile, reasons }: Fit<T>): number[] => [
    reasons.length,
    profile.body.demo === null ? 0 : 1,
    profile.exchangeId === null ? 1 : 0,
    profile.body.sale.sellers.length,
  ];
  const fits = profiles.map((profile) => ({ profile, reasons: unfitFor(profile.body, of) }));
  return fits.sort((a, b) => {
    const [x, y] = [rank(a), rank(b)];
    const first = x.findIndex((part, i) => part !== y[i]);
    return first === -1 ? (a.profile.body.code < b.profile.body.code ? -1 : 1) : x[first]! - y[first]!;
  });
}
