import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Audience } from './audience';
import type { Frame } from './frame';
import type { Line } from './line';

/** Time passes with every write, so that a large audience takes many slices. */
function audience(microsPerWrite: number) {
  const turns: (() => void)[] = [];
  let nowMs = 0;
  const made = new Audience<object>({ defer: (run) => turns.push(run), now: () => nowMs });
  let [next, slices] = [0, 0];
  return {
    made,
    join: () => {
      const got: number[] = [];
      const line = {
        waitingBytes: 0,
        waitingPackets: 0,
        drained: true,
        send: ({ text }: Frame) => {
          nowMs += microsPerWrite / 1_000;
          got.push(Number(text));
        },
      };
      const key = {};
      made.add(key, line as unknown as Line, next);
      return { key, got, from: next, line };
    },
    send: () => {
      next += 1;
      made.send({ text: String(next), bytes: Buffer.alloc(0) }, next);
    },
    turn: () => {
      const turn = turns.shift();
      if (turn) slices += 1;
      turn?.();
      return turn !== undefined;
    },
    slices: () => slices,
    sent: () => next,
  };
}
const after = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i + 1);

describe('a frame’s way to its audience', () => {
  it('leaves room for bids: a large audience is served in slices', () => {
    const { made, join, send, turn, slices } = audience(10);
    const members = Array.from({ length: 5_000 }, () => join());
    send();
    expect(members.at(-1)!.got).toEqual([]);
    while (turn());
    expect(slices()).toBeGreaterThan(8);
    expect(members.every(({ got }) => got.length === 1)).toBe(true);
    expect(made.size).toBe(5_000);
  });

  it('whoever joins or leaves in between, everybody gets what followed its joining, once and in order', () => {
    const step = fc.constantFrom('join', 'leave', 'send', 'turn', 'turn');
    fc.assert(
      fc.property(fc.array(step, { minLength: 20, maxLength: 120 }), (steps) => {
        const { made, join, send, turn, sent } = audience(1_000);
        const members = Array.from({ length: 200 }, () => join());
        const gone = new Set<object>();
        for (const what of steps) {
          if (what === 'join') members.push(join());
          else if (what === 'send') send();
          else if (what === 'turn') turn();
          else {
            const { key } = members[gone.size]!;
            made.delete(key);
            gone.add(key);
          }
        }
        while (turn());
        for (const { key, got, from } of members)
          expect(got).toEqual(after(from, gone.has(key) ? from + got.length : sent()));
      }),
      { numRuns: 25 },
    );
  });

  it('a reader that does not keep up is skipped, not waited for', () => {
    const { join, send } = audience(1);
    const [slow, fast] = [join(), join()];
    slow.line.waitingPackets = 33;
    for (let i = 0; i < 3; i += 1) send();
    expect([slow.got, fast.got]).toEqual([[], [1, 2, 3]]);
  });
});
