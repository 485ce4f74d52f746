import { Injectable } from '@nestjs/common';
import { conflict, invalid, notFound } from '@jishi/kernel';
import { ContractsService } from '@jishi/contracts';
import type { Actor } from '@jishi/identity';
import { appendFact, audit, Database, DatabaseClock, type Tx } from '@jishi/platform';
import { chinaDay } from '@jishi/pricing';
import { DepositService } from './deposit.service';
import { findBasis, lockContract, type PaymentBasis } from './payment.repository';
import { PaymentService } from './payment.service';
import { endTrial, findTrial, overdueTrials, type TrialRow } from './trial.repository';

const BATCH = 50;

/** 先用后转: the buyer uses the technology first, then buys it or gives it back. */
@Injectable()
export class TrialService {
  constructor(
    private readonly database: Database,
    private readonly clock: DatabaseClock,
    private readonly contracts: ContractsService,
    private readonly deposits: DepositService,
    private readonly payments: PaymentService,
  ) {}

  /**
   * The buyer decides within the trial: the price falls due, or the contract ends and its deposit goes back.
   * Errors: `trial.not_found`, `trial.over`, `trial.reason_missing`.
   */
  decide(actor: Actor, contractId: string, to: { decision: 'buy' | 'return'; reason?: string }): Promise<TrialRow> {
    return this.database.transaction(async (tx) => {
      const { trial, basis } = await this.open(tx, contractId, actor.organisationId);
      if (trial.endsOn < chinaDay(this.clock.now())) throw conflict('trial.over', { state: 'over' });
      const reason = to.reason?.trim() ?? '';
      if (to.decision === 'return' && reason === '')
        throw invalid('trial.reason_missing', {}, [{ path: 'reason', code: 'trial.reason_missing' }]);
      const state = to.decision === 'buy' ? 'bought' : 'returned';
      await this.end(tx, basis, { state, reason, userId: actor.userId });
      const { userId: actorId, organisationId } = actor;
      const subject = { action: 'trial.decided', subjectType: 'contract', subjectId: contractId };
      await audit(tx, { actorId, organisationId, ...subject, detail: { state, reason } });
      return (await findTrial(tx, contractId))!;
    });
  }

  /** Whoever said nothing until the trial was over has decided as the contract says. Each in a transaction of its own. */
  async sweep(): Promise<void> {
    for (const { contractId } of await overdueTrials(this.database.manager, chinaDay(this.clock.now()), BATCH))
      await this.database.transaction((tx) => this.silence(tx, contractId));
  }

  private async silence(tx: Tx, contractId: string): Promise<void> {
    await lockContract(tx, contractId);
    const [trial, basis] = [await findTrial(tx, contractId), await findBasis(tx, contractId)];
    if (trial?.state !== 'open' || !basis) return;
    const { payment } = await this.contracts.termsOf(tx, contractId);
    const state = payment.kind === 'try_first' && payment.silence === 'buys' ? 'bought' : 'returned';
    await this.end(tx, basis, { state, reason: '试用期满，未作决定', userId: null });
  }

  private async open(tx: Tx, contractId: string, buyerId: string): Promise<{ trial: TrialRow; basis: PaymentBasis }> {
    await lockContract(tx, contractId);
    const [trial, basis] = [await findTrial(tx, contractId), await findBasis(tx, contractId)];
    if (!trial || basis?.payerId !== buyerId) throw notFound('trial.not_found');
    if (trial.state !== 'open' || basis.contractState === 'void') throw conflict('trial.over', { state: trial.state });
    return { trial, basis };
  }

  private async end(
    tx: Tx,
    { contractId, auctionId, listingId, contractState }: PaymentBasis,
    end: { state: 'bought' | 'returned'; reason: string; userId: string | null },
  ): Promise<void> {
    await endTrial(tx, contractId, end);
    await appendFact(tx, { type: 'trial.decided', subjectId: contractId, payload: { contractId, outcome: end.state } });
    if (end.state === 'bought') return this.payments.open(tx, contractId);
    if (contractState === 'void') return;
    await this.contracts.cancel(tx, contractId, end.reason);
    if (auctionId) await this.deposits.releaseLosers(tx, auctionId, null);
    const payload = { auctionId, listingId, contractId, reason: end.reason };
    await appendFact(tx, { type: 'sale.cancelled', subjectId: contractId, payload });
  }
}
