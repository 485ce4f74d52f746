import { Injectable } from '@nestjs/common';
import { createLogger, Database } from '@jishi/platform';
import { CheckoutService } from './checkout.service';
import { HOLD_MARGIN_MS } from './domain/duties';
import { dueMovements, markInquired, type MovementRow } from './movement.repository';
import { MovementService } from './movement.service';

const logger = createLogger('settlement');
const BATCH = 100;

/** Holds run out and pages close by themselves: whoever is due is asked about, whether or not anybody told us. */
@Injectable()
export class HoldClock {
  constructor(
    private readonly database: Database,
    private readonly movements: MovementService,
    private readonly checkouts: CheckoutService,
  ) {}

  async sweep(): Promise<void> {
    for (const movement of await dueMovements(this.database.manager, HOLD_MARGIN_MS, BATCH))
      await this.lookAt(movement).catch(async (error: unknown) => {
        logger.warn({ movement: movement.id, error: String(error) }, 'a movement could not be asked about');
        // whoever is away is not asked again at once
        await markInquired(this.database.manager, movement.id);
      });
  }

  private async lookAt(movement: MovementRow): Promise<void> {
    if (movement.reference) return this.movements.ask(movement);
    // its answer was lost: the same command is asked again, and old ones are searched for first
    // (a page whose time is up is refused, which ends the movement)
    await this.checkouts.open(movement.id).catch((error: unknown) => {
      if ((error as { code?: string }).code !== 'settlement.provider_refused') throw error;
    });
  }
}
