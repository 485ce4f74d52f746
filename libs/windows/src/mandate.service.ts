import { Injectable } from '@nestjs/common';
import { conflict, forbidden, invalid, notFound } from '@jishi/kernel';
import { appendFact, audit, Database, type Page, pageLimit, timeCursor, toPage, type Tx } from '@jishi/platform';
import { checkMandate, mandateFault, type MandateScope, type MandateTerms } from './domain/mandate';
import {
  confirmMandate,
  endMandates,
  findMandate,
  insertMandate,
  listMandates,
  listRunning,
  type MandateRow,
  shareRunning,
  today,
} from './mandate.repository';
import { WindowService } from './window.service';
import type { WindowRow } from './window.repository';

/** Whoever acts; identity's Actor fits. (This context and identity are strangers.) */
export interface MandateGiver {
  userId: string;
  organisationId: string;
}

/** What a mandate says; what is left out is intake, from today, without an end. */
export type GivenTerms = Pick<MandateTerms, 'mandateRef'> & {
  scopes?: readonly MandateScope[] | undefined;
  bidLimitMinor?: number | null | undefined;
  validFrom?: string | undefined;
  validUntil?: string | null | undefined;
};

/** A client's written mandates: given online, or entered from paper and confirmed by somebody else. */
@Injectable()
export class MandateService {
  constructor(
    private readonly database: Database,
    private readonly windows: WindowService,
  ) {}

  /** The windows an organisation lets act for it now. */
  running(organisationId: string): Promise<MandateRow[]> {
    return listRunning(this.database.manager, organisationId);
  }

  /** All of a client, of a window, or of an exchange's windows, ended ones too. */
  async list(
    { organisationId }: MandateGiver,
    query: { windowId?: string; state?: 'pending' | 'running' | 'over'; limit?: number; cursor?: string },
  ): Promise<Page<MandateRow>> {
    const limit = pageLimit(query.limit);
    const filter = { readerId: organisationId, windowId: query.windowId ?? null, state: query.state ?? null };
    const before = timeCursor(query.cursor);
    const found = await listMandates(this.database.manager, { ...filter, before, limit: limit + 1 });
    return toPage(found, limit, (last) => [last.createdAt.toISOString(), last.id]);
  }

  /** The client itself gives it: it counts at once. Errors: `mandate.*`, `window.mandate_running`. */
  async give(
    tx: Tx,
    giver: MandateGiver,
    windowId: string,
    given: GivenTerms,
    paperId: string | null,
  ): Promise<string> {
    const window = await this.windows.get(tx, windowId);
    return this.enter(tx, giver, window, giver.organisationId, given, paperId, 'online');
  }

  /** A clerk enters a paper: it counts when the client, or the exchange, has confirmed it. Errors: as `give`. */
  async enterPaper(
    tx: Tx,
    clerk: MandateGiver,
    clientId: string,
    given: GivenTerms,
    paperId: string,
  ): Promise<{ id: string; window: WindowRow }> {
    const window = await this.windows.desk(tx, clerk.organisationId);
    const id = await this.enter(tx, clerk, window, clientId, given, paperId, 'counter');
    return { id, window };
  }

  /** By the client, or by the window's exchange; never by whoever entered it. It replaces the one that ran. */
  async confirm(actor: MandateGiver, id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const mandate = await this.waiting(tx, actor, id);
      if (mandate.enteredBy === actor.userId) throw forbidden('mandate.own_entry');
      const { windowId, organisationId, validUntil } = mandate;
      if (validUntil !== null && validUntil < mandate.today) throw conflict('mandate.over_already');
      await endMandates(tx, { windowId, organisationId, runningOnly: true }, actor.userId, '由新委托书取代 / replaced');
      const how = actor.organisationId === organisationId ? 'client' : 'exchange';
      await confirmMandate(tx, id, actor.userId, how);
      await this.record(tx, actor, 'window.mandate_confirmed', windowId, { mandateId: id, how });
      await this.tell(tx, 'mandate.confirmed', mandate, { how });
    });
  }

  /** The paper is not what it says: it never counts. */
  async refuse(actor: MandateGiver, id: string, reason: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const mandate = await this.waiting(tx, actor, id);
      const { windowId } = mandate;
      await endMandates(tx, { windowId, id }, actor.userId, reason.trim());
      await this.record(tx, actor, 'window.mandate_refused', windowId, { mandateId: id, reason });
      await this.tell(tx, 'mandate.refused', mandate, { reason: reason.trim() });
    });
  }

  /** The client takes it back, at any time and without a reason. */
  async end(giver: MandateGiver, windowId: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { organisationId, userId } = giver;
      const ended = await endMandates(tx, { windowId, organisationId }, userId, '委托人终止 / ended by the client');
      const [first] = ended;
      if (!first) throw notFound('window.mandate_not_found');
      await this.tell(tx, 'mandate.ended', (await findMandate(tx, first.id))!);
      await this.record(tx, giver, 'window.mandate_ended', windowId, {});
    });
  }

  /** The mandate under which a window may do this today. Errors: `window.no_mandate`, `counter.no_bid_scope`, `counter.over_limit`. */
  async require(tx: Tx, windowId: string, clientId: string, scope: MandateScope, amountMinor = 0): Promise<MandateRow> {
    const mandate = await shareRunning(tx, windowId, clientId);
    if (!mandate) throw forbidden('window.no_mandate');
    const fault = mandateFault(mandate, mandate.today, scope, amountMinor);
    if (fault === 'counter.over_limit') {
      const limitYuan = (mandate.bidLimitMinor! / 100).toFixed(2);
      throw conflict(fault, { limitYuan }, [{ path: 'amountMinor', code: fault, params: { limitYuan } }]);
    }
    if (fault) throw forbidden(fault);
    return mandate;
  }

  /** Known to the client, the window and its exchange. Errors: `window.mandate_not_found`. */
  async get(tx: Tx, { organisationId }: MandateGiver, id: string): Promise<MandateRow> {
    const mandate = await findMandate(tx, id);
    const known =
      mandate && [mandate.organisationId, mandate.windowOrganisationId, mandate.exchangeId].includes(organisationId);
    if (!known) throw notFound('window.mandate_not_found');
    return mandate;
  }

  private async enter(
    tx: Tx,
    by: MandateGiver,
    window: WindowRow,
    clientId: string,
    given: GivenTerms,
    paperId: string | null,
    channel: 'online' | 'counter',
  ): Promise<string> {
    if ([window.organisationId, window.exchangeId].includes(clientId)) throw forbidden('mandate.own_window');
    const day = await today(tx);
    const terms: MandateTerms = {
      mandateRef: given.mandateRef.trim(),
      scopes: given.scopes ?? ['intake'],
      bidLimitMinor: given.bidLimitMinor ?? null,
      validFrom: given.validFrom ?? day,
      validUntil: given.validUntil ?? null,
    };
    const errors = checkMandate(terms, day);
    if (errors.length > 0) throw invalid('mandate.invalid', {}, errors);
    const expired = { windowId: window.id, organisationId: clientId, expiredOnly: true };
    await endMandates(tx, expired, by.userId, '期满 / expired');
    const confirmed = channel === 'online';
    const mandate = {
      windowId: window.id,
      organisationId: clientId,
      channel,
      paperId,
      enteredBy: by.userId,
      confirmed,
    };
    const id = await insertMandate(tx, { ...terms, ...mandate });
    if (!id) throw conflict(confirmed ? 'window.mandate_running' : 'mandate.waiting');
    const action = confirmed ? 'window.mandate_given' : 'window.mandate_entered';
    await this.record(tx, by, action, window.id, { mandateId: id, clientId, paperId, ...terms });
    const entered = (await findMandate(tx, id))!;
    if (confirmed) await this.tell(tx, 'mandate.confirmed', entered, { how: 'client' });
    else await this.tell(tx, 'mandate.entered', entered);
    return id;
  }

  /** One that waits for this reader's word. Errors: `window.mandate_not_found`, `mandate.not_waiting`. */
  private async waiting(tx: Tx, actor: MandateGiver, id: string): Promise<MandateRow> {
    const mandate = await this.get(tx, actor, id);
    if (actor.organisationId === mandate.windowOrganisationId) throw forbidden('mandate.own_entry');
    if (mandate.endedAt !== null || mandate.confirmedAt !== null) throw conflict('mandate.not_waiting');
    return mandate;
  }

  private tell(tx: Tx, type: string, mandate: MandateRow, more: Record<string, string> = {}): Promise<string> {
    const { id, windowName, name: clientName, organisationId, windowOrganisationId, exchangeId } = mandate;
    const parties = { organisationId, windowOrganisationId, exchangeId };
    return appendFact(tx, { type, subjectId: id, payload: { ...parties, windowName, clientName, ...more } });
  }

  private async record(tx: Tx, by: MandateGiver, action: string, id: string, detail: Record<string, unknown>) {
    const { userId: actorId, organisationId } = by;
    await audit(tx, { actorId, organisationId, action, subjectType: 'service_window', subjectId: id, detail });
  }
}
