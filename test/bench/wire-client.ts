import { WebSocket } from 'ws';

/**
 * A socket.io client of a few lines over bare ws: load generators share the machine with what they measure, and the real
 * client would cost more than the server.
 */
export class WireClient {
  onAck: (id: number, text: string) => void = () => undefined;
  onEvent: (data: Buffer) => void = () => undefined;
  onClose: () => void = () => undefined;

  private constructor(private readonly socket: WebSocket) {}

  static connect(port: number, auth: object): Promise<WireClient> {
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`, {
        perMessageDeflate: false,
        skipUTF8Validation: true,
      });
      const client = new WireClient(socket);
      socket.once('error', reject);
      socket.on('close', () => client.onClose());
      socket.on('message', (data: Buffer) => {
        // engine.io: 0 open, 2 ping, 4 message; in a message socket.io: 0 connected, 2 event, 3 acknowledgement, 4 refused.
        switch (String.fromCharCode(data[0]!, data[0] === 0x34 ? data[1]! : 0x20)) {
          case '0 ':
            return socket.send(`40${JSON.stringify(auth)}`);
          case '2 ':
            return socket.send('3');
          case '40':
            return resolve(client);
          case '42':
            return client.onEvent(data);
          case '43': {
            const text = data.toString('latin1');
            const start = text.indexOf('[');
            return client.onAck(Number(text.slice(2, start)), text.slice(start));
          }
          case '44':
            return reject(new Error(data.toString()));
        }
      });
    });
  }

  ask(id: number, event: string, message: string): void {
    this.socket.send(`42${id}["${event}",${message}]`);
  }

  close(): void {
    this.socket.terminate();
  }
}
