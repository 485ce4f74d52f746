import { Injectable } from '@nestjs/common';
import { forbidden, notFound } from '@jishi/kernel';
import type { Actor, Permission } from '@jishi/identity';
import { Database, DatabaseClock, numberCursor, pageLimit, type Page, textCursor, toPage } from '@jishi/platform';
import { AttachmentService } from '../attachment.service';
import { publicityOf, rightHolders } from '../domain/disclosure-content';
import { DEFAULT_BYLAWS } from '../domain/disclosure-rules';
import { DUTIES } from '../domain/disclosure-states';
import { findListing, listTransitions } from '../listing.repository';
import { isParty } from '../listing-reads.service';
import { findBylaw } from './bylaw.repository';
import { listApprovals, listDecisions } from './decision.repository';
import { findColleagues, listDocuments } from './disclosure.repository';
import {
  type DisclosureFilter,
  type DisclosureItem,
  type DisclosureScope,
  findNames,
  listDisclosures,
  listSteps,
} from './disclosure-list.repository';
import { renderRecord } from './disclosure-record';
import type { WholeDisclosure } from './whole-disclosure';
import { DisclosureService, type SellerDecision } from './disclosure.service';
import { openActions, pendingLink, readCase } from './parts';
import { chainOf, documentsOwed } from './steps';

export interface DisclosureQuery {
  scope?: DisclosureScope;
  state?: string;
  field?: string;
  form?: string;
  overdue?: boolean;
  q?: string;
  limit?: number;
  cursor?: string;
}

/** As the parties of a listing know it; the way to the disclosure itself is for its own people. */
export type KnownDecision = Omit<SellerDecision, 'disclosureId'> & { disclosureId: string | null };

const NEEDED: Record<DisclosureScope, Permission> = {
  mine: 'achievement.disclose',
  office: 'disclosure.review',
  queue: 'disclosure.review',
  decide: 'decision.approve',
  decisions: 'decision.approve',
};

@Injectable()
export class DisclosureReadsService {
  constructor(
    private readonly database: Database,
    private readonly clock: DatabaseClock,
    private readonly attachments: AttachmentService,
    private readonly disclosures: DisclosureService,
  ) {}

  /** Errors: `disclosure.scope_forbidden`, `page.bad_cursor`. */
  async list(actor: Actor, query: DisclosureQuery): Promise<Page<DisclosureItem>> {
    const scope = query.scope ?? 'mine';
    if (!actor.permissions.has(NEEDED[scope])) throw forbidden('disclosure.scope_forbidden');
    const limit = pageLimit(query.limit);
    const filter: DisclosureFilter = {
      scope,
      organisationId: actor.organisationId,
      userId: actor.userId,
      at: new Date(this.clock.now()),
      state: query.state ?? null,
      field: query.field ?? null,
      form: query.form ?? null,
      overdue: query.overdue ?? false,
      q: query.q ?? '',
      after: numberCursor(query.cursor),
      limit: limit + 1,
    };
    const found = await listDisclosures(this.database.manager, filter);
    return toPage(found, limit, (last) => [last.sortKey, last.id]);
  }

  /** Errors: `disclosure.not_found`, also for what the reader may not know of. */
  async get(actor: Actor, id: string): Promise<WholeDisclosure> {
    const tx = this.database.manager;
    const found = await readCase(tx, actor, id);
    const { disclosure, contributors, decision } = found;
    const names = await findNames(tx, id);
    if (!names) throw notFound('disclosure.not_found');
    const decisions = await listDecisions(tx, id);
    const approvals = await listApprovals(
      tx,
      decisions.map((each) => each.id),
    );
    const pending = pendingLink(found);
    const at = new Date(this.clock.now());
    const bylaw = disclosure.bylawId === null ? null : await findBylaw(tx, disclosure.bylawId, at);
    const { deadlines } = bylaw?.body ?? DEFAULT_BYLAWS;
    const { deadline } = DUTIES[disclosure.state];
    const own = contributors.find(({ userId }) => userId === actor.userId);
    return {
      disclosure,
      names,
      overdue: disclosure.dueAt !== null && disclosure.dueAt < at,
      dueSource: pending?.source ?? (deadline ? deadlines[deadline].source : null),
      bylaw: bylaw && { id: bylaw.id, version: bylaw.version, source: bylaw.source },
      publicity: publicityOf(disclosure.secrecy),
      contributors,
      rightHolders: rightHolders({ contributors, parties: disclosure.parties }),
      documents: await this.documents(id),
      decisions: decisions.map((each) => ({
        ...each,
        approvals: approvals.filter(({ decisionId }) => decisionId === each.id),
      })),
      checklist:
        decision && decision.state !== 'dropped'
          ? await documentsOwed(tx, found, decision, await chainOf(tx, found, decision, at))
          : [],
      pending,
      steps: await listSteps(tx, id),
      may: openActions(actor, found),
      owesShare: own?.agreed === null && ['disclosed', 'in_review'].includes(disclosure.state),
    };
  }

  /** The printable record of a disclosure and its decision. Errors: `disclosure.not_found`. */
  async record(actor: Actor, id: string): Promise<string> {
    return renderRecord(await this.get(actor, id), new Date(this.clock.now()));
  }

  /** Inventors of one's own organisation, to be named as contributors. Errors: `page.bad_cursor`. */
  async colleagues(
    actor: Actor,
    query: { q?: string; limit?: number; cursor?: string },
  ): Promise<Page<{ id: string; name: string }>> {
    const limit = pageLimit(query.limit);
    const after = textCursor(query.cursor);
    const found = await findColleagues(this.database.manager, actor.organisationId, {
      q: query.q ?? '',
      after,
      limit: limit + 1,
    });
    return toPage(found, limit, (last) => [last.name, last.id]);
  }

  /** For the parties of a listing: what its seller decided. Errors: `listing.not_found`, also for those who are none. */
  async ofListing(actor: Actor, listingId: string): Promise<KnownDecision | null> {
    const tx = this.database.manager;
    const listing = await findListing(tx, listingId);
    const party = listing && isParty(listing, await listTransitions(tx, listingId), actor);
    if (!party) throw notFound('listing.not_found');
    const decision = await this.disclosures.decisionFor(tx, listing.achievementId);
    const own = listing.transferorId === actor.organisationId;
    return decision && { ...decision, disclosureId: own ? decision.disclosureId : null };
  }

  private async documents(id: string): Promise<WholeDisclosure['documents']> {
    const tx = this.database.manager;
    const filed = await listDocuments(tx, id);
    const infos = await this.attachments.describe(
      tx,
      filed.map(({ attachmentId }) => attachmentId),
    );
    const byId = new Map(infos.map((info) => [info.id, info]));
    return filed.flatMap((document) => {
      const attachment = byId.get(document.attachmentId);
      return attachment ? [{ ...document, attachment }] : [];
    });
  }
}
