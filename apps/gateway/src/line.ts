import type { Socket as NetSocket } from 'node:net';
import type { Frame } from './frame';

/**
 * The parts of engine.io's connection and of ws that are not in their public types. engine.io itself writes prepared frames
 * past ws in this way (`wsPreEncodedFrame`), but with two buffers, a packet, and three events for each socket.
 */
interface Internals {
  readonly writeBuffer: readonly unknown[];
  readonly transport: {
    readonly writable: boolean;
    readonly socket?: { readonly readyState: number; readonly _socket: NetSocket | null; terminate(): void };
  };
  write(text: string, options: object): unknown;
}
const OPEN = 1;

/** One reader's connection: how far it is behind, and the shortest way to it. */
export class Line {
  private readonly internals: Internals;

  constructor(connection: object) {
    this.internals = connection as Internals;
  }

  /** Packets that wait for the socket; every answer is one. */
  get waitingPackets(): number {
    return this.internals.writeBuffer.length;
  }

  /** Bytes handed over that the system did not take: its own buffers are full already. */
  get waitingBytes(): number {
    return this.internals.transport.socket?._socket?.writableLength ?? 0;
  }

  get drained(): boolean {
    return this.waitingBytes === 0 && this.waitingPackets === 0;
  }

  send(frame: Frame): void {
    const { transport, writeBuffer } = this.internals;
    const { socket } = transport;
    if (!socket || socket.readyState !== OPEN || !socket._socket) return;
    // Earlier packets wait: behind them, or an answer to `watch` would come after what it precedes.
    if (writeBuffer.length > 0 || !transport.writable)
      this.internals.write(frame.text, { wsPreEncodedFrame: [frame.bytes] });
    else socket._socket.write(frame.bytes);
  }

  /** Not a polite goodbye: that would queue behind what is not being read. */
  cut(): void {
    this.internals.transport.socket?.terminate();
  }
}
