import { useInfiniteQuery } from '@tanstack/react-query';
import type { Page, Query } from '../api/http';

/** What is kept up to date page by page, as far as its reader went on. */
export function usePages<T extends { id: string }>(
  key: readonly unknown[],
  refetchMs: number,
  fetchPage: (query: Query) => Promise<Page<T>>,
) {
  const query = useInfiniteQuery({
    queryKey: key,
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
