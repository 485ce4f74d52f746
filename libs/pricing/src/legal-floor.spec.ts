import { describe, expect, it } from '@jest/globals';
import { PLAIN } from '../../../test/support/any-profile';
import { belowTheLaw } from './legal-floor';
import type { RuleProfile } from './rule-profile';
import { RULES_BEFORE, type SaleRules } from './sale-rules';

const working = (count: number) => ({ count, kind: 'working' as const });
const calendar = (count: number) => ({ count, kind: 'calendar' as const });
const LARGE = 1_000_000_000;
const faults = (change: Partial<RuleProfile>, sale: Partial<SaleRules>): string[] =>
  belowTheLaw({ ...PLAIN, ...change, sale: { ...RULES_BEFORE, ...sale } }).map(({ path }) => path);

describe('rules for state-owned sellers', () => {
  const lawful: Partial<SaleRules> = {
    sellers: ['state_owned'],
    pricingWays: ['listing', 'auction'],
    noticeByPrice: [{ fromMinor: LARGE, days: working(20) }],
    extension: { days: working(5), max: 3 },
    appraisal: { approvalBelow: { numerator: 90, denominator: 100 } },
  };
  const notice = { noticeDays: working(10) };
  it.each<[string, Partial<RuleProfile>, Partial<SaleRules>, string[]]>([
    ['at the floor of the law', notice, {}, []],
    ['twenty days for all', { noticeDays: working(20) }, { noticeByPrice: [] }, []],
    ['nine working days', { noticeDays: working(9) }, {}, ['noticeDays']],
    ['calendar days', { noticeDays: calendar(30) }, {}, ['noticeDays']],
    ['ten days for ten million', notice, { noticeByPrice: [] }, ['sale.noticeByPrice']],
    [
      'ten days from a fen more',
      notice,
      { noticeByPrice: [{ fromMinor: LARGE + 1, days: working(20) }] },
      ['sale.noticeByPrice'],
    ],
    [
      'fewer again for more',
      notice,
      { noticeByPrice: [...lawful.noticeByPrice!, { fromMinor: 2 * LARGE, days: working(10) }] },
      ['sale.noticeByPrice'],
    ],
    ['four days of extension', notice, { extension: { days: working(4), max: 1 } }, ['sale.extension.days']],
    ['never extended', notice, { extension: null }, []],
    ['no appraisal', notice, { appraisal: null }, ['sale.appraisal']],
    [
      'approval only below 89%',
      notice,
      { appraisal: { approvalBelow: { numerator: 89, denominator: 100 } } },
      ['sale.appraisal'],
    ],
    ['hidden among private ones', notice, { sellers: ['private', 'state_owned'], appraisal: null }, ['sale.appraisal']],
    ['private alone', { noticeDays: calendar(1) }, { sellers: ['private'], appraisal: null, noticeByPrice: [] }, []],
  ])('%s', (_name, change, sale, expected) => expect(faults(change, { ...lawful, ...sale })).toEqual(expected));
});

describe('rules for public institutions', () => {
  const sale: Partial<SaleRules> = { sellers: ['university'] };
  it('publish a negotiated price for fifteen days', () => {
    expect(faults({ publicityDays: calendar(15) }, sale)).toEqual([]);
    expect(faults({ publicityDays: calendar(14) }, sale)).toEqual(['publicityDays']);
    expect(faults({ publicityDays: calendar(1) }, { ...sale, pricingWays: ['listing'] })).toEqual([]);
  });
});
