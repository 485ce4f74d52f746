import type { Capabilities, ProviderName } from '../provider.port';

const DAY_MS = 86_400_000;
/** Eight digits, whatever the currency. */
const MAX_AMOUNT_MINOR = 99_999_999;

/** A way to pay through Stripe's own page. Card data and wallet accounts never touch us. */
export interface StripeMethod {
  name: ProviderName;
  type: 'card' | 'alipay' | 'wechat_pay';
  capabilities: Capabilities;
}

const CAPABILITIES: Capabilities = {
  hold: 'collect',
  currencies: ['CNY'],
  maxHoldMs: null,
  refundWindowMs: null,
  maxAmountMinor: MAX_AMOUNT_MINOR,
  hasPage: true,
};

/** Holds: seven days, and the intent says until when. */
export const STRIPE_CARD: StripeMethod = {
  name: 'stripe_card',
  type: 'card',
  capabilities: { ...CAPABILITIES, hold: 'authorise', maxHoldMs: 7 * DAY_MS },
};

/** Wallets know no hold: the money is collected, and goes back asynchronously within the wallet's own time. */
export const STRIPE_COLLECT: readonly StripeMethod[] = [
  { name: 'stripe_alipay', type: 'alipay', capabilities: { ...CAPABILITIES, refundWindowMs: 90 * DAY_MS } },
  { name: 'stripe_wechat_pay', type: 'wechat_pay', capabilities: { ...CAPABILITIES, refundWindowMs: 180 * DAY_MS } },
];
