import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ceilingOf, nextMove, type Scene, thinkMs } from './plan';

const scene: Scene = {
  nowMs: 100_000,
  endsAtMs: 160_000,
  freeEndsAtMs: 100_000,
  curtainMs: 500_000,
  leader: 'B01',
  nextMinimumMinor: 1_000,
  incrementMinor: 100,
  watched: true,
};
const rivals = [
  { code: 'B01', ceilingMinor: 9_000 },
  { code: 'B02', ceilingMinor: 1_100 },
  { code: 'B03', ceilingMinor: 900 },
];
const chance = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });

describe('the simulated rivals', () => {
  it('never outbid themselves, never go above their ceiling, and always make a valid raise', () => {
    fc.assert(
      fc.property(fc.infiniteStream(chance), (chances) => {
        const move = nextMove(scene, rivals, () => Number(chances.next().value));
        expect(move?.code).toBe('B02');
        expect(move?.amountMinor).toBe(1_000);
      }),
    );
  });

  it('stop when nobody can afford more, and at the curtain', () => {
    expect(nextMove({ ...scene, nextMinimumMinor: 1_200 }, rivals, () => 0)).toBeNull();
    expect(nextMove({ ...scene, nowMs: scene.curtainMs }, rivals, () => 0)).toBeNull();
  });

  it('bid before the timer runs out, so the sale stays alive until the curtain', () => {
    fc.assert(
      fc.property(chance, fc.boolean(), (luck, watched) => {
        expect(thinkMs({ ...scene, watched }, () => luck)).toBeLessThan(scene.endsAtMs - scene.nowMs);
      }),
    );
  });

  it('may all be outbid', () => {
    fc.assert(fc.property(chance, (luck) => expect(ceilingOf(1_000_000, () => luck)).toBeLessThan(1_500_001)));
  });
});
