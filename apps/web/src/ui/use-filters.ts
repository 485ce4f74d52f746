import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';

/** Filters live in the address, so that a filtered list can be sent to a colleague. */
export function useFilters<K extends string>(names: readonly K[]) {
  const [search, setSearch] = useSearchParams();
  const key = names.join();
  const values = useMemo(() => {
    const found: Partial<Record<K, string>> = {};
    for (const name of key.split(',') as K[]) {
      const value = search.get(name);
      if (value) found[name] = value;
    }
    return found;
  }, [search, key]);
  const set = useCallback(
    (name: K, value: string | null | undefined) =>
      setSearch(
        (previous) => {
          const next = new URLSearchParams(previous);
          if (value) next.set(name, value);
          else next.delete(name);
          return next;
        },
        { replace: true },
      ),
    [setSearch],
  );
  return { values, set };
}
