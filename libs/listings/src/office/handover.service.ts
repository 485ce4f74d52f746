import { Injectable } from '@nestjs/common';
import { invalid } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { audit, Database, DatabaseClock, rows, type Tx } from '@jishi/platform';
import { WindowDeskService, type WindowRow, WindowService } from '@jishi/windows';
import { recordStep } from '../listing.repository';

export interface OpenIntake {
  id: string;
  number: string;
  title: string;
  state: 'draft' | 'intake';
  transferorName: string;
  since: Date;
}

/** What lies at a window that stops serving goes to another one, or back to its client. */
@Injectable()
export class HandoverService {
  constructor(
    private readonly database: Database,
    private readonly windows: WindowService,
    private readonly desk: WindowDeskService,
    private readonly clock: DatabaseClock,
  ) {}

  /** Everything of a window that the exchange has not been asked to review yet. Errors: `window.not_found`. */
  async open(actor: Actor, windowId: string): Promise<OpenIntake[]> {
    const tx = this.database.manager;
    await this.desk.own(tx, actor, windowId);
    return openIntakes(tx, windowId);
  }

  /** Answers how many moved. The new window needs its own mandate of each client. Errors: `window.*`, `handover.same_window`. */
  handOver(actor: Actor, windowId: string, toWindowId: string | null, reason: string): Promise<number> {
    return this.database.transaction(async (tx) => {
      await this.desk.own(tx, actor, windowId);
      const to = toWindowId === null ? null : await this.receiver(tx, actor, windowId, toWindowId);
      const moved = await openIntakes(tx, windowId, true);
      for (const listing of moved) await this.move(tx, actor, listing, to, reason);
      return moved.length;
    });
  }

  private async receiver(tx: Tx, actor: Actor, windowId: string, toWindowId: string): Promise<WindowRow> {
    if (toWindowId === windowId)
      throw invalid('handover.same_window', {}, [{ path: 'toWindowId', code: 'handover.same_window' }]);
    const own = await this.desk.own(tx, actor, toWindowId);
    return this.windows.get(tx, own.id);
  }

  private async move(tx: Tx, actor: Actor, listing: OpenIntake, to: WindowRow | null, reason: string): Promise<void> {
    const { id, state } = listing;
    const { userId: actorId, organisationId } = actor;
    const step = {
      from: state,
      to: to ? state : 'draft',
      actorId,
      organisationId,
      reason,
      at: new Date(this.clock.now()),
    } as const;
    await recordStep(tx, id, { ...step, action: to ? 'hand_over' : 'return_to_client' });
    await rows(
      tx,
      `update listing l set window_id = $2::uuid, region_code = coalesce($3, t.region_code)
       from organisation t where t.id = l.transferor_id and l.id = $1`,
      [id, to?.id ?? null, to?.regionCode ?? null],
    );
    await audit(tx, {
      actorId,
      organisationId,
      action: 'listing.handed_over',
      subjectType: 'listing',
      subjectId: id,
      detail: { to: to?.id ?? null, reason },
    });
  }
}

const openIntakes = (tx: Tx, windowId: string, lock = false): Promise<OpenIntake[]> =>
  rows<OpenIntake>(
    tx,
    `select l.id, l.number, a.title, l.state, t.name as "transferorName", l.updated_at as since
     from listing l join achievement a on a.id = l.achievement_id join organisation t on t.id = l.transferor_id
     where l.window_id = $1 and l.state in ('draft', 'intake') order by l.updated_at, l.id limit 1000
     ${lock ? 'for update of l' : ''}`,
    [windowId],
  );
