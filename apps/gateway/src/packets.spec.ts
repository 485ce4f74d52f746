import { describe, expect, it } from '@jest/globals';
import type { Accepted, Ack } from '@jishi/bidding';
import type { LiveSocket } from './connection';
import { eventFrame, type Frame } from './frame';
import { ackText, takeEvents } from './packets';

const accepted: Required<Accepted> = {
  accepted: true,
  auctionId: '0192f0c1-1111-7abc-8def-000000000001',
  seq: 7,
  atMs: 1_795_420_905_817,
  arrivedAtMs: 1_795_420_905_816,
  priceMinor: 1_000,
  leader: 'B"01',
  endsAtMs: 1_795_420_999_999,
  leafHash: 'a'.repeat(64),
  head: { seq: 8, root: 'b'.repeat(64), signature: 'c', keyId: 'd', index: 0, size: 2, path: ['e'] },
};

describe('packets', () => {
  it('an acknowledgement is written out as JSON.stringify would, every field of it', () => {
    const acks: Ack[] = [accepted, { ...accepted, priceMinor: null, leader: null }];
    acks.push({ accepted: false, auctionId: accepted.auctionId, seq: null, code: 'bid.too_low', params: { a: '"' } });
    for (const ack of acks) expect(ackText(ack)).toBe(JSON.stringify(ack));
  });

  it.each([0, 3, 120, 130, 65_000, 70_000])('a frame of about %i bytes says its own length', (size) => {
    const { text, bytes } = eventFrame('events', { text: '技'.repeat(size / 3) });
    const payload = Buffer.from(`4${text}`);
    const [short, head] = [bytes[1]!, bytes.length - payload.length];
    const length = short < 126 ? short : short === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
    expect([bytes[0], length, head]).toEqual([0x81, payload.length, short < 126 ? 2 : short === 126 ? 4 : 10]);
    expect(bytes.subarray(head).equals(payload)).toBe(true);
  });

  it('a question is answered under its id; what asks nothing, or comes after the end, is not taken', () => {
    const sent: string[] = [];
    const socket = { connected: true, data: { line: { send: ({ text }: Frame) => sent.push(text) } } };
    const taken: unknown[] = [];
    takeEvents(socket as unknown as LiveSocket, (event, message, answer) => {
      taken.push([event, message]);
      answer('{"ok":1}');
    });
    const { onevent } = socket as unknown as { onevent: (packet: object) => void };
    onevent({ id: 12, data: ['bid', { a: 1 }] });
    onevent({ data: ['bid', { a: 2 }] });
    onevent({ id: 13, data: [7] });
    onevent({ id: 14 });
    socket.connected = false;
    onevent({ id: 15, data: ['bid', { a: 3 }] });
    expect(taken).toEqual([['bid', { a: 1 }]]);
    expect(sent).toEqual(['312[{"ok":1}]']);
  });
});
