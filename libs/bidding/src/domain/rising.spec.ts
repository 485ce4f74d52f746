import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Rehearsal } from '../testing/rehearsal';
import { sampleRules } from '../testing/sample';
import type { Decision } from './auction';
import type { BidAccepted } from './english';
import type { AuctionRules } from './rules';
import { EMPTY_LADDER, withCommitment, withoutCommitment, type Ladder } from './standing';
import { modeOf } from './mode';
import { verifyBook } from './verify';

const codeOf = (decision: Decision): string => (decision.kind === 'accepted' ? 'accepted' : decision.code);

/** A sale that speaks of organisations, where the book speaks of codes. Later offers arrive later. */
class Sale {
  private at = 100_000;
  readonly live: Rehearsal;

  constructor(rules: Partial<AuctionRules> = {}, reserve: number | null = null) {
    this.live = Rehearsal.opened(['a', 'b', 'c'], { raise: 'atLeast', extension: null, ...rules }, reserve);
    this.live.give('system', { type: 'admit', organisationId: 'h1', firstRefusalRank: 1 }, 100_000);
    this.live.give('system', { type: 'admit', organisationId: 'h2', firstRefusalRank: 2 }, 100_000);
  }

  bid = (who: string, amountMinor: number) => this.give(who, { type: 'bid', amountMinor });
  maximum = (who: string, amountMinor: number) => this.give(who, { type: 'maximum', amountMinor });
  match = (who: string, priceMinor = this.price) => this.give(who, { type: 'match', priceMinor });
  void = (bid: number) => this.give('operator:u', { type: 'void', bid, reason: '核实无效', approvedBy: 'operator:v' });

  give(who: string, command: { type: string; [field: string]: unknown }): string {
    return codeOf(this.live.give(who, command, ++this.at));
  }

  get price(): number {
    return this.view.priceMinor ?? 0;
  }
  get leader(): string | null {
    const bidders = [...this.live.state.bidders.values()];
    return bidders.find(({ code }) => code === this.view.leader)?.organisationId ?? null;
  }
  get now(): [number, string | null] {
    return [this.price, this.leader];
  }
  get view() {
    return modeOf(this.live.state.rules!).view(this.live.state.mode, this.live.state);
  }
  /** seq of the last event. */
  get seq(): number {
    return this.live.state.seq;
  }
  lastTypes = (count: number): string[] => this.live.book.slice(-count).map(({ type }) => type);
}

describe('a maximum', () => {
  it('bids no more than it must: the start price alone, then one step above the next maximum', () => {
    const sale = new Sale();
    expect(sale.maximum('a', 50_000)).toBe('accepted');
    expect(sale.now).toEqual([10_000, 'a']);
    expect(sale.bid('b', 10_500)).toBe('accepted');
    expect(sale.now).toEqual([11_000, 'a']);
    expect(sale.lastTypes(2)).toEqual(['bid.accepted', 'bid.automatic']);
    expect(JSON.parse(sale.live.book.at(-1)!.publicText) as BidAccepted).toMatchObject({ amountMinor: 11_000 });
    // The step is that of the lower maximum, not of the price.
    expect(sale.maximum('c', 25_000)).toBe('accepted');
    expect(sale.now).toEqual([26_000, 'a']);
  });

  it('is capped where the step would go beyond it', () => {
    const sale = new Sale();
    sale.maximum('a', 10_700);
    sale.bid('b', 10_600);
    expect(sale.now).toEqual([10_700, 'a']);
  });

  it('of two equal ones the earlier leads, at that amount', () => {
    const sale = new Sale();
    sale.maximum('a', 30_000);
    expect(sale.maximum('b', 30_000)).toBe('accepted');
    expect(sale.now).toEqual([30_000, 'a']);
  });

  it('wins against a bid by hand of the same amount', () => {
    const sale = new Sale();
    sale.maximum('a', 30_000);
    expect(sale.bid('b', 30_000)).toBe('accepted');
    expect(sale.now).toEqual([30_000, 'a']);
  });

  it('need only reach the next minimum, even where bids are whole steps', () => {
    const sale = new Sale({ raise: 'multiple' });
    expect(sale.maximum('a', 9_999)).toBe('bid.below_minimum');
    expect(sale.maximum('a', 10_001)).toBe('accepted');
    expect(sale.maximum('b', 10_499)).toBe('bid.below_minimum');
    expect(sale.maximum('b', 10_733)).toBe('accepted');
    expect(sale.now).toEqual([10_501, 'b']);
  });

  it('raised by the leader is silent and moves nothing, whatever the rule on raising oneself', () => {
    const sale = new Sale({ extension: sampleRules.extension });
    sale.maximum('a', 30_000);
    expect(codeOf(sale.live.give('a', { type: 'maximum', amountMinor: 60_000 }, 189_999))).toBe('accepted');
    expect(sale.lastTypes(1)).toEqual(['private']);
    expect([...sale.now, sale.live.state.endsAtMs]).toEqual([10_000, 'a', 190_000]);
    expect(sale.live.book.at(-1)!.publicText).not.toContain('60000');
    expect(codeOf(sale.live.give('a', { type: 'maximum', amountMinor: 60_000 }, 189_999))).toBe(
      'bid.maximum_not_raised',
    );
  });

  it('raised where it was capped or tied lifts the price, and that counts as a bid', () => {
    const capped = new Sale();
    capped.maximum('a', 10_700);
    capped.bid('b', 10_600);
    expect(capped.maximum('a', 20_000)).toBe('accepted');
    expect(capped.now).toEqual([11_100, 'a']);
    expect(capped.lastTypes(1)).toEqual(['bid.accepted']);
    const tied = new Sale();
    tied.maximum('a', 30_000);
    tied.maximum('b', 30_000);
    tied.maximum('a', 30_100);
    expect(tied.now).toEqual([30_100, 'a']);
    tied.maximum('a', 40_000);
    expect(tied.now).toEqual([31_000, 'a']);
  });

  it('behind one’s own bid by hand does not take that bid back', () => {
    const sale = new Sale();
    sale.bid('a', 20_000);
    sale.maximum('a', 50_000);
    expect(sale.now).toEqual([20_000, 'a']);
    sale.bid('b', 21_000);
    expect(sale.now).toEqual([22_000, 'a']);
  });

  it('beside it one’s own bid by hand needs selfRaise, and only lifts the price', () => {
    const strict = new Sale();
    strict.maximum('a', 50_000);
    expect(strict.bid('a', 20_000)).toBe('bid.already_leading');
    const sale = new Sale({ selfRaise: true });
    sale.maximum('a', 50_000);
    expect(sale.bid('a', 20_000)).toBe('accepted');
    expect(sale.now).toEqual([20_000, 'a']);
    sale.bid('b', 49_000);
    expect(sale.now).toEqual([50_000, 'a']);
  });

  it('is told to its owner only, and a reserve does not push it up', () => {
    const sale = new Sale({ showReserveMet: true }, 40_000);
    sale.maximum('a', 50_000);
    const mode = modeOf(sale.live.state.rules!);
    const maximumOf = (who: string) => mode.maximumOf!(sale.live.state.mode, sale.live.state.bidders.get(who)!.code);
    expect([maximumOf('a'), maximumOf('b'), sale.price]).toEqual([50_000, null, 10_000]);
    expect(JSON.stringify(sale.view)).not.toContain('50000');
    expect(JSON.parse(sale.live.book.at(-1)!.publicText)).toMatchObject({ reserveMet: false });
  });
});

describe('a right of first refusal before the end', () => {
  it('takes the lead at the standing price; others may go higher, and it may match again', () => {
    const sale = new Sale();
    expect(sale.match('h1', 10_000)).toBe('match.nothing_to_match');
    sale.bid('a', 15_000);
    expect(sale.match('b')).toBe('match.no_right');
    expect(sale.match('h1', 14_000)).toBe('match.stale_price');
    expect(sale.match('h1')).toBe('accepted');
    expect(sale.now).toEqual([15_000, 'h1']);
    expect(sale.match('h1')).toBe('bid.already_leading');
    expect(sale.bid('a', 15_000)).toBe('bid.below_minimum');
    sale.bid('a', 15_500);
    expect(sale.now).toEqual([15_500, 'a']);
    sale.match('h1');
    expect(sale.now).toEqual([15_500, 'h1']);
  });

  it('goes by rank: a better one takes the lead, a worse one does not', () => {
    const sale = new Sale();
    sale.bid('a', 15_000);
    sale.match('h2');
    expect(sale.match('h1')).toBe('accepted');
    expect(sale.now).toEqual([15_000, 'h1']);
    expect(sale.match('h2')).toBe('match.no_right');
  });

  it('does not take the lead from a holder of a better right who bid for it', () => {
    const sale = new Sale();
    sale.bid('h1', 15_000);
    expect(sale.match('h2')).toBe('match.no_right');
  });

  it('is answered by the leader’s maximum, one step higher', () => {
    const sale = new Sale();
    sale.maximum('a', 30_000);
    expect(sale.match('h1')).toBe('accepted');
    expect(sale.now).toEqual([10_500, 'a']);
    expect(sale.lastTypes(2)).toEqual(['bid.matched', 'bid.automatic']);
  });

  it('moves the end only when it moves the price', () => {
    const sale = new Sale({ extension: sampleRules.extension });
    sale.bid('a', 15_000);
    sale.live.give('h1', { type: 'match', priceMinor: 15_000 }, 189_000);
    expect([...sale.now, sale.live.state.endsAtMs]).toEqual([15_000, 'h1', 190_000]);
  });
});

describe('an extension', () => {
  const extension = { triggerMs: 60_000, extendMs: 10_000, base: 'bidTime', cap: null, hardStopMs: null } as const;

  it('never shortens the end', () => {
    const sale = new Sale({ extension });
    sale.live.bid('a', 10_000, 140_000);
    expect([sale.live.state.endsAtMs, sale.live.state.extensions]).toEqual([190_000, 0]);
    sale.live.bid('b', 10_500, 180_001);
    expect([sale.live.state.endsAtMs, sale.live.state.extensions]).toEqual([190_001, 1]);
  });

  it('is given as often as the rules say, and not once more', () => {
    const sale = new Sale({ extension: { ...extension, base: 'currentEnd', cap: 2 } });
    const ends = [10_000, 10_500, 11_000].map((amount, i) => {
      sale.live.bid('abc'[i]!, amount, 180_000 + i);
      return sale.live.state.endsAtMs;
    });
    expect(ends).toEqual([200_000, 210_000, 210_000]);
    // Whoever sees the public parts only counts along.
    expect(verifyBook(sale.live.book).problems).toEqual([]);
  });
});

describe('a voided bid', () => {
  it('leaves what stood before it, and does not block the next', () => {
    const sale = new Sale();
    sale.bid('a', 10_000);
    sale.bid('b', 90_000);
    expect(sale.void(sale.seq)).toBe('accepted');
    expect(sale.now).toEqual([10_000, 'a']);
    expect(JSON.parse(sale.live.book.at(-1)!.publicText)).toMatchObject({
      priceMinor: 10_000,
      nextMinimumMinor: 10_500,
    });
    expect(sale.bid('c', 10_500)).toBe('accepted');
    expect(sale.now).toEqual([10_500, 'c']);
  });

  it('that was the only one leaves none: the start price counts again', () => {
    const sale = new Sale();
    sale.bid('a', 15_000);
    sale.void(sale.seq);
    expect(sale.now).toEqual([0, null]);
    expect(sale.view.nextMinimumMinor).toBe(10_000);
  });

  it('no longer sets the price of the maximum that outbid it', () => {
    const sale = new Sale();
    sale.bid('a', 10_000);
    sale.bid('b', 40_000);
    const mistake = sale.seq;
    sale.maximum('c', 60_000);
    expect(sale.now).toEqual([41_000, 'c']);
    sale.void(mistake);
    expect(sale.now).toEqual([10_500, 'c']);
  });

  it('no longer sets the price of the match that took it over', () => {
    const sale = new Sale();
    sale.bid('a', 10_000);
    sale.bid('b', 40_000);
    const mistake = sale.seq;
    sale.match('h1');
    expect(sale.now).toEqual([40_000, 'h1']);
    const { code } = sale.live.state.bidders.get('h1')!;
    expect(modeOf(sale.live.state.rules!).maximumOf!(sale.live.state.mode, code)).toBeNull();
    sale.void(mistake);
    expect(sale.now).toEqual([10_000, 'h1']);
    expect(sale.live.replayed().mode).toEqual(sale.live.state.mode);
    expect(sale.bid('a', 10_500)).toBe('accepted');
  });

  it('of a match leaves its bidder’s own maximum, a step above what was matched; the public check follows', () => {
    const sale = new Sale();
    sale.maximum('h1', 12_500);
    sale.bid('b', 11_000);
    sale.bid('b', 14_000);
    const highest = sale.seq;
    sale.match('h1');
    const match = sale.seq;
    sale.void(highest);
    expect(sale.now).toEqual([11_000, 'h1']);
    sale.void(match);
    expect(sale.now).toEqual([11_500, 'h1']);
    expect(verifyBook(sale.live.book).problems).toEqual([]);
  });

  it('keeps the extension that it caused', () => {
    const sale = new Sale({ extension: sampleRules.extension });
    sale.live.bid('a', 10_000, 189_000);
    const end = sale.live.state.endsAtMs;
    expect(
      codeOf(
        sale.live.give(
          'operator:u',
          { type: 'void', bid: sale.seq - 1, reason: 'x', approvedBy: 'operator:v' },
          189_500,
        ),
      ),
    ).toBe('accepted');
    expect([sale.live.state.endsAtMs, sale.live.state.extensions]).toEqual([end, 1]);
  });

  it('does not bring back somebody who has been excluded since', () => {
    const sale = new Sale();
    sale.bid('a', 10_000);
    sale.bid('b', 12_000);
    sale.bid('c', 13_000);
    const top = sale.seq;
    sale.give('system', { type: 'exclude', organisationId: 'b', reason: '关联方' });
    sale.void(top);
    expect(sale.now).toEqual([10_000, 'a']);
  });

  it('of somebody else leaves the price that an excluded bidder had been outbid at', () => {
    const sale = new Sale();
    sale.maximum('b', 20_000);
    sale.bid('a', 15_000);
    const unrelated = sale.seq - 1;
    sale.maximum('c', 40_000);
    expect(sale.now).toEqual([21_000, 'c']);
    sale.give('system', { type: 'exclude', organisationId: 'b', reason: '关联方' });
    expect(sale.void(unrelated)).toBe('accepted');
    expect(sale.now).toEqual([21_000, 'c']);
    expect(verifyBook(sale.live.book).problems).toEqual([]);
  });

  it('takes with it what its bidder raised in silence upon it, and nothing else', () => {
    const sale = new Sale();
    sale.bid('b', 10_000);
    sale.maximum('a', 20_000);
    const maximum = sale.seq - (sale.lastTypes(1)[0] === 'bid.automatic' ? 1 : 0);
    sale.maximum('a', 50_000);
    expect(sale.lastTypes(1)).toEqual(['private']);
    sale.maximum('a', 60_000);
    sale.void(maximum);
    expect(sale.now).toEqual([10_000, 'b']);
    expect(sale.bid('c', 40_000)).toBe('accepted');
    expect(sale.now).toEqual([40_000, 'c']);
    expect(sale.live.replayed().mode).toEqual(sale.live.state.mode);
  });

  it('says whether what is left meets the reserve, where the rules tell', () => {
    const sale = new Sale({ showReserveMet: true }, 40_000);
    sale.bid('a', 10_000);
    sale.bid('b', 45_000);
    sale.void(sale.seq);
    expect(JSON.parse(sale.live.book.at(-1)!.publicText)).toMatchObject({ type: 'bid.voided', reserveMet: false });
  });

  it('leaves a leader of whom everybody has seen a bid that is not void', () => {
    const act = fc.record({
      who: fc.constantFrom('a', 'b', 'c'),
      what: fc.constantFrom('bid', 'maximum', 'maximum', 'void'),
      amount: fc.integer({ min: 20, max: 200 }),
    });
    fc.assert(
      fc.property(fc.array(act, { minLength: 5, maxLength: 30 }), fc.boolean(), (acts, selfRaise) => {
        const sale = new Sale({ selfRaise });
        const seen = new Map<number, string>();
        for (const { who, what, amount } of acts) {
          const before = sale.seq;
          if (what === 'void') {
            const bids = [...seen.keys()];
            const bid = bids[amount % Math.max(bids.length, 1)];
            if (bid !== undefined && sale.void(bid) === 'accepted') seen.delete(bid);
          } else sale[what](who, amount * 500);
          for (const { seq, type, publicText } of sale.live.book.slice(before))
            if (type === 'bid.accepted') seen.set(seq, (JSON.parse(publicText) as BidAccepted).bidder);
          const { leader } = sale.view;
          if (leader !== null) expect([...seen.values()]).toContain(leader);
        }
        expect(verifyBook(sale.live.book).problems).toEqual([]);
      }),
    );
  });

  it('is voided once, and only bids are; by two people', () => {
    const sale = new Sale();
    sale.bid('a', 10_000);
    const bid = sale.seq;
    const alone = { type: 'void', bid, reason: 'x', approvedBy: 'operator:u' };
    expect(sale.give('operator:u', alone)).toBe('command.malformed');
    expect(sale.void(1)).toBe('bid.not_voidable');
    expect(sale.void(bid)).toBe('accepted');
    expect(sale.void(bid)).toBe('bid.not_voidable');
  });
});

describe('the ladder of a long sale', () => {
  const tiers = [{ fromMinor: 0, stepMinor: 10 }];
  const all = (): boolean => true;
  const commitment = (seq: number, bidder: string, maxMinor: number, floorMinor = maxMinor) => ({
    seq,
    bidder,
    maxMinor,
    floorMinor,
    rank: null,
  });

  function longLadder(): Ladder {
    let ladder = EMPTY_LADDER;
    const give = (seq: number, bidder: string, max: number, floor?: number): void => {
      ladder = withCommitment(ladder, commitment(seq, bidder, max, floor), tiers);
    };
    give(1, 'third', 900_000, 100);
    give(2, 'second', 950_000, 100);
    give(3, 'first', 990_000, 100);
    for (let seq = 4; seq <= 2_003; seq++) give(seq, `o${seq % 7}`, seq);
    return ladder;
  }

  it('stays small, and a void still falls back on maxima of long ago', () => {
    const ladder = longLadder();
    expect(ladder.commitments.length).toBeLessThan(260);
    expect([ladder.leader, ladder.priceMinor]).toEqual(['first', 950_010]);
    const once = withoutCommitment(ladder, 3, tiers, all)!;
    expect([once.leader, once.priceMinor]).toEqual(['second', 900_010]);
    const twice = withoutCommitment(once, 2, tiers, all)!;
    expect([twice.leader, twice.priceMinor]).toEqual(['third', 2_013]);
  });

  it('is not pushed out of memory by one who raises its maximum again and again', () => {
    let ladder = longLadder();
    for (let seq = 3_000; seq < 4_000; seq++)
      ladder = withCommitment(ladder, commitment(seq, 'first', 990_000 + seq, 100), tiers);
    for (const seq of [2, 1]) ladder = withoutCommitment(ladder, seq, tiers, all)!;
    expect([ladder.leader, ladder.priceMinor]).toEqual(['first', 2_013]);
  });
});
