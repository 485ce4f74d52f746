import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { COMMAND_EVENTS, parseCommand, parseWatch } from './wire';

const auctionId = '0192f0c1-1111-7abc-8def-000000000001';
const commandId = '0192f0c1-2222-7abc-8def-000000000002';

const parseBid = (message: unknown) => parseCommand('bid', message);
const envelope = ['JS1', 'A'.repeat(43), ...Array.from({ length: 6 }, () => `${'A'.repeat(170)}Q`)].join('.');

describe('socket messages', () => {
  it.each([
    ['bid', { amountMinor: 100 }],
    ['maximum', { amountMinor: 100 }],
    ['match', { priceMinor: 100 }],
    ['seal', { envelope }],
  ])('takes a well-formed %s and nothing but its own fields', (event, fields) => {
    const command = { type: event, ...fields };
    const message = { auctionId, commandId, ...fields, actor: 'somebody else', type: 'void' };
    expect(parseCommand(event, message)).toEqual({ auctionId, commandId, command });
  });

  it.each(['', 'A'.repeat(64), envelope.slice(0, -1), `${envelope}é`, `${envelope}\n`, 7, undefined])(
    'refuses an envelope that is none, as HTTP does',
    (bad) => expect(() => parseCommand('seal', { auctionId, commandId, envelope: bad })).toThrow('sealed.bad_envelope'),
  );

  it.each([null, undefined, 7, 'bid', [], {}, { auctionId, commandId }, { auctionId, commandId, amountMinor: '100' }])(
    'refuses %p',
    (message) => expect(() => parseBid(message)).toThrow(expect.objectContaining({ code: 'message.malformed' })),
  );

  it.each([0, -1, 1.5, Number.NaN, Infinity, 2 ** 53])('refuses the amount %p', (amountMinor) => {
    expect(() => parseBid({ auctionId, commandId, amountMinor })).toThrow(
      expect.objectContaining({ code: 'message.malformed' }),
    );
  });

  it('whatever is sent, the answer is a value or says what is wrong', () => {
    fc.assert(
      fc.property(fc.anything(), (message) => {
        const commands = COMMAND_EVENTS.map((event) => (given: unknown) => parseCommand(event, given));
        for (const parse of [...commands, parseWatch]) {
          try {
            parse(message);
          } catch (error) {
            expect(error).toMatchObject({ code: expect.stringMatching(/^(message.malformed|sealed.bad_envelope)$/) });
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
