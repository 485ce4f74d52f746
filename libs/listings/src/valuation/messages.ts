import { registerMessages } from '@jishi/platform';

registerMessages({
  'valuation.not_found': {
    zh: '没有找到该估值底稿，或贵单位无权查看。',
    en: 'There is no such worksheet, or it is not open to your organisation.',
  },
  'valuation.bad_inputs': {
    zh: '估值参数有 {count} 处不符合要求，未保存。请按各项提示修改。',
    en: 'The inputs have {count} errors and nothing was kept. Correct the fields named.',
  },
  'valuation.not_in_range': {
    zh: '须为 {min} 至 {max} 之间的整数（金额以分计，比率以百万分之一计）。',
    en: 'This must be a whole number from {min} to {max} (amounts in fen, rates in parts per million).',
  },
  'valuation.not_allowed': { zh: '不是允许的取值。', en: 'This value is not allowed.' },
  'valuation.text_missing': { zh: '必须填写，不超过 {max} 字。', en: 'This is required, in at most {max} characters.' },
  'valuation.unknown_key': { zh: '没有这一项参数，请删除。', en: 'There is no such input; leave it out.' },
  'valuation.not_object': { zh: '须为对象。', en: 'This must be an object.' },
  'valuation.list_size': { zh: '须有 {min} 至 {max} 项。', en: 'This must have {min} to {max} entries.' },
  'valuation.bad_day': { zh: '须为有效日期（年-月-日）。', en: 'This must be a date (year-month-day).' },
  'valuation.bad_deal': { zh: '须为成交记录的编号。', en: 'This must be the id of a registered deal.' },
  'valuation.no_such_deal': { zh: '没有这笔登记成交。', en: 'There is no such registered deal.' },
  'valuation.not_the_deals_price': {
    zh: '与登记的成交价不一致。请从可比成交中重新选取。',
    en: 'This is not the price that was registered. Choose the deal again from the list.',
  },
  'valuation.deal_twice': { zh: '同一笔成交只能选一次。', en: 'A deal can be chosen once only.' },
  'valuation.filed_on_missing': {
    zh: '专利须填写申请日，以便计算剩余保护年限。',
    en: 'A patent needs its day of application: the years of protection left are counted from it.',
  },
  'valuation.filed_later': { zh: '申请日晚于评估基准日。', en: 'The application is later than the valuation date.' },
  'valuation.beyond_life': {
    zh: '预测 {years} 年超过了剩余保护期（整 {left} 年），保护期满后的收益不能计入。请减少预测年数。',
    en: 'The forecast of {years} years goes beyond the protection left ({left} whole years). Shorten it.',
  },
  'valuation.terminal_beyond_life': {
    zh: '专利到期后不再受保护，不能计入预测期后的价值。',
    en: 'A patent ends, so nothing can be counted after its protection.',
  },
  'valuation.growth_not_below_discount': {
    zh: '预测期后的增长率须低于折现率，否则没有结果。',
    en: 'The growth after the forecast must be below the discount rate, or there is no value.',
  },
  'valuation.remaining_above_total': {
    zh: '剩余寿命不能超过总寿命。',
    en: 'The life left cannot be longer than the whole life.',
  },
  'valuation.too_large': {
    zh: '结果超出可精确计算的范围，请核对金额单位。',
    en: 'The result is too large to be kept exactly; check the units of the amounts.',
  },
  'valuation.not_of_achievement': {
    zh: '与成果登记的内容不一致（知识产权类型、申请日以成果库为准）。',
    en: 'This is not what the achievement says (its kind and day of application come from the catalogue).',
  },
  'valuation.other_subject': {
    zh: '只能替换或比较同一成果、同一方法的底稿。',
    en: 'Only worksheets of one achievement and one method can replace each other or be compared.',
  },
  'valuation.other_achievement': {
    zh: '该底稿评估的是另一项成果，不能用于本挂牌。',
    en: 'This worksheet values another achievement and cannot carry this listing.',
  },
  'valuation.replaced_already': {
    zh: '该底稿已有更新的版本，请打开最新版本后再操作。',
    en: 'This worksheet has a newer version already; open that one and go on from there.',
  },
  'valuation.differs': {
    zh: '底稿中保存的结果与按其参数重新计算的结果不一致，不能使用。请新建一个版本。',
    en: 'The stored result is not what its inputs come to, so it cannot be used. Make a new version.',
  },
  'valuation.not_linked': { zh: '本挂牌没有引用该底稿。', en: 'The listing does not rest on this worksheet.' },
});
