import { registerMessages } from '@jishi/platform';

registerMessages({
  'bylaw.not_found': {
    zh: '没有找到该内部规定，或您无权查看。',
    en: 'There are no such bylaws, or they are not yours to see.',
  },
  'bylaw.invalid': {
    zh: '内部规定有 {count} 处有误，未保存。请按各项提示修改后重新提交。',
    en: 'The bylaws have {count} errors and were not saved. Correct the fields named and submit again.',
  },
  'bylaw.bad_days': {
    zh: '工作日数须为 1 至 {max} 的整数。',
    en: 'Working days are a whole number from 1 to {max}.',
  },
  'bylaw.source_missing': {
    zh: '须写明依据，即单位文件的名称、文号或条款，不超过 500 字。',
    en: 'Name the source, the institution’s document or its clause, in at most 500 characters.',
  },
  'bylaw.bad_chain': {
    zh: '审批环节须有 1 至 {max} 条。',
    en: 'There are between 1 and {max} rules of approval.',
  },
  'bylaw.bad_step': { zh: '没有这个审批环节。', en: 'There is no such step of approval.' },
  'bylaw.bad_forms': {
    zh: '须写明适用于哪些转化形式，每种一次。',
    en: 'Say to which forms of conversion this applies, each once.',
  },
  'bylaw.bad_funding': {
    zh: '须写明是否仅适用于财政资金项目。',
    en: 'Say whether this applies to publicly funded work only.',
  },
  'bylaw.bad_amount': {
    zh: '起始金额须为不小于零的金额。',
    en: 'The amount from which this applies is zero or more.',
  },
  'bylaw.rule_twice': {
    zh: '同一环节对相同的转化形式规定了两次。',
    en: 'This step is ruled twice for the same forms of conversion.',
  },
  'bylaw.step_lost.office': {
    zh: '任何方案都须经技术转移部门审批。',
    en: 'Every proposal is approved by the transfer office.',
  },
  'bylaw.step_lost.finance': {
    zh: '转让、许可、作价投资都须经财务与资产部门审批，不论金额。',
    en: 'Transfers, licences and investments are approved by finance, whatever their amount.',
  },
  'bylaw.step_lost.leadership': {
    zh: '任何方案都须经分管领导审批，不论金额。',
    en: 'Every proposal is approved by the leadership, whatever its amount.',
  },
  'bylaw.step_lost.meeting': {
    zh: '作价投资、保留财政资金项目成果，以及达到一定金额的转让和许可，须经领导班子集体决策。',
    en: 'Investments, retaining what public money paid for, and transfers and licences from some amount on are decided by the leadership together.',
  },
  'bylaw.unchanged': {
    zh: '与上一版没有不同，无须另行规定。',
    en: 'This does not differ from the version before.',
  },
  'bylaw.same_person': {
    zh: '内部规定由您起草，须由另一位决策人确认。',
    en: 'You wrote these bylaws; a decider other than you confirms them.',
  },
  'bylaw.answered': {
    zh: '第 {version} 版已有答复，不能再次答复。',
    en: 'Version {version} was answered already.',
  },
  'bylaw.superseded': {
    zh: '第 {version} 版之后已起草新版，请答复最新一版。',
    en: 'A newer version than {version} was written; answer that one.',
  },
  'bylaw.reason_missing': { zh: '请填写理由，理由会记录在案。', en: 'Give a reason; it is kept on record.' },
});
