import { Injectable } from '@nestjs/common';
import { Database } from '@jishi/platform';
import { admittedWithoutDeposit, type DepositFault, depositFaults } from './deposit.repository';

/** What must hold of every deposit, looked up in ledger and book: for operators, and for tests after anything. */
@Injectable()
export class DepositCheckService {
  constructor(private readonly database: Database) {}

  /**
   * Both are empty. `faults`: received ≠ held + released + captured + forfeited + charged back, or not as the state says;
   * `admitted`: who may bid although no deposit of theirs is held.
   */
  async check(): Promise<{ faults: DepositFault[]; admitted: { auctionId: string; organisationId: string }[] }> {
    const tx = this.database.manager;
    return { faults: await depositFaults(tx), admitted: await admittedWithoutDeposit(tx) };
  }
}
