import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { TokenBucket } from './token-bucket';

describe('token bucket', () => {
  it('allows the burst, then the rate, and says how long to wait', () => {
    const bucket = new TokenBucket(2, 10);
    expect([bucket.take(0), bucket.take(0), bucket.take(0)]).toEqual([0, 0, 100]);
    expect(bucket.take(50)).toBe(50);
    expect(bucket.take(100)).toBe(0);
  });

  it('never lets more through than burst + rate × time, whatever the order of times', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 200 }), (gaps) => {
        const bucket = new TokenBucket(5, 20);
        let now = 0;
        let passed = 0;
        for (const gap of gaps) {
          now += gap;
          if (bucket.take(now) === 0) passed += 1;
        }
        expect(passed).toBeLessThanOrEqual(5 + (20 * now) / 1000 + 1e-6);
      }),
    );
  });

  it('a clock that steps back gives nothing for free', () => {
    const bucket = new TokenBucket(1, 1);
    expect(bucket.take(1000)).toBe(0);
    expect(bucket.take(0)).toBeGreaterThan(0);
    expect(bucket.take(500)).toBeGreaterThan(0);
  });
});
