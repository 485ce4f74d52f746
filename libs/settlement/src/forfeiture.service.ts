import { Injectable } from '@nestjs/common';
import { BarService } from '@jishi/bidding';
import { conflict } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { AttachmentService } from '@jishi/listings';
import { Database, DatabaseClock } from '@jishi/platform';
import { ChannelPayoutService } from './channel-payout.service';
import type { CaseRow } from './default.repository';
import { DefaultService } from './default.service';
import { DepositService } from './deposit.service';
import { requireAnother, termEnd } from './domain/default-case';

/** A defaulter's deposit is kept by two people, may be appealed for, and is ruled on by somebody who had no hand in it. */
@Injectable()
export class ForfeitureService {
  constructor(
    private readonly database: Database,
    private readonly clock: DatabaseClock,
    private readonly cases: DefaultService,
    private readonly deposits: DepositService,
    private readonly channels: ChannelPayoutService,
    private readonly attachments: AttachmentService,
    private readonly bars: BarService,
  ) {}

  /** The first of two. Errors: `default.not_found`, `default.same_person`, `forfeiture.no_deposit`, `forfeiture.not_collected`. */
  async propose(actor: Actor, id: string, reason: string): Promise<CaseRow> {
    const seen = await this.cases.get(actor, id);
    // a promise of money is made money before anybody decides whose it is
    if (seen.exchangeId === actor.organisationId && seen.depositId)
      await this.channels.collectDeposit(seen.auctionId, seen.organisationId);
    return this.database.transaction(async (tx) => {
      const found = await this.cases.lockOf(tx, actor, id);
      requireAnother('propose_forfeiture', found, actor.userId);
      if (!found.depositId) throw conflict('forfeiture.no_deposit');
      const by = { forfeitProposedBy: actor.userId, forfeitProposedAt: new Date(this.clock.now()) };
      await this.cases.step(tx, actor, found, 'propose_forfeiture', by, { reason });
      await this.deposits.queueForfeit(tx, found.depositId, { reason, actorId: actor.userId });
      return this.cases.read(tx, id);
    });
  }

  /** The second of two: the deposit is lost to its bidder, who may appeal. Errors: `default.not_found`, `default.same_person`, `default.wrong_state`. */
  approve(actor: Actor, id: string, reason: string): Promise<CaseRow> {
    return this.database.transaction(async (tx) => {
      const found = await this.cases.lockOf(tx, actor, id);
      requireAnother('forfeit', found, actor.userId);
      const nowMs = this.clock.now();
      const appealUntil = new Date(termEnd(found.rules, found.rules.deposits.appealWithin, nowMs));
      const by = { forfeitedBy: actor.userId, forfeitedAt: new Date(nowMs), appealUntil };
      await this.cases.step(tx, actor, found, 'forfeit', by, { reason });
      await this.deposits.forfeit(tx, found.depositId!, { reason, actorId: actor.userId });
      await this.cases.tell(tx, found, 'deposit.forfeited', { reason, dueAtMs: appealUntil.getTime() });
      return this.cases.read(tx, id);
    });
  }

  /** The second does not agree: the deposit is held as before. Errors: as `approve`. */
  refuse(actor: Actor, id: string, reason: string): Promise<CaseRow> {
    return this.database.transaction(async (tx) => {
      const found = await this.cases.lockOf(tx, actor, id);
      requireAnother('forfeit', found, actor.userId);
      const none = { forfeitProposedBy: null, forfeitProposedAt: null };
      await this.cases.step(tx, actor, found, 'refuse_forfeiture', none, { reason });
      await this.deposits.keep(tx, found.depositId!, { reason, actorId: actor.userId });
      return this.cases.read(tx, id);
    });
  }

  /** Errors: `default.not_found`, `default.wrong_state`, `default.too_late`. */
  appeal(actor: Actor, id: string, appeal: string, documentIds: string[]): Promise<CaseRow> {
    return this.database.transaction(async (tx) => {
      const found = await this.cases.ofWinner(tx, actor, id);
      const now = new Date(this.clock.now());
      if (found.state === 'forfeited' && now >= found.appealUntil!) throw conflict('default.too_late');
      await this.attachments.file(tx, actor, documentIds, found.exchangeId, 'documentIds');
      const by = { appeal, appealIds: documentIds, appealedBy: actor.userId, appealedAt: now };
      await this.cases.step(tx, actor, found, 'appeal', by, { documents: documentIds.length });
      await this.cases.tell(tx, found, 'default.appealed');
      return this.cases.read(tx, id);
    });
  }

  /**
   * Somebody who took no part in it rules. Upheld: the deposit is the bidder's again and goes back, and its bar ends; the sale
   * stays undone. Errors: `default.not_found`, `default.same_person`, `default.wrong_state`.
   */
  rule(actor: Actor, id: string, upheld: boolean, ruling: string): Promise<CaseRow> {
    return this.database.transaction(async (tx) => {
      const found = await this.cases.lockOf(tx, actor, id);
      const action = upheld ? 'uphold' : 'reject';
      requireAnother(action, found, actor.userId);
      const by = { ruledBy: actor.userId, ruledAt: new Date(this.clock.now()), ruling, upheld };
      await this.cases.step(tx, actor, found, action, by, { ruling });
      if (upheld) {
        await this.deposits.restore(tx, found.depositId!, { reason: ruling, actorId: actor.userId });
        await this.bars.liftByRuling(tx, actor, found, ruling);
      }
      await this.cases.tell(tx, found, 'deposit.restored', {
        outcome: upheld ? 'upheld' : 'dismissed',
        reason: ruling,
      });
      return this.cases.read(tx, id);
    });
  }
}
