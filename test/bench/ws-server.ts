import { WebSocketServer } from 'ws';
import { answer } from './child';

/**
 * The least a server can do for an audience: ws.send of a ready buffer to each. It says just enough of socket.io for the same
 * clients: open, connected, and an answer to `watch`.
 */
let sockets: WebSocketServer;
let seq = 0;

answer(async (question) => {
  if ('port' in question) return listen(question['port'] as number);
  return send(question as unknown as { everyMs: number; ms: number; bytes: number });
});

async function listen(port: number): Promise<object> {
  sockets = new WebSocketServer({ port, host: '127.0.0.1', perMessageDeflate: false });
  sockets.on('connection', (socket) => {
    socket.on('message', (data: Buffer) => {
      const text = data.toString();
      if (text.startsWith('40')) socket.send('40{"sid":"x"}');
      else if (text.startsWith('420')) socket.send('430[{}]');
    });
    socket.send('0{"sid":"x","upgrades":[],"pingInterval":25000,"pingTimeout":20000}');
  });
  await new Promise((done) => sockets.once('listening', done));
  return { listening: true };
}

function send({ everyMs, ms, bytes }: { everyMs: number; ms: number; bytes: number }): Promise<object> {
  const sentAtMs: [number, number][] = [];
  return new Promise((resolve) => {
    const endMs = performance.now() + ms;
    const timer = setInterval(() => {
      seq += 1;
      const frame = Buffer.from(`42["events",{"seq":${seq},"text":"`.padEnd(Math.max(0, bytes - 3), 'x') + '"}]');
      sentAtMs.push([seq, performance.timeOrigin + performance.now()]);
      for (const socket of sockets.clients) socket.send(frame, { binary: false });
      if (performance.now() < endMs) return;
      clearInterval(timer);
      resolve({ sentAtMs });
    }, everyMs);
  });
}
