import type { IpKind, ValuedLife } from './inputs';

/** Patent Law §42; a design filed before the amendment of 1 June 2021 has ten years. IC layouts: ten years from application. */
const TERM_YEARS: Partial<Record<IpKind, number>> = {
  invention: 20,
  utility_model: 10,
  design: 15,
  ic_layout: 10,
};
const DESIGNS_EXTENDED_ON = '2021-06-01';
const OLD_DESIGN_YEARS = 10;

/** Years of protection from the day of application; null where none run from it. */
function termYears(ipKind: IpKind, filedOn: string): number | null {
  if (ipKind === 'design' && filedOn < DESIGNS_EXTENDED_ON) return OLD_DESIGN_YEARS;
  return TERM_YEARS[ipKind] ?? null;
}

export const hasTerm = (ipKind: IpKind): boolean => TERM_YEARS[ipKind] !== undefined;

/** Whole years from the valuation date to the end of protection; a year cut short does not count. Null: no term runs. */
export function yearsLeft({ ipKind, filedOn, valuationDate }: ValuedLife): number | null {
  const term = filedOn === null ? null : termYears(ipKind, filedOn);
  if (filedOn === null || term === null) return null;
  const years = Number(filedOn.slice(0, 4)) + term - Number(valuationDate.slice(0, 4));
  const begun = valuationDate.slice(5) > filedOn.slice(5) ? 1 : 0;
  return Math.max(0, years - begun);
}

const DAY = /^(\d{4})-(\d\d)-(\d\d)$/;

export function isDay(text: unknown): text is string {
  const match = typeof text === 'string' ? DAY.exec(text) : null;
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  return year >= 1900 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
