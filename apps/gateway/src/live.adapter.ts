import type { INestApplicationContext } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { Config } from '@jishi/platform';
import type { Server, ServerOptions } from 'socket.io';
import { originAllowed } from './origin';

/** A sealed bid's envelope is up to 16 KiB; nothing else comes near. */
const MESSAGE_MAX_BYTES = 20_480;
const SOCKETS_MAX = 20_000;

/** socket.io on this process's HTTP server: websocket only, small messages, no compression (it costs six times the frame). */
export class LiveAdapter extends IoAdapter {
  constructor(
    app: INestApplicationContext,
    private readonly config: Config,
  ) {
    super(app);
  }

  override createIOServer(port: number, options?: ServerOptions): Server {
    const server: Server = super.createIOServer(port, {
      ...options,
      path: '/socket.io',
      transports: ['websocket'],
      serveClient: false,
      perMessageDeflate: false,
      httpCompression: false,
      maxHttpBufferSize: MESSAGE_MAX_BYTES,
      connectTimeout: 10_000,
      pingInterval: 20_000,
      pingTimeout: 10_000,
      allowRequest: (request, decide) => {
        if (server.engine.clientsCount >= SOCKETS_MAX) return decide('full', false);
        const { origin, host } = request.headers;
        decide('socket.origin_refused', originAllowed(origin, host, this.config));
      },
    } as ServerOptions);
    return server;
  }
}
