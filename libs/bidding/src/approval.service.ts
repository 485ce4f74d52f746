import { Injectable } from '@nestjs/common';
import { conflict, forbidden, internal, invalid, notFound } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { appendFact, audit, Database, idCursor, type Page, pageLimit, toPage, type Tx } from '@jishi/platform';
import * as repository from './approval.repository';
import type { ApprovalOutcome, ApprovalRow, ApprovalState } from './approval.repository';
import { Books } from './books';

/** Something that takes two people of the exchange that runs the sale. */
export interface TwoPersonAct {
  readonly kind: string;
  /** How long the second person has. */
  readonly livesMs: number;
  /** Refuses what could not be done anyway, before anybody else is asked; answers the payload as it will be kept. */
  prepare(request: ActRequest): Promise<Record<string, unknown>>;
  /** Once agreed. Repeated after a crash, so the approval's id must make it idempotent. Throws what may pass. */
  carryOut(approval: ApprovalRow): Promise<ApprovalOutcome>;
}

export interface ActRequest {
  readonly id: string;
  readonly auctionId: string;
  readonly userId: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly reason: string;
}

export interface ApprovalRequest {
  /** Made by the client: the same id again asks nothing new. */
  readonly id: string;
  readonly kind: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly reason: string;
}

/** One person of the exchange asks, another agrees, and only then is it done. */
@Injectable()
export class ApprovalService {
  private readonly acts = new Map<string, TwoPersonAct>();

  constructor(
    private readonly database: Database,
    private readonly books: Books,
  ) {}

  /** Errors: `internal`, when two acts share a kind. */
  register(act: TwoPersonAct): void {
    if (this.acts.has(act.kind)) throw internal('approval.kind_twice', { kind: act.kind });
    this.acts.set(act.kind, act);
  }

  /** Errors: `approval.unknown_kind`, `auction.other_exchange`, `approval.pending_already`, `approval.id_reused`, those of the act. */
  async request(actor: Actor, auctionId: string, { id, kind, payload, reason }: ApprovalRequest): Promise<ApprovalRow> {
    const act = this.acts.get(kind);
    if (!act) {
      const fault = { path: 'kind', code: 'approval.unknown_kind', params: { kind } };
      throw invalid('approval.unknown_kind', { kind }, [fault]);
    }
    const { state } = await this.books.read(auctionId);
    if (state.operatorId !== actor.organisationId) throw forbidden('auction.other_exchange');
    const { userId, organisationId } = actor;
    const earlier = await repository.findApproval(this.database.manager, id);
    const asked = { auctionId: state.auctionId, kind, userId, reason, payload };
    if (earlier) return sameRequest(earlier, asked);
    const kept = await act.prepare({ id, auctionId: state.auctionId, userId, payload, reason });
    await this.database.transaction(async (tx) => {
      const approval = { id, auctionId: state.auctionId, exchangeId: organisationId, kind, payload: kept, reason };
      if (await repository.findPendingTwin(tx, approval)) throw conflict('approval.pending_already');
      const values = { ...approval, requestedBy: userId, livesMs: act.livesMs };
      if (await repository.insertApproval(tx, values)) await this.record(tx, actor, 'approval.requested', values);
    });
    return sameRequest(await this.existing(this.database.manager, id), asked);
  }

  /**
   * The second person agrees (its password was asked for again at the door), and the act is carried out at once; if this
   * process dies in between, the worker does it. Errors: `approval.not_found`, `approval.same_person`, `approval.not_pending`.
   */
  async approve(actor: Actor, id: string): Promise<ApprovalRow> {
    await this.decide(actor, id, 'approved', '');
    await this.carryOut(id);
    return this.existing(this.database.manager, id);
  }

  /** Errors: `approval.not_found`, `approval.same_person`, `approval.not_pending`. */
  async refuse(actor: Actor, id: string, reason: string): Promise<ApprovalRow> {
    await this.decide(actor, id, 'refused', reason);
    return this.existing(this.database.manager, id);
  }

  /** Only by whoever asked. Errors: `approval.not_found`, `approval.not_yours`, `approval.not_pending`. */
  async withdraw(actor: Actor, id: string): Promise<ApprovalRow> {
    await this.decide(actor, id, 'withdrawn', '');
    return this.existing(this.database.manager, id);
  }

  /** Of the caller's own exchange; a regulator reads them all. */
  async list(
    actor: Actor,
    query: { auctionId?: string; state?: ApprovalState; limit?: number; cursor?: string },
  ): Promise<Page<ApprovalRow>> {
    const limit = pageLimit(query.limit);
    const found = await repository.listApprovals(this.database.manager, {
      exchangeId: actor.organisationKind === 'regulator' ? null : actor.organisationId,
      auctionId: query.auctionId ?? null,
      state: query.state ?? null,
      before: idCursor(query.cursor),
      limit: limit + 1,
    });
    return toPage(found, limit, (last) => [last.id]);
  }

  /** Does what was agreed on, once, however often it is asked to. */
  async carryOut(id: string): Promise<void> {
    const approval = await this.existing(this.database.manager, id);
    if (approval.state !== 'approved') return;
    const act = this.acts.get(approval.kind);
    if (!act) throw internal('approval.unknown_kind', { kind: approval.kind });
    const outcome = await act.carryOut(approval);
    await this.database.transaction(async (tx) => {
      if (!(await repository.recordOutcome(tx, id, outcome))) return;
      const { kind, auctionId, exchangeId: organisationId, requestedBy: actorId } = approval;
      await audit(tx, {
        actorId,
        organisationId,
        action: outcome.accepted ? 'approval.carried_out' : 'approval.failed',
        subjectType: 'auction',
        subjectId: auctionId,
        detail: { approval: id, kind, ...outcome },
      });
    });
  }

  private async decide(
    actor: Actor,
    id: string,
    state: 'approved' | 'refused' | 'withdrawn',
    reason: string,
  ): Promise<void> {
    await this.database.transaction(async (tx) => {
      const approval = await repository.lockApproval(tx, id);
      // To other exchanges it does not exist.
      if (!approval || approval.exchangeId !== actor.organisationId) throw notFound('approval.not_found');
      const own = approval.requestedBy === actor.userId;
      if (state === 'withdrawn' && !own) throw forbidden('approval.not_yours');
      if (state !== 'withdrawn' && own) throw forbidden('approval.same_person');
      if (approval.state !== 'pending') throw conflict('approval.not_pending', { state: approval.state });
      await repository.decideApproval(tx, id, { state, by: actor.userId, reason });
      await this.record(tx, actor, `approval.${state}`, { ...approval, ...(reason ? { decision: reason } : {}) });
      if (state !== 'approved') return;
      await appendFact(tx, { type: 'approval.granted', subjectId: id, payload: { approvalId: id } });
    });
  }

  private async existing(tx: Tx, id: string): Promise<ApprovalRow> {
    const found = await repository.findApproval(tx, id);
    if (!found) throw notFound('approval.not_found');
    return found;
  }

  private record(
    tx: Tx,
    { userId: actorId, organisationId }: Actor,
    action: string,
    of: { id: string; auctionId: string; kind: string; payload: object; reason: string; decision?: string },
  ): Promise<void> {
    const { id: approval, auctionId, kind, payload, reason, decision } = of;
    const detail = { approval, kind, payload, reason, ...(decision === undefined ? {} : { decision }) };
    return audit(tx, { actorId, organisationId, action, subjectType: 'auction', subjectId: auctionId, detail });
  }
}

interface Asked extends Pick<ApprovalRow, 'auctionId' | 'kind' | 'reason' | 'payload'> {
  readonly userId: string;
}

/** What is kept of a payload holds all that was asked for. Errors: `approval.id_reused`. */
function sameRequest(approval: ApprovalRow, { userId, payload, ...asked }: Asked): ApprovalRow {
  const sameAct = (['auctionId', 'kind', 'reason'] as const).every((field) => approval[field] === asked[field]);
  const samePayload = Object.entries(payload).every(([field, value]) => approval.payload[field] === value);
  if (!sameAct || !samePayload || approval.requestedBy !== userId) throw conflict('approval.id_reused');
  return approval;
}
