import type { FieldError } from '@jishi/kernel';
import type { DayCount } from './measures';
import type { RuleProfile } from './rule-profile';
import { noticeFor } from './sale-rules';

type Floor = Record<string, number>;

const YUAN = 100;
/** Order 32 of SASAC and the Ministry of Finance, §50: an asset worth this much is public for twice as long. */
const LARGE_MINOR = 10_000_000 * YUAN;

const working = ({ count, kind }: DayCount, least: number): boolean => kind === 'working' && count >= least;

/** State-owned assets (order 32, §13, §17, §18, §50; extension: SASAC's operating rules of 2025, No. 17). */
function ofStateOwned(profile: RuleProfile, bad: (path: string, params?: Floor) => void): void {
  const { noticeDays, sale } = profile;
  if (!working(noticeDays, 10)) bad('noticeDays', { least: 10 });
  sale.noticeByPrice.forEach(({ days }, i) => {
    if (!working(days, 10)) bad(`sale.noticeByPrice[${i}].days`, { least: 10 });
  });
  const large = [
    noticeFor(profile, LARGE_MINOR),
    ...sale.noticeByPrice.flatMap((tier) => (tier.fromMinor > LARGE_MINOR ? [tier.days] : [])),
  ];
  if (!large.every((days) => working(days, 20))) bad('sale.noticeByPrice', { least: 20 });
  if (sale.extension && !working(sale.extension.days, 5)) bad('sale.extension.days', { least: 5 });
  const { approvalBelow } = sale.appraisal ?? { approvalBelow: { numerator: 0, denominator: 1 } };
  if (approvalBelow.numerator * 10 < approvalBelow.denominator * 9) bad('sale.appraisal');
}

/**
 * What no exchange may set aside (domain rules §2), whatever it publishes: for state-owned sellers the notice, its extension and
 * the floor at the appraisal; for public institutions fifteen days of publicity of a negotiated price (Guofa 2016 No. 16).
 */
export function belowTheLaw(profile: RuleProfile): FieldError[] {
  const errors: FieldError[] = [];
  const bad = (path: string, params: Floor = {}): void =>
    void errors.push({ path, code: 'profile.below_the_law', params });
  const { sellers, pricingWays } = profile.sale;
  if (sellers.includes('state_owned')) ofStateOwned(profile, bad);
  if (sellers.includes('university') && pricingWays.includes('negotiated') && profile.publicityDays.count < 15)
    bad('publicityDays', { least: 15 });
  return errors;
}
