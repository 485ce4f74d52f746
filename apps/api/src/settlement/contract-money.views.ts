import type { Actor } from '@jishi/identity';
import type { ContractMoney, PayoutObjectionRow, RoyaltyReportRow, TrialRow } from '@jishi/settlement';
import type {
  ContractMoneyResponse,
  PayoutObjectionResponse,
  RoyaltyReportResponse,
  TrialResponse,
} from './contract-money.dto';
import { paymentView, payoutView } from './views';

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

export function objectionView(objection: PayoutObjectionRow): PayoutObjectionResponse {
  const { exchangeId: _, organisationId: __, confirmedBy: ___, ...shown } = objection;
  return { ...shown, raisedAt: objection.raisedAt.toISOString(), confirmedAt: iso(objection.confirmedAt) };
}

export function reportView(report: RoyaltyReportRow): RoyaltyReportResponse {
  const { auditAskedBy: _, ...shown } = report;
  return {
    ...shown,
    filedAt: report.filedAt.toISOString(),
    answeredAt: iso(report.answeredAt),
    auditAskedAt: iso(report.auditAskedAt),
    foundAt: iso(report.foundAt),
  };
}

export function trialView(trial: TrialRow): TrialResponse {
  const { contractId: _, ...shown } = trial;
  return { ...shown, decidedAt: iso(trial.decidedAt) };
}

export function contractMoneyView(money: ContractMoney, actor: Actor): ContractMoneyResponse {
  const { payees: _, ...shown } = money;
  return {
    ...shown,
    payments: money.payments.map((payment) => paymentView(payment, actor)),
    payouts: money.payouts.map(payoutView),
    objections: money.objections.map(objectionView),
    reports: money.reports.map(reportView),
    trial: money.trial && trialView(money.trial),
  };
}
