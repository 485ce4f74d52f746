import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { attribute } from './attribution';

const region = fc.integer({ min: 110000, max: 659999 }).map(String);

describe('attribution of volume', () => {
  it('credits the window that took the listing in, with its region', () => {
    const window = { id: 'w1', regionCode: '440600' };
    expect(attribute(window, '440100')).toEqual({ windowId: 'w1', regionCode: '440600' });
  });

  it('credits nobody, in the transferor’s region, for a listing submitted directly', () => {
    fc.assert(
      fc.property(region, (code) => {
        expect(attribute(null, code)).toEqual({ windowId: null, regionCode: code });
      }),
    );
  });
});
