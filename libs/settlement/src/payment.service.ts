import { Injectable } from '@nestjs/common';
import { conflict, newId, notFound } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { LedgerService } from '@jishi/ledger';
import { appendFact, Database, type Page, type Tx } from '@jishi/platform';
import { moneySpec, saleSpec } from './account-specs';
import { findDepositOf, nextReferenceNumber } from './deposit.repository';
import { bankAccount, saleAccount } from './domain/accounts';
import { paymentReference } from './domain/reference';
import { settlementSums } from './domain/sums';
import { chargeFees } from './fee-charge';
import { type ListQuery, pageOf, visibleTo } from './money-scope';
import { findBearer } from './movement.repository';
import * as repository from './payment.repository';
import type { PaymentRow } from './payment.repository';
import type { ProviderName } from './provider.port';
import { ProviderCommandService } from './provider-command.service';

/** What the winner still owes: price and buyer's fee, less the deposit. */
@Injectable()
export class PaymentService {
  constructor(
    private readonly database: Database,
    private readonly ledger: LedgerService,
    private readonly commands: ProviderCommandService,
  ) {}

  /** Opens the payment of a signed contract; doing it twice changes nothing. Errors: `payment.no_contract`. */
  async open(tx: Tx, contractId: string): Promise<void> {
    const basis = await repository.findBasis(tx, contractId);
    if (!basis) throw notFound('payment.no_contract', { contract: contractId });
    // The winner defaulted since both signed.
    if (basis.contractState === 'void') return;
    const fees = await chargeFees(tx, contractId);
    const deposit = basis.auctionId ? await findDepositOf(tx, basis.auctionId, basis.payerId) : null;
    // a promise is no money yet: it was collected before this, or it is not counted
    const bearer = deposit && (await findBearer(tx, 'deposit', deposit.id));
    const isMoney = deposit?.state === 'held' && (!bearer || bearer.stage === 'captured');
    const held = isMoney ? deposit : null;
    const sale = {
      priceMinor: basis.dealPriceMinor,
      buyerFeeMinor: fees.buyerMinor,
      // the minimum fee never takes more than the price
      sellerFeeMinor: Math.min(fees.sellerMinor, basis.dealPriceMinor),
    };
    const sums = settlementSums({ ...sale, depositMinor: held?.amountMinor ?? 0 });
    const id = newId();
    const opened = await repository.insertPayment(tx, {
      ...sale,
      id,
      contractId,
      exchangeId: basis.exchangeId,
      payerId: basis.payerId,
      amountMinor: sums.dueMinor,
      depositId: held?.id ?? null,
      depositOffsetMinor: sums.offsetMinor,
      reference: paymentReference('P', await nextReferenceNumber(tx)),
    });
    // nothing is left to pay: the deposit covers it all
    if (opened && sums.dueMinor === 0) await this.markReceived(tx, id, contractId, held?.provider ?? 'offline_bank');
  }

  /** Who owes the price of a contract, and in which auction it was made. */
  payerOf(contractId: string): Promise<{ payerId: string; auctionId: string | null } | null> {
    return repository.findPayer(this.database.manager, contractId);
  }

  /** The money is here, from `source`. Errors: `payment.not_found`, `payment.wrong_state`. */
  async receive(
    tx: Tx,
    id: string,
    received: { provider: ProviderName; source: string; reason: string },
  ): Promise<void> {
    const payment = await repository.lockPayment(tx, id);
    if (!payment) throw notFound('payment.not_found');
    if (payment.state !== 'due') throw conflict('payment.wrong_state', { state: payment.state });
    await this.ledger.post(
      tx,
      {
        reference: `payment.received:${id}`,
        kind: 'payment.received',
        subjectId: payment.contractId,
        description: received.reason,
        postings: [
          { source: received.source, destination: saleAccount(payment.contractId), amountMinor: payment.amountMinor },
        ],
      },
      [moneySpec(received.provider, payment.exchangeId), saleSpec(payment)],
    );
    await this.markReceived(tx, id, payment.contractId, received.provider);
  }

  /** Demonstrations only. Errors: `settlement.provider_off`, `payment.not_found`. */
  async simulatePayment(actor: Actor, id: string): Promise<PaymentRow> {
    const payment = await this.read(this.database.manager, id);
    if (payment.payerId !== actor.organisationId) throw notFound('payment.not_found');
    if (payment.state === 'cancelled') throw conflict('payment.wrong_state', { state: payment.state });
    if (payment.state !== 'due') return payment;
    await this.commands.run('begin', id, 'simulated', {
      amountMinor: payment.amountMinor,
      currency: payment.currency,
      partyName: payment.payerName,
      reference: payment.reference,
    });
    return this.database.transaction(async (tx) => {
      const current = await repository.lockPayment(tx, id);
      if (current?.state === 'due')
        await this.receive(tx, id, {
          provider: 'simulated',
          source: bankAccount(payment.exchangeId),
          reason: 'simulated payment',
        });
      return this.read(tx, id);
    });
  }

  async list(actor: Actor, query: ListQuery & { contractId?: string }): Promise<Page<PaymentRow>> {
    const filter = { ...query, organisationId: visibleTo(actor), limit: query.limit + 1 };
    return pageOf(await repository.listPayments(this.database.manager, filter), query.limit);
  }

  /** Nothing is owed for a contract that ended. False when the money is here already: then the sale is settled. */
  async cancel(tx: Tx, contractId: string): Promise<boolean> {
    const payment = await repository.lockPaymentOf(tx, contractId);
    if (payment?.state === 'received' || payment?.state === 'settled') return false;
    if (payment) await repository.setPaymentCancelled(tx, payment.id);
    return true;
  }

  /** Before a default is recorded. Errors: `settlement.paid_already`. */
  async refusePaid(auctionId: string): Promise<void> {
    const payment = await repository.findPaymentOfAuction(this.database.manager, auctionId);
    if (payment && (payment.state === 'received' || payment.state === 'settled'))
      throw conflict('settlement.paid_already');
  }

  /** Nothing more is owed of it. */
  async markReceived(tx: Tx, id: string, contractId: string, provider: ProviderName): Promise<void> {
    await repository.setReceived(tx, id, provider);
    await appendFact(tx, { type: 'payment.received', subjectId: id, payload: { paymentId: id, contractId } });
  }

  private async read(tx: Tx, id: string): Promise<PaymentRow> {
    const payment = await repository.findPayment(tx, id);
    if (!payment) throw notFound('payment.not_found');
    return payment;
  }
}
