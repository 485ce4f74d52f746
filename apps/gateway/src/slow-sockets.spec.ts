import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { LiveServer } from './connection';
import { shedSlowSockets } from './slow-sockets';

function socket(id: string, waitingFrames: number) {
  const seen = { terminated: false, disconnected: false };
  const conn = {
    writeBuffer: Array.from({ length: waitingFrames }),
    transport: { socket: { terminate: () => (seen.terminated = true) } },
  };
  return { id, conn, seen, disconnect: () => (seen.disconnected = true) };
}

describe('slow sockets', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('a reader too far behind is cut off; the others stay', () => {
    const [slow, fine] = [socket('slow', 201), socket('fine', 200)];
    const server = { sockets: { sockets: new Map([slow, fine].map((one) => [one.id, one])) } };
    const shed: string[] = [];
    const stop = shedSlowSockets(server as unknown as LiveServer, (id) => shed.push(id));
    jest.advanceTimersByTime(1_000);
    stop();
    expect(new Set(shed)).toEqual(new Set(['slow']));
    expect(slow.seen).toEqual({ terminated: true, disconnected: true });
    expect(fine.seen).toEqual({ terminated: false, disconnected: false });
  });
});
