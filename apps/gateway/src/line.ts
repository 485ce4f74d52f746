import type { Socket as NetSocket } from 'node:net';
import type { Frame } from './frame';

/**
 * The parts of engine.io's connection and of ws that are not in their public types. engine.io itself writes prepared frames
 * past ws in this way (`wsPreEncodedFrame`), but with two buffers, a packet, and three events for each socket.
 */
interface Internals {
  readonly writeBuffer: readonly unknown[];
  readonly transport: { readonly writable: boolean; readonly socket: Wire };
  write(text: string, options: object): unknown;
}
/** Of ws: the TCP socket is gone after the close. */
interface Wire {
  readonly readyState: number;
  readonly _socket: NetSocket | null;
  terminate(): void;
}
const OPEN = 1;

/** One reader's connection: how far it is behind, and the shortest way to it. There is no other transport than websocket. */
export class Line {
  private readonly connection: Internals;
  private readonly wire: Wire;
  /** A large audience is as slow as the number of objects looked at for each reader: this one spares three. */
  private readonly net: NetSocket | null;

  constructor(connection: object) {
    this.connection = connection as Internals;
    this.wire = this.connection.transport.socket;
    this.net = this.wire._socket;
  }

  /** Packets that wait for the socket; every answer is one. */
  get waitingPackets(): number {
    return this.connection.writeBuffer.length;
  }

  /** Bytes handed over that the system did not take: its own buffers are full already. */
  get waitingBytes(): number {
    return this.net?.writableLength ?? 0;
  }

  get drained(): boolean {
    return this.waitingBytes === 0 && this.waitingPackets === 0;
  }

  send(frame: Frame): void {
    if (this.wire.readyState !== OPEN) return;
    const { writeBuffer, transport } = this.connection;
    // Earlier packets wait: behind them, or an answer to `watch` would come after what it precedes.
    if (writeBuffer.length > 0 || !transport.writable)
      this.connection.write(frame.text, { wsPreEncodedFrame: [frame.bytes] });
    else this.net?.write(frame.bytes);
  }

  /** Not a polite goodbye: that would queue behind what is not being read. */
  cut(): void {
    this.wire.terminate();
  }
}
