import { Injectable } from '@nestjs/common';
import { conflict, forbidden, newId, notFound } from '@jishi/kernel';
import { audit, Database, type Page, pageLimit, textCursor, toPage, type Tx } from '@jishi/platform';
import { attribute, type Attribution, type WindowKind } from './domain/attribution';
import { type MandateRow, type WindowClientRow, WindowRepository, type WindowRow } from './window.repository';

/** Whoever acts; identity's Actor fits. (This context and identity are strangers.) */
export interface MandateGiver {
  userId: string;
  organisationId: string;
}

/** An exchange's service windows, and whom they may act for. */
@Injectable()
export class WindowService {
  constructor(
    private readonly database: Database,
    private readonly windows: WindowRepository,
  ) {}

  /** Open windows by region. */
  async list(query: {
    exchangeId?: string | undefined;
    limit?: number | undefined;
    cursor?: string | undefined;
  }): Promise<Page<WindowRow>> {
    const limit = pageLimit(query.limit);
    const cursor = textCursor(query.cursor);
    const found = await this.windows.list(this.database.manager, {
      exchangeId: query.exchangeId ?? null,
      after: cursor && { regionCode: cursor[0], id: cursor[1] },
      limit: limit + 1,
    });
    return toPage(found, limit, (last) => [last.regionCode, last.id]);
  }

  async get(tx: Tx, windowId: string): Promise<WindowRow> {
    const window = await this.windows.find(tx, windowId);
    if (!window) throw notFound('window.not_found');
    return window;
  }

  /** The window an organisation of kind `window` stands at; null for everybody else. */
  ofOrganisation(tx: Tx, organisationId: string): Promise<WindowRow | null> {
    return this.windows.findByOrganisation(tx, organisationId);
  }

  async clients(organisationId: string): Promise<WindowClientRow[]> {
    const window = await this.ofOrganisation(this.database.manager, organisationId);
    if (!window) throw notFound('window.not_found');
    return this.windows.clients(this.database.manager, window.id);
  }

  /** The windows an organisation lets act for it now. */
  mandatesOf(organisationId: string): Promise<MandateRow[]> {
    return this.windows.mandatesOf(this.database.manager, organisationId);
  }

  /** True when the organisation is its own, or the window it stands at holds a running mandate of the other. */
  async mayActFor(tx: Tx, organisationId: string, clientId: string): Promise<boolean> {
    if (organisationId === clientId) return true;
    const window = await this.ofOrganisation(tx, organisationId);
    return window !== null && (await this.windows.hasMandate(tx, window.id, clientId));
  }

  /** Errors: `window.no_mandate`. */
  async requireMandate(tx: Tx, organisationId: string, clientId: string): Promise<void> {
    if (!(await this.mayActFor(tx, organisationId, clientId))) throw forbidden('window.no_mandate');
  }

  /** Opens a window of an exchange; for bring-up and the operator's tools. */
  async open(
    tx: Tx,
    window: { organisationId: string; exchangeId: string; name: string; regionCode: string; kind: WindowKind },
  ): Promise<string> {
    const id = newId();
    await this.windows.insert(tx, { id, ...window });
    return id;
  }

  /** The client itself gives the mandate; the paper's reference is kept. */
  async giveMandate(giver: MandateGiver, windowId: string, mandateRef: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.get(tx, windowId);
      if (!(await this.windows.addMandate(tx, windowId, giver.organisationId, mandateRef.trim()))) {
        throw conflict('window.mandate_running');
      }
      await this.record(tx, giver, 'window.mandate_given', windowId, { mandateRef });
    });
  }

  async endMandate(giver: MandateGiver, windowId: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      if (!(await this.windows.endMandate(tx, windowId, giver.organisationId)))
        throw notFound('window.mandate_not_found');
      await this.record(tx, giver, 'window.mandate_ended', windowId, {});
    });
  }

  /** Whom a deal is credited to, and the region it counts for. */
  async attribution(tx: Tx, windowId: string | null, transferorRegionCode: string): Promise<Attribution> {
    return attribute(windowId === null ? null : await this.get(tx, windowId), transferorRegionCode);
  }

  private async record(tx: Tx, giver: MandateGiver, action: string, id: string, detail: Record<string, unknown>) {
    const { userId: actorId, organisationId } = giver;
    await audit(tx, { actorId, organisationId, action, subjectType: 'service_window', subjectId: id, detail });
  }
}
