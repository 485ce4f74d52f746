import { registerMessages } from '@jishi/platform';

registerMessages({
  'simulate.bad_file': {
    zh: '推演文件有误，未运行。请按各项提示修改后重试。',
    en: 'The file to simulate is not right and was not run. Correct each point and try again.',
  },
  'simulate.not_json': {
    zh: '内容不是有效的 JSON（{detail}）。请检查括号、引号和逗号。',
    en: 'This is not valid JSON ({detail}). Check brackets, quotes and commas.',
  },
  'simulate.unknown_field': {
    zh: '没有这一项，写在这里不会起作用。请对照说明核对拼写，或删除。',
    en: 'There is no such field, so it would have no effect. Check its spelling against --help, or remove it.',
  },
  'simulate.missing_field': { zh: '缺少必填项，请补上。', en: 'This field is required; add it.' },
  'simulate.bad_number': {
    zh: '须为 {min} 至 {max} 的整数（金额以分计，时间以毫秒计）。',
    en: 'This must be a whole number from {min} to {max} (amounts in fen, times in ms).',
  },
  'simulate.bad_choice': { zh: '须为下列之一：{choices}。', en: 'This must be one of: {choices}.' },
  'simulate.bad_text': {
    zh: '须为文字，至少含一个字母、汉字或数字，最长 {max} 字。',
    en: 'This must be text with a letter or a digit in it, {max} characters at most.',
  },
  'simulate.bad_flag': { zh: '须为 true 或 false。', en: 'This must be true or false.' },
  'simulate.bad_name': {
    zh: '名称只能用字母、数字和 . _ -，最长 64 个字符，且不得为 system。',
    en: 'A name takes letters, digits and . _ - only, 64 at most, and is not system.',
  },
  'simulate.not_a_list': { zh: '须为列表 [ … ]。', en: 'This must be a list [ … ].' },
  'simulate.not_an_object': { zh: '须为对象 { … }。', en: 'This must be an object { … }.' },
  'simulate.no_one_end': {
    zh: '结束时间须且只能用一种方式给出：closesAt，或 freePeriod 与 timer 一起。',
    en: 'Say in exactly one way when the sale ends: closesAt, or freePeriod together with timer.',
  },
  'simulate.not_in_mode': {
    zh: '{mode} 方式没有这种操作，请删除或更换方式。',
    en: 'There is no such command in a sale of mode {mode}; remove it or change the mode.',
  },
  'simulate.two_parties': {
    zh: '提出人只能是竞买人（bidder）或转让方（by: seller）之一，请删去一项。',
    en: 'Either a bidder or the seller says this; remove one of the two.',
  },
  'simulate.twice': { zh: '此名称出现了两次，请改用不同的名称。', en: 'This name is used twice; give each its own.' },
  'simulate.unknown_participant': {
    zh: 'participants 中没有此竞买人。请先列入，或核对代号。',
    en: 'participants does not list this bidder. Add it there, or check the code.',
  },
  'simulate.unknown_reference': {
    zh: '没有以此为 id 的操作。请核对，或改用事件的 seq。',
    en: 'No command has this id. Check it, or give the seq of the event.',
  },
});
