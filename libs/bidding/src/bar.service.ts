import { Injectable } from '@nestjs/common';
import { conflict, forbidden, notFound } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { audit, Database, type Tx } from '@jishi/platform';
import { type BarRow, lockBar, proposeLift, setLifted } from './bar.repository';

interface Barred {
  organisationId: string;
  auctionId: string;
}

/** A defaulter's bar is lifted before its time by two people of the exchange that recorded it, or by a ruling. */
@Injectable()
export class BarService {
  constructor(private readonly database: Database) {}

  /** Errors: `bar.not_found`, `bar.lifted`. */
  propose(actor: Actor, of: Barred, reason: string): Promise<BarRow> {
    return this.database.transaction(async (tx) => {
      const bar = await this.lock(tx, actor, of);
      await proposeLift(tx, bar, actor.userId, reason);
      await this.record(tx, actor, of, 'bar.lift_proposed', reason);
      return this.read(tx, of);
    });
  }

  /** Errors: those of propose, `bar.not_proposed`, `bar.same_person`. */
  confirm(actor: Actor, of: Barred): Promise<BarRow> {
    return this.database.transaction(async (tx) => {
      const bar = await this.lock(tx, actor, of);
      if (bar.liftProposedBy === null) throw conflict('bar.not_proposed');
      if (bar.liftProposedBy === actor.userId) throw forbidden('bar.same_person');
      await setLifted(tx, of, { userId: actor.userId, reason: bar.liftReason! });
      await this.record(tx, actor, of, 'bar.lifted', bar.liftReason!);
      return this.read(tx, of);
    });
  }

  /** There was no default after all. Nothing happens where there is no bar, or none any more. */
  async liftByRuling(tx: Tx, actor: Actor, of: Barred, reason: string): Promise<void> {
    if (await setLifted(tx, of, { userId: null, reason })) await this.record(tx, actor, of, 'bar.lifted', reason);
  }

  private async lock(tx: Tx, actor: Actor, of: Barred): Promise<BarRow> {
    const bar = await lockBar(tx, of.organisationId, of.auctionId);
    if (bar?.exchangeId !== actor.organisationId) throw notFound('bar.not_found');
    if (bar.liftedAt !== null) throw conflict('bar.lifted');
    return bar;
  }

  private async read(tx: Tx, of: Barred): Promise<BarRow> {
    return (await lockBar(tx, of.organisationId, of.auctionId))!;
  }

  private record(tx: Tx, actor: Actor, of: Barred, action: string, reason: string): Promise<void> {
    return audit(tx, {
      actorId: actor.userId,
      organisationId: actor.organisationId,
      action,
      subjectType: 'organisation',
      subjectId: of.organisationId,
      detail: { auctionId: of.auctionId, reason },
    });
  }
}
