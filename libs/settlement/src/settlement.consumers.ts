import { Injectable, type Type } from '@nestjs/common';
import { ContractsService } from '@jishi/contracts';
import { unavailable } from '@jishi/kernel';
import { appendFact, createLogger, type Consumer, type Fact, type Tx } from '@jishi/platform';
import { findApplicationState } from './deposit.repository';
import { DepositService } from './deposit.service';
import { PaymentService } from './payment.service';
import { findPayout } from './payout.repository';
import { PayoutService } from './payout.service';
import { SettlementService } from './settlement.service';

const logger = createLogger('settlement');

/** An approved candidate owes a deposit. */
@Injectable()
export class RequireDeposit implements Consumer {
  readonly name = 'settlement.require_deposit';
  readonly events = ['application.approved'];

  constructor(private readonly deposits: DepositService) {}

  async handle(tx: Tx, fact: Fact): Promise<void> {
    const payload = fact.payload as {
      applicationId: string;
      listingId: string;
      auctionId: string;
      organisationId: string;
    };
    // delivery is unordered: the application may have been withdrawn since
    if ((await findApplicationState(tx, payload.applicationId)) !== 'approved') return;
    const { listingId, auctionId, organisationId } = payload;
    await this.deposits.require(tx, { listingId, auctionId, organisationId });
  }
}

/** Losers' deposits are queued for release once the result is final; all of them when there is no winner. */
@Injectable()
export class ReleaseLosers implements Consumer {
  readonly name = 'settlement.release_losers';
  readonly events = ['auction.closed'];

  constructor(private readonly deposits: DepositService) {}

  async handle(tx: Tx, fact: Fact): Promise<void> {
    const closed = fact.payload as { auctionId: string; outcome: string; winnerId: string | null };
    await this.deposits.releaseLosers(tx, closed.auctionId, closed.outcome === 'sold' ? closed.winnerId : null);
  }
}

/** It paid, but the book did not let it in. */
@Injectable()
export class ReleaseRefused implements Consumer {
  readonly name = 'settlement.release_refused';
  readonly events = ['admission.refused'];

  constructor(private readonly deposits: DepositService) {}

  async handle(tx: Tx, fact: Fact): Promise<void> {
    const { auctionId, organisationId } = fact.payload as { auctionId: string; organisationId: string };
    await this.deposits.releaseRefused(tx, auctionId, organisationId);
  }
}

/** The winner did not perform: its contract ends, nothing is owed for it any more, and its deposit stays where it is. */
@Injectable()
export class CancelSale implements Consumer {
  readonly name = 'settlement.cancel_sale';
  readonly events = ['auction.defaulted'];

  constructor(
    private readonly contracts: ContractsService,
    private readonly payments: PaymentService,
  ) {}

  async handle(tx: Tx, fact: Fact): Promise<void> {
    const { auctionId, listingId, reason } = fact.payload as { auctionId: string; listingId: string; reason: string };
    const contract = await this.contracts.ofAuction(tx, auctionId);
    // Facts come unordered: the sale itself is still on its way here.
    if (!contract) throw unavailable('settlement.no_contract_yet');
    if (contract.state === 'settled' || contract.state === 'void') return;
    if (!(await this.payments.cancel(tx, contract.id)))
      return logger.error({ auctionId, contractId: contract.id }, 'a default was recorded after the price had come in');
    await this.contracts.cancel(tx, contract.id, reason);
    const payload = { auctionId, listingId, contractId: contract.id, reason };
    await appendFact(tx, { type: 'sale.cancelled', subjectId: contract.id, payload });
  }
}

@Injectable()
export class OpenPayment implements Consumer {
  readonly name = 'settlement.open_payment';
  readonly events = ['contract.signed'];

  constructor(private readonly payments: PaymentService) {}

  async handle(tx: Tx, fact: Fact): Promise<void> {
    await this.payments.open(tx, (fact.payload as { contractId: string }).contractId);
  }
}

@Injectable()
export class Settle implements Consumer {
  readonly name = 'settlement.settle';
  readonly events = ['payment.received'];

  constructor(private readonly settlement: SettlementService) {}

  async handle(tx: Tx, fact: Fact): Promise<void> {
    await this.settlement.settle(tx, (fact.payload as { paymentId: string }).paymentId);
  }
}

/** Asks the provider outside any transaction, then posts. An offline payout stays due until two people have done it. */
@Injectable()
export class PayOut implements Consumer {
  readonly name = 'settlement.pay_out';
  readonly events = ['payout.due'];

  constructor(private readonly payouts: PayoutService) {}

  async before(fact: Fact): Promise<void> {
    const { payoutId } = fact.payload as { payoutId: string };
    if (!(await this.payouts.execute(payoutId))) logger.debug({ payoutId }, 'a payout waits for maker and checker');
  }

  async handle(tx: Tx, fact: Fact): Promise<void> {
    const { payoutId } = fact.payload as { payoutId: string };
    const payout = await findPayout(tx, payoutId);
    if (payout?.provider !== 'simulated') return;
    await this.payouts.complete(tx, payoutId, {
      userId: null,
      serial: await this.payouts.providerReference(tx, payoutId),
    });
  }
}

export const settlementConsumers: Type<Consumer>[] = [
  RequireDeposit,
  ReleaseLosers,
  ReleaseRefused,
  CancelSale,
  OpenPayment,
  Settle,
  PayOut,
];
