import { expect, it } from '@jest/globals';
import { ApiError } from '../api/http';
import { accepted, isSentBefore, isSpent, isUndecided } from './accepted';

const refusal = (code: string, seq: number | null): unknown => {
  try {
    return accepted({ accepted: false, auctionId: 'a', seq, code });
  } catch (error) {
    return error;
  }
};
const problem = (status: number, code: string) => new ApiError({ title: code, status, code });

it('only a refusal that is in the book uses a command id up', () => {
  expect(isSpent(refusal('auction.not_open', 7))).toBe(true);
  const kept = [
    refusal('auction.busy', null),
    refusal('command.id_reused', null),
    problem(0, 'network.timeout'),
    problem(429, 'http.429'),
    problem(502, 'http.502'),
    new Error('?'),
  ];
  expect(kept.filter(isSpent)).toEqual([]);
});

it('knows that an earlier attempt with other content arrived', () => {
  expect(isSentBefore(refusal('command.id_reused', null))).toBe(true);
  expect(isSentBefore(refusal('auction.not_open', 7))).toBe(false);
});

it.each([
  [0, 'network.timeout', true],
  [0, 'network.unreachable', true],
  [500, 'internal', true],
  [502, 'http.502', true],
  [504, 'http.504', true],
  [503, 'journal.unavailable', true],
  [409, 'auction.busy', true],
  [409, 'bid.below_minimum', false],
  [401, 'session.missing', false],
])('%i %s leaves the fate of a command open: %s', (status, code, open) => {
  expect(isUndecided({ status, code })).toBe(open);
});
