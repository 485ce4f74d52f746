import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type DifferenceKind, type Entry, reconcile } from './reconcile';

const DAY = '2026-11-20';
const NEXT = '2026-11-21';

const entry = (n: number, change: Partial<Entry> = {}): Entry => {
  const direction = n % 3 === 0 ? 'out' : 'in';
  const key = direction === 'in' ? `line:${n}` : `serial:S${n}`;
  return { id: `${n}`, key, direction, amountMinor: 100 + n, day: DAY, party: `公司${n}`, label: `S${n}`, ...change };
};
const day = (ledger: Entry[], outside: Entry[], covered = true) =>
  reconcile(DAY, [{ place: 'bank', ledger, outside }], { covered });
const named = (found: ReturnType<typeof day>) => found.items.map(({ kind, key }) => `${kind} ${key}`).sort();

/** How a day can go wrong, on one entry that was right; what must be said of it. */
const LOSSES: Record<
  string,
  (e: Entry, ledger: Map<string, Entry[]>, outside: Map<string, Entry[]>) => DifferenceKind
> = {
  'lost by the ledger': (e, ledger) => (ledger.set(e.id, []), 'missing_in_ledger'),
  'never at the bank': (e, _, outside) => (outside.set(e.id, []), 'missing_outside'),
  'another sum': (e, _, outside) => (
    outside.set(e.id, [{ ...e, amountMinor: e.amountMinor + 1_000_000 }]),
    'amount_differs'
  ),
  'the wrong way round': (e, _, outside) => (
    outside.set(e.id, [{ ...e, direction: e.direction === 'in' ? 'out' : 'in' }]),
    'amount_differs'
  ),
  'twice at the bank': (e, _, outside) => (outside.set(e.id, [e, { ...e, id: `${e.id}b` }]), 'twice_outside'),
  'twice in the ledger': (e, ledger) => (ledger.set(e.id, [e, { ...e, id: `${e.id}b` }]), 'twice_in_ledger'),
  'on another day': (e, _, outside) => (outside.set(e.id, [{ ...e, day: NEXT }]), 'other_day'),
};

describe('a day that is right', () => {
  it('has no difference, in whatever order its lines come', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5_000), { maxLength: 200 }), fc.infiniteStream(fc.nat()), (numbers, dice) => {
        const entries = [...new Set(numbers)].map((n) => entry(n));
        const shuffled = entries.map((one) => ({ one, at: dice.next().value as number })).sort((a, b) => a.at - b.at);
        const found = day(
          entries,
          shuffled.map(({ one }) => one),
        );
        expect(found).toMatchObject({ items: [], driftMinor: 0 });
      }),
    );
  });

  it('may have equal sums under different numbers, and a transfer booked under one of them is not another', () => {
    const [a, b] = [entry(3, { amountMinor: 500 }), entry(6, { amountMinor: 500, party: '公司3' })];
    expect(day([a, b], [b, a]).items).toEqual([]);
  });
});

describe('a day with injected losses', () => {
  it.each([1, 7, 2026, 40_000, 123_456])('of 2,000 lines names exactly those (seed %i)', (seed) => {
    const ways = Object.keys(LOSSES);
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.record({ at: fc.nat(1_999), way: fc.constantFrom(...ways) }), {
          selector: ({ at }) => at,
          maxLength: 60,
        }),
        (losses) => {
          const right = Array.from({ length: 2_000 }, (_, n) => entry(n));
          const ledger = new Map(right.map((e) => [e.id, [e]]));
          const outside = new Map(right.map((e) => [e.id, [e]]));
          const expected = losses.map(
            ({ at, way }) => `${LOSSES[way]!(right[at]!, ledger, outside)} ${right[at]!.key}`,
          );
          const found = day([...ledger.values()].flat(), [...outside.values()].flat());
          expect(named(found)).toEqual(expected.sort());
          expect(found.items.reduce((sum, { driftMinor }) => sum + driftMinor, 0)).toBe(found.driftMinor);
        },
      ),
      { seed, numRuns: 12 },
    );
  });

  it('and whatever else two sides may say, the drift of the day is the sum of what is named', () => {
    const any = fc.array(
      fc.record({ n: fc.nat(12), amount: fc.integer({ min: 1, max: 9 }), other: fc.boolean(), out: fc.boolean() }),
      { maxLength: 25 },
    );
    const entries = (list: { n: number; amount: number; other: boolean; out: boolean }[], side: string): Entry[] =>
      list.map(({ n, amount, other, out }, at) =>
        entry(n, {
          id: `${side}${at}`,
          amountMinor: amount,
          day: other ? NEXT : DAY,
          direction: out ? 'out' : 'in',
          serial: `S${n}`,
        }),
      );
    fc.assert(
      fc.property(any, any, fc.boolean(), (ours, theirs, covered) => {
        const found = day(entries(ours, 'a'), entries(theirs, 'b'), covered);
        expect(found.items.reduce((sum, { driftMinor }) => sum + driftMinor, 0)).toBe(found.driftMinor);
        for (const { driftMinor, ledgerMinor, outsideMinor } of found.items)
          expect(driftMinor).toBe(ledgerMinor - outsideMinor);
      }),
      { numRuns: 500 },
    );
  });
});

describe('what needs a second look', () => {
  const payout = entry(3);

  it('a mistyped number: the same sum to the same payee on the same day', () => {
    const shown = { ...payout, id: 'b', key: 'serial:S9', party: '公司３' };
    expect(named(day([payout], [shown]))).toEqual(['other_serial serial:S3']);
    expect(named(day([payout], [{ ...shown, party: '别家' }]))).toEqual([
      'missing_in_ledger serial:S9',
      'missing_outside serial:S3',
    ]);
    // money in is never taken for other money in
    const receipt = entry(1);
    expect(day([receipt], [{ ...receipt, id: 'b', key: 'line:9' }]).items).toHaveLength(2);
  });

  it('a payout that no statement could show yet is waited for; money in never is', () => {
    expect(named(day([payout, entry(1)], [], false))).toEqual([
      'awaiting_statement serial:S3',
      'missing_outside line:1',
    ]);
  });

  it('one line of the bank under two account numbers: all is booked, and half of it is not there', () => {
    const twins = [entry(1, { serial: 'S1' }), entry(1, { id: 'x', key: 'line:x', serial: 'S1' })];
    const found = day(twins, twins);
    expect(found.items).toMatchObject([{ kind: 'twice_outside', driftMinor: 0 }]);
  });

  it('the other half of a line on another day: the day says so, and both days together come to nothing', () => {
    const late = { ...payout, id: 'b', day: NEXT };
    const [here] = day([payout], [late]).items;
    const there = reconcile(NEXT, [{ place: 'bank', ledger: [payout], outside: [late] }], { covered: true }).items;
    expect(here).toMatchObject({ kind: 'other_day', ledgerMinor: -103, outsideMinor: 0 });
    expect(there).toMatchObject([{ kind: 'other_day', ledgerMinor: 0, outsideMinor: -103 }]);
    expect(here!.driftMinor + there[0]!.driftMinor).toBe(0);
  });
});
