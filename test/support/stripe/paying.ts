import { logIn, type Person, type StoryCast } from '../../../apps/cli/src/demo/cast';
import type { Paying } from '../../../apps/cli/src/demo/paying';
import { depositOf } from '../../../apps/cli/src/demo/sale';
import { yuan } from '../../../apps/cli/src/demo/teller';
import type { StripeServer } from './server';

const WAYS = ['stripe_card', 'stripe_alipay', 'stripe_wechat_pay'] as const;

/** The exchange opens its doors to everything Stripe offers. */
export async function openChannels(baseUrl: string): Promise<void> {
  const reviewer = await logIn(baseUrl, { login: 'reviewer', password: 'jishi-demo', role: 'reviewer' });
  const response = await fetch(`${baseUrl}/api/exchange-providers`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${reviewer.http.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ providers: WAYS.map((provider) => ({ provider, deposits: true, payments: true })) }),
  });
  if (!response.ok) throw new Error(`the channels stay closed: ${response.status} ${await response.text()}`);
}

/** Everybody pays on Stripe's page; the first by card, the others by wallet. */
export function payingThroughStripe(stripe: StripeServer): Paying {
  const pay = async (person: Person, kind: 'deposits' | 'payments', id: string, provider: string): Promise<void> => {
    const { payUrl } = await person.http.post<{ payUrl: string }>(`/${kind}/${id}/checkouts`, { provider });
    const answer = await fetch(payUrl, { method: 'POST', redirect: 'manual' });
    if (answer.status !== 303) throw new Error(`not paid: ${answer.status}`);
  };
  return {
    about: ['交纳保证金', 'deposits: by card, Alipay and WeChat Pay'],
    async deposit(company, auctionId, index) {
      const { id, amountMinor } = await depositOf(company, auctionId);
      await pay(company, 'deposits', id, WAYS[index % WAYS.length]!);
      return `${yuan(amountMinor)} ${WAYS[index % WAYS.length]}`;
    },
    price: (winner, { id }) => pay(winner, 'payments', id, 'stripe_card'),
    // a wallet answers in its own time
    repay: () => Promise.resolve(stripe.account.settleRefunds()),
  };
}

interface Payout {
  id: string;
  kind: string;
  provider: string;
  state: string;
  amountMinor: number;
}

/** Maker and checker let the seller be paid; answers how much, once the provider has done it. */
export async function paySeller(cast: StoryCast, account: string): Promise<number> {
  const due = async (): Promise<Payout[]> =>
    (await cast.cashier.http.get<{ items: Payout[] }>('/payouts?limit=100')).items.filter(
      ({ kind, provider }) => kind === 'sale' && provider.startsWith('stripe'),
    );
  for (const { id, state } of await due()) {
    if (state !== 'due') continue;
    await cast.cashier.http.post(`/payouts/${id}/propose`, { payeeAccount: account });
    await cast.checker.http.post(`/payouts/${id}/confirm`);
  }
  for (let wait = 0; wait < 100; wait++) {
    const payouts = await due();
    if (payouts.every(({ state }) => state === 'confirmed'))
      return payouts.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('the seller was not paid');
}
