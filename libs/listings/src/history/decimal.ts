/** Digits a spreadsheet's number has; what stands after them is an artefact of binary fractions. */
const SIGNIFICANT = 15;
const MAX_EXPONENT = 30;

/**
 * A number as a workbook stores it (`1.1000000000000001`, `2.4E7`) as the decimal that was typed (`1.1`, `24000000`), by whole
 * numbers only; null when it is none.
 */
export function plainDecimal(stored: string): string | null {
  const [, sign, whole = '', fraction = '', exponent = '0'] =
    /^([+-]?)(\d{1,400})(?:\.(\d{1,400}))?(?:[eE]([+-]?\d{1,3}))?$/.exec(stored.trim()) ?? [];
  if (whole === '' || Math.abs(Number(exponent)) > MAX_EXPONENT) return null;
  let digits = (whole + fraction).replace(/^0+/, '');
  let places = fraction.length - Number(exponent);
  if (digits === '') return '0';
  if (digits.length > SIGNIFICANT) {
    const cut = digits.length - SIGNIFICANT;
    const divisor = 10n ** BigInt(cut);
    digits = String((BigInt(digits) + divisor / 2n) / divisor);
    places -= cut;
  }
  return (sign === '-' ? '-' : '') + placed(digits, places);
}

/** `digits` ÷ 10^`places`, without idle zeros. */
export function placed(digits: string, places: number): string {
  if (places <= 0) return digits + '0'.repeat(-places);
  const padded = digits.padStart(places + 1, '0');
  const fraction = padded.slice(-places).replace(/0+$/, '');
  const whole = padded.slice(0, -places);
  return fraction === '' ? whole : `${whole}.${fraction}`;
}

/** A decimal text × 10^`places` as a whole number; null when something would be left over. */
export function scaled(text: string, places: number): bigint | null {
  const [, sign, whole, fraction = ''] = /^([+-]?)(\d{1,30})(?:\.(\d{1,30}))?$/.exec(text) ?? [];
  if (whole === undefined) return null;
  const kept = fraction.replace(/0+$/, '');
  if (kept.length > places) return null;
  const value = BigInt(whole + kept.padEnd(places, '0'));
  return sign === '-' ? -value : value;
}
