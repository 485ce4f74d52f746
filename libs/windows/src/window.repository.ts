import { Injectable } from '@nestjs/common';
import { maybeRow, row, rows, type Tx } from '@jishi/platform';
import type { WindowKind } from './domain/attribution';

export interface WindowRow {
  id: string;
  organisationId: string;
  exchangeId: string;
  exchangeName: string;
  name: string;
  regionCode: string;
  kind: WindowKind;
}
export interface MandateRow {
  windowId: string;
  mandateRef: string;
  createdAt: Date;
}
export interface WindowClientRow {
  organisationId: string;
  name: string;
  kind: string;
  mandateRef: string;
  createdAt: Date;
}

const WINDOW = `
  select w.id, w.organisation_id as "organisationId", w.exchange_id as "exchangeId", e.name as "exchangeName",
    w.name, w.region_code as "regionCode", w.kind
  from service_window w join organisation e on e.id = w.exchange_id
  where w.closed_at is null`;

@Injectable()
export class WindowRepository {
  list(
    tx: Tx,
    query: { exchangeId: string | null; after: { regionCode: string; id: string } | null; limit: number },
  ): Promise<WindowRow[]> {
    return rows<WindowRow>(
      tx,
      `${WINDOW} and ($1::uuid is null or w.exchange_id = $1)
         and ($2::text is null or (w.region_code, w.id) > ($2, $3::uuid))
       order by w.region_code, w.id limit $4`,
      [query.exchangeId, query.after?.regionCode ?? null, query.after?.id ?? null, query.limit],
    );
  }

  find(tx: Tx, id: string): Promise<WindowRow | null> {
    return maybeRow<WindowRow>(tx, `${WINDOW} and w.id = $1`, [id]);
  }

  findByOrganisation(tx: Tx, organisationId: string): Promise<WindowRow | null> {
    return maybeRow<WindowRow>(tx, `${WINDOW} and w.organisation_id = $1`, [organisationId]);
  }

  async insert(tx: Tx, w: Omit<WindowRow, 'exchangeName'>): Promise<void> {
    await row(
      tx,
      `insert into service_window (id, organisation_id, exchange_id, name, region_code, kind)
       values ($1, $2, $3, $4, $5, $6) returning id`,
      [w.id, w.organisationId, w.exchangeId, w.name, w.regionCode, w.kind],
    );
  }

  clients(tx: Tx, windowId: string): Promise<WindowClientRow[]> {
    return rows<WindowClientRow>(
      tx,
      `select c.organisation_id as "organisationId", o.name, o.kind, c.mandate_ref as "mandateRef",
         c.created_at as "createdAt"
       from window_client c join organisation o on o.id = c.organisation_id
       where c.window_id = $1 and c.ended_at is null order by o.name, o.id`,
      [windowId],
    );
  }

  /** Running mandates an organisation has given; at most one a window. */
  mandatesOf(tx: Tx, organisationId: string): Promise<MandateRow[]> {
    return rows<MandateRow>(
      tx,
      `select window_id as "windowId", mandate_ref as "mandateRef", created_at as "createdAt"
       from window_client where organisation_id = $1 and ended_at is null order by created_at, window_id`,
      [organisationId],
    );
  }

  async hasMandate(tx: Tx, windowId: string, organisationId: string): Promise<boolean> {
    const found = await maybeRow(
      tx,
      `select 1 from window_client where window_id = $1 and organisation_id = $2 and ended_at is null`,
      [windowId, organisationId],
    );
    return found !== null;
  }

  /** Answers whether a mandate was added; a running one stays as it is. */
  async addMandate(tx: Tx, windowId: string, organisationId: string, mandateRef: string): Promise<boolean> {
    const added = await rows(
      tx,
      `insert into window_client (window_id, organisation_id, mandate_ref) values ($1, $2, $3)
       on conflict (window_id, organisation_id) where ended_at is null do nothing returning window_id`,
      [windowId, organisationId, mandateRef],
    );
    return added.length === 1;
  }

  async endMandate(tx: Tx, windowId: string, organisationId: string): Promise<boolean> {
    const ended = await rows(
      tx,
      `update window_client set ended_at = greatest(now(), created_at)
       where window_id = $1 and organisation_id = $2 and ended_at is null returning window_id`,
      [windowId, organisationId],
    );
    return ended.length === 1;
  }
}
