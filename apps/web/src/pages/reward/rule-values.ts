import { DEDUCTION_KINDS, type DeductionKind, REWARD_CLASSES, type RewardRuleBody } from '../../api/rewards';

/** As the form holds them: percent under the names the server gives its basis points. */
export type Values = RewardRuleBody & { source: string; effectiveOn: string };

const percentOf = (bps: number): number => bps / 100;
const bpsOf = (percent: number): number => Math.round(percent * 100);

const converted = (body: RewardRuleBody, convert: (value: number) => number): RewardRuleBody => ({
  ...body,
  rates: Object.fromEntries(
    REWARD_CLASSES.map((name) => [name, { ...body.rates[name], bps: convert(body.rates[name].bps) }]),
  ) as RewardRuleBody['rates'],
  main: { ...body.main, bps: convert(body.main.bps) },
  deductions: Object.fromEntries(
    DEDUCTION_KINDS.map((name: DeductionKind) => {
      const { capBps, allowed, source } = body.deductions[name];
      return [name, { allowed, source, capBps: capBps === null ? null : convert(capBps) }];
    }),
  ) as RewardRuleBody['deductions'],
});

export const toValues = (body: RewardRuleBody): RewardRuleBody => converted(body, percentOf);
export const toBody = (values: RewardRuleBody): RewardRuleBody => converted(values, bpsOf);
