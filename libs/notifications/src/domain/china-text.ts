import type { Texts } from '@jishi/pricing';

const OFFSET_MS = 8 * 3_600_000;
const MINUTE_MS = 60_000;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/**
 * An instant as a document in China writes it; without its seconds. `deadline`: the first minute of a day is the last of the
 * day before, 24:00, for a period runs to the end of its last day.
 */
export function momentText(ms: number, deadline = false): Texts {
  const midnight = deadline && (ms + OFFSET_MS) % 86_400_000 === 0;
  const at = new Date(ms + OFFSET_MS - (midnight ? MINUTE_MS : 0));
  const clock = midnight ? '24:00' : at.toISOString().slice(11, 16);
  const [year, month, day] = [at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()];
  return {
    zh: `${year}年${month + 1}月${day}日 ${clock}`,
    en: `${day} ${MONTHS[month]} ${year}, ${clock} (China time)`,
  };
}

export const chinaYear = (ms: number): number => new Date(ms + OFFSET_MS).getUTCFullYear();
