const DECIMAL = /^([-−]?)(\d{1,13})(?:\.(\d+))?$/;

/** Reads a decimal as a whole number of its smallest units (`1.5` with two places: 150); null when it is none, or too fine. */
export function parseDecimal(text: string, places: number): number | null {
  const match = DECIMAL.exec(text.normalize('NFKC').replace(/[\s,¥%]/g, ''));
  const fraction = (match?.[3] ?? '').replace(/0+$/, '');
  if (!match || fraction.length > places) return null;
  const value = Number(`${match[2]}${fraction.padEnd(places, '0')}`);
  if (!Number.isSafeInteger(value)) return null;
  return match[1] && value !== 0 ? -value : value;
}

/** The same back, without needless zeros. */
export function plainDecimal(value: number, places: number): string {
  const digits = String(Math.abs(value)).padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  const fraction = digits.slice(digits.length - places).replace(/0+$/, '');
  return `${value < 0 ? '-' : ''}${whole}${fraction && `.${fraction}`}`;
}

/** Parts per million as people read them: `12.5%`. */
export const percent = (ppm: number): string => `${plainDecimal(ppm, 4)}%`;
