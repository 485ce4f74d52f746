import { Injectable } from '@nestjs/common';
import { conflict, forbidden, newId, notFound, type Fen } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { appendFact, audit, Database, type Page, type Tx } from '@jishi/platform';
import { checkReduction, dueAfter, FEE_SIDES, type FeeSide, relieve } from './domain/fee-reduction';
import { feesOf } from './fee-charge';
import * as repository from './fee.repository';
import type { ChargedPayment, FeeBasis, FeeDecisionRow, SaleFeeRow } from './fee.repository';
import { type ListQuery, pageOf, visibleTo } from './money-scope';
import { PaymentService } from './payment.service';
import type { ProviderName } from './provider.port';

/** One side's fee: how it was computed, and what is charged after all. */
export interface FeeView extends SaleFeeRow {
  /** What the payments ask for; null while there are none. */
  chargedMinor: Fen | null;
  paid: boolean;
  decisions: FeeDecisionRow[];
}

const feeOf = (payment: ChargedPayment, side: FeeSide): Fen =>
  side === 'buyer' ? payment.buyerFeeMinor : payment.sellerFeeMinor;

/** How the fees of a sale come about, and the operator's decisions that make them less. */
@Injectable()
export class FeeService {
  constructor(
    private readonly database: Database,
    private readonly payments: PaymentService,
  ) {}

  /** A party reads its own fee, the exchange and the regulator both. Errors: `contract.not_found`. */
  async read(actor: Actor, contractId: string): Promise<FeeView[]> {
    const tx = this.database.manager;
    const basis = await repository.findFeeBasis(tx, contractId);
    const sides = basis ? sidesFor(actor, basis) : [];
    if (!basis || sides.length === 0) throw notFound('contract.not_found');
    const [fees, payments, decisions] = await Promise.all([
      feesOf(tx, basis),
      repository.listPayments(tx, contractId),
      repository.decisionsOf(tx, contractId),
    ]);
    return fees
      .filter(({ side }) => sides.includes(side))
      .map((fee) => ({
        ...fee,
        chargedMinor: payments.length === 0 ? null : payments.reduce((sum, one) => sum + feeOf(one, fee.side), 0),
        paid: payments.length > 0 && payments.every(({ state }) => state !== 'due'),
        decisions: decisions.filter((one) => one.side === fee.side),
      }));
  }

  /** Somebody at the exchange wants a fee waived or less, and says why. Errors: `contract.not_found`, `fee.*`. */
  propose(
    actor: Actor,
    contractId: string,
    wish: { side: FeeSide; amountMinor: Fen; reason: string },
  ): Promise<FeeDecisionRow> {
    return this.database.transaction(async (tx) => {
      await repository.lockSale(tx, contractId);
      const basis = await repository.findFeeBasis(tx, contractId);
      if (basis?.exchangeId !== actor.organisationId) throw notFound('contract.not_found');
      const fee = (await feesOf(tx, basis)).find(({ side }) => side === wish.side)!;
      checkReduction(wish.amountMinor, fee.amountMinor);
      await this.changesOf(tx, contractId, wish.side, wish.amountMinor);
      const id = newId();
      const { exchangeId } = basis;
      const draft = { ...wish, id, contractId, exchangeId, computedMinor: fee.amountMinor, proposedBy: actor.userId };
      if (!(await repository.insertDecision(tx, draft))) throw conflict('fee.proposed_already');
      await this.record(tx, actor, draft, 'fee.reduction_proposed', wish.reason);
      return this.find(tx, id);
    });
  }

  /** Another person agrees: what is not paid yet asks for less. Errors: `fee.decision_not_found`, `fee.*`. */
  confirm(actor: Actor, id: string): Promise<FeeDecisionRow> {
    return this.database.transaction(async (tx) => {
      const decision = await this.toDecide(tx, actor, id);
      for (const payment of await this.changesOf(tx, decision.contractId, decision.side, decision.amountMinor))
        await this.apply(tx, decision, payment);
      await repository.setDecided(tx, id, { state: 'confirmed', userId: actor.userId, answer: null });
      await this.record(tx, actor, decision, 'fee.reduction_confirmed', decision.reason);
      const basis = (await repository.findFeeBasis(tx, decision.contractId))!;
      await appendFact(tx, {
        type: 'fee.reduced',
        subjectId: id,
        payload: {
          contractId: decision.contractId,
          organisationId: decision.side === 'buyer' ? basis.transfereeId : basis.transferorId,
          feeMinor: decision.amountMinor,
        },
      });
      return this.find(tx, id);
    });
  }

  /** The fee stays. Errors: `fee.decision_not_found`, `fee.decided_already`. */
  reject(actor: Actor, id: string, reason: string): Promise<FeeDecisionRow> {
    return this.database.transaction(async (tx) => {
      const decision = await this.toDecide(tx, actor, id);
      await repository.setDecided(tx, id, { state: 'rejected', userId: actor.userId, answer: reason });
      await this.record(tx, actor, decision, 'fee.reduction_rejected', reason);
      return this.find(tx, id);
    });
  }

  async list(actor: Actor, query: ListQuery): Promise<Page<FeeDecisionRow>> {
    const filter = { ...query, organisationId: visibleTo(actor), limit: query.limit + 1 };
    return pageOf(await repository.listDecisions(this.database.manager, filter), query.limit);
  }

  /** The open payments with their new fee. Errors: `fee.paid_already`, `fee.being_paid`. */
  private async changesOf(
    tx: Tx,
    contractId: string,
    side: FeeSide,
    amountMinor: Fen,
  ): Promise<(ChargedPayment & { feeMinor: Fen })[]> {
    const payments = await repository.lockPayments(tx, contractId);
    const parts = payments.map((one) => ({ id: one.id, open: one.state === 'due', feeMinor: feeOf(one, side) }));
    const changes = relieve(parts, amountMinor);
    for (const { id } of changes) {
      // the seller's fee is taken from the price, unless it pays it by itself
      const isAsked = side === 'buyer' || payments.some((one) => one.id === id && one.kind === 'seller_fee');
      if (isAsked && (await repository.isBeingPaid(tx, id))) throw conflict('fee.being_paid');
    }
    return changes.map(({ id, feeMinor }) => ({ ...payments.find((one) => one.id === id)!, feeMinor }));
  }

  private async apply(tx: Tx, decision: FeeDecisionRow, payment: ChargedPayment & { feeMinor: Fen }): Promise<void> {
    const [buyerFeeMinor, sellerFeeMinor] =
      decision.side === 'buyer'
        ? [payment.feeMinor, payment.sellerFeeMinor]
        : [payment.buyerFeeMinor, payment.feeMinor];
    const due = dueAfter({
      ...payment,
      buyerFeeMinor,
      ownFeeMinor: payment.kind === 'seller_fee' ? sellerFeeMinor : 0,
    });
    await repository.setAmounts(tx, payment.id, { ...due, buyerFeeMinor, sellerFeeMinor });
    // nothing is left to pay: the deposit covers it all
    if (due.amountMinor === 0)
      await this.payments.markReceived(
        tx,
        payment.id,
        decision.contractId,
        (payment.depositProvider ?? 'offline_bank') as ProviderName,
      );
  }

  private async toDecide(tx: Tx, actor: Actor, id: string): Promise<FeeDecisionRow> {
    const found = await repository.findDecision(tx, id);
    if (found?.exchangeId !== actor.organisationId) throw notFound('fee.decision_not_found');
    await repository.lockSale(tx, found.contractId);
    const decision = await this.find(tx, id);
    if (decision.state !== 'proposed') throw conflict('fee.decided_already');
    if (decision.proposedBy === actor.userId) throw forbidden('fee.same_person');
    return decision;
  }

  private async find(tx: Tx, id: string): Promise<FeeDecisionRow> {
    const decision = await repository.findDecision(tx, id);
    if (!decision) throw notFound('fee.decision_not_found');
    return decision;
  }

  private record(
    tx: Tx,
    actor: Actor,
    decision: { id: string; contractId: string; side: FeeSide; computedMinor: Fen; amountMinor: Fen },
    action: string,
    reason: string,
  ): Promise<void> {
    const { side, computedMinor, amountMinor } = decision;
    return audit(tx, {
      actorId: actor.userId,
      organisationId: actor.organisationId,
      action,
      subjectType: 'contract',
      subjectId: decision.contractId,
      detail: { decisionId: decision.id, side, computedMinor, amountMinor, reason },
    });
  }
}

/** What the other party pays the exchange is that party's business. */
function sidesFor(actor: Actor, basis: FeeBasis): readonly FeeSide[] {
  if (actor.organisationKind === 'regulator' || actor.organisationId === basis.exchangeId) return FEE_SIDES;
  if (actor.organisationId === basis.transfereeId) return ['buyer'];
  return actor.organisationId === basis.transferorId ? ['seller'] : [];
}
