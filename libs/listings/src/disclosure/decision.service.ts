import { Injectable } from '@nestjs/common';
import { canonicalJson, conflict, invalid, newId, notFound, sha256Hex } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { Database, DatabaseClock, type Tx } from '@jishi/platform';
import { findAchievement, insertAchievements } from '../achievement.repository';
import { AttachmentService } from '../attachment.service';
import { publicityOf } from '../domain/disclosure-content';
import { checkDecision, type DecisionTerms, requireDocuments } from '../domain/disclosure-decision';
import { FORMS } from '@jishi/pricing';
import type { PatentRecord } from '../import/patent-record';
import { ListingService } from '../listing.service';
import { RuleProfileService } from '../rule-profile.service';
import {
  type Answer,
  insertApproval,
  insertDecision,
  isOnSale,
  nameOfOrganisation,
  setDecisionState,
  someExchanges,
  updateDecision,
} from './decision.repository';
import { findByAchievement, insertDocument, setAchievement } from './disclosure.repository';
import { type DisclosureCase, lockCase, pendingLink, readCase, requirePart } from './parts';
import { documentsOwed, recordAct, requireDecision, requireState, takeStep, tellStep } from './steps';

export interface Proposal extends DecisionTerms {
  /** An achievement of the catalogue that is this one already: a patent, for instance. */
  achievementId: string | null;
}

export interface Approval {
  answer: Answer;
  opinion: string;
  attachmentId: string | null;
}

/** The office proposes what to do with an achievement; one after another approves; then it is decided. */
@Injectable()
export class DecisionService {
  constructor(
    private readonly database: Database,
    private readonly clock: DatabaseClock,
    private readonly attachments: AttachmentService,
    private readonly profiles: RuleProfileService,
    private readonly listings: ListingService,
  ) {}

  /** Makes a proposal, or changes one not yet submitted. Errors: `decision.bad_terms`, `achievement.not_found`, `disclosure.wrong_state`, … */
  propose(actor: Actor, id: string, { achievementId, ...terms }: Proposal): Promise<void> {
    return this.database.transaction(async (tx) => {
      const found = await lockCase(tx, actor, id);
      requirePart(actor, found, 'office');
      requireState(found, 'accepted', 'proposed');
      checkDecision(terms);
      await this.requireProfile(terms.profileCode);
      const by = { userId: actor.userId, at: new Date(this.clock.now()) };
      if (achievementId !== null) await this.link(tx, actor, found, achievementId);
      if (found.disclosure.state === 'proposed' && found.decision) {
        await updateDecision(tx, found.decision.id, terms, by);
        return recordAct(tx, actor, 'disclosure.proposal_changed', id, { ...terms });
      }
      await insertDecision(tx, id, terms, by);
      await takeStep(tx, actor, found, { action: 'propose', atMs: by.at.getTime() });
    });
  }

  /**
   * The next approval of the chain. The last one decides, and only with every document there.
   * Errors: `decision.own_proposal`, `decision.approved_twice`, `decision.documents_missing`, `disclosure.reason_missing`, …
   */
  approve(actor: Actor, id: string, { answer, opinion, attachmentId }: Approval): Promise<void> {
    return this.database.transaction(async (tx) => {
      const found = await lockCase(tx, actor, id);
      requireState(found, 'approving');
      requirePart(actor, found, 'approver');
      const decision = requireDecision(found);
      const link = pendingLink(found);
      if (!link) throw new Error(`disclosure ${found.disclosure.number} waits for nobody`);
      const at = new Date(this.clock.now());
      if (attachmentId !== null) await this.fileOpinion(tx, actor, found, attachmentId, at);
      if (answer !== 'approve') {
        await takeStep(tx, actor, found, { action: answer, reason: opinion, atMs: at.getTime() });
      } else {
        const next = decision.chain[found.approvals.length + 1] ?? null;
        if (next === null) await this.decide(tx, actor, found, at);
        await takeStep(tx, actor, found, {
          action: next ? 'approve' : 'decide',
          reason: opinion,
          atMs: at.getTime(),
          next,
        });
      }
      const { id: decisionId, attempt } = decision;
      const { step } = link;
      const approverId = actor.userId;
      await insertApproval(tx, {
        decisionId,
        attempt,
        step,
        answer,
        approverId,
        opinion: opinion.trim(),
        attachmentId,
        at,
      });
    });
  }

  /** A draft listing with the terms that were decided. Errors: `disclosure.not_for_sale`, `disclosure.barred`, those of `ListingService.draft`. */
  async draftListing(
    actor: Actor,
    id: string,
    sale: { exchangeId: string | null; windowId: string | null; transfereeId: string | null },
  ): Promise<string> {
    const found = await readCase(this.database.manager, actor, id);
    requirePart(actor, found, 'office');
    requireState(found, 'decided');
    const { form, pricingWay, priceMinor, profileCode } = requireDecision(found);
    const sold = FORMS.find((each) => each === form);
    if (publicityOf(found.disclosure.secrecy) === 'barred') throw conflict('disclosure.barred');
    const { achievementId, fieldCode } = found.disclosure;
    if (!sold || !pricingWay || !priceMinor || !profileCode || !achievementId)
      throw conflict('disclosure.not_for_sale', { form });
    const listingId = await this.listings.draft(actor, {
      achievementId,
      form: sold,
      pricingWay,
      priceMinor,
      profileCode,
      exchangeId: sale.exchangeId ?? (await this.onlyExchange(profileCode)),
      windowId: sale.windowId,
      transfereeId: sale.transfereeId,
      ...(fieldCode ? { fieldCode } : {}),
    });
    await recordAct(this.database.manager, actor, 'disclosure.listing_drafted', id, { listingId });
    return listingId;
  }

  private async decide(tx: Tx, actor: Actor, found: DisclosureCase, at: Date): Promise<void> {
    const decision = requireDecision(found);
    requireDocuments(await documentsOwed(tx, found, decision, decision.chain), 'decide');
    await setDecisionState(tx, decision.id, 'decided', at);
    const achievementId = found.disclosure.achievementId ?? (await this.enter(tx, actor, found));
    await tellStep(tx, 'disclosure.decided', found.disclosure, { achievementId, form: decision.form });
  }

  /**
   * Enters it into the institution's catalogue, with what its inventor wrote for everybody. What the public may not know
   * of stays out: windows that hold a mandate read the catalogue.
   */
  private async enter(tx: Tx, actor: Actor, { disclosure, contributors }: DisclosureCase): Promise<string | null> {
    if (publicityOf(disclosure.secrecy) === 'barred') return null;
    const name = await nameOfOrganisation(tx, disclosure.organisationId);
    const record: PatentRecord = {
      format: 'disclosure',
      ipKind: disclosure.ipKind,
      country: 'CN',
      patentNumber: '',
      kindCode: '',
      applicationNumber: '',
      filedOn: '',
      publishedOn: '',
      grantedOn: '',
      title: disclosure.title,
      abstract: disclosure.summary,
      inventors: contributors.map((person) => ({ name: person.name, city: '', country: '' })),
      assignees: [{ name, city: '', country: 'CN' }],
      classification: [],
      ipc: [],
      cpc: [],
      fieldCode: disclosure.fieldCode,
    };
    const id = newId();
    const hash = sha256Hex(canonicalJson({ ...record, disclosure: disclosure.number }));
    const { organisationId } = disclosure;
    const inserted = await insertAchievements(tx, { organisationId, userId: actor.userId }, [{ id, record, hash }]);
    if (!inserted.has(id)) throw new Error(`disclosure ${disclosure.number} is in the catalogue already`);
    await setAchievement(tx, disclosure.id, id);
    return id;
  }

  private async link(tx: Tx, actor: Actor, { disclosure }: DisclosureCase, achievementId: string): Promise<void> {
    if (disclosure.achievementId === achievementId) return;
    const achievement = await findAchievement(tx, achievementId);
    if (achievement?.organisationId !== actor.organisationId)
      throw notFound('achievement.not_found', {}, [{ path: 'achievementId', code: 'achievement.not_found' }]);
    // Every achievement goes back to one disclosure: another one's is not taken over.
    if (await findByAchievement(tx, achievementId)) throw conflict('disclosure.achievement_taken');
    if (await isOnSale(tx, achievementId)) throw conflict('disclosure.on_sale');
    await setAchievement(tx, disclosure.id, achievementId);
  }

  /** An opinion's paper; at the leadership's meeting it is the minutes. */
  private async fileOpinion(
    tx: Tx,
    actor: Actor,
    found: DisclosureCase,
    attachmentId: string,
    at: Date,
  ): Promise<void> {
    await this.attachments.requireFileable(tx, actor, [attachmentId], 'attachmentId');
    if (pendingLink(found)?.step !== 'meeting') return;
    const { id: decisionId } = requireDecision(found);
    const kind = 'collective_minutes';
    await insertDocument(tx, {
      disclosureId: found.disclosure.id,
      attachmentId,
      kind,
      decisionId,
      by: actor.userId,
      at,
    });
  }

  private async requireProfile(code: string | null): Promise<void> {
    if (code === null) return;
    const profiles = await this.profiles.list();
    if (!profiles.some((profile) => profile.code === code))
      throw invalid('decision.bad_terms', {}, [{ path: 'profileCode', code: 'profile.not_found', params: { code } }]);
  }

  /** The exchange whose rules were chosen, or the only one there is. Errors: `disclosure.which_exchange`. */
  private async onlyExchange(profileCode: string): Promise<string> {
    const profile = (await this.profiles.list()).find(({ code }) => code === profileCode);
    if (profile?.exchangeId) return profile.exchangeId;
    const [only, another] = await someExchanges(this.database.manager);
    if (only === undefined || another !== undefined)
      throw invalid('disclosure.which_exchange', {}, [{ path: 'exchangeId', code: 'disclosure.which_exchange' }]);
    return only;
  }
}
