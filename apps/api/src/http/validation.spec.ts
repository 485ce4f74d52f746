import { describe, expect, it } from '@jest/globals';
import { MAX_AMOUNT_MINOR } from '@jishi/bidding';
import { DomainError } from '@jishi/kernel';
import { BidRequest, MatchRequest, RescheduleRequest } from '../bidding/commands.dto';
import { ChangeWindowRequest } from '../windows/windows.dto';
import { validationPipe } from './validation';

const commandId = '0190f3f5-0000-7000-8000-000000000000';
const fault = (metatype: new () => object, body: object): Promise<unknown> => refused(metatype, { commandId, ...body });

async function refused(metatype: new () => object, body: object): Promise<unknown> {
  try {
    await validationPipe().transform(body, { type: 'body', metatype });
    return null;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return error.errors;
  }
}

describe('what is told of a bad field', () => {
  it.each([['500'], [0.5], [null], [{}], [[500]]])('%j: its type, not its limits', async (amountMinor) =>
    expect(await fault(BidRequest, { amountMinor })).toEqual([{ path: 'amountMinor', code: 'field.integer' }]),
  );

  it('that a list stands where one thing is asked for, at any depth', async () => {
    const week = Array.from({ length: 7 }, (): unknown => ({ spans: [] }));
    const hours = { week, exceptions: [] };
    expect(await refused(ChangeWindowRequest, { hours })).toBeNull();
    for (const list of [[], [[]]])
      expect(await refused(ChangeWindowRequest, { hours: list })).toMatchObject([
        { path: 'hours', code: 'field.object' },
      ]);
    week[3] = [];
    expect(await refused(ChangeWindowRequest, { hours })).toEqual([{ path: 'hours.week[3]', code: 'field.object' }]);
  });

  it('that it is missing, when it is', async () =>
    expect(await fault(BidRequest, {})).toEqual([{ path: 'amountMinor', code: 'field.required' }]));

  it('the limit of the engine itself', async () => {
    const limit = { code: 'field.max', params: { limit: MAX_AMOUNT_MINOR } };
    expect(await fault(BidRequest, { amountMinor: MAX_AMOUNT_MINOR })).toBeNull();
    expect(await fault(BidRequest, { amountMinor: 2e14 })).toEqual([{ path: 'amountMinor', ...limit }]);
    expect(await fault(RescheduleRequest, { reason: '改期', toMs: 1e15 })).toMatchObject([{ code: 'field.max' }]);
    expect(await fault(MatchRequest, { priceMinor: 2e14 })).toEqual([{ path: 'priceMinor', ...limit }]);
  });
});
