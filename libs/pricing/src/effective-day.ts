import { chinaDay, type ChinaDay, startOfChinaDay } from './working-days';

const DAY_MS = 86_400_000;
/** Rules are public for this long before they govern anything. */
export const LEAD_MS = 7 * DAY_MS;

/** The first day in China that begins at this instant or later. */
const dayFrom = (ms: number): ChinaDay => (startOfChinaDay(chinaDay(ms)) === ms ? chinaDay(ms) : chinaDay(ms + DAY_MS));

/** The first day from which a version published now may be in force: after its lead, and after the version before it. */
export function earliestDay(nowMs: number, previousEffectiveMs: number | null): ChinaDay {
  const led = dayFrom(nowMs + LEAD_MS);
  const after = previousEffectiveMs === null ? led : dayFrom(previousEffectiveMs + 1);
  return after > led ? after : led;
}
