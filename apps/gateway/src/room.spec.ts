import { describe, expect, it } from '@jest/globals';
import type { PublicEvent } from '@jishi/bidding';
import fc from 'fast-check';
import { Room, tickMs } from './room';

const event = (seq: number) => ({ seq, atMs: seq, type: 'test' }) as unknown as PublicEvent;
const events = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => event(from + i));

function room(startSeq = 0, watchers = 1) {
  const frames: number[][] = [];
  const timers: { run: () => void; atMs: number }[] = [];
  let nowMs = 0;
  const made = new Room(startSeq, {
    emit: (frame) => frames.push(frame.map(({ seq }) => seq)),
    schedule: (run, afterMs) => timers.push({ run, atMs: nowMs + afterMs }),
    now: () => nowMs,
    watchers: () => watchers,
  });
  const advance = (ms: number) => {
    nowMs += ms;
    for (const due of timers.splice(0).filter((timer) => timer.atMs <= nowMs || (timers.push(timer), false))) due.run();
  };
  return { room: made, frames, advance };
}

describe('room', () => {
  it('sends the first event at once and gathers a burst into one frame a tick', () => {
    const { room: live, frames, advance } = room();
    live.push(events(1, 1));
    advance(0);
    live.push(events(2, 50));
    live.push(events(51, 100));
    advance(10);
    expect(frames).toEqual([[1]]);
    advance(40);
    expect(frames).toHaveLength(2);
    expect(frames[1]).toHaveLength(99);
  });

  it('gathers longer for a crowd: 50 ms to 2,000 watchers, 250 ms at 10,000 and beyond', () => {
    expect([0, 1, 2_000, 4_000, 6_000, 10_000, 50_000].map(tickMs)).toEqual([50, 50, 50, 100, 150, 250, 250]);
    const { room: live, frames, advance } = room(0, 6_000);
    live.push(events(1, 1));
    advance(0);
    live.push(events(2, 5));
    advance(149);
    expect(frames).toEqual([[1]]);
    advance(1);
    expect(frames).toEqual([[1], [2, 3, 4, 5]]);
  });

  it('drops repeats and refuses a hole', () => {
    const { room: live, frames, advance } = room(10);
    live.push(events(8, 12));
    live.push(events(11, 13));
    advance(0);
    expect(frames.flat()).toEqual([11, 12, 13]);
    expect(() => live.push([event(15)])).toThrow('skipped');
  });

  it('however the tail repeats itself and whenever someone joins, history plus frames is the book', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ back: fc.nat(5), forth: fc.nat(8), wait: fc.nat(80) }), { minLength: 1, maxLength: 40 }),
        fc.nat(39),
        fc.nat(30),
        (pushes, joinAt, after) => {
          const { room: live, frames, advance } = room();
          let known = 0;
          let joined: { history: number[]; frame: number } | null = null;
          pushes.forEach(({ back, forth, wait }, index) => {
            const from = Math.max(1, known - back);
            known += forth;
            if (known >= from) live.push(events(from, known));
            advance(wait);
            if (index !== joinAt % pushes.length) return;
            const start = Math.min(after, live.sentSeq);
            joined = { history: (live.since(start) ?? []).map(({ seq }) => seq), frame: frames.length };
            joined.history.unshift(...Array.from({ length: start }, (_, i) => i + 1));
          });
          advance(1000);
          const seen = joined as unknown as { history: number[]; frame: number };
          expect([...seen.history, ...frames.slice(seen.frame).flat()]).toEqual(events(1, known).map(({ seq }) => seq));
        },
      ),
    );
  });

  it('says so when the wanted past is further back than it keeps', () => {
    const { room: live, advance } = room(100);
    live.push(events(101, 102));
    advance(0);
    expect(live.since(99)).toBeNull();
    expect(live.since(100)?.map(({ seq }) => seq)).toEqual([101, 102]);
    expect(live.since(102)).toEqual([]);
  });
});
