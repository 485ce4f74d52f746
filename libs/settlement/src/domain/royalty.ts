import { type Fen, fen, invalid } from '@jishi/kernel';
import {
  type ChinaDay,
  chinaDay,
  PERIODS_A_YEAR,
  type Ppm,
  type RoyaltyTerms,
  startOfChinaDay,
  WHOLE_PPM,
} from '@jishi/pricing';

/** One readable line of a royalty: what part of the base, at which rate, gives how much; or what was added or taken off. */
export interface RoyaltyLine {
  kind: 'rate' | 'band' | 'minimum' | 'cap' | 'underpaid' | 'overpaid' | 'surcharge';
  baseMinor: Fen;
  ppm: Ppm | null;
  amountMinor: Fen;
}

export interface RoyaltyBefore {
  /** Of all earlier periods. */
  baseMinor: Fen;
  /** Of all other periods: an audit of the first comes after the second was reported. */
  amountMinor: Fen;
  /** Of the earlier periods of the same year. */
  yearMinor: Fen;
}

export interface Royalty {
  amountMinor: Fen;
  lines: RoyaltyLine[];
}

export const periodsOf = ({ every, years }: RoyaltyTerms): number => PERIODS_A_YEAR[every] * years;
export const yearOf = ({ every }: RoyaltyTerms, period: number): number => Math.ceil(period / PERIODS_A_YEAR[every]);

/** First and last day of a period. A day that a month does not have is its last one. */
export function periodDays({ every, startsOn }: RoyaltyTerms, period: number): { from: ChinaDay; to: ChinaDay } {
  const months = 12 / PERIODS_A_YEAR[every];
  const from = addMonths(startsOn, (period - 1) * months);
  return { from, to: chinaDay(startOfChinaDay(addMonths(startsOn, period * months)) - 1) };
}

function addMonths(day: ChinaDay, count: number): ChinaDay {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month + count, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + count, Math.min(date, last))).toISOString().slice(0, 10);
}

/** Rounded down to the fen. */
const shareOf = (amountMinor: Fen, ppm: Ppm): Fen => Number((BigInt(amountMinor) * BigInt(ppm)) / BigInt(WHOLE_PPM));

function rated(terms: RoyaltyTerms, period: number, baseMinor: Fen, beforeMinor: Fen): RoyaltyLine[] {
  const { rate } = terms;
  if (rate.kind === 'bands') {
    const lines: RoyaltyLine[] = [];
    let from = beforeMinor;
    for (const { upToMinor, ppm } of rate.bands) {
      const to = Math.min(beforeMinor + baseMinor, upToMinor ?? Number.MAX_SAFE_INTEGER);
      if (to <= from) continue;
      lines.push({ kind: 'band', baseMinor: to - from, ppm, amountMinor: shareOf(to - from, ppm) });
      from = to;
    }
    return lines;
  }
  const ppm =
    rate.kind === 'fixed' ? rate.ppm : rate.steps.filter(({ fromPeriod }) => fromPeriod <= period).at(-1)!.ppm;
  return [{ kind: 'rate', baseMinor, ppm, amountMinor: shareOf(baseMinor, ppm) }];
}

/**
 * What a period's base gives: its rate or bands, then what its year lacks of the minimum (in the year's last period), then the
 * cap on all of them. Errors: `money.not_integer`, `royalty.negative_base`.
 */
export function computeRoyalty(
  terms: RoyaltyTerms,
  period: number,
  baseMinor: Fen,
  before: RoyaltyBefore = { baseMinor: 0, amountMinor: 0, yearMinor: 0 },
): Royalty {
  if (fen(baseMinor) < 0)
    throw invalid('royalty.negative_base', {}, [{ path: 'baseMinor', code: 'royalty.negative_base' }]);
  const lines = rated(terms, period, baseMinor, before.baseMinor);
  let amountMinor = lines.reduce((sum, line) => sum + line.amountMinor, 0);
  const isYearEnd = period % PERIODS_A_YEAR[terms.every] === 0;
  const lacking = isYearEnd && terms.minimumMinor !== null ? terms.minimumMinor - before.yearMinor - amountMinor : 0;
  if (lacking > 0) {
    lines.push({ kind: 'minimum', baseMinor: terms.minimumMinor!, ppm: null, amountMinor: lacking });
    amountMinor += lacking;
  }
  const over = terms.capMinor === null ? 0 : amountMinor - Math.max(0, terms.capMinor - before.amountMinor);
  if (over > 0) {
    lines.push({ kind: 'cap', baseMinor: terms.capMinor!, ppm: null, amountMinor: -over });
    amountMinor -= over;
  }
  return { amountMinor: fen(amountMinor), lines };
}

export interface Reported {
  period: number;
  baseMinor: Fen;
  /** An auditor's finding stands in the place of what was reported. */
  foundBaseMinor: Fen | null;
  amountMinor: Fen;
}

/** What a period is reckoned beside: bases and the year of earlier ones, and all others, later ones too, where the cap counts. */
export function beforeOf(terms: RoyaltyTerms, all: readonly Reported[], period: number): RoyaltyBefore {
  const before = { baseMinor: 0, amountMinor: 0, yearMinor: 0 };
  for (const report of all.filter((one) => one.period !== period)) {
    before.amountMinor += report.amountMinor;
    if (report.period > period) continue;
    before.baseMinor += report.foundBaseMinor ?? report.baseMinor;
    if (yearOf(terms, report.period) === yearOf(terms, period)) before.yearMinor += report.amountMinor;
  }
  return before;
}

/** What is still due by an auditor's finding: what was not demanded yet, and the surcharge on what the report had left out. */
export function afterAudit(
  terms: RoyaltyTerms,
  found: Royalty,
  filed: { amountMinor: Fen; demandedMinor: Fen },
): { dueMinor: Fen; totalMinor: Fen; lines: RoyaltyLine[] } {
  const lines = [...found.lines];
  const underMinor = found.amountMinor - filed.demandedMinor;
  if (underMinor < 0)
    lines.push({ kind: 'overpaid', baseMinor: filed.demandedMinor, ppm: null, amountMinor: -underMinor });
  else if (filed.demandedMinor > 0)
    lines.push({ kind: 'underpaid', baseMinor: filed.demandedMinor, ppm: null, amountMinor: underMinor });
  const hiddenMinor = Math.max(0, found.amountMinor - filed.amountMinor);
  const surchargeMinor = shareOf(hiddenMinor, terms.audit.surchargePpm);
  if (surchargeMinor > 0)
    lines.push({
      kind: 'surcharge',
      baseMinor: hiddenMinor,
      ppm: terms.audit.surchargePpm,
      amountMinor: surchargeMinor,
    });
  return {
    dueMinor: fen(Math.max(0, underMinor) + surchargeMinor),
    // what was paid too much stays paid: nothing is taken back from the seller by this
    totalMinor: Math.max(found.amountMinor, filed.demandedMinor),
    lines,
  };
}
