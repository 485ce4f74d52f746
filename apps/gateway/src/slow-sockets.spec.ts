import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { LiveServer } from './connection';
import { cutUnreadSockets } from './slow-sockets';

function socket(id: string, packets: number, bytes: number) {
  const seen = { terminated: false, disconnected: false };
  const line = { waitingPackets: packets, waitingBytes: bytes, cut: () => (seen.terminated = true) };
  return { id, data: { line }, seen, disconnect: () => (seen.disconnected = true) };
}

describe('sockets that do not read', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('are cut off once too much waits for them; the others stay', () => {
    const unread = [socket('packets', 201, 0), socket('bytes', 0, 1_048_577)];
    const fine = socket('fine', 200, 1_048_576);
    const server = { sockets: { sockets: new Map([...unread, fine].map((one) => [one.id, one])) } };
    const cut: string[] = [];
    const stop = cutUnreadSockets(server as unknown as LiveServer, (id) => cut.push(id));
    jest.advanceTimersByTime(1_000);
    stop();
    expect(new Set(cut)).toEqual(new Set(['packets', 'bytes']));
    for (const { seen } of unread) expect(seen).toEqual({ terminated: true, disconnected: true });
    expect(fine.seen).toEqual({ terminated: false, disconnected: false });
  });
});
