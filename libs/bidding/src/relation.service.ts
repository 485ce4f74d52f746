import { Inject, Injectable } from '@nestjs/common';
import { conflict, type FieldError, forbidden, invalid, isValidUscc, notFound } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { type AttachmentInfo, AttachmentService } from '@jishi/listings';
import {
  appendFact,
  audit,
  Database,
  DatabaseClock,
  idCursor,
  pageLimit,
  type Page,
  toPage,
  type Tx,
} from '@jishi/platform';
import { chinaDay } from '@jishi/pricing';
import type { DeclaredRole } from './domain/relation-rules';
import { PersonKeys } from './person-keys';
import { isActingAt, isExchange } from './relation-exchange.repository';
import {
  endRelation,
  heldOf,
  insertHolding,
  insertPerson,
  isReliedOn,
  judgeRelation,
  listRelations,
  lockRelation,
  type LockedRelation,
  organisationKeys,
  type RelationRow,
} from './relation.repository';

interface Declaration {
  fromOn: string;
  evidenceId?: string | undefined;
  /** Which exchange is asked to verify it. Left out: any in which the organisation sells, applies or has given a mandate. */
  exchangeId?: string | undefined;
}

export interface NewPerson extends Declaration {
  name: string;
  idNumber: string;
  role: DeclaredRole;
}

/** One end of a holding: an organisation by its credit code, a person by the number of his papers, or the state. */
export interface Holder {
  type: 'organisation' | 'person' | 'state';
  name: string;
  uscc?: string | undefined;
  idNumber?: string | undefined;
}

export interface NewHolding extends Declaration {
  holder: Holder;
  /** Left out: the declaring organisation itself. */
  held?: { name: string; uscc: string } | undefined;
  basisPoints: number;
}

export type RelationView = RelationRow & { evidence: AttachmentInfo | null };

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Who stands where and who holds what: declared by organisations, verified by exchanges, never rewritten. What one exchange
 * has verified counts in the sales of all; so it must have to do with the declarer, and is named.
 */
@Injectable()
export class RelationService {
  constructor(
    private readonly database: Database,
    private readonly attachments: AttachmentService,
    @Inject(DatabaseClock) private readonly clock: Pick<DatabaseClock, 'now'>,
    private readonly people: PersonKeys,
  ) {}

  /** Errors: `relation.*`, `attachment.not_found`. */
  declarePerson(actor: Actor, person: NewPerson): Promise<string> {
    const { name, idNumber, role, fromOn } = person;
    const personKey = this.people.keyOf(idNumber);
    this.checkDay(fromOn, 'fromOn');
    return this.database.transaction(async (tx) => {
      const common = await this.common(tx, actor, person);
      const id = await insertPerson(tx, { ...common, name: name.trim(), personKey, role });
      await this.record(tx, actor, 'relation.declared', id, { person: name.trim(), role, fromOn });
      return id;
    });
  }

  /** Errors: `relation.*`, `attachment.not_found`. */
  declareHolding(actor: Actor, holding: NewHolding): Promise<string> {
    const { holder, held, basisPoints, fromOn } = holding;
    this.checkDay(fromOn, 'fromOn');
    return this.database.transaction(async (tx) => {
      const [own] = await organisationKeys(tx, [actor.organisationId]);
      const holderKey = this.keyOf(holder);
      const heldKey = held ? organisationKey(held.uscc, 'held.uscc') : own!.key;
      if (holderKey === heldKey)
        throw invalid('relation.holds_itself', {}, [{ path: 'holder.uscc', code: 'relation.holds_itself' }]);
      const sum = basisPoints + (await heldOf(tx, actor.organisationId, heldKey, chinaDay(this.clock.now())));
      if (sum > 10_000)
        throw invalid('relation.more_than_all', {}, [{ path: 'basisPoints', code: 'relation.more_than_all' }]);
      const names = { holderName: holder.name.trim(), heldName: held?.name.trim() ?? own!.name };
      const common = await this.common(tx, actor, holding);
      const id = await insertHolding(tx, { ...common, ...names, holderKey, heldKey, basisPoints });
      await this.record(tx, actor, 'relation.declared', id, { ...names, basisPoints, fromOn });
      return id;
    });
  }

  /**
   * From that day on it is no longer so; before it, it was. What an exchange has verified, and what a sale relies on, an exchange
   * ends: nobody gets rid of a relation by saying so on the eve of a sale. Errors: `relation.ended_already`, `relation.bad_day`,
   * `relation.verified`, `relation.relied_on`, `relation.other_exchange`.
   */
  end(actor: Actor, id: string, toOn: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      const relation = await this.locked(tx, id);
      const own = relation.organisationId === actor.organisationId;
      if (!own) await this.requireConcerned(tx, actor, relation);
      if (own && relation.state === 'verified') throw conflict('relation.verified');
      if (relation.toOn !== null) throw conflict('relation.ended_already');
      if (own && (await isReliedOn(tx, relation.organisationId))) throw conflict('relation.relied_on');
      this.checkDay(toOn, 'toOn');
      if (toOn < relation.fromOn) throw badDay('toOn');
      await endRelation(tx, id, relation.type, toOn, actor.userId);
      await this.record(tx, actor, 'relation.ended', id, { toOn });
      // Whoever declared it hears what an exchange made of its word.
      const payload = { organisationId: relation.organisationId, outcome: 'ended', toOn };
      if (!own) await appendFact(tx, { type: 'relation.judged', subjectId: id, payload });
    });
  }

  /**
   * A reviewer has seen the evidence, or says why it does not do. Errors: `relation.judged_already`, `relation.reason_missing`,
   * `relation.own`, `relation.other_exchange`.
   */
  judge(actor: Actor, id: string, verify: boolean, reason = ''): Promise<void> {
    return this.database.transaction(async (tx) => {
      const relation = await this.locked(tx, id);
      const { type, state } = relation;
      if (relation.organisationId === actor.organisationId) throw forbidden('relation.own');
      await this.requireConcerned(tx, actor, relation);
      if (state !== 'declared') throw conflict('relation.judged_already');
      if (!verify && reason.trim() === '')
        throw invalid('relation.reason_missing', {}, [{ path: 'reason', code: 'relation.reason_missing' }]);
      const by = { by: actor.userId, for: actor.organisationId };
      const ruling = { state: verify ? 'verified' : 'refused', ...by, reason: reason.trim() } as const;
      await judgeRelation(tx, id, type, ruling);
      const detail = { reason: reason.trim() };
      if (verify) await this.record(tx, actor, 'relation.verified', id, detail);
      else await this.record(tx, actor, 'relation.refused', id, detail);
      const payload = { organisationId: relation.organisationId, outcome: ruling.state, reason: ruling.reason };
      await appendFact(tx, { type: 'relation.judged', subjectId: id, payload });
    });
  }

  /** On which a relation is to be verified: for its declarer and whoever may verify it. Errors: `relation.*`. */
  async evidence(actor: Actor, id: string): Promise<AttachmentInfo & { content: Buffer }> {
    const evidenceId = await this.database.transaction(async (tx) => {
      const relation = await this.locked(tx, id);
      if (relation.organisationId !== actor.organisationId) await this.requireConcerned(tx, actor, relation);
      return relation.evidenceId;
    });
    if (evidenceId === null) throw notFound('relation.no_evidence');
    return this.attachments.open(this.database.manager, evidenceId);
  }

  /** For whoever declares, one's own; for reviewers what their exchange may verify, and whatever any exchange has verified. */
  async list(
    actor: Actor,
    query: { type?: string; state?: string; organisationId?: string; q?: string; limit?: number; cursor?: string },
  ): Promise<Page<RelationView>> {
    const limit = pageLimit(query.limit);
    const tx = this.database.manager;
    const found = await listRelations(tx, {
      readerId: actor.organisationId,
      declares: actor.permissions.has('relation.declare'),
      verifies: actor.permissions.has('relation.verify'),
      organisationId: query.organisationId ?? null,
      type: query.type ?? null,
      state: query.state ?? null,
      q: query.q?.trim() ?? '',
      before: idCursor(query.cursor),
      limit: limit + 1,
    });
    const page = toPage(found, limit, (last) => [last.id]);
    const ids = page.items.flatMap(({ evidenceId }) => evidenceId ?? []);
    const papers = new Map((await this.attachments.describe(tx, ids)).map((info) => [info.id, info]));
    const items = page.items.map((item) => ({ ...item, evidence: papers.get(item.evidenceId ?? '') ?? null }));
    return { ...page, items };
  }

  private async common(tx: Tx, actor: Actor, { fromOn, evidenceId, exchangeId }: Declaration) {
    const { organisationId, userId: declaredBy } = actor;
    if (exchangeId !== undefined && !(await isExchange(tx, exchangeId)))
      throw invalid('relation.not_an_exchange', {}, [{ path: 'exchangeId', code: 'relation.not_an_exchange' }]);
    if (evidenceId !== undefined) await this.attachments.requireFileable(tx, actor, [evidenceId], 'evidenceId');
    const by = { organisationId, declaredBy, declaredAt: new Date(this.clock.now()) };
    return { ...by, fromOn, evidenceId: evidenceId ?? null, exchangeId: exchangeId ?? null };
  }

  /** An exchange that was asked to verify it, or in which its declarer acts. The others may know of it once it is verified. */
  private async requireConcerned(tx: Tx, actor: Actor, relation: LockedRelation): Promise<void> {
    const { organisationId: exchangeId, permissions } = actor;
    if (!permissions.has('relation.verify')) throw notFound('relation.not_found');
    if (relation.exchangeId === exchangeId || (await isActingAt(tx, exchangeId, relation.organisationId))) return;
    throw relation.state === 'verified' ? forbidden('relation.other_exchange') : notFound('relation.not_found');
  }

  private keyOf({ type, uscc = '', idNumber = '' }: Holder): string {
    if (type === 'state') return 'state';
    return type === 'person' ? this.people.keyOf(idNumber, 'holder.idNumber') : organisationKey(uscc, 'holder.uscc');
  }

  private async locked(tx: Tx, id: string): Promise<LockedRelation> {
    const relation = await lockRelation(tx, id);
    if (!relation) throw notFound('relation.not_found');
    return relation;
  }

  /** Errors: `relation.bad_day`: no such day, or one that has not come. */
  private checkDay(day: string, path: string): void {
    const real = DAY.test(day) && Number.isFinite(Date.parse(`${day}T00:00:00Z`));
    if (!real || day > chinaDay(this.clock.now())) throw badDay(path);
  }

  private record(tx: Tx, actor: Actor, action: string, id: string, detail: Record<string, unknown>): Promise<void> {
    const { userId: actorId, organisationId } = actor;
    return audit(tx, { actorId, organisationId, action, subjectType: 'relation', subjectId: id, detail });
  }
}

function badDay(path: string) {
  const errors: FieldError[] = [{ path, code: 'relation.bad_day' }];
  return invalid('relation.bad_day', {}, errors);
}

function organisationKey(uscc: string, path: string): string {
  const code = uscc.trim().toUpperCase();
  if (!isValidUscc(code)) throw invalid('relation.bad_uscc', {}, [{ path, code: 'relation.bad_uscc' }]);
  return `o:${code}`;
}
