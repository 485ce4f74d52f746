import { Injectable } from '@nestjs/common';
import { conflict, forbidden, invalid, notFound } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { dayEnd, dayStart } from '@jishi/ledger';
import { appendFact, audit, createLogger, Database, DatabaseClock, type Page, toPage, type Tx } from '@jishi/platform';
import { chinaDay } from '@jishi/pricing';
import { sumsOf } from './domain/movement';
import { type Difference, type Entry, type Place, reconcile, type Reconciliation } from './domain/reconcile';
import { type ListQuery, pageOf, requireExchange, visibleTo } from './money-scope';
import * as repository from './reconciliation.repository';
import type { Day, DifferenceRow, RunRow } from './reconciliation.repository';

const logger = createLogger('settlement');
const DAY_MS = 86_400_000;
/** A statement that is late by this much is not waited for any more. */
const PATIENCE_DAYS = 3;
const BATCH = 200;

/** Its other half stands on another day, which is known: it needs nobody. */
const isSettled = ({ kind }: Difference): boolean => kind === 'other_day';

/** Every day: our ledger against the bank's lines and the providers' word, and what people make of the differences. */
@Injectable()
export class ReconciliationService {
  constructor(
    private readonly database: Database,
    private readonly clock: DatabaseClock,
  ) {}

  /** The worker's turn: days that are over, by the database's time in China. */
  async sweep(): Promise<number> {
    const due = await repository.dueDays(this.database.manager, BATCH);
    for (const { exchangeId, day } of due)
      await this.look(exchangeId, day, null).catch((error: unknown) =>
        logger.warn({ exchangeId, day, error: String(error) }, 'a day could not be reconciled'),
      );
    return due.length;
  }

  /** An operator asks, also for today so far. Errors: `reconciliation.bad_day`. */
  async run(actor: Actor, day: string): Promise<RunRow> {
    requireExchange(actor, actor.organisationId);
    if (day > chinaDay(this.clock.now()))
      throw invalid('reconciliation.bad_day', {}, [{ path: 'day', code: 'reconciliation.bad_day' }]);
    const id = await this.look(actor.organisationId, day, actor.userId);
    return this.read(this.database.manager, id!);
  }

  async days(actor: Actor, page: { before?: [string, string]; limit: number }): Promise<Page<RunRow>> {
    const filter = { ...page, organisationId: visibleTo(actor), limit: page.limit + 1 };
    const found = await repository.listDays(this.database.manager, filter);
    return toPage(found, page.limit, (last) => [last.day, last.id]);
  }

  /** One run as it was. Errors: `reconciliation.not_found`. */
  async find(actor: Actor, id: string): Promise<RunRow> {
    const run = await this.read(this.database.manager, id);
    const scope = visibleTo(actor);
    if (scope !== null && run.exchangeId !== scope) throw notFound('reconciliation.not_found');
    return run;
  }

  async differences(actor: Actor, query: ListQuery & { day?: string; runId?: string }): Promise<Page<DifferenceRow>> {
    const filter = { ...query, organisationId: visibleTo(actor), limit: query.limit + 1 };
    return pageOf(await repository.listDifferences(this.database.manager, filter), query.limit);
  }

  /** What it is, in words; another person has to agree. Errors: `difference.not_found`, `difference.wrong_state`. */
  explain(actor: Actor, id: string, reason: string): Promise<DifferenceRow> {
    return this.act(actor, id, 'open', 'difference.proposed', { reason }, (tx) =>
      repository.setProposedReason(tx, id, reason, actor.userId),
    );
  }

  /** Errors: `difference.not_found`, `difference.wrong_state`, `difference.same_person`. */
  agree(actor: Actor, id: string): Promise<DifferenceRow> {
    return this.act(actor, id, 'proposed', 'difference.explained', {}, async (tx, { proposedBy }) => {
      if (proposedBy === actor.userId) throw forbidden('difference.same_person');
      await repository.setExplained(tx, id, actor.userId);
    });
  }

  /** The other person does not agree. Errors: `difference.not_found`, `difference.wrong_state`. */
  refuse(actor: Actor, id: string, reason: string): Promise<DifferenceRow> {
    return this.act(actor, id, 'proposed', 'difference.refused', { reason }, (tx) => repository.setOpenAgain(tx, id));
  }

  private async act(
    actor: Actor,
    id: string,
    from: DifferenceRow['state'],
    action: string,
    detail: Record<string, unknown>,
    change: (tx: Tx, difference: DifferenceRow) => Promise<void>,
  ): Promise<DifferenceRow> {
    return this.database.transaction(async (tx) => {
      const found = await repository.lockDifference(tx, id);
      if (!found || found.exchangeId !== actor.organisationId) throw notFound('difference.not_found');
      if (found.state !== from) throw conflict('difference.wrong_state', { state: found.state });
      await change(tx, found);
      await audit(tx, {
        actorId: actor.userId,
        organisationId: actor.organisationId,
        action,
        subjectType: 'reconciliation_difference',
        subjectId: id,
        detail: { ...detail, day: found.day, kind: found.kind, driftMinor: found.driftMinor },
      });
      return (await repository.lockDifference(tx, id))!;
    });
  }

  /** Reads at one moment, compares, stores what was seen, and says so when something is new. Null when another worker was first. */
  private async look(exchangeId: string, day: string, userId: string | null): Promise<string | null> {
    const [from, until] = [dayStart(day), dayEnd(day)];
    if (!from || !until) throw invalid('reconciliation.bad_day', {}, [{ path: 'day', code: 'reconciliation.bad_day' }]);
    const about: Day = { exchangeId, day, from, until };
    const { readAt, covered, result } = await this.database.transaction(async (tx) => {
      const at = await repository.readAtOneMoment(tx);
      const shown = await repository.isCovered(tx, about);
      const isLate = at.getTime() >= until.getTime() + PATIENCE_DAYS * DAY_MS;
      return { readAt: at, covered: shown || isLate, result: await this.compare(tx, about, shown || isLate) };
    });
    return this.database.transaction(async (tx) => {
      await repository.lockDay(tx, about);
      const { items, totals, driftMinor } = result;
      const run = { exchangeId, day, userId, covered, totals, driftMinor, itemCount: items.length, readAt };
      const runId = await repository.insertRun(tx, run);
      if (!runId) return null;
      const known = items.map((item) => ({ ...item, settled: isSettled(item) }));
      const fresh = await repository.storeDifferences(tx, about, runId, known);
      await repository.clearOthers(tx, about, runId);
      if (fresh > 0)
        await appendFact(tx, {
          type: 'reconciliation.drifted',
          subjectId: runId,
          payload: { runId, exchangeId, organisationId: exchangeId, day, fresh, driftMinor },
        });
      return runId;
    });
  }

  private async compare(tx: Tx, about: Day, covered: boolean): Promise<Reconciliation> {
    const { exchangeId, day } = about;
    const ledger = await repository.ledgerOfDay(tx, about);
    const bank = [...(await repository.bankOfDay(tx, about)), ...(await repository.simulatedOfDay(tx, about))];
    // the other half of what one side has on this day and the other on another
    const halves = {
      ledger: await repository.ledgerBySerial(tx, exchangeId, serialsIn(bank)),
      bank: await repository.bankBySerial(tx, exchangeId, serialsIn(ledger)),
    };
    const place: Place = {
      place: 'bank',
      ledger: together(ledger, halves.ledger),
      outside: together(bank, halves.bank),
    };
    return reconcile(day, [place, ...(await this.providers(tx, about))], { covered });
  }

  /** With providers nothing has a day of its own: whatever moved on this day must be alike in the end. */
  private async providers(tx: Tx, about: Day): Promise<Place[]> {
    const { exchangeId, day } = about;
    const keys = await repository.touchedAtProviders(tx, about);
    if (keys.length === 0) return [];
    const here = new Map<string, { provider: string; key: string; amountMinor: number }>();
    const add = (provider: string, key: string, amountMinor: number): void => {
      const known = here.get(`${provider}/${key}`)?.amountMinor ?? 0;
      here.set(`${provider}/${key}`, { provider, key, amountMinor: known + amountMinor });
    };
    for (const { provider, key, stage, facts } of await repository.movementsOf(tx, exchangeId, keys))
      if (stage === 'captured') add(provider, key, sumsOf(facts).hereMinor);
    for (const { provider, key, amountMinor } of await repository.paidByProviders(tx, exchangeId, keys))
      add(provider, key, -amountMinor);
    const ours = await repository.ledgerAtProviders(tx, exchangeId, keys);
    const names = new Set([...ours, ...here.values()].map(({ provider }) => provider));
    const entries = (list: { provider: string; key: string; amountMinor: number }[], provider: string): Entry[] =>
      list
        .filter((one) => one.provider === provider && one.amountMinor !== 0)
        .map(({ key, amountMinor }) => ({
          id: key,
          key,
          direction: amountMinor > 0 ? 'in' : 'out',
          amountMinor: Math.abs(amountMinor),
          day,
          party: '',
          label: key,
        }));
    return [...names].sort().map((provider) => ({
      place: provider,
      ledger: entries(ours, provider),
      outside: entries([...here.values()], provider),
    }));
  }

  private async read(tx: Tx, id: string): Promise<RunRow> {
    const run = await repository.findRun(tx, id);
    if (!run) throw notFound('reconciliation.not_found');
    return run;
  }
}

const SERIAL = 'serial:';
const serialsIn = (entries: readonly Entry[]): string[] =>
  entries.filter(({ key }) => key.startsWith(SERIAL)).map(({ key }) => key.slice(SERIAL.length));

function together(entries: readonly Entry[], more: readonly Entry[]): Entry[] {
  const known = new Set(entries.map(({ id }) => id));
  return [...entries, ...more.filter(({ id }) => !known.has(id))];
}
