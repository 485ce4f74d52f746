/** A server message as it stands on the wire: made once, written to as many sockets as there are. */
export interface Frame {
  /** The packet as engine.io takes it, for a socket whose earlier packets still wait in its queue. */
  readonly text: string;
  /** The same as one finished WebSocket frame: header and payload in one buffer, so one write sends it. */
  readonly bytes: Buffer;
}

const EVENT_PACKET = '2';
const ANSWER_PACKET = '3';
/** engine.io's mark of a message; its own packets have others. */
const MESSAGE = '4';
const FINAL_TEXT = 0x81;
const TWO_BYTES = 126;
const EIGHT_BYTES = 127;

export const eventFrame = (event: string, message: object): Frame =>
  frameOf(`${EVENT_PACKET}${JSON.stringify([event, message])}`);

/** `json` is the text of the answer, so that parts common to many answers are written out once. */
export const answerFrame = (id: number, json: string): Frame => frameOf(`${ANSWER_PACKET}${id}[${json}]`);

function frameOf(text: string): Frame {
  const length = MESSAGE.length + Buffer.byteLength(text);
  const head = length < TWO_BYTES ? 2 : length < 65_536 ? 4 : 10;
  const bytes = Buffer.allocUnsafe(head + length);
  bytes[0] = FINAL_TEXT;
  if (head === 2) bytes[1] = length;
  else if (head === 4) {
    bytes[1] = TWO_BYTES;
    bytes.writeUInt16BE(length, 2);
  } else {
    bytes[1] = EIGHT_BYTES;
    bytes.writeBigUInt64BE(BigInt(length), 2);
  }
  bytes.write(MESSAGE, head, 'latin1');
  bytes.write(text, head + MESSAGE.length, 'utf8');
  return { text, bytes };
}
