// A crowd of socket bidders in a process of its own, so that it does not slow the one whose answers are timed.
// Reads one line of JSON: {gatewayUrl, auctionId, tokens, everyMs, stepMinor}; bids until standard input closes; prints what it saw.
import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { io } from 'socket.io-client';

const lines = createInterface({ input: process.stdin });
const { gatewayUrl, auctionId, tokens, everyMs, stepMinor } = JSON.parse(
  await new Promise((resolve) => lines.once('line', resolve)),
);
const seen = { acknowledged: 0, accepted: 0, slowestMs: 0, priceMinor: 0 };
let stopped = false;
lines.once('close', () => (stopped = true));

const sockets = await Promise.all(
  tokens.map(
    (token) =>
      new Promise((resolve, reject) => {
        const socket = io(gatewayUrl, { transports: ['websocket'], forceNew: true, auth: { token } });
        socket.once('connect', () => resolve(socket));
        socket.once('connect_error', reject);
      }),
  ),
);
const { snapshot } = await sockets[0].emitWithAck('watch', { auctionId });
seen.priceMinor = snapshot.nextMinimumMinor;
sockets[0].on('events', ({ events }) => {
  for (const { amountMinor } of events) seen.priceMinor = Math.max(seen.priceMinor, amountMinor ?? 0);
});
process.stdout.write('ready\n');

await Promise.all(sockets.map(bidAgainAndAgain));
for (const socket of sockets) socket.disconnect();
process.stdout.write(`${JSON.stringify(seen)}\n`);

async function bidAgainAndAgain(socket) {
  await pause(Math.random() * everyMs);
  while (!stopped) {
    const startedMs = performance.now();
    const amountMinor = seen.priceMinor + stepMinor;
    const ack = await socket.emitWithAck('bid', { auctionId, commandId: randomUUID(), amountMinor });
    if (!('accepted' in ack)) throw new Error(`bid refused: ${JSON.stringify(ack)}`);
    seen.acknowledged += 1;
    if (ack.accepted) {
      seen.accepted += 1;
      seen.priceMinor = Math.max(seen.priceMinor, amountMinor);
    }
    const tookMs = performance.now() - startedMs;
    seen.slowestMs = Math.max(seen.slowestMs, Math.round(tookMs));
    await pause(Math.max(0, everyMs - tookMs));
  }
}

function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
