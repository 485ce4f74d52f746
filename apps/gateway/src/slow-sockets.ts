import type { LiveServer } from './connection';

const SWEEP_MS = 500;
const PACKETS_MAX = 200;
const BYTES_MAX = 1_048_576;

/**
 * Memory for what is not read is bounded. Events are skipped long before this (see Audience); answers are not, so whoever
 * lets this much pile up is closed, and comes back with `after=seq` when its line is better.
 */
export function cutUnreadSockets(server: LiveServer, onCut: (socketId: string, packets: number) => void): () => void {
  const timer = setInterval(() => {
    for (const socket of server.sockets.sockets.values()) {
      const { line } = socket.data;
      const packets = line.waitingPackets;
      if (packets <= PACKETS_MAX && line.waitingBytes <= BYTES_MAX) continue;
      onCut(socket.id, packets);
      line.cut();
      socket.disconnect(true);
    }
  }, SWEEP_MS);
  return () => clearInterval(timer);
}
