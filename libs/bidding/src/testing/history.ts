import fc from 'fast-check';
import type { Decision } from '../domain/auction';
import { dueAtMs } from '../domain/closing';
import type { Command } from '../domain/commands';
import { modeOf } from '../domain/mode';
import type { AuctionRules } from '../domain/rules';
import type { SealedState } from '../domain/sealed';
import { Rehearsal } from './rehearsal';
import { sampleAnnouncement } from './sample';

type What =
  | 'bid'
  | 'maximum'
  | 'match'
  | 'seal'
  | 'void'
  | 'pause'
  | 'resume'
  | 'extend'
  | 'reschedule'
  | 'terminate'
  | 'exclude'
  | 'admit'
  | 'object'
  | 'rule'
  | 'appeal'
  | 'default';

/** Random histories of a sale: what bidders, operators and the clock may do, well or badly timed. */
export interface Act {
  readonly what: What;
  readonly who: number;
  readonly steps: number;
  readonly odd: number;
  readonly wait: number;
  readonly late: number;
}

export const BIDDERS = ['o0', 'o1', 'o2', 'o3', 'o4'];
/** o1 to o3 hold a right of first refusal. */
const RANKS: Readonly<Record<string, number>> = { o1: 1, o2: 2, o3: 2 };
const DRAIN_MS = 300;
const OPERATORS = ['operator:u', 'operator:v'];

interface Given {
  readonly actor: string;
  readonly command: Command;
}

const ENVELOPE = 'e'.repeat(64);
const REASON = { reason: '测试' };
const byOperator = ({ who }: Act, command: Command): Given => ({ actor: OPERATORS[who % 2]!, command });

/** From an act to a command that often makes sense in the present state. */
const commands: Readonly<Record<What, (act: Act, sale: Rehearsal) => Given>> = {
  bid: (act: Act, sale: Rehearsal) => ({
    actor: `o${act.who}`,
    command: { type: 'bid', amountMinor: amountOf(act, sale) },
  }),
  maximum: (act: Act, sale: Rehearsal) => ({
    actor: `o${act.who}`,
    command: { type: 'maximum', amountMinor: amountOf({ ...act, steps: act.steps * 5 }, sale) },
  }),
  match: (act: Act, sale: Rehearsal) => ({
    actor: `o${act.who}`,
    command: { type: 'match', priceMinor: (viewOf(sale).priceMinor ?? 1) + (act.odd > 200 ? 1 : 0) },
  }),
  seal: (act: Act) => ({ actor: `o${act.who}`, command: { type: 'seal', envelope: `${ENVELOPE}${act.steps}` } }),
  void: (act: Act, sale: Rehearsal) => {
    const bids = sale.book.filter(({ type }) =>
      ['bid.accepted', 'bid.matched', 'private', 'bid.sealed'].includes(type),
    );
    const bid = bids.at(-1 - (act.steps % 4))?.seq ?? 1;
    const approvedBy = OPERATORS[(act.who + 1) % 2]!;
    return byOperator(act, { type: 'void', bid, approvedBy, ...REASON });
  },
  pause: (act: Act) => byOperator(act, { type: 'pause', ...REASON }),
  resume: (act: Act) => byOperator(act, { type: 'resume', ...REASON }),
  extend: (act: Act) => byOperator(act, { type: 'extend', extendMs: 1 + act.odd * 10, ...REASON }),
  reschedule: (act: Act, sale: Rehearsal) =>
    byOperator(act, { type: 'reschedule', toMs: sale.state.atMs + act.odd * 20, ...REASON }),
  terminate: (act: Act) => byOperator(act, { type: act.odd < 50 ? 'terminate' : 'pause', ...REASON }),
  exclude: (act: Act) => byOperator(act, { type: 'exclude', organisationId: `o${act.who}`, ...REASON }),
  admit: (act: Act) => ({ actor: 'system', command: { type: 'admit', organisationId: `o${act.who}` } }),
  object: (act: Act) => ({
    actor: act.who === 0 ? 'seller' : `o${act.who}`,
    command: { type: 'object', about: 'bid', target: act.steps + 1, text: '异议' },
  }),
  rule: (act: Act, sale: Rehearsal) =>
    byOperator(act, {
      type: 'rule',
      objection: sale.state.objections.at(-1)?.seq ?? 1,
      upheld: act.odd > 100,
      annul: act.odd > 200,
      ...REASON,
    }),
  appeal: (_act: Act, sale: Rehearsal) => ({
    actor: sale.state.objections.at(-1)?.by ?? 'seller',
    command: { type: 'appeal', objection: sale.state.objections.at(-1)?.seq ?? 1, text: '复议' },
  }),
  default: (act: Act) => byOperator(act, { type: 'default', ...REASON }),
};

export const viewOf = ({ state }: Rehearsal) => modeOf(state.rules!).view(state.mode, state);

function amountOf({ steps, odd }: Act, sale: Rehearsal): number {
  const { nextMinimumMinor, incrementMinor } = viewOf(sale);
  // One in five is a little off the steps, one in five too low.
  return nextMinimumMinor + (steps - (odd % 5 === 1 ? 1 : 0)) * incrementMinor + (odd % 5 === 0 ? odd : 0);
}

export const givenBy = (act: Act, sale: Rehearsal): Given => commands[act.what](act, sale);

const often = (what: What, times: number): What[] => Array<What>(times).fill(what);

/** More of what happens often, less of what ends a sale. */
const anyMode: readonly What[] = [
  ...often('void', 3),
  ...often('resume', 3),
  ...often('object', 2),
  ...often('rule', 2),
  ...often('appeal', 2),
  ...(['pause', 'extend', 'reschedule', 'exclude', 'admit', 'terminate', 'default'] as const),
];

const actsOf = (kinds: readonly What[]): fc.Arbitrary<Act[]> =>
  fc.array(
    fc.record({
      what: fc.constantFrom(...kinds),
      who: fc.nat(5),
      steps: fc.nat(6),
      odd: fc.nat(250),
      wait: fc.integer({ min: -50, max: 10_000 }),
      late: fc.nat(DRAIN_MS),
    }),
    { maxLength: 60, size: 'max' },
  );

export const risingActs = actsOf([...anyMode, ...often('bid', 14), ...often('maximum', 9), ...often('match', 7)]);
/** The first of anything else is refused. */
export const sealedActs = actsOf([...anyMode, ...often('seal', 12), ...often('match', 4), 'bid']);
export const offeringActs = actsOf(['bid', 'bid', 'maximum', 'match']);

export const ruleSets: fc.Arbitrary<Partial<AuctionRules>> = fc.record({
  raise: fc.constantFrom('multiple' as const, 'atLeast' as const),
  selfRaise: fc.boolean(),
  showReserveMet: fc.boolean(),
  firstRefusalWindowMs: fc.constantFrom(0, 60_000),
  objectionWindowMs: fc.constantFrom(0, 100_000),
  barMs: fc.constantFrom(0, 1_000_000),
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

/** A sale with five bidders, open or about to be. */
export function historyOf(rules: Partial<AuctionRules>, reserveMinor: number | null): Rehearsal {
  const sale = new Rehearsal();
  sale.give('system', sampleAnnouncement(100_000, rules, reserveMinor), 1_000);
  for (const organisationId of BIDDERS) {
    const rank = RANKS[organisationId];
    sale.give(
      'system',
      { type: 'admit', organisationId, ...(rank === undefined ? {} : { firstRefusalRank: rank }) },
      2_000,
    );
  }
  const trustees = ['operator', 'notary', 'regulator'].map((role, i) => ({
    role,
    organisationId: role,
    publicKey: 'ABC'[i]!.repeat(43),
  }));
  sale.give('system', { type: 'seatTrustees', trustees }, 3_000);
  return sale;
}

/** What the clock has to do up to a moment. Sealed amounts follow from the seq of the bid; one in seven cannot be opened. */
export function runClock(sale: Rehearsal, untilMs: number): void {
  for (;;) {
    const { phase, awaits, seq, atMs } = sale.state;
    const awaitsReveal = phase === 'ended' && awaits === 'reveal';
    const dueMs = awaitsReveal ? atMs : dueAtMs(sale.state);
    if (dueMs === null || dueMs > untilMs) return;
    const command = {
      announced: { type: 'open' },
      open: { type: 'close', endsAtMs: dueMs },
      paused: { type: 'resume', ...REASON },
      ended: awaitsReveal ? { type: 'reveal', openings: openingsOf(sale) } : { type: 'close', endsAtMs: dueMs },
      closed: { type: 'award' },
      absent: { type: 'open' },
    }[phase];
    sale.give('system', command, Math.max(atMs, dueMs));
    if (sale.state.seq === seq) return;
  }
}

export const sealedAmount = (seq: number): number | null => (seq % 7 === 0 ? null : 9_500 + ((seq * 7) % 11) * 500);

const openingsOf = (sale: Rehearsal): object[] =>
  (sale.state.mode as SealedState).bids.map(({ seq: bid }) => {
    const amountMinor = sealedAmount(bid);
    return amountMinor === null
      ? { bid, amountMinor, contentKey: null, fault: 'seal.broken' }
      : { bid, amountMinor, contentKey: 'K'.repeat(43), fault: null };
  });

/** Lives through the acts, then lets the clock end the sale. `look` sees each decision and what was before and after it. */
export function live(
  sale: Rehearsal,
  list: readonly Act[],
  look: (given: Given & { arrivedAtMs: number }, decision: Decision, before: Rehearsal['state']) => void,
): void {
  let now = 99_000;
  for (const act of list) {
    now += act.wait;
    runClock(sale, now - DRAIN_MS);
    const before = sale.state;
    const given = givenBy(act, sale);
    const arrivedAtMs = now - act.late;
    look({ ...given, arrivedAtMs }, sale.give(given.actor, given.command, now, arrivedAtMs), before);
  }
  if (sale.state.phase === 'paused') sale.give('operator:u', { type: 'resume', ...REASON }, now + DRAIN_MS);
  runClock(sale, Infinity);
}
