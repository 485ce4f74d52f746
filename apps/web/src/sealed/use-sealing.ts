import { useRef, useState } from 'react';
import type { TrusteeRole } from '@jishi/sealing';
import type { Receipt } from '../api/auctions';
import { ceremonies } from '../api/ceremonies';
import { accepted, isSpent } from '../lib/accepted';
import { newCommandId } from '../lib/command-id';
import { sealing } from './crypto';

/** Seals and hands in. An answer that was lost is asked for again with the same envelope: it cannot count twice. */
export function useSealing(auctionId: string, bidder: string, onSealed: (receipt: Receipt) => void) {
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const kept = useRef<{ commandId: string; envelope: string; amountMinor: number } | null>(null);

  const sealed = async (amountMinor: number) => {
    if (kept.current?.amountMinor === amountMinor) return kept.current;
    const { trustees } = await ceremonies.seats(auctionId);
    const keys = Object.fromEntries(trustees.map(({ role, publicKey }) => [role, publicKey]));
    const { sealBid } = await sealing();
    const envelope = await sealBid(amountMinor, { auctionId, bidder }, keys as Record<TrusteeRole, string>);
    return (kept.current = { commandId: newCommandId(), envelope, amountMinor });
  };
  const send = async (amountMinor: number): Promise<boolean> => {
    setPending(true);
    setError(null);
    try {
      const { commandId, envelope } = await sealed(amountMinor);
      onSealed(accepted(await ceremonies.seal(auctionId, commandId, envelope)) as Receipt);
      return true;
    } catch (cause) {
      if (isSpent(cause)) kept.current = null;
      setError(cause);
      return false;
    } finally {
      setPending(false);
    }
  };
  return { pending, error, send };
}
