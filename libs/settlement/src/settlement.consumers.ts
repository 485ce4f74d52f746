import { Injectable, type Type } from '@nestjs/common';
import { ContractsService } from '@jishi/contracts';
import { unavailable } from '@jishi/kernel';
import { appendFact, createLogger, type Consumer, type Fact, type Tx } from '@jishi/platform';
import { Book } from './book.port';
import { findApplicationState } from './deposit.repository';
import { ChannelPayoutService } from './channel-payout.service';
import { DepositService } from './deposit.service';
import { NoticeService } from './notice.service';
import { ObjectionService } from './objection.service';
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
      dueAtMs?: number;
    };
    // delivery is unordered: the application may have been withdrawn since
    if ((await findApplicationState(tx, payload.applicationId)) !== 'approved') return;
    const { listingId, auctionId, organisationId, dueAtMs } = payload;
    const dueAt = dueAtMs === undefined ? null : new Date(dueAtMs);
    await this.deposits.require(tx, { listingId, auctionId, organisationId, demandId: fact.id, dueAt });
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

/** Two people decided that the winner defaulted: the book records it, and what follows from that follows. */
@Injectable()
export class CarryOutDefault implements Consumer {
  readonly name = 'settlement.carry_out_default';
  readonly events = ['default.decided'];

  constructor(private readonly book: Book) {}

  async before(fact: Fact): Promise<void> {
    const { auctionId, userId, reason } = fact.payload as { auctionId: string; userId: string; reason: string };
    const ack = await this.book.recordDefault(auctionId, userId, fact.id, reason);
    if (ack.accepted) return;
    if (ack.code !== 'auction.no_award') throw unavailable('settlement.default_not_recorded', { code: ack.code ?? '' });
    logger.error({ auctionId }, 'a default was decided of a sale without an award');
  }

  async handle(): Promise<void> {
    // Its effect is the event in the book.
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

  constructor(
    private readonly payments: PaymentService,
    private readonly channels: ChannelPayoutService,
  ) {}

  /** What is offset against the price is money, not a promise. */
  async before(fact: Fact): Promise<void> {
    const payer = await this.payments.payerOf((fact.payload as { contractId: string }).contractId);
    if (payer?.auctionId) await this.channels.collectDeposit(payer.auctionId, payer.payerId);
  }

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
  readonly events = ['payout.due', 'payout.approved'];

  constructor(
    private readonly payouts: PayoutService,
    private readonly channels: ChannelPayoutService,
  ) {}

  async before(fact: Fact): Promise<void> {
    const { payoutId } = fact.payload as { payoutId: string };
    await this.channels.executeById(payoutId);
    if (!(await this.payouts.execute(payoutId))) logger.debug({ payoutId }, 'a payout waits for maker and checker');
  }

  async handle(tx: Tx, fact: Fact): Promise<void> {
    const { payoutId } = fact.payload as { payoutId: string };
    const payout = await findPayout(tx, payoutId);
    // held meanwhile, or going back instead: there is nothing to do for it
    if (payout?.provider !== 'simulated' || payout.state === 'due' || payout.state === 'cancelled') return;
    await this.payouts.complete(tx, payoutId, {
      userId: null,
      serial: await this.payouts.providerReference(tx, payoutId),
    });
  }
}

/** What a provider told us is asked about outside any transaction; what follows commits on its own, and twice does nothing. */
@Injectable()
export class ApplyNotice implements Consumer {
  readonly name = 'settlement.apply_notice';
  readonly events = ['provider.noticed'];

  constructor(private readonly notices: NoticeService) {}

  before(fact: Fact): Promise<void> {
    return this.notices.apply((fact.payload as { noticeId: string }).noticeId);
  }

  handle(): Promise<void> {
    return Promise.resolve();
  }
}

/** A promise outlasts an auction by days only: the winner's is made money as soon as the result is final. */
@Injectable()
export class CollectWinner implements Consumer {
  readonly name = 'settlement.collect_winner';
  readonly events = ['auction.closed'];

  constructor(private readonly channels: ChannelPayoutService) {}

  async before(fact: Fact): Promise<void> {
    const closed = fact.payload as { auctionId: string; outcome: string; winnerId: string | null };
    if (closed.outcome === 'sold' && closed.winnerId)
      await this.channels.collectDeposit(closed.auctionId, closed.winnerId);
  }

  handle(): Promise<void> {
    return Promise.resolve();
  }
}

/** What a payer's bank disputes is not paid on. */
@Injectable()
export class FreezeDisputed implements Consumer {
  readonly name = 'settlement.freeze_disputed';
  readonly events = ['movement.disputed'];

  constructor(private readonly objections: ObjectionService) {}

  async handle(tx: Tx, fact: Fact): Promise<void> {
    const dispute = fact.payload as { subjectId: string; reference: string; amountMinor: number };
    await this.objections.ofProvider(tx, dispute);
  }
}

export const settlementConsumers: Type<Consumer>[] = [
  ApplyNotice,
  CollectWinner,
  RequireDeposit,
  ReleaseLosers,
  ReleaseRefused,
  CarryOutDefault,
  CancelSale,
  OpenPayment,
  Settle,
  PayOut,
  FreezeDisputed,
];
