import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DEPOSIT_STATES } from './deposit';
import { depositDuties, HOLD_MARGIN_MS, paymentDuties, takeFrom } from './duties';
import {
  DISPUTE_STATES,
  joinFacts,
  type MovementFacts,
  NOTHING_YET,
  REFUND_STATES,
  STAGES,
  sumsOf,
  VOID_REASONS,
} from './movement';

const AMOUNT = 1_000;
const reference = fc.constantFrom('a', 'b', 'c');
const command = fc.constantFrom('one', 'two');
const facts: fc.Arbitrary<MovementFacts> = fc.record({
  stage: fc.constantFrom(...STAGES),
  authorisedMinor: fc.nat(AMOUNT),
  capturedMinor: fc.nat(AMOUNT),
  captureBeforeMs: fc.option(fc.nat(1_000_000)),
  voidedBecause: fc.option(fc.constantFrom(...VOID_REASONS)),
  refunds: fc.uniqueArray(
    fc.record({
      reference,
      commandId: fc.constant(null),
      amountMinor: fc.nat(AMOUNT),
      state: fc.constantFrom(...REFUND_STATES),
    }),
    { selector: (one) => one.reference },
  ),
  disputes: fc.uniqueArray(
    fc.record({ reference, amountMinor: fc.nat(AMOUNT), state: fc.constantFrom(...DISPUTE_STATES) }),
    { selector: (one) => one.reference },
  ),
  reversedMinor: fc.nat(AMOUNT),
});

const all = (said: readonly MovementFacts[]): MovementFacts => said.reduce(joinFacts, NOTHING_YET);

describe('what a provider has said', () => {
  it('is one thing, in whatever order and however often it was said', () => {
    fc.assert(
      fc.property(fc.array(facts, { maxLength: 6 }), fc.infiniteStream(fc.nat()), (said, random) => {
        const shuffled = [...said, ...said.filter(() => random.next().value! % 2 === 0)]
          .map((one) => ({ one, at: random.next().value! }))
          .sort((a, b) => a.at - b.at)
          .map(({ one }) => one);
        expect(all(shuffled)).toEqual(all(said));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is associative, and hearing it again changes nothing', () => {
    fc.assert(
      fc.property(facts, facts, facts, (a, b, c) => {
        expect(joinFacts(joinFacts(a, b), c)).toEqual(joinFacts(a, joinFacts(b, c)));
        const once = joinFacts(a, b);
        expect(joinFacts(once, b)).toEqual(once);
      }),
    );
  });

  it('learns which command asked for a refund, whichever answer names it', () => {
    fc.assert(
      fc.property(command, (commandId) => {
        const refund = { reference: 'a', amountMinor: 5, state: 'pending' as const };
        const blind = { ...NOTHING_YET, refunds: [{ ...refund, commandId: null }] };
        const told = { ...NOTHING_YET, refunds: [{ ...refund, commandId }] };
        expect(joinFacts(blind, told)).toEqual(joinFacts(told, blind));
        expect(joinFacts(blind, told).refunds[0]!.commandId).toBe(commandId);
      }),
    );
  });

  it('counts what is here: captured, less what went back and what was taken', () => {
    const said: MovementFacts = {
      ...NOTHING_YET,
      stage: 'captured',
      capturedMinor: 1_000,
      refunds: [
        { reference: 'a', commandId: null, amountMinor: 100, state: 'succeeded' },
        { reference: 'b', commandId: null, amountMinor: 200, state: 'pending' },
        { reference: 'c', commandId: null, amountMinor: 400, state: 'failed' },
      ],
      disputes: [{ reference: 'd', amountMinor: 50, state: 'lost' }],
    };
    expect(sumsOf(said)).toEqual({
      hereMinor: 850,
      refundedMinor: 100,
      refundingMinor: 200,
      disputedMinor: 0,
      chargedBackMinor: 50,
    });
  });
});

describe('what follows for a deposit', () => {
  const authorised: MovementFacts = {
    ...NOTHING_YET,
    stage: 'authorised',
    authorisedMinor: AMOUNT,
    captureBeforeMs: 10 * HOLD_MARGIN_MS,
  };
  const captured: MovementFacts = { ...NOTHING_YET, stage: 'captured', capturedMinor: AMOUNT };
  const deposit = (state: (typeof DEPOSIT_STATES)[number]) => ({ state, amountMinor: AMOUNT });

  it('is nothing until the provider says so', () => {
    for (const state of DEPOSIT_STATES)
      for (const role of ['bearer', 'stranger'] as const)
        if (role === 'stranger' || !['held', 'expiring'].includes(state))
          expect(depositDuties(deposit(state), role, NOTHING_YET, 0)).toEqual([]);
  });

  it.each([
    ['a hold', authorised, [{ do: 'hold', as: 'authorised' }]],
    ['money', captured, [{ do: 'hold', as: 'received' }]],
    [
      'a hold captured before we heard of it',
      { ...captured, authorisedMinor: AMOUNT },
      [{ do: 'hold', as: 'authorised' }, { do: 'collected' }],
    ],
    ['less than was asked', { ...captured, capturedMinor: AMOUNT - 1 }, [{ do: 'send_back' }]],
    [
      'money that goes back already',
      { ...captured, refunds: [{ reference: 'a', commandId: null, amountMinor: 1, state: 'pending' as const }] },
      [],
    ],
  ] as const)('%s, for one that waits', (_, said, duties) => {
    expect(depositDuties(deposit('pending'), 'stranger', said as MovementFacts, 0)).toEqual(duties);
  });

  it('money or a hold that nobody waits for goes back, from every other state', () => {
    for (const state of DEPOSIT_STATES.filter((one) => !['required', 'pending', 'expiring', 'lapsed'].includes(one)))
      for (const said of [authorised, captured])
        expect(depositDuties(deposit(state), 'stranger', said, 0)).toEqual([{ do: 'send_back' }]);
  });

  it('a hold runs out: a warning a day before, the end when the provider says so, a new one in between', () => {
    const before = authorised.captureBeforeMs!;
    expect(depositDuties(deposit('held'), 'bearer', authorised, before - HOLD_MARGIN_MS - 1)).toEqual([]);
    expect(depositDuties(deposit('held'), 'bearer', authorised, before - HOLD_MARGIN_MS)).toEqual([{ do: 'expiring' }]);
    // late, but not gone: only the provider knows
    expect(depositDuties(deposit('expiring'), 'bearer', authorised, before + 1)).toEqual([]);
    const gone: MovementFacts = { ...authorised, stage: 'voided', voidedBecause: 'expired' };
    expect(depositDuties(deposit('expiring'), 'bearer', gone, 0)).toEqual([{ do: 'lapse', because: 'expired' }]);
    expect(depositDuties(deposit('expiring'), 'stranger', authorised, 0)).toEqual([{ do: 'renew', as: 'authorised' }]);
    // whoever lapsed comes back the same way
    expect(depositDuties(deposit('lapsed'), 'stranger', captured, 0)).toEqual([{ do: 'renew', as: 'received' }]);
    const taken: MovementFacts = { ...captured, authorisedMinor: AMOUNT };
    expect(depositDuties(deposit('expiring'), 'bearer', taken, 0)).toEqual([
      { do: 'collected' },
      { do: 'renew', as: 'received' },
    ]);
  });

  it('a lost dispute takes the money and lapses the deposit; an open or won one does not', () => {
    const disputed = (state: 'open' | 'won' | 'lost'): MovementFacts => ({
      ...captured,
      disputes: [{ reference: 'd', amountMinor: AMOUNT, state }],
    });
    for (const state of ['open', 'won'] as const)
      expect(depositDuties(deposit('held'), 'bearer', disputed(state), 0)).toEqual([]);
    expect(depositDuties(deposit('held'), 'bearer', disputed('lost'), 0)).toEqual([
      { do: 'charged_back', reference: 'd', amountMinor: AMOUNT },
      { do: 'lapse', because: 'charged_back' },
    ]);
  });

  it('a price is received once, and only whole', () => {
    const due = { state: 'due', amountMinor: AMOUNT };
    expect(paymentDuties(due, 'stranger', captured)).toEqual([{ do: 'receive' }]);
    expect(paymentDuties(due, 'stranger', authorised)).toEqual([]);
    expect(paymentDuties({ ...due, state: 'received' }, 'stranger', captured)).toEqual([{ do: 'send_back' }]);
    expect(paymentDuties({ ...due, amountMinor: AMOUNT + 1 }, 'stranger', captured)).toEqual([{ do: 'send_back' }]);
    expect(paymentDuties({ ...due, state: 'received' }, 'bearer', captured)).toEqual([]);
  });
});

describe('a sum taken from several pots', () => {
  it('is taken whole, in their order, and never more than one holds; or not at all', () => {
    fc.assert(
      fc.property(fc.nat(2_000), fc.array(fc.nat(AMOUNT), { maxLength: 5 }), (sum, sizes) => {
        const pots = sizes.map((amountMinor, index) => ({ index, amountMinor }));
        const parts = takeFrom(sum, pots);
        const total = sizes.reduce((a, b) => a + b, 0);
        if (total < sum) return expect(parts).toBeNull();
        expect(parts!.reduce((taken, part) => taken + part.amountMinor, 0)).toBe(sum);
        for (const part of parts!) expect(part.amountMinor).toBeLessThanOrEqual(sizes[part.index]!);
      }),
    );
  });
});
