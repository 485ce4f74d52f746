import { fen, mulRate, type Fen } from '@jishi/kernel';
import type { Band, Computation, Rate, SubsidyRule, TraceLine, VolumeFact } from './rule';

/**
 * The support due to one beneficiary for one year's contracts under one rule, with every step written down. Pure: the
 * same rule and records give the same lines.
 */
export function compute(rule: SubsidyRule, records: readonly VolumeFact[]): Computation {
  const trace: TraceLine[] = [];
  let baseMinor = 0;
  let total = 0;
  for (const record of records) {
    const exclusion = whyExcluded(rule, record);
    if (exclusion) {
      trace.push(exclusion);
      continue;
    }
    const amount = rule.base === 'technical' ? record.technicalAmountMinor : record.contractAmountMinor;
    trace.push(line(`counted.${rule.base}`, { record: record.label }, amount));
    if (rule.first && record.isFirst) total = fen(total + firstContract(rule.first, amount, trace));
    else if (rule.caps.contractMinor !== undefined) {
      const due = capped(atRate(rule, amount, trace), rule.caps.contractMinor, 'cap.contract', trace);
      total = fen(total + due);
    } else baseMinor = fen(baseMinor + amount);
  }
  if (baseMinor > 0) {
    trace.push(line('base', {}, baseMinor));
    total = fen(total + atRate(rule, baseMinor, trace));
  }
  if (rule.caps.yearMinor !== undefined) total = capped(total, rule.caps.yearMinor, 'cap.year', trace);
  trace.push(line('total', {}, total));
  return { amountMinor: total, trace };
}

function whyExcluded(rule: SubsidyRule, record: VolumeFact): TraceLine | null {
  const amount = record.contractAmountMinor;
  if (!rule.localities.some((prefix) => record.beneficiaryRegion.startsWith(prefix)))
    return line('excluded.locality', { record: record.label, region: record.beneficiaryRegion }, amount);
  if (!rule.contractTypes.includes(record.contractType))
    return line('excluded.contract_type', { record: record.label, type: record.contractType }, amount);
  if (record.relatedParty) return line('excluded.related_party', { record: record.label }, amount);
  if (rule.thresholdMinor !== undefined && amount < rule.thresholdMinor)
    return line('excluded.threshold', { record: record.label, thresholdMinor: rule.thresholdMinor }, amount);
  return null;
}

function atRate(rule: SubsidyRule, base: Fen, trace: TraceLine[]): Fen {
  if (rule.rate.kind === 'flat') {
    const due = mulRate(base, rule.rate.numerator, rule.rate.denominator);
    trace.push(line('rate.flat', { baseMinor: base, percent: percent(rule.rate) }, due));
    return due;
  }
  return marginal(rule.rate.bands, base, trace);
}

function marginal(bands: readonly Band[], base: Fen, trace: TraceLine[]): Fen {
  let from = 0;
  let total = 0;
  for (const band of bands) {
    const upTo = band.upToMinor === null ? base : Math.min(base, band.upToMinor);
    if (upTo <= from) continue;
    const due = mulRate(upTo - from, band.numerator, band.denominator);
    trace.push(line('rate.band', { fromMinor: from, upToMinor: upTo, percent: percent(band) }, due));
    total = fen(total + due);
    from = upTo;
  }
  return total;
}

function firstContract(first: Rate & { capMinor?: Fen }, amount: Fen, trace: TraceLine[]): Fen {
  const due = mulRate(amount, first.numerator, first.denominator);
  trace.push(line('rate.first', { baseMinor: amount, percent: percent(first) }, due));
  return first.capMinor === undefined ? due : capped(due, first.capMinor, 'cap.first', trace);
}

function capped(amount: Fen, cap: Fen, code: string, trace: TraceLine[]): Fen {
  if (amount <= cap) return amount;
  trace.push(line(code, { capMinor: cap, beforeMinor: amount }, cap));
  return cap;
}

const line = (code: string, params: TraceLine['params'], amountMinor: Fen): TraceLine => ({
  code,
  params,
  amountMinor,
});

/** `5` or `0.5`, from whole numbers: for display only, never for arithmetic. */
function percent(rate: Rate): string {
  const millionths = mulRate(rate.numerator, 100_000_000, rate.denominator);
  const fraction = String(millionths % 1_000_000)
    .padStart(6, '0')
    .replace(/0+$/, '');
  return `${Math.floor(millionths / 1_000_000)}${fraction ? `.${fraction}` : ''}`;
}
