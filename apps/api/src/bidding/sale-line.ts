import type { AuctionView, CeremonyView, IncidentView } from '@jishi/bidding';
import { ROLES } from '@jishi/sealing';
import type { ApprovalResponse } from './approvals.dto';

/** An auction as a spreadsheet's line: moments as people read them, nothing nested. */
export const saleLine = (sale: AuctionView) => ({
  auctionId: sale.auctionId,
  listingId: sale.listingId,
  title: sale.title,
  mode: sale.mode,
  state: sale.state,
  awaits: sale.awaits ?? '',
  outcome: sale.outcome ?? '',
  result: sale.result ?? '',
  winner: sale.winner ?? '',
  startPriceMinor: sale.startPriceMinor,
  priceMinor: sale.priceMinor,
  bidCount: sale.bidCount,
  openObjections: sale.openObjections,
  opensAt: new Date(sale.opensAtMs).toISOString(),
  endsAt: new Date(sale.endsAtMs).toISOString(),
});

/** A ceremony as a spreadsheet's line: of each trustee who it is, and how far it is. */
export const ceremonyLine = (ceremony: CeremonyView) => ({
  auctionId: ceremony.auctionId,
  title: ceremony.title,
  sealedPrice: ceremony.sealedPrice,
  state: ceremony.state,
  awaits: ceremony.awaits ?? '',
  seated: ceremony.seated,
  bidCount: ceremony.bidCount,
  ...Object.fromEntries(
    ROLES.flatMap((role) => {
      const trustee = ceremony.trustees.find((appointed) => appointed.role === role);
      return [
        [role, trustee?.organisationName ?? ''],
        [`${role}KeyPublishedAt`, trustee?.publishedAt?.toISOString() ?? ''],
        [`${role}Drilled`, trustee?.drilled ?? false],
      ];
    }),
  ),
  opensAt: new Date(ceremony.opensAtMs).toISOString(),
  endsAt: new Date(ceremony.endsAtMs).toISOString(),
});

/** What two people decided, as a spreadsheet's line. */
export const approvalLine = (approval: ApprovalResponse) => ({
  id: approval.id,
  auctionId: approval.auctionId,
  auctionTitle: approval.auctionTitle,
  kind: approval.kind,
  payload: approval.payload,
  reason: approval.reason,
  state: approval.state,
  requestedByName: approval.requestedByName,
  requestedAt: approval.requestedAt,
  expiresAt: approval.expiresAt,
  decidedByName: approval.decidedByName ?? '',
  decidedAt: approval.decidedAt,
  decisionReason: approval.decisionReason,
  seq: approval.outcome?.seq ?? '',
  code: approval.outcome?.code ?? '',
});

/** An incident as a spreadsheet's line. */
export const incidentLine = ({ arrivedAtMs, ...incident }: IncidentView) => ({
  ...incident,
  arrivedAt: arrivedAtMs === null ? '' : new Date(arrivedAtMs).toISOString(),
});
