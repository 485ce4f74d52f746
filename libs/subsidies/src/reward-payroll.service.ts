import { Injectable } from '@nestjs/common';
import { conflict, forbidden, invalid, newId, notFound } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { audit, Database, DatabaseClock, type Page, toPage, type Tx } from '@jishi/platform';
import { chinaDay } from '@jishi/pricing';
import { taxFlag, WAGE_TOTAL } from './domain/reward-tax';
import { requireWords, stepReward } from './reward-case';
import { findReward, type RewardRow } from './reward.repository';
import * as repository from './reward-payroll.repository';
import type { ExportRow, PayrollLine, PayrollLineRow, PayrollRow } from './reward-payroll.repository';
import { listShares } from './reward-share.repository';

export interface WholePayroll {
  payroll: PayrollRow;
  lines: PayrollLineRow[];
  exports: ExportRow[];
  /** What this reader can do now. */
  may: ('export' | 'record' | 'confirm')[];
}

const MAX_CASES = 200;

/** Approved rewards go to payroll together: exported once, again only with a reason; paid by the word of two people. */
@Injectable()
export class RewardPayrollService {
  constructor(
    private readonly database: Database,
    private readonly clock: DatabaseClock,
  ) {}

  /** Everything that is approved and in no payroll yet. Errors: `reward.nothing_approved`. */
  make(actor: Actor): Promise<string> {
    return this.database.transaction(async (tx) => {
      const { organisationId, userId } = actor;
      const approved = await repository.lockApproved(tx, organisationId, MAX_CASES);
      if (approved.length === 0) throw conflict('reward.nothing_approved');
      const at = this.now();
      const rewards: RewardRow[] = [];
      const lines: PayrollLine[] = [];
      for (const { id, receivedAt } of approved) {
        const reward = (await findReward(tx, id))!;
        rewards.push(reward);
        lines.push(...(await linesOf(tx, reward, receivedAt, at)));
      }
      const id = newId();
      const number = await repository.nextPayrollNumber(tx, chinaDay(at.getTime()).slice(0, 4));
      const totalMinor = lines.reduce((sum, line) => sum + line.payableMinor, 0);
      await repository.insertPayroll(tx, { id, number, organisationId, totalMinor, by: userId, at });
      await repository.insertPayrollLines(tx, { payrollId: id, organisationId }, lines);
      for (const reward of rewards)
        await stepReward(tx, actor, reward, { action: 'export', at, change: { payrollId: id } });
      await this.record(tx, actor, 'reward.payroll_made', id, { number, totalMinor, cases: rewards.length });
      return id;
    });
  }

  async list(
    actor: Actor,
    query: { state?: string; before?: [string, string]; limit: number },
  ): Promise<Page<PayrollRow>> {
    const { state = null, limit, ...place } = query;
    const filter = { organisationId: actor.organisationId, state, ...place, limit: limit + 1 };
    const found = await repository.listPayrolls(this.database.manager, filter);
    return toPage(found, limit, (last) => [last.createdAt.toISOString(), last.id]);
  }

  /** Errors: `reward_payroll.not_found`. */
  async get(actor: Actor, id: string): Promise<WholePayroll> {
    const tx = this.database.manager;
    const payroll = own(actor, await repository.findPayroll(tx, id));
    const manages = actor.permissions.has('reward.manage');
    const confirms = actor.permissions.has('reward.approve') && payroll.recordedBy !== actor.userId;
    return {
      payroll,
      lines: await repository.listPayrollLines(tx, id),
      exports: await repository.listExports(tx, id),
      may: [
        ...(manages ? (['export'] as const) : []),
        ...(manages && payroll.state === 'exported' && payroll.exports > 0 ? (['record'] as const) : []),
        ...(confirms && payroll.state === 'recorded' ? (['confirm'] as const) : []),
      ],
    };
  }

  /** The file leaves the house: on record, and a second time with a reason. Errors: `reward.reason_missing`, … */
  export(actor: Actor, id: string, format: 'csv' | 'xlsx', reason: string): Promise<WholePayroll> {
    return this.database
      .transaction(async (tx) => {
        const payroll = own(actor, await repository.lockPayroll(tx, id));
        const round = payroll.exports + 1;
        const why = round === 1 ? reason.trim() : requireWords(reason);
        await repository.insertExport(tx, {
          payrollId: id,
          round,
          format,
          by: actor.userId,
          at: this.now(),
          reason: why,
        });
        await this.record(tx, actor, 'reward.payroll_exported', id, { round, format, reason: why });
      })
      .then(() => this.get(actor, id));
  }

  /** When and by which voucher it was paid. Errors: `reward_payroll.wrong_state`, `reward_payroll.not_exported`, `reward_payroll.voucher_used`, `reward_payroll.to_come`, `reward_payroll.too_early`. */
  async recordPayment(actor: Actor, id: string, given: { paidOn: string; voucherNumber: string }): Promise<void> {
    const voucherNumber = requireWords(given.voucherNumber, 'voucherNumber', 'reward.words_missing');
    return this.database.transaction(async (tx) => {
      const payroll = own(actor, await repository.lockPayroll(tx, id));
      if (payroll.state !== 'exported') throw conflict('reward_payroll.wrong_state', { state: payroll.state });
      if (payroll.exports === 0) throw conflict('reward_payroll.not_exported');
      const at = this.now();
      if (given.paidOn > chinaDay(at.getTime()))
        throw invalid('reward_payroll.to_come', {}, [{ path: 'paidOn', code: 'reward_payroll.to_come' }]);
      if (given.paidOn < chinaDay(payroll.createdAt.getTime()))
        throw invalid('reward_payroll.too_early', {}, [{ path: 'paidOn', code: 'reward_payroll.too_early' }]);
      if (await repository.isVoucherUsed(tx, actor.organisationId, voucherNumber, id))
        throw conflict('reward_payroll.voucher_used', { voucherNumber }, [
          { path: 'voucherNumber', code: 'reward_payroll.voucher_used', params: { voucherNumber } },
        ]);
      await repository.setPayment(tx, id, { paidOn: given.paidOn, voucherNumber, by: actor.userId, at });
      await this.record(tx, actor, 'reward.payroll_payment_recorded', id, { paidOn: given.paidOn, voucherNumber });
    });
  }

  /** Another person has seen the voucher, or has not. Errors: `reward_payroll.same_person`, `reward_payroll.wrong_state`, `reward.reason_missing`. */
  async confirm(actor: Actor, id: string, answer: 'confirm' | 'return', reason: string): Promise<void> {
    const why = answer === 'return' ? requireWords(reason) : reason.trim();
    return this.database.transaction(async (tx) => {
      const payroll = own(actor, await repository.lockPayroll(tx, id));
      if (payroll.state !== 'recorded') throw conflict('reward_payroll.wrong_state', { state: payroll.state });
      if (payroll.recordedBy === actor.userId) throw forbidden('reward_payroll.same_person');
      if (answer === 'return') {
        await repository.setPayment(tx, id, null);
        return this.record(tx, actor, 'reward.payroll_payment_returned', id, { reason: why });
      }
      const at = this.now();
      await repository.setPaymentConfirmed(tx, id, actor.userId, at);
      for (const each of await repository.casesOfPayroll(tx, id))
        await stepReward(tx, actor, (await findReward(tx, each.id))!, { action: 'pay', at });
      await this.record(tx, actor, 'reward.payroll_payment_confirmed', id, { voucherNumber: payroll.voucherNumber });
    });
  }

  private now(): Date {
    return new Date(this.clock.now());
  }

  private record(
    tx: Tx,
    actor: Actor,
    action: string,
    subjectId: string,
    detail: Record<string, unknown>,
  ): Promise<void> {
    const { userId: actorId, organisationId } = actor;
    return audit(tx, { actorId, organisationId, action, subjectType: 'reward_payroll', subjectId, detail });
  }
}

/** Errors: `reward_payroll.not_found`. */
function own(actor: Actor, payroll: PayrollRow | null): PayrollRow {
  if (payroll?.organisationId !== actor.organisationId) throw notFound('reward_payroll.not_found');
  return payroll;
}

/** Whoever has something to be paid; a share that was paid directly already needs no line. */
async function linesOf(tx: Tx, reward: RewardRow, receivedAt: Date, at: Date): Promise<PayrollLine[]> {
  const tax = taxFlag({
    class: reward.class,
    institutionKind: reward.organisationKind,
    receivedOn: chinaDay(receivedAt.getTime()),
    paidOn: chinaDay(at.getTime()),
    publicityDays: reward.rule.terms.publicity.days,
  });
  return (await listShares(tx, reward.id, reward.round))
    .filter(({ payableMinor }) => payableMinor > 0)
    .map((share) => ({
      caseId: reward.id,
      shareId: share.id,
      name: share.name,
      employeeNumber: share.employeeNumber,
      affiliation: share.affiliation,
      awardMinor: share.awardMinor,
      paidDirectMinor: share.paidDirectMinor,
      payableMinor: share.payableMinor,
      tax,
      wageTotal: WAGE_TOTAL,
    }));
}
