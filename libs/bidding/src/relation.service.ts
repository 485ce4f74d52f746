import { Inject, Injectable } from '@nestjs/common';
import { conflict, type FieldError, invalid, isValidUscc, notFound } from '@jishi/kernel';
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
import {
  endRelation,
  exchangeIds,
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

export interface NewPerson {
  name: string;
  idNumber: string;
  role: DeclaredRole;
  fromOn: string;
  evidenceId?: string | undefined;
}

/** One end of a holding: an organisation by its credit code, a person by the number of his papers, or the state. */
export interface Holder {
  type: 'organisation' | 'person' | 'state';
  name: string;
  uscc?: string | undefined;
  idNumber?: string | undefined;
}

export interface NewHolding {
  holder: Holder;
  /** Left out: the declaring organisation itself. */
  held?: { name: string; uscc: string } | undefined;
  basisPoints: number;
  fromOn: string;
  evidenceId?: string | undefined;
}

export type RelationView = RelationRow & { evidence: AttachmentInfo | null };

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Who stands where and who holds what: declared by organisations, verified by exchanges, never rewritten. */
@Injectable()
export class RelationService {
  constructor(
    private readonly database: Database,
    private readonly attachments: AttachmentService,
    @Inject(DatabaseClock) private readonly clock: Pick<DatabaseClock, 'now'>,
    private readonly people: PersonKeys,
  ) {}

  /** Errors: `relation.*`, `attachment.not_found`. */
  declarePerson(actor: Actor, { name, idNumber, role, fromOn, evidenceId }: NewPerson): Promise<string> {
    const personKey = this.people.keyOf(idNumber);
    this.checkDay(fromOn, 'fromOn');
    return this.database.transaction(async (tx) => {
      const common = await this.common(tx, actor, fromOn, evidenceId);
      const id = await insertPerson(tx, { ...common, name: name.trim(), personKey, role });
      await this.record(tx, actor, 'relation.declared', id, { person: name.trim(), role, fromOn });
      return id;
    });
  }

  /** Errors: `relation.*`, `attachment.not_found`. */
  declareHolding(actor: Actor, holding: NewHolding): Promise<string> {
    const { holder, held, basisPoints, fromOn, evidenceId } = holding;
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
      const common = await this.common(tx, actor, fromOn, evidenceId);
      const id = await insertHolding(tx, { ...common, ...names, holderKey, heldKey, basisPoints });
      await this.record(tx, actor, 'relation.declared', id, { ...names, basisPoints, fromOn });
      return id;
    });
  }

  /**
   * From that day on it is no longer so; before it, it was. What an exchange has verified, and what a sale relies on, an exchange
   * ends: nobody gets rid of a relation by saying so on the eve of a sale. Errors: `relation.ended_already`, `relation.bad_day`,
   * `relation.verified`, `relation.relied_on`.
   */
  end(actor: Actor, id: string, toOn: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      const relation = await this.locked(tx, id);
      const exchange = actor.permissions.has('relation.verify');
      if (!exchange && relation.organisationId !== actor.organisationId) throw notFound('relation.not_found');
      if (!exchange && relation.state === 'verified') throw conflict('relation.verified');
      if (relation.toOn !== null) throw conflict('relation.ended_already');
      if (!exchange && (await isReliedOn(tx, relation.organisationId))) throw conflict('relation.relied_on');
      this.checkDay(toOn, 'toOn');
      if (toOn < relation.fromOn) throw badDay('toOn');
      await endRelation(tx, id, relation.type, toOn, actor.userId);
      await this.record(tx, actor, 'relation.ended', id, { toOn });
    });
  }

  /** A reviewer has seen the evidence, or says why it does not do. Errors: `relation.judged_already`, `relation.reason_missing`. */
  judge(actor: Actor, id: string, verify: boolean, reason = ''): Promise<void> {
    return this.database.transaction(async (tx) => {
      const { type, state, organisationId } = await this.locked(tx, id);
      if (state !== 'declared') throw conflict('relation.judged_already');
      if (!verify && reason.trim() === '')
        throw invalid('relation.reason_missing', {}, [{ path: 'reason', code: 'relation.reason_missing' }]);
      const ruling = { state: verify ? 'verified' : 'refused', by: actor.userId, reason: reason.trim() } as const;
      await judgeRelation(tx, id, type, ruling);
      const detail = { reason: reason.trim() };
      if (verify) await this.record(tx, actor, 'relation.verified', id, detail);
      else await this.record(tx, actor, 'relation.refused', id, detail);
      const payload = { organisationId, outcome: ruling.state, reason: ruling.reason };
      await appendFact(tx, { type: 'relation.judged', subjectId: id, payload });
    });
  }

  /** Exchanges read the whole register, everybody else what is their own. */
  async list(
    actor: Actor,
    query: { type?: string; state?: string; organisationId?: string; q?: string; limit?: number; cursor?: string },
  ): Promise<Page<RelationView>> {
    const limit = pageLimit(query.limit);
    const tx = this.database.manager;
    const all = actor.permissions.has('relation.verify');
    const found = await listRelations(tx, {
      organisationId: all ? (query.organisationId ?? null) : actor.organisationId,
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

  /** The evidence goes to every exchange: any of them may have to judge it. */
  private async common(tx: Tx, actor: Actor, fromOn: string, evidenceId: string | undefined) {
    const { organisationId, userId: declaredBy } = actor;
    if (evidenceId !== undefined) {
      for (const exchangeId of await exchangeIds(tx))
        await this.attachments.file(tx, actor, [evidenceId], exchangeId, 'evidenceId');
    }
    const declaredAt = new Date(this.clock.now());
    return { organisationId, fromOn, evidenceId: evidenceId ?? null, declaredBy, declaredAt };
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
