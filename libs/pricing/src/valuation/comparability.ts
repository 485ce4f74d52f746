/** What of a deal, or of an achievement, tells whether the one is like the other. */
export interface Comparable {
  fieldCode: string;
  ipc: readonly string[];
  contractType: string;
  ipKind: string;
}

export interface Comparability {
  /** Of a hundred. */
  score: number;
  /** Why: each reason with its points. */
  reasons: { code: ComparabilityReason; points: number }[];
}

export const COMPARABILITY_REASONS = ['same_field', 'same_subclass', 'same_type', 'same_kind', 'recent'] as const;
export type ComparabilityReason = (typeof COMPARABILITY_REASONS)[number];

const POINTS = { same_field: 25, same_subclass: 30, same_type: 15, same_kind: 10 };
const RECENT_POINTS = 20;
/** A deal of this year is worth all points of recency; each year takes these. */
const LOST_A_YEAR = 3;

/** `H01M 4/58` → `H01M`: the subclass, which is about an art and not about one solution in it. */
export const ipcSubclass = (symbol: string): string => symbol.replace(/\s/g, '').slice(0, 4).toUpperCase();

export function comparability(ours: Comparable, deal: Comparable & { year: number }, thisYear: number): Comparability {
  const subclasses = new Set(ours.ipc.map(ipcSubclass));
  const recent = Math.max(0, RECENT_POINTS - LOST_A_YEAR * Math.max(0, thisYear - deal.year));
  const holds = {
    same_field: ours.fieldCode !== '' && ours.fieldCode === deal.fieldCode,
    same_subclass: deal.ipc.some((symbol) => subclasses.has(ipcSubclass(symbol))),
    same_type: ours.contractType === deal.contractType,
    same_kind: ours.ipKind === deal.ipKind,
  };
  const reasons = [
    ...(Object.keys(POINTS) as (keyof typeof POINTS)[])
      .filter((code) => holds[code])
      .map((code) => ({ code, points: POINTS[code] })),
    ...(recent > 0 ? [{ code: 'recent' as const, points: recent }] : []),
  ];
  return { score: reasons.reduce((total, { points }) => total + points, 0), reasons };
}
