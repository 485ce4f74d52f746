import { fen, invalid, mulRate, type Fen } from '@jishi/kernel';

/** A rate of value added tax as the law has it on a day, with the text it comes from. */
export interface VatRate {
  code: string;
  numerator: number;
  denominator: number;
  /** Nothing is charged, by an exemption that must be registered: such an invoice is an ordinary one. */
  exempt: boolean;
}

export interface TaxSplit {
  netMinor: Fen;
  taxMinor: Fen;
}

/**
 * 价税分离 of an amount that includes the tax: net = amount ÷ (1 + rate), rounded half up to a fen (四舍五入), as the tax system
 * does; the tax is the rest, so that the two always add up. A red invoice is the mirror of a blue one.
 */
export function splitTax(amountMinor: Fen, rate: Pick<VatRate, 'numerator' | 'denominator'>): TaxSplit {
  const { numerator, denominator } = rate;
  if (numerator < 0) throw invalid('invoice.bad_rate');
  if (fen(amountMinor) < 0) {
    const mirror = splitTax(-amountMinor, rate);
    return { netMinor: minus(mirror.netMinor), taxMinor: minus(mirror.taxMinor) };
  }
  const netMinor = mulRate(amountMinor, denominator, denominator + numerator);
  return { netMinor, taxMinor: amountMinor - netMinor };
}

const minus = (amount: Fen): Fen => (amount === 0 ? 0 : -amount);

/**
 * The part of a reversal when some was reversed before: what the whole comes to now, less what it came to before. However it is
 * divided, the parts add up to net and tax of the original.
 */
export function splitRed(
  original: { reversedMinor: Fen },
  takenMinor: Fen,
  rate: Pick<VatRate, 'numerator' | 'denominator'>,
): TaxSplit {
  const [before, after] = [original.reversedMinor, original.reversedMinor + takenMinor].map((sum) =>
    splitTax(sum, rate),
  );
  return {
    netMinor: minus(after!.netMinor - before!.netMinor),
    taxMinor: minus(after!.taxMinor - before!.taxMinor),
  };
}
