import { fen, type Fen } from '@jishi/kernel';
import { type DeductionKind, DEDUCTION_KINDS, type RewardClass, type RewardRule, WHOLE } from './reward-rule';
import type { TraceLine } from './rule';

/** Money the institution has, or with a negative amount what it had to give back. */
export interface Income {
  label: string;
  amountMinor: Fen;
}

export interface Deduction {
  kind: DeductionKind;
  amountMinor: Fen;
}

export interface RewardBasis {
  class: RewardClass;
  incomes: readonly Income[];
  deductions: readonly Deduction[];
  /** Losses of the same contract's earlier incomes, as a positive amount. */
  carriedMinor: Fen;
}

export interface RewardComputation {
  incomeMinor: Fen;
  deductedMinor: Fen;
  carriedMinor: Fen;
  netMinor: Fen;
  awardMinor: Fen;
  /** What the contract's next income starts with, as a positive amount. */
  lossMinor: Fen;
  trace: TraceLine[];
}

/** amount × bps ÷ 10,000 for an amount that is not negative, rounded down to the fen. */
export const floorShare = (amountMinor: Fen, bps: number): Fen =>
  Number((BigInt(fen(amountMinor)) * BigInt(bps)) / BigInt(WHOLE));

/** Net income and the award out of it, with every step written down. Pure: income − deductions − carried = net. */
export function computeReward(rule: RewardRule, basis: RewardBasis): RewardComputation {
  const trace: TraceLine[] = [];
  let incomeMinor = 0;
  for (const { label, amountMinor } of basis.incomes) {
    incomeMinor = fen(incomeMinor + amountMinor);
    trace.push(line(amountMinor < 0 ? 'income.reversed' : 'income', { label }, amountMinor));
  }
  trace.push(line('income.total', {}, incomeMinor));
  const deductedMinor = deduct(rule, basis.deductions, Math.max(0, incomeMinor), trace);
  const { carriedMinor } = basis;
  if (carriedMinor > 0) trace.push(line('carried', {}, -carriedMinor));
  const netMinor = fen(incomeMinor - deductedMinor - carriedMinor);
  trace.push(line('net', {}, netMinor));
  const sums = { incomeMinor, deductedMinor, carriedMinor, netMinor };
  if (netMinor <= 0) return { ...sums, awardMinor: 0, lossMinor: nothing(rule, netMinor, trace), trace };
  const { bps, source } = rule.rates[basis.class];
  const awardMinor = floorShare(netMinor, bps);
  trace.push(line('award', { netMinor, percent: percentText(bps), source }, awardMinor));
  return { ...sums, awardMinor, lossMinor: 0, trace };
}

function deduct(rule: RewardRule, deductions: readonly Deduction[], incomeMinor: Fen, trace: TraceLine[]): Fen {
  let total = 0;
  for (const kind of DEDUCTION_KINDS) {
    const entered = deductions
      .filter((each) => each.kind === kind)
      .reduce((sum, each) => fen(sum + each.amountMinor), 0);
    if (entered === 0) continue;
    const { allowed, capBps } = rule.deductions[kind];
    const capMinor = !allowed ? 0 : capBps === null ? entered : floorShare(incomeMinor, capBps);
    const taken = Math.min(entered, capMinor);
    const code = !allowed ? 'deduction.refused' : taken < entered ? 'deduction.capped' : 'deduction';
    trace.push(line(code, { kind, enteredMinor: entered, percent: percentText(capBps ?? WHOLE) }, -taken));
    total = fen(total + taken);
  }
  return total;
}

function nothing(rule: RewardRule, netMinor: Fen, trace: TraceLine[]): Fen {
  const lossMinor = rule.loss === 'carried' ? Math.abs(netMinor) : 0;
  trace.push(line('award.none', {}, 0));
  if (lossMinor > 0) trace.push(line('loss.carried', {}, lossMinor));
  else if (netMinor < 0) trace.push(line('loss.dropped', {}, Math.abs(netMinor)));
  return lossMinor;
}

const line = (code: string, params: TraceLine['params'], amountMinor: Fen): TraceLine => ({
  code,
  params,
  amountMinor,
});

/** `60` or `62.5`: basis points as people read them. */
export const percentText = (bps: number): string =>
  `${Math.trunc(bps / 100)}${
    bps % 100 === 0
      ? ''
      : `.${String(bps % 100)
          .padStart(2, '0')
          .replace(/0$/, '')}`
  }`;
