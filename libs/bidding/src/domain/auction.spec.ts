import { describe, expect, it } from '@jest/globals';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { Rehearsal } from '../testing/rehearsal';
import { sampleAnnouncement, sampleRules } from '../testing/sample';
import type { Decision } from './auction';
import type { EnglishState } from './english';
import { registerMode } from './mode';
import { commandText } from './seal';
import type { BidAccepted } from './english';
import { commitment } from './bidder-code';
import { verifyBook } from './verify';
import type { Announced, Closed } from './events';
import { parseState, serialiseState } from './state';

const codeOf = (decision: Decision): string =>
  decision.kind === 'accepted' ? 'accepted' : `${decision.kind} ${decision.code}`;
const price = (sale: Rehearsal): number | null => (sale.state.mode as EnglishState).priceMinor;

describe('English auction', () => {
  it('sells to the highest bidder', () => {
    const sale = Rehearsal.opened(['a', 'b']);
    expect(codeOf(sale.bid('a', 10_000, 100_001))).toBe('accepted');
    expect(codeOf(sale.bid('b', 10_500, 100_002))).toBe('accepted');
    expect(codeOf(sale.give('system', { type: 'close', endsAtMs: 190_000 }, 190_000))).toBe('accepted');
    expect(sale.state.outcome).toMatchObject({ outcome: 'sold', priceMinor: 10_500, endedAtMs: 190_000 });
    expect(sale.state.outcome?.winner).toBe(sale.state.bidders.get('b')?.code);
  });

  it('chooses the step by the tier of the current price, its upper bound exclusive', () => {
    const sale = Rehearsal.opened(['a', 'b']);
    sale.bid('a', 19_500, 100_001);
    expect(codeOf(sale.bid('b', 20_000, 100_002))).toBe('accepted');
    expect(codeOf(sale.bid('a', 20_500, 100_003))).toBe('rejected bid.below_minimum');
    expect(codeOf(sale.bid('a', 21_500, 100_003))).toBe('rejected bid.not_a_multiple');
    expect(codeOf(sale.bid('a', 21_000, 100_003))).toBe('accepted');
  });

  it('takes any amount from one step above under atLeast', () => {
    const sale = Rehearsal.opened(['a', 'b'], { raise: 'atLeast' });
    expect(codeOf(sale.bid('a', 9_999, 100_001))).toBe('rejected bid.below_minimum');
    expect(codeOf(sale.bid('a', 10_001, 100_001))).toBe('accepted');
    expect(codeOf(sale.bid('b', 10_500, 100_002))).toBe('rejected bid.below_minimum');
    expect(codeOf(sale.bid('b', 10_501, 100_002))).toBe('accepted');
  });

  it('lets nobody raise himself unless the rules say so', () => {
    const sale = Rehearsal.opened(['a']);
    sale.bid('a', 10_000, 100_001);
    expect(codeOf(sale.bid('a', 10_500, 100_002))).toBe('rejected bid.already_leading');
    const other = Rehearsal.opened(['a'], { selfRaise: true });
    other.bid('a', 10_000, 100_001);
    expect(codeOf(other.bid('a', 10_500, 100_002))).toBe('accepted');
  });

  it('keeps a secret reserve: committed at the announcement, opened at the close', () => {
    const sale = Rehearsal.opened(['a'], {}, 12_000);
    const announced = JSON.parse(sale.book[0]!.publicText) as Announced;
    expect(sale.book[0]!.publicText).not.toContain('12000');
    sale.bid('a', 11_500, 100_001);
    sale.give('system', { type: 'close', endsAtMs: 190_000 }, 190_000);
    const closed = JSON.parse(sale.book.at(-2)!.publicText) as Closed;
    expect(closed).toMatchObject({ outcome: 'unsold', winner: null, priceMinor: 11_500, reserveMinor: 12_000 });
    expect(commitment('ed25519-sha256', closed.reserveSalt!, '12000')).toBe(announced.reserveCommitment);
  });

  it('is unsold without a bid', () => {
    const sale = Rehearsal.opened(['a']);
    sale.give('system', { type: 'close', endsAtMs: 190_000 }, 190_001);
    expect(sale.state.outcome).toEqual({ outcome: 'unsold', priceMinor: null, winner: null, endedAtMs: 190_000 });
  });
});

describe('time', () => {
  it.each([
    [159_999, 190_000],
    [160_000, 190_000],
    [160_001, 190_001],
    [189_999, 219_999],
  ])('a first bid that arrives at %i ends the sale at %i', (arrived, end) => {
    const sale = Rehearsal.opened(['a']);
    expect(codeOf(sale.bid('a', 10_000, arrived + 40, arrived))).toBe('accepted');
    expect(sale.state.endsAtMs).toBe(end);
    expect(sale.state.originalEndsAtMs).toBe(190_000);
  });

  it('arrival decides lateness, not the moment of the decision', () => {
    const sale = Rehearsal.opened(['a', 'b'], { extension: null });
    expect(codeOf(sale.bid('a', 10_000, 190_400, 189_999))).toBe('accepted');
    expect(codeOf(sale.bid('b', 10_500, 190_401, 190_000))).toBe('refused auction.closed_to_bids');
  });

  it('extends from the current end, up to the cap and the hard stop', () => {
    const extension = { triggerMs: 5_000, extendMs: 10_000, base: 'currentEnd', cap: 3, hardStopMs: 15_000 } as const;
    const sale = Rehearsal.opened(['a', 'b'], { extension });
    sale.bid('a', 10_000, 184_999);
    expect(sale.state.endsAtMs).toBe(190_000);
    sale.bid('b', 10_500, 185_000);
    expect(sale.state.endsAtMs).toBe(200_000);
    sale.bid('a', 11_000, 196_000);
    expect(sale.state.endsAtMs).toBe(205_000);
    sale.bid('b', 11_500, 204_000);
    expect([sale.state.endsAtMs, sale.state.extensions]).toEqual([205_000, 2]);
  });

  it('a rejected bid does not extend', () => {
    const sale = Rehearsal.opened(['a']);
    sale.bid('a', 9_000, 189_000);
    expect(sale.state.endsAtMs).toBe(190_000);
  });

  it('a pause gives back exactly the time it took', () => {
    const sale = Rehearsal.opened(['a']);
    const operator = 'operator:u';
    expect(codeOf(sale.give(operator, { type: 'pause', reason: '核实' }, 120_000))).toBe('accepted');
    expect(codeOf(sale.bid('a', 10_000, 121_000))).toBe('rejected auction.paused');
    expect(codeOf(sale.give('system', { type: 'close', endsAtMs: 190_000 }, 200_000))).toBe('refused auction.paused');
    expect(codeOf(sale.give(operator, { type: 'resume', reason: '完毕' }, 620_000))).toBe('accepted');
    expect([sale.state.freeEndsAtMs, sale.state.endsAtMs]).toEqual([660_000, 690_000]);
    expect(codeOf(sale.give(operator, { type: 'extend', reason: '补时', extendMs: 5_000 }, 670_000))).toBe('accepted');
    expect([sale.state.freeEndsAtMs, sale.state.endsAtMs]).toEqual([660_000, 695_000]);
    expect(codeOf(sale.give(operator, { type: 'pause', reason: 'x' }, 695_000))).toBe(
      'rejected auction.closed_to_bids',
    );
    expect(verifyBook(sale.book).problems).toEqual([]);
  });

  it('an outage pauses from its beginning and leaves at least the timer', () => {
    const sale = Rehearsal.opened(['a']);
    sale.give('system', { type: 'pause', reason: 'outage', sinceMs: 185_000 }, 400_000);
    sale.give('system', { type: 'resume', reason: 'outage', leastMs: 30_000 }, 400_001);
    expect(sale.state.endsAtMs).toBe(430_001);
  });

  it('a late opening moves the schedule only after an outage', () => {
    for (const [lateMs, shiftMs] of [
      [10_000, 0],
      [10_001, 10_001],
    ] as const) {
      const sale = new Rehearsal();
      sale.give('system', sampleAnnouncement(100_000), 1_000);
      sale.give('system', { type: 'open' }, 100_000 + lateMs);
      expect(sale.state.endsAtMs).toBe(190_000 + shiftMs);
    }
  });
});

it('no rule may last longer than a century: every time in a book stays a date', () => {
  const announce = (rules: object): string => {
    const sale = new Rehearsal();
    return codeOf(sale.give('system', sampleAnnouncement(100_000, rules), 1_000));
  };
  const century = 3_155_760_000_000;
  expect(announce({ freePeriodMs: century, barMs: century })).toBe('accepted');
  for (const span of ['freePeriodMs', 'timerMs', 'barMs', 'objectionWindowMs'])
    expect(announce({ [span]: century + 1 })).toBe('refused command.malformed');
});

describe('what leaves no event', () => {
  const cases: [string, (sale: Rehearsal) => Decision, string][] = [
    ['an unadmitted bidder', (s) => s.bid('stranger', 10_000, 100_001), 'bidder.not_admitted'],
    ['the seller', (s) => s.bid('seller', 10_000, 100_001), 'bidder.conflict_of_interest'],
    ['the operator', (s) => s.bid('operator-org', 10_000, 100_001), 'bidder.conflict_of_interest'],
    ['half a fen', (s) => s.bid('a', 10_000.5, 100_001), 'command.malformed'],
    ['an unknown command', (s) => s.give('a', { type: 'dance' }, 100_001), 'command.malformed'],
    [
      'an extra field',
      (s) => s.give('a', { type: 'bid', amountMinor: 10_000, maximum: 1 }, 100_001),
      'command.malformed',
    ],
    ['a bidder who closes', (s) => s.give('a', { type: 'close', endsAtMs: 190_000 }, 190_001), 'auction.not_permitted'],
    [
      'a time after all dates',
      (s) => s.give('operator:u', { type: 'reschedule', reason: 'x', toMs: Number.MAX_SAFE_INTEGER }, 100_002),
      'command.malformed',
    ],
    ['an early close', (s) => s.give('system', { type: 'close', endsAtMs: 190_000 }, 189_999), 'auction.premature'],
    [
      'a close for another end',
      (s) => s.give('system', { type: 'close', endsAtMs: 180_000 }, 190_001),
      'auction.premature',
    ],
    ['a second opening', (s) => s.give('system', { type: 'open' }, 100_002), 'auction.already_open'],
    [
      'a pause without a reason',
      (s) => s.give('operator:u', { type: 'pause', reason: '' }, 100_002),
      'command.malformed',
    ],
    [
      'an operator dating back',
      (s) => s.give('operator:u', { type: 'pause', reason: 'x', sinceMs: 1 }, 100_002),
      'command.malformed',
    ],
  ];
  it.each(cases)('%s', (_name, act, code) => {
    const sale = Rehearsal.opened(['a']);
    const before = sale.book.length;
    expect(codeOf(act(sale))).toBe(`refused ${code}`);
    expect(sale.book.length).toBe(before);
  });

  it('after the close: late is closed, unsequenced when it had arrived in time', () => {
    const sale = Rehearsal.opened(['a']);
    sale.give('system', { type: 'close', endsAtMs: 190_000 }, 190_000);
    expect(codeOf(sale.bid('a', 10_000, 190_001))).toBe('refused auction.closed_to_bids');
    expect(codeOf(sale.bid('a', 10_000, 190_001, 189_000))).toBe('refused auction.unsequenced');
  });
});

describe('bidders', () => {
  it('seller and operator are not admitted, a standing bidder is not excluded', () => {
    const sale = Rehearsal.opened(['a', 'b']);
    expect(codeOf(sale.give('system', { type: 'admit', organisationId: 'seller' }, 100_001))).toBe(
      'rejected bidder.conflict_of_interest',
    );
    const barred = (arrivedAtMs: number) =>
      codeOf(sale.give('system', { type: 'admit', organisationId: 'c', barredUntilMs: 100_003 }, arrivedAtMs));
    expect([100_002, 100_003].map(barred)).toEqual(['rejected bidder.barred', 'accepted']);
    sale.bid('a', 10_000, 100_003);
    const exclude = (organisationId: string) =>
      codeOf(sale.give('system', { type: 'exclude', organisationId, reason: 'deposit' }, 100_003));
    expect(exclude('a')).toBe('rejected bidder.has_standing_bid');
    expect(exclude('b')).toBe('accepted');
    expect(codeOf(sale.bid('b', 10_500, 100_004))).toBe('refused bidder.not_admitted');
  });

  it('codes do not follow the order of admission and are never shared', () => {
    const organisations = Array.from({ length: 60 }, (_, i) => `o${i}`);
    const sale = Rehearsal.opened(organisations);
    const codes = organisations.map((id) => sale.state.bidders.get(id)!.code);
    expect(new Set(codes).size).toBe(60);
    expect(codes).not.toEqual([...codes].sort());
    expect(sale.book.every((event) => !/"o\d+"/.test(event.publicText))).toBe(true);
  });
});

type Act = { who: number; amount: number; wait: number; late: number };
const acts = fc.array(
  fc.record({
    who: fc.nat(5),
    amount: fc.nat(80).map((n) => 9_000 + n * 500),
    wait: fc.integer({ min: -50, max: 6_000 }),
    late: fc.nat(300),
  }),
  { maxLength: 60 },
);
const ruleSets = fc.record({
  raise: fc.constantFrom('multiple' as const, 'atLeast' as const),
  selfRaise: fc.boolean(),
  showReserveMet: fc.boolean(),
  extension: fc.option(
    fc.record({
      triggerMs: fc.nat(40_000),
      extendMs: fc.nat(40_000),
      base: fc.constantFrom('bidTime' as const, 'currentEnd' as const),
      cap: fc.option(fc.nat(4)),
      hardStopMs: fc.option(fc.nat(60_000)),
    }),
  ),
});

function play(list: Act[], rules: Parameters<typeof Rehearsal.opened>[1], reserve: number | null): Rehearsal {
  const sale = Rehearsal.opened(['o0', 'o1', 'o2', 'o3', 'o4'], rules, reserve);
  let now = 100_000;
  for (const { who, amount, wait, late } of list) {
    now += wait;
    const [priceBefore, endBefore] = [price(sale), sale.state.endsAtMs];
    const decision = sale.bid(`o${who}`, amount, now, now - late);
    expect(sale.state.endsAtMs).toBeGreaterThanOrEqual(endBefore);
    if (decision.kind !== 'accepted') expect([price(sale), sale.state.endsAtMs]).toEqual([priceBefore, endBefore]);
    else expect(price(sale)).toBeGreaterThan(priceBefore ?? 0);
  }
  const endsAtMs = sale.state.endsAtMs;
  sale.give('system', { type: 'close', endsAtMs }, endsAtMs + 10);
  return sale;
}

describe('properties', () => {
  it('price rises, ends never shorten, one winner who bid it first, reading the book = living through it', () => {
    fc.assert(
      fc.property(acts, ruleSets, fc.option(fc.nat(30_000)), (list, rules, reserve) => {
        const sale = play(list, rules, reserve);
        expect(sale.replayed()).toEqual(sale.state);
        expect(parseState(serialiseState(sale.state))).toEqual(sale.state);
        expect(verifyBook(sale.book)).toMatchObject({ ok: true, problems: [], state: sale.state });
        const bids = sale.book
          .filter((e) => e.type === 'bid.accepted')
          .map((e) => JSON.parse(e.publicText) as BidAccepted);
        const best = bids.reduce<BidAccepted | null>((a, b) => (a && a.amountMinor >= b.amountMinor ? a : b), null);
        const sold = best !== null && best.amountMinor >= (reserve ?? 0);
        expect(sale.state.outcome?.winner ?? null).toBe(sold ? best.bidder : null);
      }),
      { numRuns: 300 },
    );
  });

  it('ties go to the earlier in sequence', () => {
    fc.assert(
      fc.property(fc.nat(40), fc.nat(300), fc.nat(300), (steps, lateA, lateB) => {
        const sale = Rehearsal.opened(['a', 'b']);
        const amount = 10_000 + steps * 500;
        sale.bid('a', amount, 150_000, 150_000 - lateA);
        expect(sale.bid('b', amount, 150_000, 150_000 - lateB).kind).toBe('rejected');
        expect((sale.state.mode as EnglishState).leader).toBe(sale.state.bidders.get('a')!.code);
      }),
    );
  });

  it('hand-written texts equal the canonical library', () => {
    fc.assert(
      fc.property(acts, ruleSets, fc.option(fc.nat(30_000)), (list, rules, reserve) => {
        for (const { publicText, privateText } of play(list, rules, reserve).book) {
          expect(publicText).toBe(canonicalize(JSON.parse(publicText)));
          if (privateText !== null) expect(privateText).toBe(canonicalize(JSON.parse(privateText)));
        }
      }),
      { numRuns: 50 },
    );
    expect(commandText({ type: 'bid', amountMinor: 5 })).toBe(canonicalize({ type: 'bid', amountMinor: 5 }));
  });

  it('any edit of a book is found', () => {
    const sale = play(
      Array.from({ length: 12 }, (_, i) => ({ who: i % 5, amount: 10_000 + i * 1_000, wait: 100, late: 0 })),
      {},
      15_000,
    );
    const root = verifyBook(sale.book).root;
    fc.assert(
      fc.property(
        fc.nat(sale.book.length - 1),
        fc.nat(400),
        fc.constantFrom('edit', 'drop', 'swap', 'cut'),
        (i, at, how) => {
          const book = sale.book.map((event) => ({ ...event }));
          if (how === 'edit') {
            const text = book[i]!.publicText;
            const place = at % text.length;
            const digit = text[place] === '7' ? '3' : '7';
            book[i]!.publicText = text.slice(0, place) + digit + text.slice(place + 1);
          } else if (how === 'drop') book.splice(i, 1);
          else if (how === 'swap') book.splice(i, 2, ...book.slice(i, i + 2).reverse());
          else book.length = i;
          const same =
            book.length === sale.book.length && book.every((e, n) => e.publicText === sale.book[n]!.publicText);
          return same || !verifyBook(book, root).ok;
        },
      ),
      { numRuns: 500 },
    );
  });
});

it('a new mode is a file and a registration', () => {
  registerMode({
    name: 'toy',
    checkRules: () => [],
    commands: {
      shout: {
        wellFormed: () => true,
        decide: (_state, auction, bidder, { arrivedAtMs }) => ({
          drafts: [{ type: 'shouted', data: { arrivedAtMs, bidder: bidder.code, at: auction.seq }, secret: null }],
        }),
      },
    },
    initial: () => ({ shouts: 0 }),
    evolve: (state: { shouts: number }, event) => (event.type === 'shouted' ? { shouts: state.shouts + 1 } : state),
    view: (state: { shouts: number }) => ({
      priceMinor: state.shouts,
      leader: null,
      nextMinimumMinor: 0,
      incrementMinor: 0,
      bidCount: 0,
    }),
    conclude: () => ({ outcome: 'unsold', priceMinor: null, winner: null }),
    standing: () => false,
  });
  const sale = Rehearsal.opened(['a'], { ...sampleRules, mode: 'toy' });
  sale.give('a', { type: 'shout' }, 100_005);
  expect(codeOf(sale.bid('a', 10_000, 100_006))).toBe('refused command.malformed');
  expect(sale.state.mode).toEqual({ shouts: 1 });
  expect(verifyBook(sale.book).problems).toEqual([]);
});
