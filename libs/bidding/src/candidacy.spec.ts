import { describe, expect, it } from '@jest/globals';
import type { CandidacySource } from '@jishi/listings';
import type { Tx } from '@jishi/platform';
import { PLAIN } from '../../../test/support/any-profile';
import { depositDue } from './candidacy';

const NOW = Date.UTC(2026, 10, 23);
const HOUR_MS = 3_600_000;
/** Candidates come as long as bids do: there is no end of candidacy to look up. */
const due = (sale: object, demo: object | null = null): Promise<Date | null> => {
  const profile = { ...PLAIN, demo, sale: { ...PLAIN.sale, ...sale } };
  return depositDue(null as unknown as Tx, { profile } as unknown as CandidacySource, NOW);
};

describe('the deposit of a candidate that is approved late', () => {
  it('is due within the time the rules of the sale give', async () => {
    expect(await due({ depositWithinMs: 72 * HOUR_MS })).toEqual(new Date(NOW + 72 * HOUR_MS));
    expect(await due({ depositWithinMs: 0 })).toEqual(new Date(NOW));
  });

  it('is due within a day under rules from before there was such a rule', async () =>
    expect(await due({})).toEqual(new Date(NOW + 24 * HOUR_MS)));

  it('has no term in a demonstration', async () =>
    expect(await due({}, { noticeMs: 1_000, publicityMs: 1_000 })).toBeNull());
});
