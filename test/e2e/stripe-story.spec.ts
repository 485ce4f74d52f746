import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { storyCast, type StoryCast } from '../../apps/cli/src/demo/cast';
import { ledgerOf } from '../../apps/cli/src/demo/oversight';
import { Story } from '../../apps/cli/src/demo/story';
import { Teller } from '../../apps/cli/src/demo/teller';
import { describeWithData } from '../support/data';
import { startStack, type Stack } from '../support/stack';
import { openChannels, payingThroughStripe, paySeller } from '../support/stripe/paying';
import { StripeServer, WEBHOOK_SECRET } from '../support/stripe/server';

describeWithData('the whole story, paid through Stripe', (dataDir) => {
  let stripe: StripeServer;
  let stack: Stack;
  let cast: StoryCast;
  beforeAll(async () => {
    stripe = await StripeServer.start(dataDir);
    stack = await startStack({ env: stripe.env() });
    stripe.notices = { url: `${stack.url}/api/notices/stripe`, secret: WEBHOOK_SECRET };
    cast = await storyCast(stack.url);
  }, 120_000);
  afterAll(async () => {
    await stack?.stop();
    await stripe?.close();
  });

  it('from a patent file to the payout: deposits held, one collected, the others back, the seller paid', async () => {
    await openChannels(stack.url);
    const told = new PassThrough();
    const ending = await new Story(cast, new Teller(told), payingThroughStripe(stripe))
      .play()
      .catch((error: unknown) => {
        throw new Error(`${String(error)}\n${String(told.read())}\n${stack.logs()}`);
      });
    const seller = stripe.account.connectedAccount();
    const paid = await paySeller(cast, seller);
    const transfers = stripe.account.all('transfer', { destination: seller });
    expect(transfers.reduce((sum, one) => sum + Number(one['amount']), 0)).toBe(paid);
    expect(paid).toBeGreaterThan(0);
    const { accounts, sumMinor } = await ledgerOf(cast.auditor);
    expect(sumMinor).toBe(0);
    const of = (purpose: string): number =>
      accounts.filter((one) => one.purpose === purpose).reduce((sum, one) => sum + one.balanceMinor, 0);
    // no deposit, no promise, no debt is left; what lies with Stripe is what the exchange earned
    for (const purpose of ['deposit', 'hold', 'authorised', 'suspense', 'sale', 'payable'])
      expect([purpose, of(purpose)]).toEqual([purpose, 0]);
    expect(of('provider')).toBe(of('buyer_fee') + of('seller_fee'));
    expect(ending.book.priceMinor).toBe(paid + of('seller_fee'));
    expect(stripe.takeFaults()).toEqual([]);
  }, 200_000);
});
