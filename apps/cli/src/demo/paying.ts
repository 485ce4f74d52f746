import { payDepositByBank, payOutByBank } from './bank';
import type { Person, StoryCast } from './cast';
import * as sale from './sale';
import { yuan } from './teller';

/** How the people of a story pay, and are repaid; each answers what it did, for the reader. */
export interface Paying {
  readonly about: readonly [zh: string, en: string];
  deposit(company: Person, auctionId: string, index: number): Promise<string>;
  price(winner: Person, payment: sale.Payment): Promise<void>;
  /** What people must do before a deposit can be back. */
  repay(depositId: string): Promise<void>;
}

/** One by bank transfer, as most do; the others without money, as only a demonstration can. */
export function payingInTheDemo(cast: StoryCast): Paying {
  return {
    about: ['交纳保证金', 'deposits: one by bank transfer with maker and checker, two simulated'],
    async deposit(company, auctionId, index) {
      if (index > 0) {
        const { amountMinor } = await sale.payDepositSimulated(company, auctionId);
        return `${yuan(amountMinor)} 模拟支付 simulated`;
      }
      const { amountMinor, reference } = await payDepositByBank(cast, company, auctionId);
      return `${yuan(amountMinor)} 银行转账 ${reference}（经办、复核）`;
    },
    async price(winner, payment) {
      await winner.http.post(`/payments/${payment.id}/simulated-payment`);
    },
    async repay(depositId) {
      await payOutByBank(cast, (payout) => payout.depositId === depositId);
    },
  };
}
