import { Injectable } from '@nestjs/common';
import { conflict, type Fen, forbidden, invalid, newId, notFound } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { AttachmentService } from '@jishi/listings';
import { appendFact, audit, Database, type Tx } from '@jishi/platform';
import { leaveOut, takeFrom } from './domain/duties';
import { toFreeze, toReturn } from './domain/freeze';
import { technicalPart } from './domain/schedule';
import { potsOf } from './movement.repository';
import * as repository from './objection.repository';
import type { ObjectionOutcome, PayoutObjectionRow } from './objection.repository';
import * as payments from './payment.repository';
import * as payoutRows from './payout.repository';
import type { PayoutRow } from './payout.repository';
import { PayoutService } from './payout.service';
import { commandsOf } from './provider-command.repository';

export interface ObjectionRequest {
  reason: string;
  documentId?: string;
  /** All that is not paid out yet, and all that follows, when left out. */
  amountMinor?: Fen;
  /** Whose objection the exchange records: a court's, a co-owner's. */
  claimant?: string;
}

/** Whoever has a claim to a sale's money stops it before it leaves; two people of the exchange let it go, or send it back. */
@Injectable()
export class ObjectionService {
  constructor(
    private readonly database: Database,
    private readonly payouts: PayoutService,
    private readonly attachments: AttachmentService,
  ) {}

  /**
   * A party, a payee, or the exchange for a third party with a document. Errors: `contract.not_found`,
   * `payout_objection.no_contract_yet`, `payout_objection.claimant_missing`, `payout_objection.document_missing`, `attachment.not_found`.
   */
  raise(actor: Actor, contractId: string, request: ObjectionRequest): Promise<PayoutObjectionRow> {
    return this.database.transaction(async (tx) => {
      const standing = await repository.findStanding(tx, contractId, actor.organisationId);
      if (!standing) throw notFound('contract.not_found');
      if (!standing.isParty && !actor.permissions.has('objection.rule')) throw forbidden('access.forbidden');
      await payments.lockContract(tx, contractId);
      if (standing.state !== 'signed' && standing.state !== 'settled')
        throw conflict('payout_objection.no_contract_yet');
      const claimant = standing.isParty ? standing.name : request.claimant?.trim();
      if (!claimant) throw missing('claimant');
      if (!standing.isParty && !request.documentId) throw missing('documentId');
      if (request.documentId)
        await this.attachments.file(tx, actor, [request.documentId], standing.exchangeId, 'documentId');
      const id = newId();
      await repository.insertObjection(tx, {
        id,
        contractId,
        exchangeId: standing.exchangeId,
        source: standing.isParty ? 'party' : 'third_party',
        organisationId: standing.isParty ? actor.organisationId : null,
        claimant,
        reason: request.reason,
        documentId: request.documentId ?? null,
        amountMinor: request.amountMinor ?? null,
        raisedBy: actor.userId,
        providerReference: null,
      });
      await this.freeze(tx, contractId);
      await this.record(tx, actor, id, 'payout_objection.raised', { contractId, reason: request.reason, claimant });
      await appendFact(tx, { type: 'payout.objected', subjectId: id, payload: { contractId, claimant } });
      return this.read(tx, id);
    });
  }

  /** A payer's bank disputes what was paid: the same, once for each dispute. */
  async ofProvider(tx: Tx, dispute: { subjectId: string; reference: string; amountMinor: Fen }): Promise<void> {
    const paid = await repository.findDisputed(tx, dispute.subjectId);
    if (!paid) return;
    await payments.lockContract(tx, paid.contractId);
    const id = newId();
    const isNew = await repository.insertObjection(tx, {
      id,
      contractId: paid.contractId,
      exchangeId: paid.exchangeId,
      source: 'provider',
      organisationId: paid.payerId,
      claimant: paid.payerName,
      reason: dispute.reference,
      documentId: null,
      amountMinor: dispute.amountMinor,
      raisedBy: null,
      providerReference: dispute.reference,
    });
    if (!isNew) return;
    await this.freeze(tx, paid.contractId);
    const payload = { contractId: paid.contractId, claimant: paid.payerName };
    await appendFact(tx, { type: 'payout.objected', subjectId: id, payload });
  }

  /** What open objections of a contract hold from now on; called whenever money for its payees comes. */
  async freeze(tx: Tx, contractId: string): Promise<void> {
    const open = (await repository.objectionsOf(tx, contractId)).filter(({ state }) => isOpen(state));
    if (open.length === 0) return;
    const held = toFreeze(open, await payoutRows.lockFreezable(tx, contractId));
    for (const [payoutId, objectionId] of held) await payoutRows.setFrozen(tx, payoutId, objectionId);
  }

  /** The maker of a ruling. Errors: `payout_objection.not_found`, `payout_objection.ruled`. */
  propose(actor: Actor, id: string, to: { outcome: ObjectionOutcome; reason: string }): Promise<PayoutObjectionRow> {
    return this.database.transaction(async (tx) => {
      const objection = await this.lock(tx, actor, id);
      if (objection.state !== 'open') throw conflict('payout_objection.ruled', { state: objection.state });
      const { outcome, reason: ruling } = to;
      await repository.setRuling(tx, id, { state: 'proposed', outcome, ruling, userId: actor.userId });
      await this.record(tx, actor, id, 'payout_objection.proposed', { ...to });
      return this.read(tx, id);
    });
  }

  /** The checker does not agree. Errors: as `propose`. */
  decline(actor: Actor, id: string, reason: string): Promise<PayoutObjectionRow> {
    return this.database.transaction(async (tx) => {
      const objection = await this.lock(tx, actor, id);
      if (objection.state !== 'proposed') throw conflict('payout_objection.ruled', { state: objection.state });
      await repository.setRuling(tx, id, { state: 'open', outcome: null, ruling: null, userId: null });
      await this.record(tx, actor, id, 'payout_objection.declined', { reason, outcome: objection.outcome });
      return this.read(tx, id);
    });
  }

  /**
   * Another person agrees: what it held is paid out after all, or goes back to the payer. Errors: `payout_objection.not_found`,
   * `payout_objection.ruled`, `payout_objection.same_person`, `payout_objection.partly_sent`.
   */
  confirm(actor: Actor, id: string): Promise<PayoutObjectionRow> {
    return this.database.transaction(async (tx) => {
      const objection = await this.lock(tx, actor, id);
      if (objection.state !== 'proposed') throw conflict('payout_objection.ruled', { state: objection.state });
      if (objection.proposedBy === actor.userId) throw forbidden('payout_objection.same_person');
      const { contractId, outcome } = objection;
      const frozen = await payoutRows.lockFrozen(tx, id);
      await repository.setRuled(tx, id, actor.userId);
      const back = outcome === 'returned' ? toReturn(objection.amountMinor, frozen) : new Map<string, Fen>();
      for (const payout of frozen) {
        const backMinor = back.get(payout.id) ?? 0;
        await (backMinor > 0 ? this.sendBack(tx, payout, backMinor) : payoutRows.setThawed(tx, payout.id));
      }
      await this.letGo(
        tx,
        contractId,
        frozen.filter(({ id: payoutId }) => !back.get(payoutId)),
      );
      await this.record(tx, actor, id, 'payout_objection.confirmed', { outcome, payouts: frozen.length });
      const payload = { contractId, outcome, claimant: objection.claimant };
      await appendFact(tx, { type: 'payout.ruled', subjectId: id, payload });
      return this.read(tx, id);
    });
  }

  /** Another objection may hold it still; what none does is due again. */
  private async letGo(tx: Tx, contractId: string, payouts: readonly PayoutRow[]): Promise<void> {
    await this.freeze(tx, contractId);
    for (const { id } of payouts) {
      const payout = await payoutRows.findPayout(tx, id);
      if (payout?.frozenBy === null)
        await appendFact(tx, { type: 'payout.due', subjectId: id, payload: { payoutId: id } });
    }
  }

  /** Back to the payer, the way it came; a part of the contract counts as not performed. What nobody objected to stays the payee's. */
  private async sendBack(tx: Tx, payout: PayoutRow, backMinor: Fen): Promise<void> {
    if ((await commandsOf(tx, payout.id)).some(({ state }) => state !== 'refused'))
      throw conflict('payout_objection.partly_sent', { payee: payout.payeeName });
    const payment = (await payments.findPayment(tx, payout.paymentId!))!;
    await payoutRows.setPayoutCancelled(tx, payout.id);
    if (backMinor < payout.amountMinor) await this.payRest(tx, payout, payout.amountMinor - backMinor);
    for (const part of await this.partsOf(tx, payout, backMinor))
      await this.payouts.open(tx, {
        kind: 'sale_return',
        exchangeId: payout.exchangeId,
        payeeId: payment.payerId,
        payeeName: payment.payerName,
        contractId: payment.contractId,
        paymentId: payment.id,
        payeePosition: payout.payeePosition,
        returnsId: payout.id,
        sourceAccount: payout.sourceAccount,
        provider: payout.provider,
        ...part,
      });
    if (payment.kind === 'late_interest') return;
    const before = await payments.performedOf(tx, payment.contractId);
    const amounts = await payments.contractAmounts(tx, payment.contractId);
    await payments.insertPerformed(tx, {
      contractId: payment.contractId,
      paymentId: payment.id,
      returnedPayoutId: payout.id,
      amountMinor: -backMinor,
      technicalMinor: -technicalPart(amounts, before - backMinor, backMinor),
    });
  }

  private payRest(tx: Tx, payout: PayoutRow, amountMinor: Fen): Promise<string> {
    return this.payouts.open(tx, {
      kind: 'sale',
      exchangeId: payout.exchangeId,
      payeeId: payout.payeeId,
      payeeName: payout.payeeName,
      contractId: payout.contractId!,
      paymentId: payout.paymentId!,
      payeePosition: payout.payeePosition,
      sourceAccount: payout.sourceAccount,
      provider: payout.provider,
      amountMinor,
    });
  }

  /** Through a provider each part goes back on the charge it came with. */
  private async partsOf(
    tx: Tx,
    payout: PayoutRow,
    amountMinor: Fen,
  ): Promise<{ amountMinor: Fen; movementId?: string }[]> {
    const { provider } = payout;
    if (!provider.startsWith('stripe')) return [{ amountMinor }];
    const pots = leaveOut(await payoutRows.takenBefore(tx, payout), await potsOf(tx, payout.paymentId!, provider));
    const parts = takeFrom(amountMinor, pots);
    if (!parts) throw conflict('payout_objection.partly_sent', { payee: payout.payeeName });
    return parts.map((part) => ({ amountMinor: part.amountMinor, movementId: part.movementId }));
  }

  /** The contract waits before its objection, always. Errors: `payout_objection.not_found`. */
  private async lock(tx: Tx, actor: Actor, id: string): Promise<PayoutObjectionRow> {
    const known = await repository.findObjection(tx, id);
    if (known?.exchangeId !== actor.organisationId) throw notFound('payout_objection.not_found');
    await payments.lockContract(tx, known.contractId);
    return this.read(tx, id);
  }

  private async read(tx: Tx, id: string): Promise<PayoutObjectionRow> {
    const objection = await repository.findObjection(tx, id);
    if (!objection) throw notFound('payout_objection.not_found');
    return objection;
  }

  private record(
    tx: Tx,
    actor: Actor,
    subjectId: string,
    action: string,
    detail: Record<string, unknown>,
  ): Promise<void> {
    const { userId: actorId, organisationId } = actor;
    return audit(tx, { actorId, organisationId, action, subjectType: 'payout_objection', subjectId, detail });
  }
}

const isOpen = (state: PayoutObjectionRow['state']): boolean => state === 'open' || state === 'proposed';

const missing = (path: 'claimant' | 'documentId') => {
  const code = path === 'claimant' ? 'payout_objection.claimant_missing' : 'payout_objection.document_missing';
  return invalid(code, {}, [{ path, code }]);
};
