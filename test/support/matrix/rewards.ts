import { DEFAULT_REWARD_RULE } from '@jishi/subsidies';
import { type Ground, insert, one } from './ground';
import type { Kind, Thing } from './kinds';
import { paper } from './papers';

/** What ships, but for the days to answer. */
export const rewardRuleBody = (days: number, mark = ''): object => ({
  body: { ...DEFAULT_REWARD_RULE, terms: { ...DEFAULT_REWARD_RULE.terms, consent: { days, source: `第三条${mark}` } } },
  source: `校科〔2026〕18号${mark}`,
  effectiveOn: '2026-01-01',
});

/** Two rewards of the university: one whose figures are open, one whose split an inventor does not accept. */
export async function rewardsOf(
  ground: Ground,
  contracts: readonly Thing[],
): Promise<
  Pick<
    Record<Kind, Thing[]>,
    'reward' | 'rewardDeduction' | 'rewardIncome' | 'rewardObjection' | 'rewardPayroll' | 'rewardRule' | 'rewardShare'
  >
> {
  const { door, people, mark } = ground;
  const [officer, inventor, decider] = [
    people.who('university', 'officer'),
    people.who('university', 'inventor'),
    people.who('university', 'decider'),
  ];
  const organisation_id = people.at('university');
  const write = async (days: number): Promise<string> =>
    (await door.done(officer, 'POST', '/reward-rules', rewardRuleBody(days, mark))).id;
  const inForce = await write(3);
  await door.done(decider, 'POST', `/reward-rules/${inForce}/answer`, { answer: 'confirmed', reason: '同意' });
  const waiting = await write(4);

  const at = new Date();
  const reward = (contract_id: string, more: object): Promise<string> =>
    insert(ground, 'reward_case', {
      number: `JSJL-${contract_id}`,
      organisation_id,
      contract_id,
      class: 'transfer',
      rule: JSON.stringify(DEFAULT_REWARD_RULE),
      state_since: at,
      created_at: at,
      ...more,
    });
  const open = await reward(contracts[0]!.id, {});
  const trace = JSON.stringify([
    { code: 'award', params: { netMinor: 100, percent: '60', source: mark }, amountMinor: 60 },
  ]);
  const consenting = await reward(contracts[1]!.id, {
    state: 'consenting',
    takes_income: false,
    round: 1,
    income_minor: 100,
    deducted_minor: 0,
    net_minor: 100,
    award_minor: 60,
    loss_minor: 0,
    trace,
    computed_by: officer.userId,
    proposed_by: officer.userId,
  });
  const income = await insert(ground, 'reward_income', {
    case_id: open,
    source: `payout:${open}`,
    label: `流水${mark}`,
    amount_minor: 100,
    received_at: at,
  });
  const deduction = await insert(ground, 'reward_deduction', {
    case_id: open,
    kind: 'tax',
    amount_minor: 1,
    note: `税费${mark}`,
    attachment_id: await paper(ground, officer),
    entered_by: officer.userId,
    entered_at: at,
  });
  const share = await insert(ground, 'reward_share', {
    case_id: consenting,
    round: 1,
    position: 1,
    user_id: inventor.userId,
    name: `完成人${mark}`,
    main: true,
    share_bps: 10_000,
    award_minor: 60,
    answered_at: at,
    answered_by: inventor.userId,
    agreed: false,
  });
  const objection = await insert(ground, 'reward_objection', {
    case_id: consenting,
    round: 1,
    share_id: share,
    raised_by: inventor.userId,
    reason: `比例有误${mark}`,
    raised_at: at,
    against: officer.userId,
  });
  const payroll = await insert(ground, 'reward_payroll', {
    number: `JSGZ-${open}`,
    organisation_id,
    total_minor: 0,
    made_by: officer.userId,
    made_at: at,
  });
  return {
    reward: [one('open', open), one('contested', consenting)],
    rewardDeduction: [one('a tax', deduction, { within: open })],
    rewardIncome: [one('received', income)],
    rewardObjection: [one('to a share', objection, { within: consenting })],
    rewardPayroll: [one('made', payroll)],
    rewardRule: [one('in force', inForce), one('waiting', waiting)],
    rewardShare: [one('of an inventor', share, { within: consenting })],
  };
}
