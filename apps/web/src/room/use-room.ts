import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { type RoomView, RoomStore } from './room-store';
import type { ClockEstimate } from './server-clock';

export function useRoom(auctionId: string): { view: RoomView; store: RoomStore } {
  const store = useMemo(() => new RoomStore(auctionId), [auctionId]);
  useEffect(() => {
    void store.start();
    return () => store.stop();
  }, [store]);
  const view = useSyncExternalStore(store.subscribe, store.read);
  return { view, store };
}

/** Server time, ticking; without a measurement yet, nothing is shown rather than the browser's own time. */
export function useServerNow(clock: ClockEstimate | null, everyMs = 200): number | null {
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return clock ? now + clock.offsetMs : null;
}
