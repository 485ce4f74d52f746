import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  givenBy,
  historyOf,
  live,
  offeringActs,
  risingActs,
  ruleSets,
  sealedActs,
  sealedAmount,
  viewOf,
  type Act,
} from '../testing/history';
import { plainLadder, silently, stillCounting, type Offer } from '../testing/plain-ladder';
import type { Rehearsal } from '../testing/rehearsal';
import { sampleRules } from '../testing/sample';
import type { Command } from './commands';
import { modeOf } from './mode';
import type { AuctionRules } from './rules';
import type { EnglishState } from './english';
import type { SealedState } from './sealed';
import { bidderByCode, parseState, serialiseState, type AuctionState } from './state';
import { verifyBook } from './verify';

const RUNS = Number(process.env['JISHI_HISTORIES'] ?? 60);
/** A failing history is made smaller, but not for ever. */
const LIMITS = { numRuns: RUNS, interruptAfterTimeLimit: 10_000 + 100 * RUNS };
const reserves = fc.option(fc.nat(30_000));

const priceIn = (state: AuctionState): number | null => modeOf(state.rules!).view(state.mode, state).priceMinor;

/** What must hold of any sale in any mode, whatever was tried in it. */
function checkWhole(sale: Rehearsal): void {
  const { state } = sale;
  expect(state.phase).toBe('closed');
  expect(sale.replayed()).toEqual(state);
  expect(parseState(serialiseState(state))).toEqual(state);
  expect(verifyBook(sale.book).problems).toEqual([]);
  const types = sale.book.map(({ type }) => type);
  expect(types.filter((type) => type === 'auction.closed' || type === 'auction.terminated')).toHaveLength(1);
  const awarded = sale.book
    .filter(({ type }) => type === 'auction.awarded')
    .map(({ publicText }) => JSON.parse(publicText));
  expect(awarded.length).toBeLessThanOrEqual(1);
  const { outcome, winner, priceMinor, endedAtMs } = state.outcome!;
  if (awarded.length > 0) expect(awarded[0]).toMatchObject({ winner, priceMinor });
  expect(winner !== null).toBe(outcome === 'sold');
  if (outcome === 'sold') {
    expect(bidderByCode(state, winner)!.admitted).toBe(true);
    expect(priceMinor).toBeGreaterThanOrEqual(Math.max(state.reserveMinor ?? 0, state.rules!.startPriceMinor));
  }
  // An open objection freezes the award.
  if (state.objections.some(({ open }) => open)) expect(['pending', 'failed']).toContain(state.result);
  expect(endedAtMs).toBeLessThanOrEqual(state.atMs);
}

/** What must hold from one command to the next. */
function checkStep(
  before: AuctionState,
  after: AuctionState,
  arrivedAtMs: number,
  isBid: boolean,
  counted: boolean,
): void {
  if (before.phase === 'open' || before.phase === 'paused')
    expect(after.endsAtMs).toBeGreaterThanOrEqual(before.endsAtMs);
  if (!isBid) return;
  if (counted) expect(arrivedAtMs).toBeLessThan(before.endsAtMs);
  else expect([after.endsAtMs, priceIn(after)]).toEqual([before.endsAtMs, priceIn(before)]);
  expect(priceIn(after) ?? 0).toBeGreaterThanOrEqual(priceIn(before) ?? 0);
  // Only a bid that changes the price moves the end.
  if (priceIn(after) === priceIn(before)) expect(after.endsAtMs).toBe(before.endsAtMs);
  const rule = before.rules!.extension;
  if (after.endsAtMs !== before.endsAtMs) {
    expect(arrivedAtMs).toBeGreaterThanOrEqual(before.endsAtMs - rule!.triggerMs);
    expect(after.extensions).toBeLessThanOrEqual(rule!.cap ?? Infinity);
    expect(after.endsAtMs).toBeLessThanOrEqual(after.hardStopAtMs ?? Infinity);
    expect(after.endsAtMs).toBe(
      Math.min(
        (rule!.base === 'bidTime' ? arrivedAtMs : before.endsAtMs) + rule!.extendMs,
        after.hardStopAtMs ?? Infinity,
      ),
    );
  }
}

const OFFERS = { bid: 'bid', maximum: 'maximum', match: 'match' } as const;

/** The offer that an accepted command made. */
function offerOf(command: Command, actor: string, before: AuctionState): Offer {
  const { code, firstRefusalRank } = before.bidders.get(actor)!;
  const { amountMinor, priceMinor } = command as { amountMinor?: number; priceMinor?: number };
  const kind = OFFERS[command.type as keyof typeof OFFERS];
  const offer = { seq: before.seq + 1, bidder: code, kind, amountMinor: amountMinor ?? priceMinor! };
  return kind === 'match' ? { ...offer, rank: firstRefusalRank! } : offer;
}

function liveRising(list: readonly Act[], rules: Partial<AuctionRules>, reserve: number | null): Rehearsal {
  const sale = historyOf(rules, reserve);
  let offers: Offer[] = [];
  live(sale, list, ({ actor, command, arrivedAtMs }, decision, before) => {
    const accepted = decision.kind === 'accepted';
    const isOffer = command.type in OFFERS && before.phase === 'open';
    if (accepted && isOffer) {
      const offer = offerOf(command, actor, before);
      offers.push(sale.book.at(-1)!.type === 'private' ? silently(offer, offers) : offer);
    }
    if (accepted && command.type === 'void') {
      const { bid } = command as { bid: number };
      const isOut = ({ seq, restsOn }: Offer): boolean => seq === bid || restsOn === bid;
      offers = stillCounting(
        offers.filter((offer) => !isOut(offer)),
        (bidder) => bidderByCode(before, bidder)!.admitted,
      );
    }
    checkStep(before, sale.state, arrivedAtMs, isOffer, accepted);
    const { priceMinor, leader } = viewOf(sale);
    const plain = plainLadder(offers, sale.state.rules!.increments, sale.state.rules!.startPriceMinor);
    expect({ priceMinor, leader }).toEqual({ priceMinor: plain.priceMinor, leader: plain.leader });
    // Nobody pays more than it offered, and nobody who offered more loses to less.
    expect(priceMinor ?? 0).toBeLessThanOrEqual(plain.limitMinor ?? 0);
    expect(Math.max(0, ...offers.map(({ amountMinor }) => amountMinor))).toBe(plain.limitMinor ?? 0);
    // A silent maximum changes nothing that anybody sees.
    if (sale.book.at(-1)?.type === 'private')
      expect([priceIn(before), before.endsAtMs]).toEqual([priceMinor, sale.state.endsAtMs]);
  });
  checkWhole(sale);
  return sale;
}

describe.each([['english'], ['dynamic']])('%s, any history', (mode) => {
  it('price and leader are those of all offers looked at from scratch, and the whole book stands', () => {
    fc.assert(
      fc.property(
        risingActs,
        ruleSets,
        reserves,
        (list, rules, reserve) => void liveRising(list, { ...rules, mode }, reserve),
      ),
      LIMITS,
    );
  });
});

describe('sealed, any history', () => {
  const prices = fc.constantFrom('first' as const, 'second' as const);

  it('the highest that could be opened wins, the earlier of equals, at its own price or the next', () => {
    fc.assert(
      fc.property(sealedActs, ruleSets, reserves, prices, (list, rules, reserve, sealedPrice) => {
        const sale = historyOf({ ...rules, mode: 'sealed', extension: null, sealedPrice }, reserve);
        live(sale, list, ({ command, arrivedAtMs }, decision, before) => {
          checkStep(before, sale.state, arrivedAtMs, command.type === 'seal', decision.kind === 'accepted');
          // Nobody learns an amount before the end: there is none in the state, nor a price.
          if (sale.state.phase === 'open') expect(viewOf(sale).priceMinor).toBeNull();
        });
        checkWhole(sale);
        const { bids, revealed } = sale.state.mode as SealedState;
        if (sale.state.outcome!.outcome === 'terminated' || sale.state.matches.length > 0) return;
        expect(new Set(bids.map(({ bidder }) => bidder)).size).toBe(bids.length);
        expect(revealed).toBe(bids.length > 0);
        const least = Math.max(sampleRules.startPriceMinor, reserve ?? 0);
        const amounts = bids.map(({ seq }) => sealedAmount(seq) ?? 0);
        const highest = Math.max(0, ...amounts);
        const winner = highest < least ? null : bids[amounts.indexOf(highest)]!.bidder;
        expect(sale.state.outcome!.winner).toBe(winner);
        const others = amounts.filter((_, i) => i !== amounts.indexOf(highest));
        const pays = sealedPrice === 'first' ? highest : Math.max(least, ...others);
        if (winner !== null) expect(sale.state.outcome!.priceMinor).toBe(pays);
      }),
      LIMITS,
    );
  });
});

interface Taken {
  readonly actor: string;
  readonly command: Command;
  readonly seq: number;
}

/** An open sale in which these offers are made, one after the other; null when one of them is not taken. */
function saleWith(offers: readonly Taken[], rules: Partial<AuctionRules>): Rehearsal | null {
  const sale = historyOf(rules, null);
  sale.give('system', { type: 'open' }, 100_000);
  const refused = offers.some(({ actor, command }, i) => sale.give(actor, command, 100_001 + i).kind !== 'accepted');
  return refused ? null : sale;
}

it('after a void price and leader are as if the bid had never been, wherever the others could be made without it', () => {
  let compared = 0;
  fc.assert(
    fc.property(offeringActs, ruleSets, fc.nat(), (list, rules, pick) => {
      const sale = saleWith([], rules)!;
      const taken: Taken[] = [];
      for (const [i, act] of list.entries()) {
        const { actor, command } = givenBy(act, sale);
        const seq = sale.state.seq + 1;
        if (sale.give(actor, command, 100_001 + i).kind === 'accepted') taken.push({ actor, command, seq });
      }
      if (taken.length === 0) return;
      const out = taken[pick % taken.length]!;
      // What was raised in silence upon it goes with it.
      const { commitments, latest } = sale.state.mode as EnglishState;
      const upon = new Set(
        [...commitments, ...latest].flatMap(({ seq, restsOn }) => (restsOn === out.seq ? [seq] : [])),
      );
      const never = saleWith(
        taken.filter((offer) => offer !== out && !upon.has(offer.seq)),
        rules,
      );
      const endsAtMs = sale.state.endsAtMs;
      const bid = { type: 'void', bid: out.seq, reason: '测试', approvedBy: 'operator:v' };
      expect(sale.give('operator:u', bid, 101_000).kind).toBe('accepted');
      expect(sale.state.endsAtMs).toBe(endsAtMs);
      if (!never) return;
      compared++;
      // Codes are drawn by the same salts in both.
      expect(viewOf(sale)).toEqual({ ...viewOf(never), bidCount: viewOf(sale).bidCount });
    }),
    LIMITS,
  );
  expect(compared).toBeGreaterThan(RUNS / 10);
});
