import { Injectable } from '@nestjs/common';
import { newId } from '@jishi/kernel';
import { maybeRow, row, rows, type Tx } from '@jishi/platform';
import type { WindowKind } from './domain/attribution';
import type { OpeningHours } from './domain/hours';
import type { WindowAction } from './domain/window-states';

export interface WindowDetails {
  name: string;
  regionCode: string;
  kind: WindowKind;
  address: string;
  phone: string;
  contactName: string;
  hours: OpeningHours | null;
}

export interface WindowRow extends WindowDetails {
  id: string;
  organisationId: string;
  exchangeId: string;
  exchangeName: string;
  suspendedAt: Date | null;
  closedAt: Date | null;
  createdAt: Date;
}

export interface WindowStepRow {
  action: 'open' | WindowAction;
  reason: string;
  actorName: string | null;
  at: Date;
}

export interface WindowFilter {
  exchangeId: string | null;
  region: string | null;
  kind: WindowKind | null;
  /** Closed windows too: for the exchange that ran them. */
  closed: boolean;
  after: { regionCode: string; id: string } | null;
  limit: number;
}

const WINDOW = `
  select w.id, w.organisation_id as "organisationId", w.exchange_id as "exchangeId", e.name as "exchangeName",
    w.name, w.region_code as "regionCode", w.kind, w.address, w.phone, w.contact_name as "contactName", w.hours,
    w.suspended_at as "suspendedAt", w.closed_at as "closedAt", w.created_at as "createdAt"
  from service_window w join organisation e on e.id = w.exchange_id`;

@Injectable()
export class WindowRepository {
  list(tx: Tx, query: WindowFilter): Promise<WindowRow[]> {
    return rows<WindowRow>(
      tx,
      `${WINDOW} where ($1 or w.closed_at is null) and ($2::uuid is null or w.exchange_id = $2)
         and ($3::text is null or w.region_code like $3 || '%') and ($4::text is null or w.kind = $4)
         and ($5::text is null or (w.region_code, w.id) > ($5, $6::uuid))
       order by w.region_code, w.id limit $7`,
      [
        query.closed,
        query.exchangeId,
        query.region,
        query.kind,
        query.after?.regionCode ?? null,
        query.after?.id ?? null,
        query.limit,
      ],
    );
  }

  /** One that is not closed. */
  find(tx: Tx, id: string): Promise<WindowRow | null> {
    return maybeRow<WindowRow>(tx, `${WINDOW} where w.closed_at is null and w.id = $1`, [id]);
  }

  findByOrganisation(tx: Tx, organisationId: string): Promise<WindowRow | null> {
    return maybeRow<WindowRow>(tx, `${WINDOW} where w.closed_at is null and w.organisation_id = $1`, [organisationId]);
  }

  /** Also a closed one; locked until the transaction ends. */
  lock(tx: Tx, id: string): Promise<WindowRow | null> {
    return maybeRow<WindowRow>(tx, `${WINDOW} where w.id = $1 for update of w`, [id]);
  }

  async insert(
    tx: Tx,
    w: Pick<WindowRow, 'id' | 'organisationId' | 'exchangeId' | 'name' | 'regionCode' | 'kind'> &
      Partial<WindowDetails>,
  ): Promise<void> {
    await row(
      tx,
      `insert into service_window (id, organisation_id, exchange_id, name, region_code, kind, address, phone,
         contact_name, hours) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning id`,
      [
        w.id,
        w.organisationId,
        w.exchangeId,
        w.name,
        w.regionCode,
        w.kind,
        w.address ?? '',
        w.phone ?? '',
        w.contactName ?? '',
        w.hours ? JSON.stringify(w.hours) : null,
      ],
    );
  }

  async change(tx: Tx, id: string, w: WindowDetails): Promise<void> {
    await rows(
      tx,
      `update service_window set name = $2, region_code = $3, kind = $4, address = $5, phone = $6, contact_name = $7,
         hours = $8 where id = $1`,
      [id, w.name, w.regionCode, w.kind, w.address, w.phone, w.contactName, w.hours ? JSON.stringify(w.hours) : null],
    );
  }

  async recordStep(
    tx: Tx,
    windowId: string,
    step: { action: 'open' | WindowAction; reason: string; actorId: string },
  ): Promise<void> {
    const moves: Partial<Record<WindowStepRow['action'], string>> = {
      suspend: 'suspended_at = now()',
      resume: 'suspended_at = null',
      close: 'closed_at = now()',
    };
    const move = moves[step.action];
    if (move) await rows(tx, `update service_window set ${move} where id = $1`, [windowId]);
    await rows(
      tx,
      `insert into window_transition (id, window_id, action, reason, actor_id) values ($1, $2, $3, $4, $5)`,
      [newId(), windowId, step.action, step.reason, step.actorId],
    );
  }

  steps(tx: Tx, windowId: string): Promise<WindowStepRow[]> {
    return rows<WindowStepRow>(
      tx,
      `select s.action, s.reason, u.name as "actorName", s.at from window_transition s
       left join user_account u on u.id = s.actor_id where s.window_id = $1 order by s.at, s.id limit 200`,
      [windowId],
    );
  }
}
