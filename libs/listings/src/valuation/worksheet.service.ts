import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { canonicalJson, conflict, type FieldError, invalid, newId, notFound } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { audit, Database, DatabaseClock, idCursor, pageLimit, type Page, toPage, type Tx } from '@jishi/platform';
import { type Sensitivity, sensitivity, type Valuation, valuate, type ValuationInputs } from '@jishi/pricing';
import { WindowService } from '@jishi/windows';
import { type AchievementRow, findVisibleAchievement } from '../achievement.repository';
import { ComparableDealsService } from './comparable-deals.service';
import { type Change, differences } from './differences';
import { findVisibleWorksheet, insertWorksheet, listWorksheets, type WorksheetRow } from './worksheet.repository';

export interface WorksheetDraft {
  achievementId: string;
  inputs: unknown;
  note?: string;
  /** The version that this one replaces. */
  replacesId?: string;
}

export interface WorksheetQuery {
  achievementId?: string;
  listingId?: string;
  seriesId?: string;
  method?: string;
  newest?: boolean;
  limit?: number;
  cursor?: string;
}

/** A worksheet with what its inputs come to now. */
export interface CheckedWorksheet {
  worksheet: WorksheetRow;
  /** Whether the stored result is what its inputs come to; one that is not may not be relied on. */
  consistent: boolean;
  /** What they come to now; null when these inputs are no longer taken. */
  recomputed: Valuation | null;
  sensitivity: Sensitivity | null;
}

/** Valuations of achievements: never changed, only replaced. */
@Injectable()
export class WorksheetService {
  constructor(
    private readonly database: Database,
    private readonly clock: DatabaseClock,
    private readonly windows: WindowService,
    private readonly deals: ComparableDealsService,
  ) {}

  /** What inputs come to, with nothing kept. Errors: `valuation.bad_inputs`. */
  compute(inputs: unknown): { valuation: Valuation; sensitivity: Sensitivity } {
    return { valuation: computed(inputs), sensitivity: sensitivity(inputs as ValuationInputs) };
  }

  /**
   * A new worksheet, or the next version of one. Errors: `valuation.bad_inputs`, `achievement.not_found`, `window.no_mandate`,
   * `valuation.not_found`, `valuation.other_subject`, `valuation.replaced_already`.
   */
  make(actor: Actor, draft: WorksheetDraft): Promise<string> {
    return this.database.transaction(async (tx) => {
      const achievement = await findVisibleAchievement(tx, actor.organisationId, draft.achievementId);
      if (!achievement) throw notFound('achievement.not_found');
      await this.windows.requireMandate(tx, actor.organisationId, achievement.organisationId);
      const result = computed(draft.inputs);
      const inputs = draft.inputs as ValuationInputs;
      requireSubject(inputs, achievement);
      const old = draft.replacesId === undefined ? null : await this.found(tx, actor, draft.replacesId);
      if (old && (old.achievementId !== achievement.id || old.method !== inputs.method))
        throw invalid('valuation.other_subject', {}, [{ path: 'replacesId', code: 'valuation.other_subject' }]);
      const id = newId();
      const inserted = await insertWorksheet(tx, {
        id,
        seriesId: old?.seriesId ?? id,
        version: (old?.version ?? 0) + 1,
        replacesId: old?.id ?? null,
        achievementId: achievement.id,
        organisationId: actor.organisationId,
        inputs,
        result,
        comparables: inputs.method === 'market' ? await this.deals.freeze(tx, inputs) : [],
        note: draft.note?.trim() ?? '',
        madeBy: actor.userId,
        madeAt: new Date(this.clock.now()),
      });
      if (!inserted) throw conflict('valuation.replaced_already');
      await audit(tx, {
        actorId: actor.userId,
        organisationId: actor.organisationId,
        action: 'valuation.made',
        subjectType: 'achievement',
        subjectId: achievement.id,
        detail: {
          worksheetId: id,
          method: inputs.method,
          version: (old?.version ?? 0) + 1,
          valueMinor: result.valueMinor,
        },
      });
      return id;
    });
  }

  async list(actor: Actor, query: WorksheetQuery): Promise<Page<CheckedWorksheet>> {
    const limit = pageLimit(query.limit);
    const found = await listWorksheets(this.database.manager, actor.organisationId, {
      achievementId: query.achievementId ?? null,
      listingId: query.listingId ?? null,
      seriesId: query.seriesId ?? null,
      method: query.method ?? null,
      newest: query.newest ?? false,
      before: idCursor(query.cursor),
      limit: limit + 1,
    });
    const page = toPage(found, limit, (last) => [last.id]);
    const items: CheckedWorksheet[] = [];
    for (const worksheet of page.items) {
      items.push({ ...checked(worksheet), sensitivity: null });
      // Computing again takes milliseconds: others of this process, bidders among them, get their turn in between.
      await setImmediate();
    }
    return { ...page, items };
  }

  /** Errors: `valuation.not_found`, also for what is not the reader's. */
  async get(actor: Actor, id: string): Promise<CheckedWorksheet> {
    const known = checked(await this.found(this.database.manager, actor, id));
    return { ...known, sensitivity: known.recomputed && sensitivity(known.worksheet.inputs) };
  }

  /** From one version to another. Errors: `valuation.not_found`, `valuation.other_subject`. */
  async compare(actor: Actor, beforeId: string, afterId: string): Promise<{ changes: Change[] } & Compared> {
    const tx = this.database.manager;
    const [before, after] = [await this.found(tx, actor, beforeId), await this.found(tx, actor, afterId)];
    if (before.achievementId !== after.achievementId || before.method !== after.method)
      throw invalid('valuation.other_subject');
    return { before, after, changes: differences(before.inputs, after.inputs) };
  }

  /** Errors: `valuation.not_found`. */
  async found(tx: Tx, actor: Actor, id: string): Promise<WorksheetRow> {
    const worksheet = await findVisibleWorksheet(tx, actor.organisationId, id);
    if (!worksheet) throw notFound('valuation.not_found');
    return worksheet;
  }
}

interface Compared {
  before: WorksheetRow;
  after: WorksheetRow;
}

function computed(inputs: unknown): Valuation {
  const found = valuate(inputs);
  if (found.ok) return found.valuation;
  throw refused(
    found.problems.map(({ path, ...problem }) => ({ ...problem, path: path ? `inputs.${path}` : 'inputs' })),
  );
}

const refused = (errors: FieldError[]) => invalid('valuation.bad_inputs', { count: errors.length }, errors);

/** The right that is valued is the achievement's own: its kind, and its day of application where that is known. */
function requireSubject(inputs: ValuationInputs, achievement: AchievementRow): void {
  if (inputs.method !== 'royalty' && inputs.method !== 'dcf') return;
  const errors: FieldError[] = [];
  if (inputs.ipKind !== achievement.ipKind)
    errors.push({ path: 'inputs.ipKind', code: 'valuation.not_of_achievement' });
  if (achievement.filedOn !== null && inputs.filedOn !== achievement.filedOn)
    errors.push({ path: 'inputs.filedOn', code: 'valuation.not_of_achievement' });
  if (errors.length > 0) throw refused(errors);
}

/** The stored result against what its inputs come to: by another edition of the rules, or tampered with, it differs. */
export function checked(worksheet: WorksheetRow): Omit<CheckedWorksheet, 'sensitivity'> {
  const found = valuate(worksheet.inputs);
  const recomputed = found.ok ? found.valuation : null;
  const { result, valueMinor, lowMinor, highMinor } = worksheet;
  const consistent =
    recomputed !== null &&
    canonicalJson(recomputed) === canonicalJson(result) &&
    canonicalJson([valueMinor, lowMinor, highMinor]) ===
      canonicalJson([recomputed.valueMinor, recomputed.lowMinor, recomputed.highMinor]);
  return { worksheet, consistent, recomputed };
}
