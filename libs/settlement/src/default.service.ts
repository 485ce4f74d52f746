import { Injectable } from '@nestjs/common';
import { conflict, invalid, newId, notFound } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { AttachmentService } from '@jishi/listings';
import { appendFact, audit, Database, DatabaseClock, type Page, type Tx } from '@jishi/platform';
import { depositRulesOf } from '@jishi/pricing';
import * as repository from './default.repository';
import type { CaseChange, CaseRow, Unperformed } from './default.repository';
import { findDepositOf, lockDeposit } from './deposit.repository';
import {
  type CaseAction,
  type CaseRules,
  type Ground,
  nextCaseState,
  requireAnother,
  requireHeard,
  termEnd,
} from './domain/default-case';
import { type ListQuery, pageOf, visibleTo } from './money-scope';
import { PaymentService } from './payment.service';

/** Terms that cannot be reckoned yet do not begin: a year without a calendar is never guessed. */
const rulesOf = (of: Unperformed): CaseRules => ({
  deposits: depositRulesOf({ deposits: of.deposits ?? {} }),
  closingDays: of.closingDays,
  demoMs: of.demoMs,
});

/** A winner who does not sign or pay: proposed with evidence, heard, and decided by another person. */
@Injectable()
export class DefaultService {
  constructor(
    private readonly database: Database,
    private readonly clock: DatabaseClock,
    private readonly attachments: AttachmentService,
    private readonly payments: PaymentService,
  ) {}

  /** The day has come and gone: a case without a proposal, for the exchange to look at. False when there is one already. */
  async markDue(tx: Tx, of: Unperformed): Promise<boolean> {
    const rules = rulesOf(of);
    const dueMs = termEnd(rules, of.closingDays, of.since.getTime());
    if (dueMs > this.clock.now()) return false;
    const id = newId();
    if (!(await this.insert(tx, id, of, rules, new Date(dueMs)))) return false;
    const { auctionId, listingId, organisationId } = of;
    await appendFact(tx, {
      type: 'default.due',
      subjectId: id,
      payload: { caseId: id, auctionId, listingId, organisationId },
    });
    return true;
  }

  /**
   * `refused` is said of a winner who declared it will not perform; else its days must be over. The evidence is read by both.
   * Errors: `default.no_sale`, `default.not_due`, `default.open_already`, `default.evidence_missing`, `settlement.paid_already`.
   */
  async propose(
    actor: Actor,
    given: { auctionId: string; ground: Ground; reason: string; evidenceIds: string[] },
  ): Promise<CaseRow> {
    await this.payments.refusePaid(given.auctionId);
    return this.database.transaction(async (tx) => {
      const of = await repository.findUnperformed(tx, given.auctionId);
      if ((await repository.exchangeOf(tx, given.auctionId)) !== actor.organisationId)
        throw notFound('default.no_sale');
      if (!of) throw conflict('default.no_sale');
      const rules = rulesOf(of);
      const nowMs = this.clock.now();
      this.checkGround(given, of, termEnd(rules, of.closingDays, of.since.getTime()), nowMs);
      await this.attachments.file(tx, actor, given.evidenceIds, of.organisationId, 'evidenceIds');
      await this.insert(tx, newId(), of, rules, null);
      const { id } = (await repository.findCaseOf(tx, of.auctionId, of.organisationId))!;
      const found = await this.lock(tx, id);
      if (found.state !== 'due') throw conflict('default.open_already', { state: found.state });
      const hearUntil = new Date(termEnd(rules, rules.deposits.hearWithin, nowMs));
      const { ground, reason, evidenceIds } = given;
      // from here on the deposit stays: a withdrawal under way ends first, or finds the case
      const deposit = await findDepositOf(tx, found.auctionId, found.organisationId);
      if (deposit) await lockDeposit(tx, deposit.id);
      const by = { proposedBy: actor.userId, proposedAt: new Date(nowMs), hearUntil };
      await this.step(tx, actor, found, 'propose', { ground, reason, evidenceIds, ...by }, { ground, reason });
      await this.tell(tx, found, 'default.proposed', { reason, dueAtMs: hearUntil.getTime() });
      return this.read(tx, id);
    });
  }

  /** The winner speaks, once, within its days. Errors: `default.not_found`, `default.wrong_state`, `default.heard_already`, `default.too_late`. */
  answer(actor: Actor, id: string, statement: string, documentIds: string[]): Promise<CaseRow> {
    return this.database.transaction(async (tx) => {
      const found = await this.ofWinner(tx, actor, id);
      if (found.state !== 'proposed') throw conflict('default.wrong_state', { state: found.state, action: 'answer' });
      if (found.statedAt) throw conflict('default.heard_already');
      const now = new Date(this.clock.now());
      if (now >= found.hearUntil!) throw conflict('default.too_late');
      await this.attachments.file(tx, actor, documentIds, found.exchangeId, 'documentIds');
      await repository.changeCase(tx, id, {
        statement,
        statementIds: documentIds,
        statedBy: actor.userId,
        statedAt: now,
      });
      await this.record(tx, actor, found, 'default.answered', { documents: documentIds.length });
      return this.read(tx, id);
    });
  }

  /**
   * Another person of the exchange: it was a default, and what follows from one is carried out.
   * Errors: `default.not_found`, `default.same_person`, `default.not_heard`, `default.wrong_state`, `settlement.paid_already`.
   */
  async decide(actor: Actor, id: string, decision: string): Promise<CaseRow> {
    return this.database.transaction(async (tx) => {
      const found = await this.lockOf(tx, actor, id);
      requireAnother('decide', found, actor.userId);
      requireHeard(found, this.clock.now());
      // in this one commit: money that arrives meanwhile finds either its demand or the default, never both
      if (!(await this.payments.cancel(tx, found.contractId))) throw conflict('settlement.paid_already');
      const known = await findDepositOf(tx, found.auctionId, found.organisationId);
      const deposit = known && (await lockDeposit(tx, known.id));
      const depositId = deposit && ['held', 'expiring'].includes(deposit.state) ? deposit.id : null;
      const by = { decidedBy: actor.userId, decidedAt: new Date(this.clock.now()), decision, depositId };
      await this.step(tx, actor, found, 'decide', by, { decision });
      await this.tell(tx, found, 'default.decided', { reason: decision, userId: actor.userId });
      return this.read(tx, id);
    });
  }

  /** It was none: nothing follows. Errors: as `decide`. */
  dismiss(actor: Actor, id: string, decision: string): Promise<CaseRow> {
    return this.database.transaction(async (tx) => {
      const found = await this.lockOf(tx, actor, id);
      requireAnother('dismiss', found, actor.userId);
      const by = { decidedBy: actor.userId, decidedAt: new Date(this.clock.now()), decision };
      await this.step(tx, actor, found, 'dismiss', by, { decision });
      await this.tell(tx, found, 'default.dismissed', { reason: decision });
      return this.read(tx, id);
    });
  }

  async list(actor: Actor, query: ListQuery & { auctionId?: string }): Promise<Page<CaseRow>> {
    const filter = { ...query, organisationId: visibleTo(actor), limit: query.limit + 1 };
    return pageOf(await repository.listCases(this.database.manager, filter), query.limit);
  }

  /** Errors: `default.not_found`. */
  async get(actor: Actor, id: string): Promise<CaseRow> {
    const found = await repository.findCase(this.database.manager, id);
    const mine = visibleTo(actor);
    const isTheirs = mine === null || found?.exchangeId === mine;
    if (!found || !(isTheirs || (found.organisationId === mine && found.state !== 'due')))
      throw notFound('default.not_found');
    return found;
  }

  /** Takes a step of the table and records it. Errors: `default.wrong_state`. */
  async step(
    tx: Tx,
    actor: Actor,
    found: CaseRow,
    action: CaseAction,
    change: CaseChange,
    detail: object = {},
  ): Promise<void> {
    const state = nextCaseState(found.state, action);
    await repository.changeCase(tx, found.id, { ...change, state });
    await this.record(tx, actor, found, `default.${action}`, { from: found.state, to: state, ...detail });
  }

  tell(tx: Tx, of: CaseRow, type: string, more: object = {}): Promise<unknown> {
    const { id: caseId, auctionId, listingId, organisationId, depositId } = of;
    const about = { caseId, auctionId, listingId, organisationId, ...(depositId ? { depositId } : {}) };
    return appendFact(tx, { type, subjectId: caseId, payload: { ...about, ...more } });
  }

  /** Of the actor's own exchange, locked. Errors: `default.not_found`. */
  async lockOf(tx: Tx, actor: Actor, id: string): Promise<CaseRow> {
    const found = await repository.lockCase(tx, id);
    if (found?.exchangeId !== actor.organisationId) throw notFound('default.not_found');
    return found;
  }

  /** Of the winner itself, locked, once it knows of it. Errors: `default.not_found`. */
  async ofWinner(tx: Tx, actor: Actor, id: string): Promise<CaseRow> {
    const found = await repository.lockCase(tx, id);
    if (found?.organisationId !== actor.organisationId || found.state === 'due') throw notFound('default.not_found');
    return found;
  }

  async read(tx: Tx, id: string): Promise<CaseRow> {
    return (await repository.findCase(tx, id))!;
  }

  private async insert(tx: Tx, id: string, of: Unperformed, rules: CaseRules, dueAt: Date | null): Promise<boolean> {
    const ground: Ground = of.contractState === 'drafted' ? 'not_signed' : 'not_paid';
    return repository.insertCase(tx, { id, of, ground, depositId: null, rules, performanceDueAt: dueAt });
  }

  private checkGround(
    { ground, evidenceIds }: { ground: Ground; evidenceIds: string[] },
    of: Unperformed,
    dueMs: number,
    nowMs: number,
  ): void {
    if (ground === 'refused') {
      if (evidenceIds.length === 0)
        throw invalid('default.evidence_missing', {}, [{ path: 'evidenceIds', code: 'default.evidence_missing' }]);
      return;
    }
    if (nowMs < dueMs) throw conflict('default.not_due', { until: new Date(dueMs).toISOString() });
    if ((ground === 'not_signed') !== (of.contractState === 'drafted'))
      throw invalid('default.other_ground', {}, [{ path: 'ground', code: 'default.other_ground' }]);
  }

  private async lock(tx: Tx, id: string): Promise<CaseRow> {
    return (await repository.lockCase(tx, id))!;
  }

  private record(tx: Tx, actor: Actor, of: CaseRow, action: string, detail: object): Promise<void> {
    return audit(tx, {
      actorId: actor.userId,
      organisationId: actor.organisationId,
      action,
      subjectType: 'default_case',
      subjectId: of.id,
      detail: { auctionId: of.auctionId, organisationId: of.organisationId, ...detail },
    });
  }
}
