import type {
  ClaimRow,
  FeeDecisionRow,
  FeeView,
  InvoiceDetail,
  InvoiceFileRow,
  InvoicePaperRow,
  InvoiceRow,
} from '@jishi/settlement';
import type { FeeDecisionResponse, SaleFeeResponse } from './fees.dto';
import type {
  ClaimResponse,
  InvoiceDetailResponse,
  InvoiceFileResponse,
  InvoicePaperResponse,
  InvoiceResponse,
} from './invoices.dto';

export function feeDecisionView(decision: FeeDecisionRow): FeeDecisionResponse {
  const { exchangeId: _, proposedBy: __, ...shown } = decision;
  return {
    ...shown,
    decidedAt: decision.decidedAt?.toISOString() ?? null,
    createdAt: decision.createdAt.toISOString(),
  };
}

export const saleFeeView = (fee: FeeView): SaleFeeResponse => ({
  ...fee,
  decisions: fee.decisions.map(feeDecisionView),
});

export function invoiceView(invoice: InvoiceRow): InvoiceResponse {
  const { exchangeId: _, replacesId: __, ...shown } = invoice;
  return { ...shown, createdAt: invoice.createdAt.toISOString() };
}

export function invoiceDetailView({ papers, steps, ...invoice }: InvoiceDetail): InvoiceDetailResponse {
  return {
    ...invoiceView(invoice),
    papers: papers.map(paperView),
    steps: steps.map((step) => ({ ...step, at: step.at.toISOString() })),
  };
}

function paperView(paper: InvoicePaperRow): InvoicePaperResponse {
  const { vatEffectiveOn: _, scanned: __, ...shown } = paper;
  return { ...shown, recordedAt: paper.recordedAt.toISOString() };
}

export function invoiceFileView(file: InvoiceFileRow): InvoiceFileResponse {
  const { organisationId: _, uploadedBy: __, ...shown } = file;
  return shown;
}

export function claimView(claim: ClaimRow): ClaimResponse {
  const { exchangeId: _, ...shown } = claim;
  return { ...shown, settledAt: claim.settledAt?.toISOString() ?? null };
}
