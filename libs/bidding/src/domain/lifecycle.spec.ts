import { describe, expect, it } from '@jest/globals';
import { Rehearsal } from '../testing/rehearsal';
import { sampleAnnouncement } from '../testing/sample';
import type { Decision } from './auction';
import { dueAtMs } from './closing';
import type { Command } from './commands';
import { factsOf } from './facts';
import type { AuctionRules } from './rules';
import { unseal } from './seal';
import { verifyBook } from './verify';

const codeOf = (decision: Decision): string => (decision.kind === 'accepted' ? 'accepted' : decision.code);
const WINDOWS = { firstRefusalWindowMs: 30_000, objectionWindowMs: 100_000, barMs: 1_000_000, extension: null };
const reason = '依据规则';

class Sale extends Rehearsal {
  readonly codes = (who: string): string => this.state.bidders.get(who)!.code;
  readonly say = (who: string, command: Command, at: number): string => codeOf(this.give(who, command, at));
  readonly types = (): string[] => this.book.map(({ type }) => type);

  static of(rules: Partial<AuctionRules>, ranks: Readonly<Record<string, number>> = {}): Sale {
    const sale = new Sale();
    sale.give('system', sampleAnnouncement(100_000, rules), 1_000);
    for (const organisationId of ['a', 'b', 'h1', 'h2', 'h3']) {
      const rank = ranks[organisationId];
      const right = rank === undefined ? {} : { firstRefusalRank: rank };
      sale.give('system', { type: 'admit', organisationId, ...right }, 2_000);
    }
    sale.give('system', { type: 'open' }, 100_000);
    return sale;
  }

  /** Lets the clock act once, when it is due. */
  tick(): string {
    const due = dueAtMs(this.state)!;
    const type = this.state.phase === 'closed' ? 'award' : 'close';
    return this.say('system', type === 'award' ? { type } : { type, endsAtMs: due }, due);
  }

  facts(): object[] {
    return this.book.flatMap((event) => factsOf(unseal(event), this.state).map(({ payload }) => payload));
  }
}

describe('rights of first refusal after the end', () => {
  const ranks = { h1: 1, h2: 2, h3: 2 };
  const ended = (): Sale => {
    const sale = Sale.of(WINDOWS, ranks);
    sale.bid('a', 15_000, 110_000);
    sale.tick();
    return sale;
  };
  const match = (sale: Sale, who: string, at: number, priceMinor = 15_000): string =>
    sale.say(who, { type: 'match', priceMinor }, at);

  it('wait for their window; unused, the highest bidder wins', () => {
    const sale = ended();
    expect(sale.state).toMatchObject({ phase: 'ended', awaits: 'firstRefusal', awaitsUntilMs: 220_000 });
    expect(sale.bid('b', 20_000, 195_000)).toMatchObject({ code: 'auction.closed_to_bids' });
    expect(sale.say('system', { type: 'close', endsAtMs: 220_000 }, 219_999)).toBe('auction.premature');
    sale.tick();
    expect(sale.state.outcome).toMatchObject({ winner: sale.codes('a'), priceMinor: 15_000, endedAtMs: 190_000 });
  });

  it('go by rank, then by time', () => {
    const sale = ended();
    expect(match(sale, 'h2', 195_000)).toBe('accepted');
    expect(match(sale, 'h3', 196_000)).toBe('match.no_right');
    expect(match(sale, 'h1', 197_000)).toBe('accepted');
    expect(match(sale, 'h2', 198_000)).toBe('match.no_right');
    sale.tick();
    expect(sale.state.outcome).toMatchObject({ winner: sale.codes('h1'), priceMinor: 15_000 });
    expect(verifyBook(sale.book).problems).toEqual([]);
  });

  it('are exercised at the price, in time, by holders', () => {
    const sale = ended();
    expect(match(sale, 'b', 195_000)).toBe('match.no_right');
    expect(match(sale, 'h1', 195_000, 15_500)).toBe('match.stale_price');
    expect(sale.say('h1', { type: 'match' }, 195_000)).toBe('command.malformed');
    expect(match(sale, 'h1', 220_000)).toBe('auction.closed_to_bids');
    expect(match(sale, 'h1', 219_999)).toBe('accepted');
  });

  it('open no window where nobody could use it: nothing sold, or the best right leads', () => {
    const unsold = Sale.of(WINDOWS, ranks);
    unsold.tick();
    const led = Sale.of(WINDOWS, ranks);
    led.bid('h1', 15_000, 110_000);
    led.tick();
    expect([unsold.state.phase, led.state.phase]).toEqual(['closed', 'closed']);
  });

  it('outlive an exclusion that was taken back', () => {
    const sale = Sale.of(WINDOWS, ranks);
    sale.say('operator:u', { type: 'exclude', organisationId: 'h1', reason }, 105_000);
    sale.say('system', { type: 'admit', organisationId: 'h1' }, 106_000);
    sale.bid('a', 15_000, 110_000);
    sale.tick();
    expect(match(sale, 'h1', 195_000)).toBe('accepted');
  });
});

describe('objections', () => {
  const object = (sale: Sale, who: string, at: number): string =>
    sale.say(who, { type: 'object', about: 'result', target: null, text: '异议' }, at);
  const rule = (sale: Sale, who: string, at: number, ruling: { upheld: boolean; annul: boolean }, objection: number) =>
    sale.say(who, { type: 'rule', objection, ...ruling, reason }, at);
  const closed = (): Sale => {
    const sale = Sale.of({ ...WINDOWS, firstRefusalWindowMs: 0 });
    sale.bid('a', 15_000, 110_000);
    sale.tick();
    return sale;
  };
  const dismissed = { upheld: false, annul: false };

  it('without one the award comes when the time to object is over, and the house hears of it then', () => {
    const sale = closed();
    expect([sale.state.result, dueAtMs(sale.state), sale.facts()]).toEqual(['pending', 290_000, []]);
    expect(sale.say('system', { type: 'award' }, 289_999)).toBe('auction.premature');
    expect(sale.tick()).toBe('accepted');
    expect(sale.state.result).toBe('awarded');
    expect(sale.facts()).toEqual([expect.objectContaining({ outcome: 'sold', winnerId: 'a', priceMinor: 15_000 })]);
  });

  it('freeze the award until they are ruled on and can no longer be appealed', () => {
    const sale = closed();
    expect(object(sale, 'stranger', 200_000)).toBe('objection.not_a_party');
    expect(object(sale, 'b', 200_000)).toBe('accepted');
    const objection = sale.state.seq;
    expect(dueAtMs(sale.state)).toBeNull();
    expect(sale.say('system', { type: 'award' }, 999_000)).toBe('auction.premature');
    expect(rule(sale, 'operator:u', 999_500, dismissed, objection)).toBe('accepted');
    expect(dueAtMs(sale.state)).toBe(1_099_500);
    expect(rule(sale, 'operator:u', 999_600, dismissed, objection)).toBe('objection.not_open');
    expect(sale.tick()).toBe('accepted');
    expect(sale.state.result).toBe('awarded');
  });

  it('may be appealed by whoever made them, once, in time; then another person rules, finally', () => {
    const sale = closed();
    object(sale, 'b', 200_000);
    const objection = sale.state.seq;
    const appeal = (who: string, at: number) => sale.say(who, { type: 'appeal', objection, text: '复议' }, at);
    rule(sale, 'operator:u', 210_000, dismissed, objection);
    expect(appeal('a', 220_000)).toBe('objection.not_yours');
    expect(appeal('b', 310_000)).toBe('objection.not_appealable');
    expect(appeal('b', 309_999)).toBe('accepted');
    expect(dueAtMs(sale.state)).toBeNull();
    expect(rule(sale, 'operator:u', 320_000, dismissed, objection)).toBe('objection.same_judge');
    expect(rule(sale, 'operator:v', 320_000, dismissed, objection)).toBe('accepted');
    expect(appeal('b', 320_001)).toBe('objection.not_appealable');
    expect(dueAtMs(sale.state)).toBe(290_000);
    sale.tick();
    expect(sale.state.result).toBe('awarded');
    expect(verifyBook(sale.book).problems).toEqual([]);
  });

  it('may be made as much longer as an outage took, and so may appeals; what was over stays over', () => {
    const sale = closed();
    const prolong = (sinceMs: number, untilMs: number, at: number, who = 'system') =>
      sale.say(who, { type: 'prolong', reason, sinceMs, untilMs }, at);
    expect(prolong(150_000, 180_000, 200_000)).toBe('auction.premature');
    expect(prolong(290_000, 299_000, 299_000)).toBe('auction.premature');
    expect(prolong(200_000, 220_000, 290_000, 'operator:u')).toBe('auction.not_permitted');
    expect(prolong(200_000, 220_000, 290_000)).toBe('accepted');
    expect(dueAtMs(sale.state)).toBe(310_000);
    expect(object(sale, 'b', 309_000)).toBe('accepted');
    rule(sale, 'operator:u', 309_500, dismissed, sale.state.seq);
    expect(prolong(305_000, 320_000, 320_000)).toBe('accepted');
    expect(sale.state).toMatchObject({ objectUntilMs: 325_000, objections: [{ appealUntilMs: 424_500 }] });
    expect(prolong(330_000, 340_000, 340_000)).toBe('accepted');
    expect(sale.state).toMatchObject({ objectUntilMs: 325_000, objections: [{ appealUntilMs: 434_500 }] });
    sale.tick();
    expect(sale.state.result).toBe('awarded');
    expect(prolong(330_000, 340_000, 440_000)).toBe('auction.premature');
    expect(verifyBook(sale.book).problems).toEqual([]);
  });

  it('upheld may annul the result, once; nobody is awarded', () => {
    const sale = closed();
    object(sale, 'b', 200_000);
    const first = sale.state.seq;
    object(sale, 'seller', 201_000);
    const second = sale.state.seq;
    expect(rule(sale, 'operator:u', 202_000, { upheld: false, annul: true }, first)).toBe('objection.nothing_to_annul');
    expect(rule(sale, 'operator:u', 203_000, { upheld: true, annul: true }, first)).toBe('accepted');
    expect(rule(sale, 'operator:u', 204_000, { upheld: true, annul: true }, second)).toBe('objection.nothing_to_annul');
    expect(sale.state.result).toBe('failed');
    expect(sale.facts()).toEqual([expect.objectContaining({ outcome: 'annulled', winnerId: null })]);
    expect(dueAtMs(sale.state)).toBeNull();
  });

  it('during the sale freeze the award as well; too late they are refused', () => {
    const sale = Sale.of({ ...WINDOWS, firstRefusalWindowMs: 0, objectionWindowMs: 0 });
    object(sale, 'b', 105_000);
    sale.bid('a', 15_000, 110_000);
    sale.tick();
    expect([sale.state.phase, sale.state.result]).toEqual(['closed', 'pending']);
    expect(object(sale, 'b', 190_000)).toBe('objection.too_late');
    const late = closed();
    expect(object(late, 'b', 290_000)).toBe('objection.too_late');
  });
});

describe('after the award', () => {
  it('a winner who defaults is barred, and the second is not promoted', () => {
    const sale = Sale.of({ ...WINDOWS, firstRefusalWindowMs: 0, objectionWindowMs: 0 });
    sale.bid('a', 15_000, 110_000);
    sale.bid('b', 16_000, 111_000);
    expect(sale.say('operator:u', { type: 'default', reason }, 112_000)).toBe('auction.already_open');
    sale.tick();
    expect(sale.types().slice(-2)).toEqual(['auction.closed', 'auction.awarded']);
    expect(sale.say('operator:u', { type: 'default', reason }, 300_000)).toBe('accepted');
    expect(sale.state).toMatchObject({ result: 'defaulted', outcome: { winner: sale.codes('b') } });
    expect(sale.facts().at(-1)).toMatchObject({ organisationId: 'b', barredUntilMs: 1_300_000, reason });
    expect(sale.say('operator:u', { type: 'default', reason }, 300_001)).toBe('auction.no_award');
  });

  it('nobody can default where nothing was awarded', () => {
    const sale = Sale.of({ ...WINDOWS, firstRefusalWindowMs: 0, objectionWindowMs: 0 });
    sale.tick();
    expect(sale.say('operator:u', { type: 'default', reason }, 300_000)).toBe('auction.no_award');
  });
});

describe("the operator's desk", () => {
  it('terminates from any phase before the close, with a reason; nothing is sold', () => {
    const sale = Sale.of(WINDOWS);
    sale.bid('a', 15_000, 110_000);
    expect(sale.say('operator:u', { type: 'terminate', reason: '' }, 120_000)).toBe('command.malformed');
    expect(sale.say('operator:u', { type: 'terminate', reason }, 120_000)).toBe('accepted');
    expect(sale.state).toMatchObject({
      phase: 'closed',
      result: 'failed',
      outcome: { winner: null, endedAtMs: 120_000 },
    });
    expect(sale.facts()).toEqual([expect.objectContaining({ outcome: 'terminated', winnerId: null })]);
    expect(sale.say('operator:u', { type: 'terminate', reason }, 130_000)).toBe('auction.closed_to_bids');
  });

  it('moves an announced opening, and says when a paused sale goes on', () => {
    const early = new Sale();
    early.give('system', sampleAnnouncement(100_000, { extension: null }), 1_000);
    const reschedule = (sale: Sale, toMs: number, at: number) =>
      sale.say('operator:u', { type: 'reschedule', toMs, reason }, at);
    expect(reschedule(early, 2_000, 2_000)).toBe('auction.time_is_past');
    expect(reschedule(early, 150_000, 2_000)).toBe('accepted');
    expect(early.state).toMatchObject({ opensAtMs: 150_000, endsAtMs: 240_000, originalEndsAtMs: 240_000 });
    // An operator who is in league with somebody would open before the notice is over.
    expect(reschedule(early, 149_999, 2_000)).toBe('auction.opening_earlier');
    const sale = Sale.of(WINDOWS);
    expect(reschedule(sale, 150_000, 110_000)).toBe('auction.already_open');
    sale.say('operator:u', { type: 'pause', reason }, 110_000);
    expect(dueAtMs(sale.state)).toBeNull();
    reschedule(sale, 160_000, 120_000);
    expect(dueAtMs(sale.state)).toBe(160_000);
    sale.say('system', { type: 'resume', reason }, 160_000);
    expect(sale.state).toMatchObject({ phase: 'open', endsAtMs: 240_000, resumesAtMs: null });
  });
});
