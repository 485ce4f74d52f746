import type { LiveServer } from './connection';

const SWEEP_MS = 500;
const FRAMES_MAX = 200;

/** The parts of engine.io's connection that tell how far a reader is behind; not in its public types. */
interface Line {
  writeBuffer: unknown[];
  transport: { socket?: { terminate?: () => void } };
}

/**
 * Memory for unread frames is bounded: a socket that lets this many pile up is closed, and comes back with
 * `after=seq` when its line is better. Everyone else's frames never wait for it.
 */
export function shedSlowSockets(server: LiveServer, onShed: (socketId: string, frames: number) => void): () => void {
  const timer = setInterval(() => {
    for (const socket of server.sockets.sockets.values()) {
      const line = socket.conn as unknown as Line;
      const frames = line.writeBuffer.length;
      if (frames <= FRAMES_MAX) continue;
      onShed(socket.id, frames);
      // Not a polite goodbye: that would queue behind the frames it does not read.
      line.transport.socket?.terminate?.();
      socket.disconnect(true);
    }
  }, SWEEP_MS);
  return () => clearInterval(timer);
}
