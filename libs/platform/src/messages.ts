import { registerMessages } from './problem';

registerMessages({
  internal: {
    zh: '系统出现了未预料的错误，您的操作没有生效。请稍后重试；如仍出现，请联系交易所并说明发生时间。',
    en: 'Something unexpected went wrong and nothing was changed. Try again shortly; if it persists, tell the exchange when it happened.',
  },
  'money.not_integer': {
    zh: '金额必须是以分为单位的整数，收到的是 {amount}。',
    en: 'An amount must be a whole number of fen; got {amount}.',
  },
  'page.bad_limit': { zh: '每页条数须在 1 到 {max} 之间。', en: 'limit must be between 1 and {max}.' },
  'page.bad_cursor': {
    zh: '翻页标记无效，请从第一页重新开始。',
    en: 'The paging cursor is not valid; start again from the first page.',
  },
  'canonical.unsupported': {
    zh: '内容中有无法规范表示的值（{type}），未作处理。请只使用文字、有限的数字、列表和对象。',
    en: 'The content holds a value without a canonical form ({type}) and was not handled. Use text, finite numbers, lists and objects only.',
  },
  'money.bad_rate': {
    zh: '费率不正确：{numerator}/{denominator}。分子须为非负整数，分母须为正整数。',
    en: 'Not a valid rate: {numerator}/{denominator}. It takes a whole number over a positive whole number.',
  },
});
