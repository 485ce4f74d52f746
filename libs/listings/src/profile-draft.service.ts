import { Injectable } from '@nestjs/common';
import { conflict, DomainError, type FieldError, forbidden, invalid, notFound } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { appendFact, audit, Database, idCursor, type Page, pageLimit, toPage, type Tx } from '@jishi/platform';
import { type ChinaDay, diffProfiles, earliestDay, parseRuleProfile, type RuleChange } from '@jishi/pricing';
import {
  effectiveFrom,
  readDraftBody,
  requireFreeCode,
  requireReason,
  requireSecondPerson,
} from './domain/profile-draft';
import {
  findDraft,
  insertDraft,
  listDrafts,
  lockDraft,
  type ProfileDraftRow,
  saveBody,
  setDecided,
  setProposed,
} from './profile-draft.repository';
import {
  findBefore,
  findCurrent,
  insertVersion,
  insertWithdrawal,
  isInForce,
  lockCode,
  type RuleProfileRow,
  stateOfCode,
} from './rule-profile.repository';
import { RuleProfileService } from './rule-profile.service';

export interface NewDraft {
  baseCode: string;
  baseVersion: number;
  /** Of the exchange's own; that of the base when left out. */
  code?: string | undefined;
}

export interface WholeDraft {
  draft: ProfileDraftRow;
  /** What it is compared with: the exchange's own version in force or to come, or what it was made from. */
  against: { code: string; version: number };
  changes: RuleChange[];
  nextVersion: number;
  /** The first day on which it could come into force if it were published now. */
  earliestOn: ChinaDay;
}

export interface Preview {
  faults: FieldError[];
  changes: RuleChange[];
}

/** An exchange writes its own rules: from a published version, over a draft, to a publication by a second person. */
@Injectable()
export class ProfileDraftService {
  constructor(
    private readonly database: Database,
    private readonly profiles: RuleProfileService,
  ) {}

  async list(
    actor: Actor,
    query: { state?: string | undefined; limit?: number | undefined; cursor?: string | undefined },
  ): Promise<Page<ProfileDraftRow>> {
    const limit = pageLimit(query.limit);
    const found = await listDrafts(this.database.manager, {
      exchangeId: actor.organisationId,
      state: query.state ?? null,
      before: idCursor(query.cursor),
      limit: limit + 1,
    });
    return toPage(found, limit, (last) => [last.id]);
  }

  /** Errors: `profile.draft_not_found`, also for what other exchanges write. */
  get(actor: Actor, id: string): Promise<WholeDraft> {
    return this.database.transaction(async (tx) => {
      const draft = own(actor, await findDraft(tx, id));
      const against = await this.against(tx, draft);
      const state = await stateOfCode(tx, draft.code);
      return {
        draft,
        against: { code: against.code, version: against.version },
        changes: diffProfiles(parseRuleProfile(against.body), draft.body),
        nextVersion: state.version + 1,
        earliestOn: earliestDay(state.now.getTime(), state.latestEffectiveAt?.getTime() ?? null),
      };
    });
  }

  /** What a body that is still being written would change, and what is wrong with it. Keeps nothing. */
  async preview(actor: Actor, id: string, body: object): Promise<Preview> {
    const { draft, nextVersion } = await this.get(actor, id);
    try {
      const read = readDraftBody(body, { code: draft.code, version: nextVersion });
      const against = await this.against(this.database.manager, draft);
      return { faults: [], changes: diffProfiles(parseRuleProfile(against.body), read) };
    } catch (error) {
      if (error instanceof DomainError && error.code === 'profile.invalid')
        return { faults: error.errors, changes: [] };
      throw error;
    }
  }

  /** Errors: `profile.not_found`, `profile.other_exchange`, `profile.demo_not_publishable`, `profile.code_taken`, `profile.draft_open`. */
  async create(actor: Actor, { baseCode, baseVersion, code = baseCode }: NewDraft): Promise<string> {
    const base = await this.profiles.find(baseCode, baseVersion);
    if (base.exchangeId !== null && base.exchangeId !== actor.organisationId) throw forbidden('profile.other_exchange');
    if (base.body.demo !== null) throw invalid('profile.demo_not_publishable');
    return this.begin(actor, { base, code, body: base.body });
  }

  /** A draft with this body, made from a version that the exchange may use. Errors: `profile.code_taken`, `profile.draft_open`, `profile.invalid`. */
  begin(actor: Actor, { base, code, body }: { base: RuleProfileRow; code: string; body: object }): Promise<string> {
    const { code: baseCode, version: baseVersion } = base;
    return this.database.transaction(async (tx) => {
      const state = await stateOfCode(tx, code);
      requireFreeCode(code, state.exchangeId, actor.organisationId);
      const read = readDraftBody(body, { code, version: state.version + 1 });
      const { organisationId: exchangeId, userId } = actor;
      const id = await insertDraft(tx, { exchangeId, baseCode, baseVersion, body: read, userId });
      if (id === null)
        throw conflict('profile.draft_open', { code }, [
          { path: 'code', code: 'profile.draft_open', params: { code } },
        ]);
      await this.record(tx, actor, 'profile.drafted', id, { code, baseCode, baseVersion });
      return id;
    });
  }

  /** Errors: `profile.invalid` with each bad field, `profile.draft_changed`, `profile.draft_closed`. */
  save(actor: Actor, id: string, change: { revision: number; body: object }): Promise<void> {
    return this.database.transaction(async (tx) => {
      const draft = await this.locked(tx, actor, id, 'draft', change.revision);
      const { version } = await stateOfCode(tx, draft.code);
      const body = readDraftBody(change.body, { code: draft.code, version: version + 1 });
      await saveBody(tx, id, body, actor.userId);
      const rules = diffProfiles(draft.body, body).map(({ path }) => path);
      await this.record(tx, actor, 'profile.changed', id, { code: draft.code, rules });
    });
  }

  /** Hands the draft to a second person. Errors: `profile.unchanged`, `profile.draft_changed`, `profile.draft_closed`. */
  propose(actor: Actor, id: string, { revision, source }: { revision: number; source: string }): Promise<void> {
    return this.database.transaction(async (tx) => {
      const draft = await this.locked(tx, actor, id, 'draft', revision);
      const current = await findCurrent(tx, draft.code, draft.exchangeId);
      if (current && diffProfiles(parseRuleProfile(current.body), draft.body).length === 0)
        throw conflict('profile.unchanged', { version: current.version });
      await setProposed(tx, id, source.trim(), actor.userId);
      await this.record(tx, actor, 'profile.proposed', id, { code: draft.code, source });
      await this.tell(tx, 'profile.proposed', draft);
    });
  }

  /** To be written on. Errors: `profile.reason_missing`, `profile.draft_closed`. */
  giveBack(actor: Actor, id: string, reason: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      const draft = await this.locked(tx, actor, id, 'submitted');
      const why = requireReason(reason);
      await setDecided(tx, id, { state: 'draft', userId: actor.userId, reason: why });
      await this.record(tx, actor, 'profile.returned', id, { code: draft.code, reason: why });
      await this.tell(tx, 'profile.returned', draft, { reason: why });
    });
  }

  /** Errors: `profile.draft_closed`. */
  discard(actor: Actor, id: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      const draft = own(actor, await lockDraft(tx, id));
      if (draft.state !== 'draft' && draft.state !== 'submitted')
        throw conflict('profile.draft_closed', { state: draft.state });
      await setDecided(tx, id, { state: 'discarded', userId: actor.userId, reason: '' });
      await this.record(tx, actor, 'profile.discarded', id, { code: draft.code });
    });
  }

  /** By somebody else than who proposed it, for a day at least seven days off. Errors: `profile.same_person`, `profile.too_early`, `profile.draft_changed`, … */
  publish(
    actor: Actor,
    id: string,
    { revision, effectiveOn }: { revision: number; effectiveOn: ChinaDay },
  ): Promise<RuleProfileRow> {
    return this.database.transaction(async (tx) => {
      const draft = await this.locked(tx, actor, id, 'submitted', revision);
      requireSecondPerson(draft.proposedBy, actor.userId);
      await lockCode(tx, draft.code);
      const state = await stateOfCode(tx, draft.code);
      requireFreeCode(draft.code, state.exchangeId, draft.exchangeId);
      const latestMs = state.latestEffectiveAt?.getTime() ?? null;
      const effectiveAt = effectiveFrom(effectiveOn, state.now.getTime(), latestMs);
      const version = state.version + 1;
      await insertVersion(tx, {
        ...draft,
        body: readDraftBody(draft.body, { code: draft.code, version }),
        effectiveAt,
        proposedBy: draft.proposedBy!,
        publishedBy: actor.userId,
      });
      await setDecided(tx, id, { state: 'published', userId: actor.userId, reason: '', version });
      const { code, proposedBy } = draft;
      await this.record(tx, actor, 'profile.published', id, { code, version, effectiveOn, proposedBy });
      await this.tell(tx, 'profile.published', draft, { version, effectiveOn });
      return this.profiles.get(tx, code, version);
    });
  }

  /** Takes back a version that does not govern anything yet. Errors: `profile.not_found`, `profile.other_exchange`, `profile.in_force`, `profile.withdrawn_already`. */
  async withdraw(actor: Actor, code: string, version: number, reason: string): Promise<RuleProfileRow> {
    const { exchangeId } = await this.profiles.find(code, version);
    if (exchangeId !== actor.organisationId) throw forbidden('profile.other_exchange');
    return this.database.transaction(async (tx) => {
      await lockCode(tx, code);
      const { withdrawnAt } = await this.profiles.get(tx, code, version);
      if (withdrawnAt) throw conflict('profile.withdrawn_already', { code, version });
      if (await isInForce(tx, code, version)) throw conflict('profile.in_force', { code, version });
      const why = requireReason(reason);
      await insertWithdrawal(tx, { code, version, reason: why, userId: actor.userId });
      await this.record(tx, actor, 'profile.withdrawn', `${code}/${version}`, { code, version, reason: why });
      return this.profiles.get(tx, code, version);
    });
  }

  /** The own rules in force, or else those to come, or else what it was made from. */
  private async against(tx: Tx, draft: ProfileDraftRow): Promise<RuleProfileRow> {
    const { code, exchangeId, baseCode, baseVersion } = draft;
    const { version } = await stateOfCode(tx, code);
    const own = (await findCurrent(tx, code, exchangeId)) ?? (await findBefore(tx, code, version + 1));
    return own?.exchangeId === exchangeId ? own : this.profiles.get(tx, baseCode, baseVersion);
  }

  /** Locks a draft in this state, as its reader knows it. */
  private async locked(
    tx: Tx,
    actor: Actor,
    id: string,
    state: 'draft' | 'submitted',
    revision?: number,
  ): Promise<ProfileDraftRow> {
    const draft = own(actor, await lockDraft(tx, id));
    if (draft.state !== state) throw conflict('profile.draft_closed', { state: draft.state });
    if (revision !== undefined && draft.revision !== revision)
      throw conflict('profile.draft_changed', { name: draft.changedByName });
    return draft;
  }

  private tell(
    tx: Tx,
    type: string,
    { id: draftId, exchangeId, code }: ProfileDraftRow,
    more: Record<string, string | number> = {},
  ): Promise<string> {
    return appendFact(tx, { type, subjectId: draftId, payload: { draftId, exchangeId, code, ...more } });
  }

  private record(
    tx: Tx,
    actor: Actor,
    action: string,
    subjectId: string,
    detail: Record<string, unknown>,
  ): Promise<void> {
    const { userId: actorId, organisationId } = actor;
    return audit(tx, { actorId, organisationId, action, subjectType: 'rule_profile', subjectId, detail });
  }
}

function own(actor: Actor, draft: ProfileDraftRow | null): ProfileDraftRow {
  if (!draft || draft.exchangeId !== actor.organisationId) throw notFound('profile.draft_not_found');
  return draft;
}
