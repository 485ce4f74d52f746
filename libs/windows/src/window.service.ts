import { Injectable } from '@nestjs/common';
import { conflict, forbidden, newId, notFound } from '@jishi/kernel';
import { Database, type Page, pageLimit, textCursor, toPage, type Tx } from '@jishi/platform';
import { attribute, type Attribution, type WindowKind } from './domain/attribution';
import type { MandateScope } from './domain/mandate';
import { hasMandate, listClients, type MandateRow } from './mandate.repository';
import { type WindowDetails, WindowRepository, type WindowRow } from './window.repository';

/** An exchange's service windows, and whom they may act for. */
@Injectable()
export class WindowService {
  constructor(
    private readonly database: Database,
    private readonly windows: WindowRepository,
  ) {}

  /** Windows by region; closed ones only when an exchange asks for its own. */
  async list(query: {
    exchangeId?: string | undefined;
    region?: string | undefined;
    kind?: WindowKind | undefined;
    closed?: boolean | undefined;
    limit?: number | undefined;
    cursor?: string | undefined;
  }): Promise<Page<WindowRow>> {
    const limit = pageLimit(query.limit);
    const cursor = textCursor(query.cursor);
    const found = await this.windows.list(this.database.manager, {
      exchangeId: query.exchangeId ?? null,
      region: query.region ?? null,
      kind: query.kind ?? null,
      closed: query.closed ?? false,
      after: cursor && { regionCode: cursor[0], id: cursor[1] },
      limit: limit + 1,
    });
    return toPage(found, limit, (last) => [last.regionCode, last.id]);
  }

  /** One that serves clients now. Errors: `window.not_found`, `window.suspended`. */
  async get(tx: Tx, windowId: string): Promise<WindowRow> {
    const window = await this.windows.find(tx, windowId);
    if (!window) throw notFound('window.not_found');
    if (window.suspendedAt) throw conflict('window.suspended', { name: window.name });
    return window;
  }

  /** The window an organisation of kind `window` stands at; null for everybody else. */
  ofOrganisation(tx: Tx, organisationId: string): Promise<WindowRow | null> {
    return this.windows.findByOrganisation(tx, organisationId);
  }

  /** The window whose desk this is, serving. Errors: `window.not_found`, `window.suspended`. */
  async desk(tx: Tx, organisationId: string): Promise<WindowRow> {
    const window = await this.ofOrganisation(tx, organisationId);
    if (!window) throw notFound('window.not_found');
    if (window.suspendedAt) throw conflict('window.suspended', { name: window.name });
    return window;
  }

  /** The same for its own people to read, also while it is suspended. Errors: `window.not_found`. */
  async own(organisationId: string): Promise<WindowRow> {
    const window = await this.ofOrganisation(this.database.manager, organisationId);
    if (!window) throw notFound('window.not_found');
    return window;
  }

  async clients(organisationId: string): Promise<MandateRow[]> {
    const { id } = await this.own(organisationId);
    return listClients(this.database.manager, id);
  }

  /** True when the organisation is its own, or the window it stands at serves and holds a running mandate of the other. */
  async mayActFor(tx: Tx, organisationId: string, clientId: string, scope: MandateScope = 'intake'): Promise<boolean> {
    if (organisationId === clientId) return true;
    const window = await this.ofOrganisation(tx, organisationId);
    return window !== null && window.suspendedAt === null && (await hasMandate(tx, window.id, clientId, scope));
  }

  /** Errors: `window.no_mandate`, `window.suspended`. */
  async requireMandate(tx: Tx, organisationId: string, clientId: string): Promise<void> {
    if (await this.mayActFor(tx, organisationId, clientId)) return;
    const window = await this.ofOrganisation(tx, organisationId);
    if (window?.suspendedAt) throw conflict('window.suspended', { name: window.name });
    throw forbidden('window.no_mandate');
  }

  /** Opens a window of an exchange, in the transaction that registers its organisation. */
  async open(
    tx: Tx,
    window: Pick<WindowRow, 'organisationId' | 'exchangeId' | 'name' | 'regionCode' | 'kind'> & Partial<WindowDetails>,
  ): Promise<string> {
    const id = newId();
    await this.windows.insert(tx, { id, ...window });
    return id;
  }

  /** Whom a deal is credited to, and the region it counts for. */
  async attribution(tx: Tx, windowId: string | null, transferorRegionCode: string): Promise<Attribution> {
    return attribute(windowId === null ? null : await this.get(tx, windowId), transferorRegionCode);
  }
}
