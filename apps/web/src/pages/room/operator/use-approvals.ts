import { useInfiniteQuery } from '@tanstack/react-query';
import type { Page } from '../../../api/http';
import { type Approval, sales } from '../../../api/sales';

/** The approvals of one sale, the latest first. */
export const useApprovals = (auctionId: string, refetchMs: number) =>
  usePages('/auctions/approvals', auctionId, refetchMs, (query) => sales.approvalsOf(auctionId, query));

/** What waits for a second person, in all sales of this exchange. */
export const usePendingApprovals = (refetchMs: number) =>
  usePages('/approvals', 'pending', refetchMs, (query) => sales.approvals({ ...query, state: 'pending' }));

type Fetch = (query: { limit: number; cursor: string | null }) => Promise<Page<Approval>>;

/** Page by page, as they are asked for. */
function usePages(route: string, of: string, refetchMs: number, fetchPage: Fetch) {
  const query = useInfiniteQuery({
    queryKey: [route, of],
    queryFn: ({ pageParam }) => fetchPage({ limit: 20, cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval: refetchMs,
  });
  // Where one was added between two pages, it would come twice.
  const items = new Map(
    (query.data?.pages ?? []).flatMap((page) => page.items.map((item) => [item.id, item] as const)),
  );
  return { ...query, items: [...items.values()] };
}
