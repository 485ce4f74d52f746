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
  'file.gone': {
    zh: '该文件的内容已不在存储中（{sha256}），无法读取。请联系交易所从备份恢复。',
    en: 'The content of this file is missing from the store ({sha256}) and cannot be read. Ask the exchange to restore it from its backup.',
  },
  'file.damaged': {
    zh: '该文件的内容与入库时不一致（{sha256}），已停止读取。请联系交易所从备份恢复。',
    en: 'The content of this file is not what was stored ({sha256}) and was not handed out. Ask the exchange to restore it from its backup.',
  },
  'scan.unreachable': {
    zh: '病毒扫描服务暂时不可用，文件没有接收。请稍后重新上传。',
    en: 'The virus scanner cannot be reached, so the file was not taken. Upload it again shortly.',
  },
  'scan.infected': {
    zh: '文件含有恶意代码（{signature}），没有接收。请检查您的电脑后换一份文件上传。',
    en: 'The file carries malware ({signature}) and was not taken. Check your computer and upload a clean file.',
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
