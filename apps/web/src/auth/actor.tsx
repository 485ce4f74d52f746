import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useMemo } from 'react';
import { type ActorView, identity, type SystemConfig } from '../api/identity';

interface Auth {
  actor: ActorView | null;
  pending: boolean;
  can: (permission: string) => boolean;
  /** Somebody else is at the keyboard now (null: nobody): what the page knew was for the one before. */
  enter: (actor: ActorView | null) => Promise<void>;
}

const AuthContext = createContext<Auth | null>(null);

/** Who is at the keyboard. The server decides every request; `can` only keeps useless doors out of sight. */
export function AuthProvider({ children }: { children: React.ReactNode }) {
  const client = useQueryClient();
  const { data, isPending } = useQuery({
    queryKey: ['actor'],
    queryFn: identity.current,
    staleTime: 60_000,
  });
  const auth = useMemo<Auth>(() => {
    const permissions = new Set(data?.permissions ?? []);
    return {
      actor: data ?? null,
      pending: isPending,
      can: (permission) => permissions.has(permission),
      enter: async (actor) => {
        await client.cancelQueries();
        client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'actor' && queryKey[0] !== 'config' });
        client.setQueryData(['actor'], actor);
      },
    };
  }, [data, isPending, client]);
  return <AuthContext value={auth}>{children}</AuthContext>;
}

export function useAuth(): Auth {
  const auth = useContext(AuthContext);
  if (!auth) throw new Error('useAuth outside AuthProvider');
  return auth;
}

export function useConfig(): SystemConfig | undefined {
  return useQuery({ queryKey: ['config'], queryFn: identity.config, staleTime: Infinity }).data;
}
