import { Injectable } from '@nestjs/common';
import { internal } from '@jishi/kernel';
import { appendFact, Database, DatabaseClock, type Tx } from '@jishi/platform';
import { lockDeposit } from './deposit.repository';
import { cameBack, depositDuties, newDuties, paymentDuties } from './domain/duties';
import { type DisputeFact, joinFacts, type MovementFacts } from './domain/movement';
import * as repository from './movement.repository';
import type { MovementRow } from './movement.repository';
import { MovementActs } from './movement-acts';
import { lockPayment } from './payment.repository';
import type { Snapshot } from './provider.port';
import { Providers } from './providers';

/** Takes what a provider says into account: facts are joined, and what follows from them is done in the same transaction. */
@Injectable()
export class MovementService {
  constructor(
    private readonly database: Database,
    private readonly clock: DatabaseClock,
    private readonly acts: MovementActs,
    private readonly providers: Providers,
  ) {}

  /** What the provider says now. */
  async ask({ id, provider, reference }: MovementRow): Promise<void> {
    const snapshot = reference ? await this.providers.get(provider).inquire(reference) : null;
    if (snapshot) await this.apply(snapshot);
    else await this.look(id);
  }

  /** False when no movement of ours is meant. Twice, out of order or at once, it comes to the same. */
  apply(snapshot: Snapshot): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const known = snapshot.commandId ? await repository.findMovement(tx, snapshot.commandId) : null;
      if (!known) return false;
      await this.take(tx, known, snapshot);
      return true;
    });
  }

  /** Time has passed: what is known may ask for something new. */
  look(id: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      const known = await repository.findMovement(tx, id);
      if (!known) return;
      await this.follow(tx, known, known.facts);
      await repository.markInquired(tx, id);
    });
  }

  /** The provider never took the command, or refused it: nothing can come of it. */
  giveUp(id: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      const movement = await repository.lockMovement(tx, id);
      if (!movement || movement.stage !== 'begun') return;
      const facts: MovementFacts = { ...movement.facts, stage: 'voided', voidedBecause: 'failed' };
      await repository.storeFacts(tx, id, { facts, reference: movement.reference, payUrl: null });
    });
  }

  private async take(tx: Tx, known: MovementRow, snapshot: Snapshot): Promise<void> {
    if (snapshot.currency !== known.currency)
      throw internal('settlement.other_currency', { movement: known.id, currency: snapshot.currency });
    await this.follow(tx, known, snapshot.facts, snapshot);
  }

  /** The subject is locked before its movement, always in this order. */
  private async follow(tx: Tx, known: MovementRow, said: MovementFacts, snapshot?: Snapshot): Promise<void> {
    const { subjectKind, subjectId } = known;
    const deposit = subjectKind === 'deposit' ? await lockDeposit(tx, subjectId) : null;
    const payment = subjectKind === 'payment' ? await lockPayment(tx, subjectId) : null;
    const before = await repository.lockMovement(tx, known.id);
    if (!before || (!deposit && !payment))
      throw internal('settlement.movement_without_subject', { movement: known.id });
    const facts = joinFacts(before.facts, said);
    if (snapshot)
      await repository.storeFacts(tx, known.id, { facts, reference: snapshot.reference, payUrl: snapshot.payUrl });
    const movement: MovementRow = { ...before, facts, stage: facts.stage };
    const role = before.bearing ? 'bearer' : 'stranger';
    const duties = deposit
      ? depositDuties(deposit, role, facts, this.clock.now())
      : paymentDuties(payment!, role, facts);
    for (const duty of [...newDuties(duties, before.facts), ...cameBack(before.facts, facts)])
      await (deposit
        ? this.acts.ofDeposit(tx, duty, movement, deposit)
        : this.acts.ofPayment(tx, duty, movement, payment!));
    await this.acts.endPayouts(tx, movement);
    for (const dispute of newDisputes(before.facts, facts))
      await appendFact(tx, {
        type: 'movement.disputed',
        subjectId,
        payload: { movementId: known.id, subjectKind, subjectId, ...dispute },
      });
  }
}

const newDisputes = (before: MovementFacts, after: MovementFacts): DisputeFact[] =>
  after.disputes.filter(({ reference }) => !before.disputes.some((known) => known.reference === reference));
