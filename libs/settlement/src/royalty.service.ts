import { Injectable } from '@nestjs/common';
import { conflict, type Fen, forbidden, newId, notFound } from '@jishi/kernel';
import { ContractsService } from '@jishi/contracts';
import type { Actor } from '@jishi/identity';
import { AttachmentService } from '@jishi/listings';
import { appendFact, audit, Database, DatabaseClock, type Tx } from '@jishi/platform';
import { chinaDay, royaltyOf, type RoyaltyTerms } from '@jishi/pricing';
import { afterAudit, beforeOf, computeRoyalty, periodDays, periodsOf } from './domain/royalty';
import { lastDay } from './domain/schedule';
import { findBasis, lockContract, type PaymentBasis } from './payment.repository';
import { PaymentService } from './payment.service';
import * as repository from './royalty.repository';
import type { RoyaltyReportRow } from './royalty.repository';

/** The buyer reports what it made with the technology, the seller agrees or has the books opened, and a payment comes of it. */
@Injectable()
export class RoyaltyService {
  constructor(
    private readonly database: Database,
    private readonly clock: DatabaseClock,
    private readonly contracts: ContractsService,
    private readonly payments: PaymentService,
    private readonly attachments: AttachmentService,
  ) {}

  /**
   * The report of the next period, or anew what the seller objected to. Errors: `royalty.not_found`, `royalty.not_settled`,
   * `royalty.period_open`, `royalty.all_reported`, `royalty.waits`, `royalty.negative_base`, `attachment.not_found`.
   */
  file(
    actor: Actor,
    contractId: string,
    report: { baseMinor: Fen; note?: string; documentIds?: string[] },
  ): Promise<RoyaltyReportRow> {
    return this.database.transaction(async (tx) => {
      const { terms, basis } = await this.open(tx, contractId);
      if (basis.payerId !== actor.organisationId) throw notFound('royalty.not_found');
      if (basis.contractState !== 'settled') throw conflict('royalty.not_settled');
      const all = await repository.reportsOf(tx, contractId);
      const objected = all.find(({ state, auditAskedAt }) => state === 'objected' && auditAskedAt === null);
      // one after the other: bands and minimums count what came before
      const waiting = all.find(({ state }) => state === 'filed' || state === 'objected');
      if (waiting && waiting !== objected) throw conflict('royalty.waits', { period: waiting.period });
      const period = objected?.period ?? all.length + 1;
      if (period > periodsOf(terms)) throw conflict('royalty.all_reported', { periods: periodsOf(terms) });
      const { from: fromOn, to: toOn } = periodDays(terms, period);
      if (toOn >= chinaDay(this.clock.now())) throw conflict('royalty.period_open', { period, to: toOn });
      const { amountMinor, lines: trace } = computeRoyalty(
        terms,
        period,
        report.baseMinor,
        beforeOf(terms, all, period),
      );
      const { documentIds = [], note = '', baseMinor } = report;
      if (documentIds.length > 0) await this.attachments.file(tx, actor, documentIds, basis.sellerId);
      const filing = { baseMinor, note, documentIds, amountMinor, trace, userId: actor.userId };
      const id = objected?.id ?? newId();
      if (objected) await repository.fileAgain(tx, id, filing);
      else await repository.insertReport(tx, { ...filing, id, contractId, period, fromOn, toOn });
      await this.record(tx, actor, id, 'royalty.filed', { period, baseMinor, amountMinor });
      await appendFact(tx, { type: 'royalty.filed', subjectId: id, payload: { contractId, period } });
      return (await repository.findReport(tx, id))!;
    });
  }

  /** The seller agrees: what was computed falls due. Errors: `royalty.not_found`, `royalty.answered`. */
  agree(actor: Actor, id: string): Promise<RoyaltyReportRow> {
    return this.answer(actor, id, async (tx, report, terms) => {
      const { contractId, amountMinor } = report;
      const dueOn = lastDay(chinaDay(this.clock.now()), terms.payWithin);
      const paymentId =
        amountMinor > 0 ? await this.payments.demand(tx, { contractId, kind: 'royalty', amountMinor, dueOn }) : null;
      return { state: 'agreed', answer: null, userId: actor.userId, paymentId };
    });
  }

  /** The seller does not: the buyer reports anew, or the books are opened. Errors: as `agree`. */
  object(actor: Actor, id: string, reason: string): Promise<RoyaltyReportRow> {
    return this.answer(actor, id, () =>
      Promise.resolve({ state: 'objected', answer: reason, userId: actor.userId, paymentId: null }),
    );
  }

  /** The seller has the books opened, once for each report. Errors: `royalty.not_found`, `royalty.not_auditable`. */
  askAudit(actor: Actor, id: string, reason: string): Promise<RoyaltyReportRow> {
    return this.database.transaction(async (tx) => {
      const { report, basis } = await this.lock(tx, id);
      if (basis.sellerId !== actor.organisationId) throw notFound('royalty.not_found');
      if (report.state === 'audited' || report.state === 'filed' || report.auditAskedAt)
        throw conflict('royalty.not_auditable', { state: report.state });
      await repository.setAuditAsked(tx, id, actor.userId, reason);
      await this.record(tx, actor, id, 'royalty.audit_asked', { reason });
      await appendFact(tx, {
        type: 'royalty.answered',
        subjectId: id,
        payload: { contractId: report.contractId, period: report.period, outcome: 'audit' },
      });
      return (await repository.findReport(tx, id))!;
    });
  }

  /**
   * The exchange records what the auditor found, with the auditor's report: what is lacking falls due, with what the contract adds.
   * Errors: `royalty.not_found`, `royalty.not_auditable`, `royalty.later_reported`, `attachment.not_found`.
   */
  find(
    actor: Actor,
    id: string,
    found: { baseMinor: Fen; finding: string; documentId: string },
  ): Promise<RoyaltyReportRow> {
    return this.database.transaction(async (tx) => {
      const { report, terms, basis } = await this.lock(tx, id);
      if (basis.exchangeId !== actor.organisationId) throw notFound('royalty.not_found');
      if (!report.auditAskedAt || report.state === 'audited')
        throw conflict('royalty.not_auditable', { state: report.state });
      if (report.auditAskedBy === actor.userId) throw forbidden('royalty.same_person');
      const { contractId, period } = report;
      const all = await repository.reportsOf(tx, contractId);
      const royalty = computeRoyalty(terms, period, found.baseMinor, beforeOf(terms, all, period));
      const demandedMinor = report.state === 'agreed' ? report.amountMinor : 0;
      const due = afterAudit(terms, royalty, { amountMinor: report.amountMinor, demandedMinor });
      await this.attachments.file(tx, actor, [found.documentId], basis.sellerId, 'documentId');
      await this.attachments.file(tx, actor, [found.documentId], basis.payerId, 'documentId');
      const dueOn = lastDay(chinaDay(this.clock.now()), terms.payWithin);
      const paymentId =
        due.dueMinor > 0
          ? await this.payments.demand(tx, { contractId, kind: 'royalty', amountMinor: due.dueMinor, dueOn })
          : null;
      const { totalMinor: amountMinor, lines: trace } = due;
      await repository.setFinding(tx, id, { ...found, amountMinor, trace, userId: actor.userId, paymentId });
      const detail = { baseMinor: found.baseMinor, dueMinor: due.dueMinor, finding: found.finding };
      await this.record(tx, actor, id, 'royalty.audited', detail);
      await appendFact(tx, {
        type: 'royalty.answered',
        subjectId: id,
        payload: { contractId, period, outcome: 'audited' },
      });
      return (await repository.findReport(tx, id))!;
    });
  }

  private answer(
    actor: Actor,
    id: string,
    decide: (
      tx: Tx,
      report: RoyaltyReportRow,
      terms: RoyaltyTerms,
    ) => Promise<Parameters<typeof repository.setAnswer>[2]>,
  ): Promise<RoyaltyReportRow> {
    return this.database.transaction(async (tx) => {
      const { report, terms, basis } = await this.lock(tx, id);
      if (basis.sellerId !== actor.organisationId) throw notFound('royalty.not_found');
      if (report.state !== 'filed') throw conflict('royalty.answered', { state: report.state });
      const answer = await decide(tx, report, terms);
      await repository.setAnswer(tx, id, answer);
      const { contractId, period, amountMinor } = report;
      await this.record(tx, actor, id, `royalty.${answer.state}`, { period, amountMinor, answer: answer.answer });
      const payload = { contractId, period, outcome: answer.state };
      await appendFact(tx, { type: 'royalty.answered', subjectId: id, payload });
      return (await repository.findReport(tx, id))!;
    });
  }

  private async lock(
    tx: Tx,
    id: string,
  ): Promise<{ report: RoyaltyReportRow; terms: RoyaltyTerms; basis: PaymentBasis }> {
    const known = await repository.findReport(tx, id);
    if (!known) throw notFound('royalty.not_found');
    const open = await this.open(tx, known.contractId);
    return { ...open, report: (await repository.findReport(tx, id))! };
  }

  private async open(tx: Tx, contractId: string): Promise<{ terms: RoyaltyTerms; basis: PaymentBasis }> {
    await lockContract(tx, contractId);
    const basis = await findBasis(tx, contractId);
    const terms = basis && royaltyOf((await this.contracts.termsOf(tx, contractId)).payment);
    if (!terms) throw notFound('royalty.not_found');
    return { terms, basis };
  }

  private record(
    tx: Tx,
    actor: Actor,
    subjectId: string,
    action: string,
    detail: Record<string, unknown>,
  ): Promise<void> {
    const { userId: actorId, organisationId } = actor;
    return audit(tx, { actorId, organisationId, action, subjectType: 'royalty_report', subjectId, detail });
  }
}
