import { type FieldError, fen, type Fen, invalid, isLegible } from '@jishi/kernel';
import { floorShare, percentText } from './reward';
import { type RewardRule, WHOLE } from './reward-rule';

export interface SplitLine {
  /** Null for somebody without a login here, who consents on paper. */
  userId: string | null;
  name: string;
  affiliation: string;
  /** Of those who contributed most: together they have at least what the rule says. */
  main: boolean;
  shareBps: number;
}

export const MAX_CONTRIBUTORS = 50;

/** Shares make a whole, and the main contributors' part of it is enough. Errors: `reward.bad_split` with each bad field. */
export function checkSplit(rule: RewardRule, lines: readonly SplitLine[]): void {
  const errors: FieldError[] = [];
  const bad = (path: string, code: string, params?: FieldError['params']): void =>
    void errors.push({ path, code, ...(params ? { params } : {}) });
  const seen = new Set<string>();
  lines.forEach(({ userId, name, affiliation, shareBps }, i) => {
    const key = userId ?? `${name.trim()} ${affiliation.trim()}`;
    if (seen.has(key)) bad(`lines[${i}]`, 'reward.contributor_twice');
    seen.add(key);
    if (!Number.isInteger(shareBps) || shareBps < 1 || shareBps > WHOLE)
      bad(`lines[${i}].shareBps`, 'reward.bad_share');
    if (userId === null && !isLegible(name)) bad(`lines[${i}].name`, 'reward.words_missing');
    if (userId === null && !isLegible(affiliation)) bad(`lines[${i}].affiliation`, 'reward.words_missing');
  });
  const sum = sumOf(lines);
  if (lines.length === 0 || lines.length > MAX_CONTRIBUTORS)
    bad('lines', 'reward.bad_count', { max: MAX_CONTRIBUTORS });
  else if (sum !== WHOLE)
    bad('lines', 'reward.shares_sum', { percent: Number.isSafeInteger(sum) ? percentText(sum) : '?' });
  const main = sumOf(lines.filter((each) => each.main));
  if (lines.length > 0 && !(main >= rule.main.bps))
    bad('lines', 'reward.main_share', { percent: percentText(rule.main.bps), source: rule.main.source });
  if (errors.length > 0) throw invalid('reward.bad_split', { count: errors.length }, errors);
}

const sumOf = (lines: readonly { shareBps: number }[]): number =>
  lines.reduce((sum, { shareBps }) => sum + shareBps, 0);

/** Each share rounded down to the fen; what is left over goes whole to the one the rule names. Nothing is lost, nothing made. */
export function splitAward(
  awardMinor: Fen,
  lines: readonly Pick<SplitLine, 'main' | 'shareBps'>[],
  remainder: RewardRule['remainder'],
): Fen[] {
  const amounts = lines.map(({ shareBps }) => floorShare(awardMinor, shareBps));
  const rest = fen(awardMinor - amounts.reduce((sum, amount) => sum + amount, 0));
  const to = remainderAt(lines, remainder);
  return amounts.map((amount, i) => (i === to ? fen(amount + rest) : amount));
}

function remainderAt(
  lines: readonly Pick<SplitLine, 'main' | 'shareBps'>[],
  remainder: RewardRule['remainder'],
): number {
  const first = lines.findIndex(({ main }) => main);
  if (remainder === 'first_main') return first;
  return lines.reduce((best, { main, shareBps }, i) => (main && shareBps > lines[best]!.shareBps ? i : best), first);
}

/** What is still to be paid to somebody who was paid a part directly: nobody is paid twice, nobody owes for it. */
export const payableOf = (awardMinor: Fen, paidDirectMinor: Fen): Fen => Math.max(0, fen(awardMinor - paidDirectMinor));
