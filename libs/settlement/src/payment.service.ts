import { Injectable } from '@nestjs/common';
import { conflict, type Fen, invalid, newId, notFound } from '@jishi/kernel';
import { ContractsService } from '@jishi/contracts';
import type { Actor } from '@jishi/identity';
import { LedgerService } from '@jishi/ledger';
import { appendFact, audit, Database, DatabaseClock, type Page, type Tx } from '@jishi/platform';
import { chinaDay, type PaymentTerms } from '@jishi/pricing';
import { moneySpec, saleSpec } from './account-specs';
import { isDefaultDecided } from './default.repository';
import { findDepositOf, nextReferenceNumber } from './deposit.repository';
import { bankAccount, waitingAccount } from './domain/accounts';
import { paymentReference } from './domain/reference';
import { dueDay, lastDay, type PaymentKind, scheduleOf } from './domain/schedule';
import { chargeFees } from './fee-charge';
import { type ListQuery, pageOf, visibleTo } from './money-scope';
import { findBearer } from './movement.repository';
import * as repository from './payment.repository';
import type { OwedRow, PaymentBasis, PaymentRow } from './payment.repository';
import type { ProviderName } from './provider.port';
import { ProviderCommandService } from './provider-command.service';
import { beginTrial, findTrial } from './trial.repository';

const MOST_OWED = 500;

/** What falls due under a contract, one payment each: price or instalments, fees, royalties, interest. */
@Injectable()
export class PaymentService {
  constructor(
    private readonly database: Database,
    private readonly clock: DatabaseClock,
    private readonly ledger: LedgerService,
    private readonly contracts: ContractsService,
    private readonly commands: ProviderCommandService,
  ) {}

  /**
   * Opens what a signed contract makes due, or its trial where it is used first; doing it twice changes nothing.
   * Errors: `payment.no_contract`.
   */
  async open(tx: Tx, contractId: string): Promise<void> {
    await repository.lockContract(tx, contractId);
    const basis = await repository.findBasis(tx, contractId);
    if (!basis) throw notFound('payment.no_contract', { contract: contractId });
    // The winner defaulted since both signed.
    if (basis.contractState === 'void' || (await isDefaultDecided(tx, contractId))) return;
    const { payment: terms } = await this.contracts.termsOf(tx, contractId);
    if (terms.kind !== 'try_first') return this.demandAll(tx, basis, terms, chinaDay(basis.signedAt.getTime()));
    const trial = await findTrial(tx, contractId);
    if (!trial) await beginTrial(tx, contractId, chinaDay(basis.signedAt.getTime()), terms.trialDays);
    else if (trial.state === 'bought') await this.demandAll(tx, basis, terms, chinaDay(trial.decidedAt!.getTime()));
  }

  /** One more that falls due: a royalty, or interest. Answers its id. */
  async demand(
    tx: Tx,
    of: {
      contractId: string;
      kind: Extract<PaymentKind, 'royalty' | 'late_interest'>;
      amountMinor: Fen;
      dueOn: string | null;
    },
  ): Promise<string> {
    const basis = await repository.findBasis(tx, of.contractId);
    if (!basis) throw notFound('payment.no_contract', { contract: of.contractId });
    const id = newId();
    const { exchangeId, payerId } = basis;
    await repository.insertPayment(tx, {
      ...of,
      id,
      exchangeId,
      payerId,
      position: await repository.nextPosition(tx, of.contractId),
      state: 'due',
      milestone: null,
      isFirst: false,
      priceMinor: of.amountMinor,
      buyerFeeMinor: 0,
      sellerFeeMinor: 0,
      depositId: null,
      depositOffsetMinor: 0,
      reference: paymentReference('P', await nextReferenceNumber(tx)),
    });
    await appendFact(tx, {
      type: 'payment.demanded',
      subjectId: id,
      payload: { paymentId: id, contractId: of.contractId, kind: of.kind },
    });
    return id;
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
        postings: [{ source: received.source, destination: waitingAccount(payment), amountMinor: payment.amountMinor }],
      },
      [moneySpec(received.provider, payment.exchangeId), saleSpec(payment)],
    );
    await this.markReceived(tx, id, payment.contractId, received.provider);
  }

  /** Demonstrations only. Errors: `settlement.provider_off`, `payment.not_found`. */
  async simulatePayment(actor: Actor, id: string): Promise<PaymentRow> {
    const payment = await this.read(this.database.manager, id);
    if (payment.payerId !== actor.organisationId) throw notFound('payment.not_found');
    if (payment.state === 'cancelled' || payment.state === 'scheduled')
      throw conflict('payment.wrong_state', { state: payment.state });
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

  /**
   * The buyer says that a milestone is reached: its instalment falls due. Said twice, it counts from the first time.
   * Errors: `payment.not_found`, `payment.no_milestone`, `payment.milestone_ahead`.
   */
  reachMilestone(actor: Actor, id: string, reachedOn: string): Promise<PaymentRow> {
    return this.database.transaction(async (tx) => {
      await repository.lockContractOf(tx, id);
      const payment = await repository.lockPayment(tx, id);
      if (payment?.payerId !== actor.organisationId) throw notFound('payment.not_found');
      if (payment.milestone === null) throw conflict('payment.no_milestone');
      if (payment.state !== 'scheduled' || payment.dueOn !== null) return payment;
      if (reachedOn > chinaDay(this.clock.now()))
        throw invalid('payment.milestone_ahead', {}, [{ path: 'reachedOn', code: 'payment.milestone_ahead' }]);
      const { payment: terms } = await this.contracts.termsOf(tx, payment.contractId);
      const due = terms.kind === 'instalments' ? terms.rows[payment.position - 1]!.due : null;
      const state = (await repository.isFirstOpen(tx, payment.contractId)) ? 'scheduled' : 'due';
      const dueOn = due && !('on' in due) ? lastDay(reachedOn, due.within) : null;
      await repository.setMilestoneReached(tx, id, { on: reachedOn, dueOn, state });
      const { userId, organisationId } = actor;
      const detail = { reachedOn, milestone: payment.milestone };
      const subject = { action: 'payment.milestone_reached', subjectType: 'payment', subjectId: id };
      await audit(tx, { actorId: userId, organisationId, ...subject, detail });
      return this.read(tx, id);
    });
  }

  async list(actor: Actor, query: ListQuery & { contractId?: string }): Promise<Page<PaymentRow>> {
    const filter = { ...query, organisationId: visibleTo(actor), limit: query.limit + 1 };
    return pageOf(await repository.listPayments(this.database.manager, filter), query.limit);
  }

  /** What an organisation owes under its contracts and has not paid yet: overdue first, then by day. At most 500 rows. */
  owedBy(organisationId: string): Promise<OwedRow[]> {
    return repository.listOwed(this.database.manager, organisationId, chinaDay(this.clock.now()), MOST_OWED);
  }

  /** Nothing is owed for a contract that ended. False when money is here already: then the sale is settled. */
  async cancel(tx: Tx, contractId: string): Promise<boolean> {
    await repository.lockContract(tx, contractId);
    const payments = await repository.lockPaymentsOf(tx, contractId);
    if (payments.some(({ state }) => state === 'received' || state === 'settled')) return false;
    for (const { id } of payments) await repository.setPaymentCancelled(tx, id);
    return true;
  }

  /** Before a default is recorded. Errors: `settlement.paid_already`. */
  async refusePaid(auctionId: string): Promise<void> {
    if (await repository.isAnythingPaid(this.database.manager, auctionId)) throw conflict('settlement.paid_already');
  }

  private async demandAll(tx: Tx, basis: PaymentBasis, terms: PaymentTerms, signedOn: string): Promise<void> {
    const fees = await chargeFees(tx, basis.contractId);
    const deposit = basis.auctionId ? await findDepositOf(tx, basis.auctionId, basis.payerId) : null;
    // a promise is no money yet: it was collected before this, or it is not counted
    const bearer = deposit && (await findBearer(tx, 'deposit', deposit.id));
    const isMoney = deposit?.state === 'held' && (!bearer || bearer.stage === 'captured');
    const held = isMoney ? deposit : null;
    const schedule = scheduleOf(terms, {
      priceMinor: basis.dealPriceMinor,
      buyerFeeMinor: fees.buyerMinor,
      // the minimum fee never takes more than the price
      sellerFeeMinor: Math.min(fees.sellerMinor, basis.dealPriceMinor),
      depositMinor: held?.amountMinor ?? 0,
    });
    for (const [index, { due, payer, ...row }] of schedule.entries()) {
      const id = newId();
      const isOpened = await repository.insertPayment(tx, {
        ...row,
        id,
        contractId: basis.contractId,
        exchangeId: basis.exchangeId,
        payerId: payer === 'buyer' ? basis.payerId : basis.sellerId,
        position: index + 1,
        state: row.isFirst ? 'due' : 'scheduled',
        dueOn: dueDay(due, signedOn),
        milestone: 'milestone' in due ? due.milestone : null,
        depositId: index === 0 ? (held?.id ?? null) : null,
        reference: paymentReference('P', await nextReferenceNumber(tx)),
      });
      // nothing is left to pay: the deposit covers it all
      if (isOpened && row.amountMinor === 0)
        await this.markReceived(tx, id, basis.contractId, held?.provider ?? 'offline_bank');
    }
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
