import { Injectable } from '@nestjs/common';
import { conflict, forbidden, invalid, notFound } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { Database, DatabaseClock, type Tx } from '@jishi/platform';
import { chinaDay } from '@jishi/pricing';
import { AttachmentService } from '../attachment.service';
import { checkDraft, type DisclosureContent, type Publicity, publicityOf } from '../domain/disclosure-content';
import type { ChainStep, DecisionForm, DecisionPaper, Exclusivity } from '../domain/disclosure-rules';
import type { DisclosureAction } from '../domain/disclosure-states';
import type { PricingWay } from '@jishi/pricing';
import { lastDecision, listApprovals } from './decision.repository';
import {
  answerShare,
  deleteDocument,
  findByAchievement,
  findColleagues,
  insertDisclosure,
  insertDocument,
  nextDisclosureNumber,
  replaceContributors,
  updateContent,
} from './disclosure.repository';
import { lockCase, requirePart } from './parts';
import { recordAct, requireState, takeStep, tellStep } from './steps';

/** Steps that are a word and perhaps a reason; proposals and approvals carry more and are acts of their own. */
export type PlainAction = Exclude<DisclosureAction, 'propose' | 'approve' | 'decide' | 'send_back' | 'refuse'>;

/** What the institution decided about one of its achievements. */
export interface SellerDecision {
  disclosureId: string;
  disclosureNumber: string;
  form: DecisionForm;
  pricingWay: PricingWay | null;
  priceMinor: number | null;
  exclusivity: Exclusivity | null;
  companyName: string;
  companyShareBps: number | null;
  profileCode: string | null;
  publicity: Publicity;
  decidedAt: Date;
  approvals: { step: ChainStep; approverName: string; at: Date }[];
}

/** Inventors tell their institution what they made at work; its transfer office examines it. */
@Injectable()
export class DisclosureService {
  constructor(
    private readonly database: Database,
    private readonly clock: DatabaseClock,
    private readonly attachments: AttachmentService,
  ) {}

  /** Errors: `disclosure.bad_content`, `disclosure.no_such_colleague`. */
  draft(actor: Actor, content: DisclosureContent): Promise<string> {
    return this.database.transaction(async (tx) => {
      const known = await this.withNames(tx, actor, content);
      checkDraft(known, actor.userId);
      const { organisationId, userId } = actor;
      const at = new Date(this.clock.now());
      const number = await nextDisclosureNumber(tx, chinaDay(at.getTime()).slice(0, 4));
      const id = await insertDisclosure(tx, { number, organisationId, userId, at }, known);
      await replaceContributors(tx, id, known.contributors);
      await recordAct(tx, actor, 'disclosure.drafted', id);
      return id;
    });
  }

  /** Its reporter's, while it is a draft or was given back. Errors: `disclosure.wrong_state`, `disclosure.other_part`, … */
  save(actor: Actor, id: string, content: DisclosureContent): Promise<void> {
    return this.database.transaction(async (tx) => {
      const found = await lockCase(tx, actor, id);
      requirePart(actor, found, 'reporter');
      requireState(found, 'draft', 'returned');
      const known = await this.withNames(tx, actor, content);
      checkDraft(known, actor.userId);
      await updateContent(tx, id, known);
      await replaceContributors(tx, id, known.contributors);
      await recordAct(tx, actor, 'disclosure.changed', id);
    });
  }

  /** Errors: `disclosure.wrong_state`, `disclosure.reason_missing`, `disclosure.shares_open`, `decision.documents_missing`, … */
  step(actor: Actor, id: string, action: PlainAction, reason = ''): Promise<void> {
    return this.database.transaction(async (tx) => {
      const found = await lockCase(tx, actor, id);
      await takeStep(tx, actor, found, { action, reason, atMs: this.clock.now() });
    });
  }

  /** A contributor's own word on their share. Errors: `disclosure.no_share`, `disclosure.reason_missing`, … */
  answerShare(actor: Actor, id: string, agreed: boolean, objection = ''): Promise<void> {
    return this.database.transaction(async (tx) => {
      const found = await lockCase(tx, actor, id);
      const own = found.contributors.find(({ userId }) => userId === actor.userId);
      if (!own) throw forbidden('disclosure.no_share');
      requireState(found, 'disclosed', 'in_review');
      if (!agreed && objection.trim() === '')
        throw invalid('disclosure.reason_missing', {}, [{ path: 'reason', code: 'disclosure.reason_missing' }]);
      const at = new Date(this.clock.now());
      await answerShare(tx, own.id, {
        by: actor.userId,
        agreed,
        objection: agreed ? '' : objection.trim(),
        paperId: null,
        at,
      });
      await recordAct(tx, actor, 'disclosure.share_answered', id, { shareBps: own.shareBps, agreed, objection });
      if (!agreed) await tellStep(tx, 'disclosure.share_refused', found.disclosure, { reason: objection.trim() });
    });
  }

  /** Somebody without a login signed on paper; its reporter or the office files it. Errors: `disclosure.confirms_online`, … */
  filePaper(actor: Actor, id: string, contributorId: string, attachmentId: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      const found = await lockCase(tx, actor, id);
      requirePart(actor, found, actor.permissions.has('disclosure.review') ? 'office' : 'reporter');
      requireState(found, 'disclosed', 'in_review');
      const contributor = found.contributors.find((each) => each.id === contributorId);
      if (!contributor) throw notFound('disclosure.no_such_contributor');
      if (contributor.userId !== null) throw conflict('disclosure.confirms_online');
      await this.attachments.requireFileable(tx, actor, [attachmentId], 'attachmentId');
      const at = new Date(this.clock.now());
      await answerShare(tx, contributorId, {
        by: actor.userId,
        agreed: true,
        objection: '',
        paperId: attachmentId,
        at,
      });
      await recordAct(tx, actor, 'disclosure.paper_filed', id, { contributor: contributor.name, attachmentId });
    });
  }

  /** The inventor's supporting papers, or what the office's proposal needs. Errors: `attachment.not_found`, `disclosure.wrong_state`, … */
  fileDocument(actor: Actor, id: string, kind: DecisionPaper | 'supporting', attachmentId: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      const found = await lockCase(tx, actor, id);
      const decisionId = this.documentsPlace(actor, found, kind);
      await this.attachments.requireFileable(tx, actor, [attachmentId], 'attachmentId');
      const at = new Date(this.clock.now());
      if (!(await insertDocument(tx, { disclosureId: id, attachmentId, kind, decisionId, by: actor.userId, at })))
        throw conflict('disclosure.filed_already');
      await recordAct(tx, actor, 'disclosure.document_filed', id, { kind, attachmentId });
    });
  }

  /** What was filed by mistake, while it is still being put together. Errors: `attachment.not_found`, … */
  removeDocument(actor: Actor, id: string, kind: DecisionPaper | 'supporting', attachmentId: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      const found = await lockCase(tx, actor, id);
      if (kind !== 'supporting') requireState(found, 'proposed');
      const decisionId = this.documentsPlace(actor, found, kind);
      if (!(await deleteDocument(tx, id, attachmentId, decisionId))) throw notFound('attachment.not_found');
      await recordAct(tx, actor, 'disclosure.document_removed', id, { kind, attachmentId });
    });
  }

  /** What was decided about an achievement; null while nothing is, or while it is considered again. */
  async decisionFor(tx: Tx, achievementId: string): Promise<SellerDecision | null> {
    const disclosure = await findByAchievement(tx, achievementId);
    if (disclosure?.state !== 'decided') return null;
    const decision = await lastDecision(tx, disclosure.id);
    if (!decision?.decidedAt) throw new Error(`disclosure ${disclosure.number} is decided without a decision`);
    const approvals = (await listApprovals(tx, [decision.id])).filter(({ attempt }) => attempt === decision.attempt);
    return {
      disclosureId: disclosure.id,
      disclosureNumber: disclosure.number,
      form: decision.form,
      pricingWay: decision.pricingWay,
      priceMinor: decision.priceMinor,
      exclusivity: decision.exclusivity,
      companyName: decision.companyName,
      companyShareBps: decision.companyShareBps,
      profileCode: decision.profileCode,
      publicity: publicityOf(disclosure.secrecy),
      decidedAt: decision.decidedAt,
      approvals: approvals.map(({ step, approverName, at }) => ({ step, approverName, at })),
    };
  }

  /** Where a document belongs, and whether this person may change it there. */
  private documentsPlace(
    actor: Actor,
    found: Awaited<ReturnType<typeof lockCase>>,
    kind: DecisionPaper | 'supporting',
  ): string | null {
    if (kind === 'supporting') {
      requirePart(actor, found, 'reporter');
      requireState(found, 'draft', 'returned');
      return null;
    }
    requirePart(actor, found, 'office');
    requireState(found, 'proposed', 'approving');
    return found.decision?.id ?? null;
  }

  /** Colleagues under the names of their accounts: nobody is listed under another name. */
  private async withNames(tx: Tx, actor: Actor, content: DisclosureContent): Promise<DisclosureContent> {
    const ids = content.contributors.flatMap(({ userId }) => userId ?? []);
    const known = await findColleagues(tx, actor.organisationId, { ids, limit: Math.max(ids.length, 1) });
    const names = new Map(known.map(({ id, name }) => [id, name]));
    const missing = content.contributors.findIndex(({ userId }) => userId !== null && !names.has(userId));
    if (missing >= 0)
      throw invalid('disclosure.bad_content', {}, [
        { path: `contributors[${missing}].userId`, code: 'disclosure.no_such_colleague' },
      ]);
    const contributors = content.contributors.map((contributor) => ({
      ...contributor,
      name: names.get(contributor.userId ?? '') ?? contributor.name,
      affiliation: contributor.userId === null ? contributor.affiliation : '',
    }));
    return { ...content, contributors };
  }
}
