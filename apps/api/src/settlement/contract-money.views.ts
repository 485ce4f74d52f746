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

export function reportView({ auditAskedBy: _, ...report }: RoyaltyReportRow): RoyaltyReportResponse {
  return {
    ...report,
    filedAt: report.filedAt.toISOString(),
    answeredAt: iso(report.answeredAt),
    auditAskedAt: iso(report.auditAskedAt),
    foundAt: iso(report.foundAt),
  };
}

export const trialView = ({ contractId: _, ...trial }: TrialRow): TrialResponse => ({
  ...trial,
  decidedAt: iso(trial.decidedAt),
});

export const contractMoneyView = ({ payees: _, ...money }: ContractMoney, actor: Actor): ContractMoneyResponse => ({
  ...money,
  payments: money.payments.map((payment) => paymentView(payment, actor)),
  payouts: money.payouts.map(payoutView),
  objections: money.objections.map(objectionView),
  reports: money.reports.map(reportView),
  trial: money.trial && trialView(money.trial),
});
