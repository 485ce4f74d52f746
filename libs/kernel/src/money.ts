import { invalid } from './errors';

/** An amount in fen (1 yuan = 100 fen): a safe integer, never a float. */
export type Fen = number;

/** Checks an amount. Errors: `money.not_integer`. */
export function fen(amount: number): Fen {
  if (!Number.isSafeInteger(amount)) throw invalid('money.not_integer', { amount: String(amount) });
  return amount;
}

export const yuan = (amount: number): Fen => fen(amount * 100);

/** amount × numerator ÷ denominator, exact in BigInt, rounded half up to a fen. Errors: `money.not_integer`, `money.bad_rate`. */
export function mulRate(amount: Fen, numerator: number, denominator: number): Fen {
  fen(amount);
  if (!Number.isSafeInteger(numerator) || !Number.isSafeInteger(denominator) || denominator <= 0)
    throw invalid('money.bad_rate', { numerator, denominator });
  const doubled = 2n * BigInt(amount) * BigInt(numerator) + BigInt(denominator);
  const divisor = 2n * BigInt(denominator);
  const quotient = doubled / divisor;
  const floor = doubled < 0n && doubled % divisor !== 0n ? quotient - 1n : quotient;
  return fen(Number(floor));
}

/** `¥1,234,567.00`; integer arithmetic only. */
export function formatYuan(amount: Fen): string {
  const absolute = Math.abs(fen(amount));
  const whole = Math.floor(absolute / 100)
    .toString()
    .replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  return `${amount < 0 ? '-' : ''}¥${whole}.${String(absolute % 100).padStart(2, '0')}`;
}
