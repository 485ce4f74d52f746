import { Injectable } from '@nestjs/common';
import { notFound } from '@jishi/kernel';
import { ContractsService } from '@jishi/contracts';
import type { Actor } from '@jishi/identity';
import { Database, DatabaseClock } from '@jishi/platform';
import { chinaDay, type Payee, royaltyOf } from '@jishi/pricing';
import { periodDays, periodsOf } from './domain/royalty';
import { lastDay } from './domain/schedule';
import { findStanding, objectionsOf, type PayoutObjectionRow } from './objection.repository';
import { listPayments, performedOf, type PaymentRow } from './payment.repository';
import { payoutsOfContract, type PayoutRow } from './payout.repository';
import { reportsOf, type RoyaltyReportRow } from './royalty.repository';
import { findTrial, type TrialRow } from './trial.repository';

/** A contract has no more payments than its instalments and royalties. */
const MOST = 500;

export interface NextReport {
  period: number;
  from: string;
  to: string;
  /** Null where working days are not published yet. */
  dueOn: string | null;
  /** Its period is over: it can be filed. */
  canFile: boolean;
}

export interface ContractMoney {
  today: string;
  payments: PaymentRow[];
  payouts: PayoutRow[];
  objections: PayoutObjectionRow[];
  reports: RoyaltyReportRow[];
  nextReport: NextReport | null;
  trial: TrialRow | null;
  payees: Payee[];
  performedMinor: number;
  /** May raise an objection: a party, a payee, or the exchange for others. */
  hasStanding: boolean;
}

/** All money of one contract: what is due and paid, to whom it goes, what was reported, what stands in its way. */
@Injectable()
export class ContractMoneyService {
  constructor(
    private readonly database: Database,
    private readonly clock: DatabaseClock,
    private readonly contracts: ContractsService,
  ) {}

  /** Who else is paid is the seller's side's and the exchange's business. Errors: `contract.not_found`. */
  async read(actor: Actor, contractId: string): Promise<ContractMoney> {
    const tx = this.database.manager;
    const standing = await findStanding(tx, contractId, actor.organisationId);
    const isOverseer = actor.organisationKind === 'regulator';
    if (!standing && !isOverseer) throw notFound('contract.not_found');
    const terms = await this.contracts.termsOf(tx, contractId);
    const own = actor.organisationId;
    const seesAll = isOverseer || own === terms.transferor.id || !standing?.isParty;
    const isBuyer = own === terms.transferee.id;
    const payouts = (await payoutsOfContract(tx, contractId)).filter(({ payeeId }) => seesAll || payeeId === own);
    const payments = await listPayments(tx, { organisationId: isOverseer ? null : own, contractId, limit: MOST });
    const reports = await reportsOf(tx, contractId);
    const today = chinaDay(this.clock.now());
    return {
      today,
      payments: payments.sort((a, b) => a.position - b.position),
      payouts,
      objections: await objectionsOf(tx, contractId),
      reports: seesAll || isBuyer ? reports : [],
      nextReport: nextReport(royaltyOf(terms.payment), reports, today),
      trial: await findTrial(tx, contractId),
      payees: terms.payees ?? [],
      performedMinor: await performedOf(tx, contractId),
      hasStanding: standing !== null,
    };
  }
}

function nextReport(
  royalty: ReturnType<typeof royaltyOf>,
  reports: readonly RoyaltyReportRow[],
  today: string,
): NextReport | null {
  if (!royalty) return null;
  const objected = reports.find(({ state, auditAskedAt }) => state === 'objected' && auditAskedAt === null);
  const period = objected?.period ?? reports.length + 1;
  if (period > periodsOf(royalty)) return null;
  const isWaiting = reports.some((one) => one !== objected && (one.state === 'filed' || one.state === 'objected'));
  const { from, to } = periodDays(royalty, period);
  return { period, from, to, dueOn: lastDay(to, royalty.reportWithin), canFile: to < today && !isWaiting };
}
