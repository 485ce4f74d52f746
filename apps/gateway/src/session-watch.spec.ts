import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { LiveSocket } from './connection';
import { SessionWatch } from './session-watch';

let tell: (message: object) => void;
let watch: SessionWatch;

beforeEach(async () => {
  const bus = {
    subscribe: (_: string, handler: (message: object) => void) => {
      tell = handler;
      return Promise.resolve(() => undefined);
    },
  };
  watch = new SessionWatch({} as never, bus as never);
  await watch.onModuleInit();
});
afterEach(() => watch.onApplicationShutdown());

function socketOf(sessionId: string): { socket: LiveSocket; sent: string[] } {
  const sent: string[] = [];
  const socket = {
    data: { actor: { sessionId }, locale: 'en' },
    on: () => undefined,
    emit: (event: string) => sent.push(event),
    disconnect: () => sent.push('disconnect'),
  };
  return { socket: socket as unknown as LiveSocket, sent };
}

describe('a revoked session', () => {
  it('loses its sockets, and those whose handshake was under way', () => {
    const [early, late, other] = [socketOf('s1'), socketOf('s1'), socketOf('s2')];
    watch.add(early.socket);
    tell({ sessionId: 's1' });
    watch.add(late.socket);
    watch.add(other.socket);
    for (const { socket, sent } of [early, late]) {
      expect(sent).toEqual(['session.revoked', 'disconnect']);
      expect(socket.data.actor).toBeNull();
    }
    expect(other.sent).toEqual([]);
  });
});
