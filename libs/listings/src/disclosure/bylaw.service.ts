import { Injectable } from '@nestjs/common';
import { conflict, forbidden, invalid, isLegible, notFound } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import {
  appendFact,
  audit,
  Database,
  DatabaseClock,
  numberCursor,
  type Page,
  pageLimit,
  toPage,
  type Tx,
} from '@jishi/platform';
import { type ChinaDay, startOfChinaDay } from '@jishi/pricing';
import { type BylawChange, bylawChanges, parseBylaws } from '../domain/bylaws';
import { type Bylaws, DEFAULT_BYLAWS } from '../domain/disclosure-rules';
import {
  type BylawAnswer,
  type BylawRow,
  findBylaw,
  findConfirmedBefore,
  findInForce,
  insertAnswer,
  insertBylaw,
  listBylaws,
  lockBylaws,
  nextVersion,
} from './bylaw.repository';

/** What governs an institution's decisions now. */
export interface BylawsInForce {
  /** Null: it has none of its own, those that ship govern. */
  bylaw: BylawRow | null;
  body: Bylaws;
  /** From those that ship. */
  changes: BylawChange[];
}

export interface NewBylaw {
  /** As somebody wrote them: read by `parseBylaws`. */
  deadlines: unknown;
  chain: unknown;
  source: string;
  effectiveOn: ChinaDay;
}

export interface WholeBylaw {
  bylaw: BylawRow;
  /** The version it takes the place of; null: those that ship. */
  before: number | null;
  changes: BylawChange[];
  changesFromDefaults: BylawChange[];
  /** Whether this reader's confirmation is asked for. */
  mayAnswer: boolean;
}

/** An institution's own rules for its decisions: the transfer office writes them, a decider confirms them. */
@Injectable()
export class BylawService {
  constructor(
    private readonly database: Database,
    private readonly clock: DatabaseClock,
  ) {}

  /** Errors: `page.bad_cursor`. */
  async list(actor: Actor, query: { limit?: number; cursor?: string }): Promise<Page<BylawRow>> {
    const limit = pageLimit(query.limit);
    const found = await listBylaws(this.database.manager, {
      organisationId: actor.organisationId,
      at: this.now(),
      before: numberCursor(query.cursor)?.[0] ?? null,
      limit: limit + 1,
    });
    return toPage(found, limit, (last) => [last.version, last.id]);
  }

  async current(actor: Actor): Promise<BylawsInForce> {
    const bylaw = await findInForce(this.database.manager, actor.organisationId, this.now());
    const body = bylaw?.body ?? DEFAULT_BYLAWS;
    return { bylaw, body, changes: bylawChanges(DEFAULT_BYLAWS, body) };
  }

  /** Errors: `bylaw.not_found`, also for another institution's. */
  async get(actor: Actor, id: string): Promise<WholeBylaw> {
    const tx = this.database.manager;
    const bylaw = await this.own(tx, actor, id);
    const before = await findConfirmedBefore(tx, bylaw.organisationId, bylaw.version, this.now());
    return {
      bylaw,
      before: before?.version ?? null,
      changes: bylawChanges(before?.body ?? DEFAULT_BYLAWS, bylaw.body),
      changesFromDefaults: bylawChanges(DEFAULT_BYLAWS, bylaw.body),
      mayAnswer:
        bylaw.state === 'waiting' && bylaw.writtenBy !== actor.userId && actor.permissions.has('bylaw.confirm'),
    };
  }

  /** A next version; one that waits for confirmation gives way to it. Errors: `bylaw.invalid`, `bylaw.unchanged`, `calendar.bad_day`. */
  async write(actor: Actor, given: NewBylaw): Promise<string> {
    const body = parseBylaws(given);
    const source = requireWords(given.source, 'source', 'bylaw.source_missing');
    const effectiveAt = new Date(startOfChinaDay(given.effectiveOn));
    const { organisationId, userId } = actor;
    return this.database.transaction(async (tx) => {
      await lockBylaws(tx, organisationId);
      const at = this.now();
      const version = await nextVersion(tx, organisationId);
      const before = await findConfirmedBefore(tx, organisationId, version, at);
      if (bylawChanges(before?.body ?? DEFAULT_BYLAWS, body).length === 0) throw conflict('bylaw.unchanged');
      const id = await insertBylaw(tx, {
        organisationId,
        version,
        body,
        source,
        effectiveAt,
        writtenBy: userId,
        writtenAt: at,
      });
      const { effectiveOn } = given;
      await this.record(tx, actor, 'bylaw.written', id, { version, source, effectiveOn });
      await this.tell(tx, 'bylaw.written', { id, organisationId, version }, { effectiveOn });
      return id;
    });
  }

  /** By somebody else than who wrote it. Errors: `bylaw.not_found`, `bylaw.same_person`, `bylaw.answered`, `bylaw.superseded`, `bylaw.reason_missing`. */
  async answer(actor: Actor, id: string, answer: BylawAnswer, reason: string): Promise<void> {
    const why = requireWords(reason, 'reason', 'bylaw.reason_missing');
    return this.database.transaction(async (tx) => {
      await lockBylaws(tx, actor.organisationId);
      const bylaw = await this.own(tx, actor, id);
      const { version, writtenBy, state } = bylaw;
      if (writtenBy === actor.userId) throw forbidden('bylaw.same_person');
      if (state === 'superseded') throw conflict('bylaw.superseded', { version });
      if (state !== 'waiting') throw conflict('bylaw.answered', { version });
      await insertAnswer(tx, bylaw, { answer, reason: why, userId: actor.userId, at: this.now() });
      await this.record(tx, actor, ACTS[answer], id, { version, reason: why });
      await this.tell(tx, 'bylaw.answered', bylaw, { outcome: answer, reason: why });
    });
  }

  private now(): Date {
    return new Date(this.clock.now());
  }

  private async own(tx: Tx, actor: Actor, id: string): Promise<BylawRow> {
    const bylaw = await findBylaw(tx, id, this.now());
    if (bylaw?.organisationId !== actor.organisationId) throw notFound('bylaw.not_found');
    return bylaw;
  }

  private tell(
    tx: Tx,
    type: string,
    { id, organisationId, version }: Pick<BylawRow, 'id' | 'organisationId' | 'version'>,
    more: Record<string, string>,
  ): Promise<string> {
    return appendFact(tx, { type, subjectId: id, payload: { bylawId: id, organisationId, version, ...more } });
  }

  private record(
    tx: Tx,
    actor: Actor,
    action: string,
    subjectId: string,
    detail: Record<string, unknown>,
  ): Promise<void> {
    const { userId: actorId, organisationId } = actor;
    return audit(tx, { actorId, organisationId, action, subjectType: 'bylaw', subjectId, detail });
  }
}

const ACTS: Record<BylawAnswer, string> = { confirmed: 'bylaw.confirmed', declined: 'bylaw.declined' };

function requireWords(text: string, path: string, code: string): string {
  if (!isLegible(text)) throw invalid(code, {}, [{ path, code }]);
  return text.trim();
}
