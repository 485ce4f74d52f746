import type { TFunction } from 'i18next';

const UNITS = [
  ['days', 86_400_000],
  ['hours', 3_600_000],
  ['minutes', 60_000],
  ['seconds', 1_000],
] as const;

/** A length of time in the largest unit that tells it whole. */
export function spanText(t: TFunction, ms: number): string {
  const [unit, size] = UNITS.find(([, one]) => ms >= one && ms % one === 0) ?? UNITS[3];
  return t(`common.span.${unit}`, { count: Math.round(ms / size) });
}
