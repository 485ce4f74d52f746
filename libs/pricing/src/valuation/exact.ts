/**
 * Arithmetic of valuations. This folder runs in browsers too, so it imports nothing. Amounts are integer fen, rates integer
 * parts per million; every step is exact in BigInt and rounded once, half away from zero, to a fen. A value is the sum of its
 * rounded lines, so it is off the unrounded sum by less than half a fen for each rounding.
 */
export const PPM = 1_000_000;

/** A computation that cannot be kept in safe integers, or has no answer. */
export class ValuationRefused extends Error {
  constructor(
    readonly code: string,
    readonly path = '',
  ) {
    super(code);
    this.name = 'ValuationRefused';
  }
}

/** Errors: `valuation.too_large`. */
export function minor(value: bigint): number {
  const amount = Number(value);
  if (!Number.isSafeInteger(amount)) throw new ValuationRefused('valuation.too_large');
  return amount;
}

const absolute = (value: bigint): bigint => (value < 0n ? -value : value);

/** numerator ÷ denominator, rounded half away from zero; the denominator is positive. */
export function divide(numerator: bigint, denominator: bigint): bigint {
  const quotient = (2n * absolute(numerator) + denominator) / (2n * denominator);
  return numerator < 0n ? -quotient : quotient;
}

export const scale = (amountMinor: number, numerator: number, denominator: number): number =>
  minor(divide(BigInt(amountMinor) * BigInt(numerator), BigInt(denominator)));

export const share = (amountMinor: number, ratePpm: number): number => scale(amountMinor, ratePpm, PPM);

/** The largest whole number whose square is at most `value`. */
export function integerRoot(value: bigint): bigint {
  if (value < 2n) return value;
  let root = 1n << BigInt(Math.ceil(value.toString(2).length / 2));
  for (;;) {
    const next = (root + value / root) / 2n;
    if (next >= root) return root;
    root = next;
  }
}

/**
 * amount ÷ (1 + rate)^(halfYears / 2). Half a year makes it irrational, yet its square never is: v² = a²·m^h / (m + r)^h.
 * And ⌊v + ½⌋ = ⌊(⌊√(4v²)⌋ + 1) / 2⌋, so the fen is the right one always, without an approximation on the way.
 */
export function presentValue(amountMinor: number, discountPpm: number, halfYears: number): number {
  const amount = BigInt(Math.abs(amountMinor));
  const power = BigInt(halfYears);
  const square = (4n * amount * amount * BigInt(PPM) ** power) / BigInt(PPM + discountPpm) ** power;
  const rounded = (integerRoot(square) + 1n) / 2n;
  return minor(amountMinor < 0 ? -rounded : rounded);
}

/** A deduction: never a negative zero, which JSON would not keep. */
export const less = (amountMinor: number): number => 0 - amountMinor;

export const sum = (amounts: readonly number[]): number =>
  minor(amounts.reduce((total, amount) => total + BigInt(amount), 0n));
