import { Injectable, type Type } from '@nestjs/common';
import type { Consumer, Fact, Tx } from '@jishi/platform';
import { HistoryCarryingService } from './history-carrying.service';
import { insertSettledDeal } from './register.repository';

/** A committed import becomes history. Its batches have transactions of their own, so that one can watch them go in. */
@Injectable()
export class CarryOutImport implements Consumer {
  readonly name = 'listings.carry_out_import';
  readonly events = ['history.import_committed'];

  constructor(private readonly carrying: HistoryCarryingService) {}

  before(fact: Fact): Promise<void> {
    return this.carrying.carryOut((fact.payload as { importId: string }).importId);
  }

  handle(tx: Tx, fact: Fact): Promise<void> {
    return this.carrying.finish(tx, (fact.payload as { importId: string }).importId);
  }
}

/** A deal settled here can be compared from now on, like those an operator brought along. */
@Injectable()
export class RegisterDeal implements Consumer {
  readonly name = 'listings.register_deal';
  readonly events = ['volume.recorded'];

  async handle(tx: Tx, fact: Fact): Promise<void> {
    await insertSettledDeal(tx, (fact.payload as { volumeRecordId: string }).volumeRecordId);
  }
}

export const historyConsumers: Type<Consumer>[] = [CarryOutImport, RegisterDeal];
