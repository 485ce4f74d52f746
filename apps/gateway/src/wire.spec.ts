import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseBid, parseWatch } from './wire';

const auctionId = '0192f0c1-1111-7abc-8def-000000000001';
const commandId = '0192f0c1-2222-7abc-8def-000000000002';

describe('socket messages', () => {
  it('takes a well-formed bid and nothing but its three fields', () => {
    expect(parseBid({ auctionId, commandId, amountMinor: 100, actor: 'somebody else' })).toEqual({
      auctionId,
      commandId,
      amountMinor: 100,
    });
  });

  it.each([null, undefined, 7, 'bid', [], {}, { auctionId, commandId }, { auctionId, commandId, amountMinor: '100' }])(
    'refuses %p',
    (message) => expect(() => parseBid(message)).toThrow(expect.objectContaining({ code: 'message.malformed' })),
  );

  it.each([0, -1, 1.5, Number.NaN, Infinity, 2 ** 53])('refuses the amount %p', (amountMinor) => {
    expect(() => parseBid({ auctionId, commandId, amountMinor })).toThrow(
      expect.objectContaining({ code: 'message.malformed' }),
    );
  });

  it('whatever is sent, the answer is a value or a message.malformed', () => {
    fc.assert(
      fc.property(fc.anything(), (message) => {
        for (const parse of [parseBid, parseWatch]) {
          try {
            parse(message);
          } catch (error) {
            expect(error).toMatchObject({ code: 'message.malformed' });
          }
        }
      }),
    );
  });

  it('after is a sequence number or absent', () => {
    expect(parseWatch({ auctionId })).toEqual({ auctionId, after: null });
    expect(parseWatch({ auctionId: auctionId.toUpperCase(), after: 12 })).toEqual({ auctionId, after: 12 });
    expect(() => parseWatch({ auctionId, after: -1 })).toThrow();
    expect(() => parseWatch({ auctionId, after: '1' })).toThrow();
  });
});
