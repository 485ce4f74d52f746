import { sales } from '../../../api/sales';
import { usePages } from '../../../ui/use-pages';

/** The approvals of one sale, the latest first. */
export const useApprovals = (auctionId: string, refetchMs: number) =>
  usePages(['/auctions/approvals', auctionId], refetchMs, (query) => sales.approvalsOf(auctionId, query));

/** What waits for a second person, in all sales of this exchange. */
export const usePendingApprovals = (refetchMs: number) =>
  usePages(['/approvals', 'pending'], refetchMs, (query) => sales.approvals({ ...query, state: 'pending' }));
