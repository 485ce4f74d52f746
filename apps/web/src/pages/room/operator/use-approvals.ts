import { useInfiniteQuery } from '@tanstack/react-query';
import { sales } from '../../../api/sales';

const PAGE = 20;

/** The approvals of one sale, the latest first, page by page as they are asked for. */
export function useApprovals(auctionId: string, refetchMs: number) {
  const query = useInfiniteQuery({
    queryKey: ['/auctions/approvals', auctionId],
    queryFn: ({ pageParam }) => sales.approvalsOf(auctionId, { limit: PAGE, cursor: pageParam }),
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
