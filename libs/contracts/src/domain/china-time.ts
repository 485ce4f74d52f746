const OFFSET_MS = 8 * 3_600_000;

/** The calendar date in China (no daylight saving since 1991), `2026-11-23`. */
export const chinaDate = (ms: number): string => new Date(ms + OFFSET_MS).toISOString().slice(0, 10);

export const chinaYear = (ms: number): number => new Date(ms + OFFSET_MS).getUTCFullYear();
