/** Shares and rates of contracts are parts per million; percent exist only in what people read and type. */
export const showPpm = (ppm: number): string => `${Number((ppm / 10_000).toFixed(4))}%`;

/** 125000 → `12.5`, for a field. */
export const plainPpm = (ppm: number): string => String(Number((ppm / 10_000).toFixed(4)));

/** Reads `12.5`, `12.5%` or full-width digits; null when it is no share of a whole. */
export function parsePpm(text: string): number | null {
  const match = /^(\d{1,3})(?:\.(\d{1,4}))?%?$/.exec(text.normalize('NFKC').replace(/\s/g, ''));
  if (!match) return null;
  const ppm = Number(match[1]) * 10_000 + Number((match[2] ?? '').padEnd(4, '0'));
  return ppm <= 1_000_000 ? ppm : null;
}
