import type { Ack } from '@jishi/bidding';
import type { LiveSocket } from './connection';
import { answerFrame } from './frame';

/** Sends the answer, given as JSON text. */
export type Answer = (json: string) => void;
type Taker = (event: string, message: unknown, answer: Answer) => void;

/** What socket.io calls with every event packet of a socket; not in its public types. */
interface Receiver {
  onevent(packet: { readonly id?: number; readonly data?: readonly unknown[] }): void;
}

/**
 * Takes a socket's events at the place where socket.io would begin to hand them round (middleware, two turns, listeners, a
 * generic encoder for the answer): on the way of a bid that cost more than deciding it.
 */
export function takeEvents(socket: LiveSocket, take: Taker): void {
  const receiver = socket as unknown as Receiver;
  receiver.onevent = ({ id, data }) => {
    // Without an id nobody waits for the answer, and everything here is a question.
    if (id === undefined || !socket.connected) return;
    const [event, message] = data ?? [];
    if (typeof event === 'string') take(event, message, (json) => socket.data.line.send(answerFrame(id, json)));
  };
}

const heads = new WeakMap<object, string>();

/** As JSON.stringify would, in half the time: all acknowledgements of a flush carry the same head, which is written out once. */
export function ackText(ack: Ack): string {
  if (!ack.accepted) return JSON.stringify(ack);
  const { auctionId, seq, atMs, arrivedAtMs, priceMinor, leader, endsAtMs, leafHash, head } = ack;
  let headText = heads.get(head);
  if (headText === undefined) heads.set(head, (headText = JSON.stringify(head)));
  return (
    `{"accepted":true,"auctionId":"${auctionId}","seq":${seq},"atMs":${atMs},"arrivedAtMs":${arrivedAtMs},` +
    `"priceMinor":${priceMinor},"leader":${JSON.stringify(leader)},"endsAtMs":${endsAtMs},"leafHash":"${leafHash}","head":${headText}}`
  );
}
