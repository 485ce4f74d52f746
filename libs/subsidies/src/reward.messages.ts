import { registerMessages } from '@jishi/platform';

registerMessages({
  'reward_rule.not_found': {
    zh: '没有找到该奖励办法，或您无权查看。',
    en: 'There is no such reward rule, or it is not yours to see.',
  },
  'reward_rule.invalid': {
    zh: '奖励办法有 {count} 处有误，未保存。请按各项提示修改后重新提交。',
    en: 'The reward rule has {count} errors and was not saved. Correct the fields named and submit again.',
  },
  'reward_rule.below_law': {
    zh: '不得低于 {percent}%：{source}。',
    en: 'It must not be below {percent}%: {source}.',
  },
  'reward_rule.bad_rate': { zh: '比例须大于零、不超过 100%。', en: 'A rate is above zero and at most 100%.' },
  'reward_rule.bad_days': {
    zh: '工作日数须为不超过 {max} 的整数。',
    en: 'Working days are a whole number up to {max}.',
  },
  'reward_rule.bad_choice': { zh: '请选择其中一项。', en: 'Choose one of those offered.' },
  'reward_rule.overhead_cap': { zh: '扣除管理费须规定上限。', en: 'Overhead is deducted up to a cap only.' },
  'reward_rule.source_missing': {
    zh: '须写明依据，即文件的名称、文号或条款，不超过 500 字。',
    en: 'Name the source, a document or its clause, in at most 500 characters.',
  },
  'reward_rule.unchanged': {
    zh: '与上一版没有不同，无须另行规定。',
    en: 'It does not differ from the version before it.',
  },
  'reward_rule.same_person': {
    zh: '起草人不能自行确认，须由另一位决策人确认。',
    en: 'Whoever wrote it does not confirm it; another decider does.',
  },
  'reward_rule.superseded': {
    zh: '第 {version} 版已被新起草的版本代替，不再答复。',
    en: 'Version {version} gave way to a newer one and is answered no more.',
  },
  'reward_rule.answered': { zh: '第 {version} 版已经答复。', en: 'Version {version} was answered already.' },
  'reward.not_found': {
    zh: '没有找到该笔奖励，或您无权查看。',
    en: 'There is no such reward, or it is not yours to see.',
  },
  'reward.scope_forbidden': { zh: '您无权查看这个范围的奖励。', en: 'These rewards are not yours to see.' },
  'reward.wrong_state': {
    zh: '该笔奖励现在的状态（{state}）不允许这一步。请刷新后再试。',
    en: 'The reward is {state} and does not allow this step. Reload the page.',
  },
  'reward.other_part': { zh: '这一步由别人办理。', en: 'This step is somebody else’s.' },
  'reward.own_case': {
    zh: '您参与分配或为当事人，须由他人办理。',
    en: 'You have a part in this reward or objection; somebody else has to act.',
  },
  'reward.own_split': { zh: '分配方案是您提出的，不能对其提出异议。', en: 'The split is your own proposal.' },
  'reward.same_person': {
    zh: '核算、提出分配或报批的人不能审批。',
    en: 'Whoever computed, split or submitted it does not approve it.',
  },
  'reward.reason_missing': { zh: '须写明理由。', en: 'Give the reason.' },
  'reward.words_missing': { zh: '须填写。', en: 'Fill this in.' },
  'reward.not_deductible': {
    zh: '本单位规定不扣除这一项。',
    en: 'The institution’s rule does not deduct this.',
  },
  'reward.no_deduction': { zh: '没有这笔扣除。', en: 'There is no such deduction.' },
  'reward.too_many': { zh: '扣除最多 {max} 笔。', en: 'There are at most {max} deductions.' },
  'reward.no_income': { zh: '没有这笔收入。', en: 'There is no such income.' },
  'reward.over_income': {
    zh: '退回的金额超过该笔收入尚未退回的部分。',
    en: 'More would be given back than is left of that income.',
  },
  'reward.reopen_first': {
    zh: '奖励 {number} 已核算、尚未审批。请先退回核算，再登记退回的收入。',
    en: 'Reward {number} is computed and not approved yet. Take it back to the deductions first.',
  },
  'reward.bad_split': {
    zh: '分配方案有 {count} 处有误，未保存。',
    en: 'The split has {count} errors and was not saved.',
  },
  'reward.contributor_twice': { zh: '同一个人列了两次。', en: 'The same person is named twice.' },
  'reward.bad_share': {
    zh: '比例须在 0.01% 至 100% 之间，最多两位小数。',
    en: 'A share is between 0.01% and 100%, with at most two decimals.',
  },
  'reward.bad_count': { zh: '须有 1 至 {max} 人。', en: 'There are between 1 and {max} people.' },
  'reward.shares_sum': { zh: '比例合计 {percent}%，应为 100%。', en: 'The shares add up to {percent}%, not 100%.' },
  'reward.main_share': {
    zh: '主要贡献人员合计不得少于 {percent}%：{source}。',
    en: 'Main contributors have at least {percent}% together: {source}.',
  },
  'reward.no_such_colleague': { zh: '本单位没有这个人的账号。', en: 'Nobody of the institution has this account.' },
  'reward.no_share': { zh: '您不在这次分配之内。', en: 'You have no share in this split.' },
  'reward.answered': { zh: '您已经答复过。', en: 'You have answered already.' },
  'reward.share_not_found': { zh: '没有这一份分配。', en: 'There is no such share.' },
  'reward.answers_themselves': {
    zh: '该人员有本平台账号，由其本人答复。',
    en: 'This person has an account here and answers themselves.',
  },
  'reward.consents_open': {
    zh: '还有人没有答复，或异议尚未裁定。',
    en: 'Somebody has not answered, or an objection is open.',
  },
  'reward.no_publicity': { zh: '本单位规定不作公示。', en: 'The institution’s rule holds no publicity.' },
  'reward.publicity_first': { zh: '须先在单位内公示。', en: 'It is published within the institution first.' },
  'reward.publicity_runs': { zh: '公示期尚未届满。', en: 'The publicity is not over yet.' },
  'reward.publicity_over': {
    zh: '公示期已满，不再受理异议。',
    en: 'The publicity is over; objections are not taken any more.',
  },
  'reward.objections_open': { zh: '异议尚未裁定。', en: 'An objection has not been ruled on.' },
  'reward.objection_not_found': { zh: '没有这个异议。', en: 'There is no such objection.' },
  'reward.ruled': {
    zh: '该异议已经裁定，或所针对的方案已不再有效。',
    en: 'It was ruled on, or its split is no longer proposed.',
  },
  'reward.number_missing': {
    zh: '还没有填写工号：{names}。工资发放需要。',
    en: 'Employee numbers are missing: {names}. Payroll needs them.',
  },
  'reward.nothing_approved': { zh: '没有已批准、待发放的奖励。', en: 'No approved reward waits for payroll.' },
  'reward_payroll.not_found': {
    zh: '没有找到该发放清单，或您无权查看。',
    en: 'There is no such payroll, or it is not yours to see.',
  },
  'reward_payroll.wrong_state': {
    zh: '该发放清单的状态（{state}）不允许这一步。',
    en: 'The payroll is {state} and does not allow this.',
  },
  'reward_payroll.not_exported': { zh: '请先导出发放清单。', en: 'Export the payroll first.' },
  'reward_payroll.too_early': { zh: '发放日期早于制单日期。', en: 'It was not paid before the payroll was made.' },
  'reward_payroll.to_come': { zh: '发放日期还没有到。', en: 'That day has not come yet.' },
  'reward_payroll.voucher_used': {
    zh: '凭证号 {voucherNumber} 已用于另一张清单。',
    en: 'Voucher {voucherNumber} paid another payroll already.',
  },
  'reward_payroll.same_person': {
    zh: '登记发放的人不能自行确认。',
    en: 'Whoever recorded the payment does not confirm it.',
  },
});
