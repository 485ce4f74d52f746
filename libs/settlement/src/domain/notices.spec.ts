import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { DepositState } from './deposit';
import { nextDepositState } from './deposit';
import { depositDuties, type Duty, newDuties } from './duties';
import { joinFacts, type MovementFacts, NOTHING_YET } from './movement';

const AMOUNT = 1_000;
const RUNS = 10_000;

/** A life of money at a provider: each step is what it says from then on. */
function lifeOf(choices: readonly number[]): MovementFacts[] {
  const life: MovementFacts[] = [NOTHING_YET];
  const say = (change: Partial<MovementFacts>): void => void life.push({ ...life.at(-1)!, ...change });
  const [isCard, end, refund, dispute] = choices as [number, number, number, number];
  if (isCard % 2) say({ stage: 'authorised', authorisedMinor: AMOUNT, captureBeforeMs: 7_000 });
  if (end % 3 === 0) {
    say({ stage: 'voided', voidedBecause: end % 2 ? 'expired' : 'asked' });
    return life;
  }
  say({ stage: 'captured', capturedMinor: AMOUNT });
  const parts = refund % 3;
  for (let part = 0; part < parts; part++) {
    const asked = {
      reference: `re_${part}`,
      commandId: `c${part}`,
      amountMinor: AMOUNT / 4,
      state: 'pending' as const,
    };
    const before = life.at(-1)!.refunds;
    say({ refunds: [...before, asked] });
    say({ refunds: [...before, { ...asked, state: (refund + part) % 2 ? 'succeeded' : 'failed' }] });
  }
  if (dispute % 4 === 0) {
    const opened = { reference: 'dp', amountMinor: AMOUNT / 2, state: 'open' as const };
    say({ disputes: [opened] });
    say({ disputes: [{ ...opened, state: dispute % 8 ? 'won' : 'lost' }] });
  }
  return life;
}

/** A deposit and the money behind it, as the service keeps them, without a database. */
class Deposit {
  state: DepositState = 'pending';
  facts = NOTHING_YET;
  bearing = false;
  promisedMinor = 0;
  moneyMinor = 0;
  private readonly posted = new Set<string>();

  hear(said: MovementFacts): void {
    const before = this.facts;
    this.facts = joinFacts(before, said);
    const role = this.bearing ? 'bearer' : 'stranger';
    const duties = depositDuties({ state: this.state, amountMinor: AMOUNT }, role, this.facts, 0);
    for (const duty of newDuties(duties, before)) this.act(duty);
  }

  private act(duty: Duty): void {
    if (duty.do === 'hold') {
      this.bearing = true;
      this.state = nextDepositState(this.state, 'receive');
      if (duty.as === 'received') this.once('held', () => (this.moneyMinor += AMOUNT));
      else this.once('promise', () => (this.promisedMinor += AMOUNT));
    } else if (duty.do === 'collected') {
      this.once('promise', () => (this.promisedMinor += AMOUNT));
      this.once('promise ended', () => (this.promisedMinor -= AMOUNT));
      this.once('collected', () => (this.moneyMinor += this.facts.capturedMinor));
    } else if (duty.do === 'lapse') {
      if (this.facts.stage === 'voided') this.once('promise ended', () => (this.promisedMinor -= AMOUNT));
      this.state = nextDepositState(nextDepositState(this.state, 'near_expiry'), 'lapse');
    } else if (duty.do === 'charged_back' && this.bearing)
      this.once(duty.reference, () => (this.moneyMinor -= duty.amountMinor));
  }

  private once(reference: string, work: () => void): void {
    if (this.posted.has(reference)) return;
    this.posted.add(reference);
    work();
  }

  shown(): object {
    const { state, facts, bearing, promisedMinor, moneyMinor } = this;
    return { state, facts, bearing, promisedMinor, moneyMinor };
  }
}

/** Notices permuted, doubled and lost; the last one always comes, for the listing finds it. */
function* mixed(count: number, random: () => number): Generator<number> {
  const waiting = Array.from({ length: count }, (_, index) => index).filter(
    (index) => index === count - 1 || random() % 4,
  );
  const doubled = waiting.flatMap((index) => (random() % 3 ? [index] : [index, index]));
  while (doubled.length > 0) yield doubled.splice(random() % doubled.length, 1)[0]!;
}

describe('notices of a provider', () => {
  const choices = fc.tuple(fc.nat(7), fc.nat(11), fc.nat(11), fc.nat(15));

  it(`in ${RUNS} orders, doubled and lost, all come to one final state`, () => {
    let lives = 0;
    fc.assert(
      fc.property(choices, fc.infiniteStream(fc.nat()), (chosen, stream) => {
        const random = (): number => stream.next().value!;
        const life = lifeOf(chosen);
        const last = life.at(-1)!;
        const straight = new Deposit();
        straight.hear(last);
        const other = new Deposit();
        // whatever a notice was about, asking gives what is true now
        for (const _ of mixed(life.length, random)) other.hear(last);
        expect(other.shown()).toEqual(straight.shown());
        lives += life.length > 2 ? 1 : 0;
      }),
      { numRuns: RUNS },
    );
    expect(lives).toBeGreaterThan(RUNS / 2);
  });

  it(`and in ${RUNS} more, where answers of different moments overtake each other`, () => {
    fc.assert(
      fc.property(choices, fc.infiniteStream(fc.nat()), (chosen, stream) => {
        const random = (): number => stream.next().value!;
        const life = lifeOf(chosen);
        // asked in the order of life, as the first notices are: the deposit was held when the provider held it
        const straight = new Deposit();
        for (const said of life) straight.hear(said);
        const other = new Deposit();
        other.hear(life[1]!);
        for (const index of mixed(life.length, random)) other.hear(life[index]!);
        expect(other.shown()).toEqual(straight.shown());
      }),
      { numRuns: RUNS },
    );
  });
});
