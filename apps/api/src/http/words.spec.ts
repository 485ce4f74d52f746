import { describe, expect, it } from '@jest/globals';
import { DomainError } from '@jishi/kernel';
import { hasMessage } from '@jishi/platform';
import { ApprovalRequestDto, RefuseRequest } from '../bidding/approvals.dto';
import * as commands from '../bidding/commands.dto';
import { AppointRequest } from '../bidding/sealed.dto';
import * as listings from '../listings/listings.dto';
import { ApplicationReviewRequest } from '../qualification/applications.dto';
import { ReasonRequest } from '../settlement/money.dto';
import { validationPipe } from './validation';

/** Codes of what is wrong with one field of a body. */
async function faults(metatype: new () => object, field: string, value: unknown): Promise<string[]> {
  try {
    await validationPipe().transform({ [field]: value }, { type: 'body', metatype });
    return [];
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return error.errors.filter(({ path }) => path === field).map(({ code }) => code);
  }
}

describe('what somebody will have to read', () => {
  it.each<[string, new () => object, string]>([
    ['pause, resume, terminate, default', commands.OperateRequest, 'reason'],
    ['extend', commands.ExtendRequest, 'reason'],
    ['reschedule', commands.RescheduleRequest, 'reason'],
    ['an objection', commands.ObjectRequest, 'text'],
    ['an appeal', commands.AppealRequest, 'text'],
    ['a ruling', commands.RuleRequest, 'reason'],
    ['a request for approval', ApprovalRequestDto, 'reason'],
    ['a refusal', RefuseRequest, 'reason'],
    ['another trustee', AppointRequest, 'reason'],
    ['the review of an application', ApplicationReviewRequest, 'reason'],
    ['the intake of a listing', listings.IntakeRequest, 'reason'],
    ['the review of a listing', listings.ReviewRequest, 'reason'],
    ['a withdrawal', listings.WithdrawRequest, 'reason'],
    ['an objection to a negotiated price', listings.ObjectionRequest, 'grounds'],
    ['its ruling', listings.RulingRequest, 'reason'],
    ['money', ReasonRequest, 'reason'],
  ])('%s: holds words', async (_name, metatype, field) => {
    for (const empty of ['   ', '\u200b\u200b\u200b', '\u2060\ufeff', '……', '\n\t\u3000'])
      expect([empty, await faults(metatype, field, empty)]).toEqual([empty, ['field.blank']]);
    for (const full of ['核实', 'ok', '  第3号  ']) expect(await faults(metatype, field, full)).toEqual([]);
    expect(hasMessage('field.blank')).toBe(true);
  });

  it('may be left out, or empty, where no reason is needed', async () => {
    for (const value of ['', null, undefined]) {
      expect(await faults(AppointRequest, 'reason', value)).toEqual([]);
      expect(await faults(listings.ReviewRequest, 'reason', value)).toEqual([]);
    }
    expect(await faults(commands.OperateRequest, 'reason', '')).toEqual(['field.length']);
    expect(await faults(commands.OperateRequest, 'reason', undefined)).toEqual(['field.required']);
  });
});
