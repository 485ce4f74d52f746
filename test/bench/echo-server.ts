import { createServer } from 'node:http';
import { Server } from 'socket.io';
import { answer } from './child';

/** The least a socket.io server can do with a bid: give it back. Set up like the gateway. */
answer(async ({ port }) => {
  const http = createServer();
  const io = new Server(http, { transports: ['websocket'], serveClient: false, perMessageDeflate: false });
  io.on('connection', (socket) => {
    socket.on('bid', (message: unknown, reply: (message: unknown) => void) => reply(message));
  });
  await new Promise<void>((done) => http.listen(port as number, '127.0.0.1', done));
  return { listening: true };
});
