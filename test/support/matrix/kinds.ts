/**
 * What a path parameter names, by the path up to it. A route with a parameter that is not here fails the matrix by name:
 * whoever adds a route says what it is about.
 */
export const PARAMETERS: Readonly<Record<string, Kind>> = {
  '/achievements/{id}': 'achievement',
  '/applications/{id}': 'application',
  '/approvals/{id}': 'approval',
  '/attachments/{id}': 'attachment',
  '/auctions/{id}': 'auction',
  '/auctions/{id}/objections/{seq}': 'saleObjection',
  '/bank-lines/{id}': 'bankLine',
  '/bylaws/{id}': 'bylaw',
  '/ceremonies/{id}': 'sealedAuction',
  '/confirmations/{id}': 'candidacy',
  '/confirmations/{id}/documents/{documentId}': 'candidacyDocument',
  '/contracts/{id}': 'contract',
  '/counter/acts/{id}': 'counterAct',
  '/defaults/{id}': 'defaultCase',
  '/deposits/{id}': 'deposit',
  '/disclosures/{id}': 'disclosure',
  '/disclosures/{id}/contributors/{contributorId}': 'contributor',
  '/exchange/windows/{id}': 'window',
  '/fee-decisions/{id}': 'feeDecision',
  '/first-refusals/{id}': 'firstRefusal',
  '/history-imports/{id}': 'historyImport',
  '/intake-receipts/{id}': 'intakeReceipt',
  '/invoices/{id}': 'invoice',
  '/invoices/{id}/papers/{paperId}': 'invoicePaper',
  '/ledger/transfers/{id}': 'transfer',
  '/listing-amendments/{id}': 'amendment',
  '/listings/{id}': 'listing',
  '/listings/{id}/documents/{documentId}': 'listingDocument',
  '/listings/{id}/valuations/{worksheetId}': 'linkedWorksheet',
  '/market-links/{id}': 'marketLink',
  '/notices/{id}': 'notice',
  '/notifications/{id}': 'notification',
  '/objections/{id}': 'objection',
  '/offers/{id}': 'defaultOffer',
  '/organisations/{id}': 'organisation',
  '/organisations/{id}/users/{userId}': 'user',
  '/payments/{id}': 'payment',
  '/payout-objections/{id}': 'payoutObjection',
  '/payouts/{id}': 'payout',
  '/reconciliation-differences/{id}': 'difference',
  '/reconciliation-runs/{id}': 'reconciliation',
  '/relations/{id}': 'relation',
  '/reward-payrolls/{id}': 'rewardPayroll',
  '/reward-rules/{id}': 'rewardRule',
  '/rewards/{id}': 'reward',
  '/rewards/{id}/deductions/{deductionId}': 'rewardDeduction',
  '/rewards/{id}/objections/{objectionId}': 'rewardObjection',
  '/rewards/{id}/shares/{shareId}': 'rewardShare',
  '/royalty-reports/{id}': 'royaltyReport',
  '/rule-profile-drafts/{id}': 'profileDraft',
  '/rule-profiles/{code}': 'profile',
  '/rule-profiles/{code}/{version}': 'profileVersion',
  '/sessions/{id}': 'session',
  '/valuations/{id}': 'worksheet',
  '/valuations/{id}/changes/{otherId}': 'laterWorksheet',
  '/windows/mandates/{id}': 'mandate',
  '/windows/{id}': 'window',
};

/** Parameters that name no thing but a sort of things. */
export const WORDS: Readonly<Record<string, string>> = {
  '/history/{kind}': 'members',
  '/notices/{provider}': 'stripe',
};

/** What a field of a body or of a query names. `fresh` is an id the caller makes up. */
export const FIELDS: Readonly<Record<string, Kind | 'fresh'>> = {
  achievementId: 'achievement',
  attachmentId: 'attachment',
  attachmentIds: 'attachment',
  auctionId: 'auction',
  clientId: 'organisation',
  commandId: 'fresh',
  contractId: 'contract',
  depositId: 'deposit',
  documentId: 'listingDocument',
  documentIds: 'attachment',
  evidenceId: 'attachment',
  evidenceIds: 'attachment',
  exchangeId: 'organisation',
  fileId: 'invoiceFile',
  importId: 'historyImport',
  incomeId: 'rewardIncome',
  lineIds: 'bankLine',
  listingId: 'listing',
  marketId: 'organisation',
  organisationId: 'organisation',
  ownerId: 'organisation',
  paperId: 'attachment',
  paymentId: 'payment',
  replacesId: 'worksheet',
  replacesInvoiceId: 'invoice',
  runId: 'reconciliation',
  sellerId: 'organisation',
  seriesId: 'worksheet',
  subjectId: 'contract',
  toWindowId: 'window',
  transfereeId: 'organisation',
  userId: 'user',
  windowId: 'window',
};

export const KINDS = [
  'achievement',
  'amendment',
  'application',
  'approval',
  'attachment',
  'auction',
  'bankLine',
  'bylaw',
  'candidacy',
  'candidacyDocument',
  'contract',
  'contributor',
  'counterAct',
  'defaultCase',
  'defaultOffer',
  'deposit',
  'difference',
  'disclosure',
  'feeDecision',
  'firstRefusal',
  'historyImport',
  'intakeReceipt',
  'invoice',
  'invoiceFile',
  'invoicePaper',
  'laterWorksheet',
  'linkedWorksheet',
  'listing',
  'listingDocument',
  'mandate',
  'marketLink',
  'notice',
  'notification',
  'objection',
  'organisation',
  'payment',
  'payout',
  'payoutObjection',
  'profile',
  'profileDraft',
  'profileVersion',
  'reconciliation',
  'relation',
  'reward',
  'rewardDeduction',
  'rewardIncome',
  'rewardObjection',
  'rewardPayroll',
  'rewardRule',
  'rewardShare',
  'royaltyReport',
  'saleObjection',
  'sealedAuction',
  'session',
  'transfer',
  'user',
  'window',
  'worksheet',
] as const;
export type Kind = (typeof KINDS)[number];

/** The id to write into a field that names this kind of thing. */
export type IdOf = (kind: Kind | 'fresh', field: string) => string;

/** One thing of a world. */
export interface Thing {
  /** For the reader of a failure: `draft`, `listed`. */
  name: string;
  id: string;
  /** The thing it lies in, for parameters after the first. */
  within?: string;
  /** Everybody may read it in this state. */
  open?: true;
  /** Everybody may know that it is there, not what it holds. */
  known?: true;
}

/** The parameters of a route, each with the path up to it. */
export function parametersOf(path: string): { name: string; upTo: string }[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map((match) => ({
    name: match[1]!,
    upTo: path.slice(0, match.index + match[0].length),
  }));
}
