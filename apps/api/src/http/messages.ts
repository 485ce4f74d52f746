import { registerMessages } from '@jishi/platform';

registerMessages({
  'http.bad_request': {
    zh: '请求无法解析，未作任何处理。请检查 JSON 格式和参数后重新发送。',
    en: 'The request could not be understood and nothing was done. Check its JSON and parameters and send it again.',
  },
  'http.bad_id': {
    zh: '地址中的编号不是有效的标识（UUID）。请从列表重新打开该条目。',
    en: 'The identifier in the address is not a UUID. Open the entry again from its list.',
  },
  'http.bad_text': {
    zh: '文字中含有无法保存的字符（空字符或不完整的字符），未作处理。请删除后重新提交。',
    en: 'The text holds characters that cannot be stored (NUL, or half of one). Remove them and submit again.',
  },
  'http.busy': {
    zh: '该内容正被他人同时修改，本次操作没有生效。请重试。',
    en: 'Others are changing the same thing at this moment and nothing was done. Try again.',
  },
  'http.no_route': {
    zh: '没有这个接口。可用接口见 /api/docs。',
    en: 'There is no such route. See /api/docs for those there are.',
  },
  'http.method': {
    zh: '该接口不支持此方法。用法见 /api/docs。',
    en: 'The route does not take this method. See /api/docs.',
  },
  'http.timeout': {
    zh: '请求接收超时，未作处理。请重新发送。',
    en: 'The request took too long to arrive. Send it again.',
  },
  'http.too_large': {
    zh: '提交的内容超过大小上限，未作处理。请减小文件或分批提交。',
    en: 'The content is over the size limit and was not handled. Send a smaller file, or several.',
  },
  'http.broken_upload': {
    zh: '上传中断或内容不完整，未作处理。请重新上传。',
    en: 'The upload broke off or is not whole, and nothing was done. Upload it again.',
  },
  'http.uploads_busy': {
    zh: '正在处理的上传过多，本次上传未被接收。请稍后重试。',
    en: 'Too much is being uploaded at this moment and this was not taken. Try again a little later.',
  },
  'http.media_type': {
    zh: '不支持该内容类型。请使用 application/json，上传文件请使用 multipart/form-data。',
    en: 'This content type is not supported. Use application/json, or multipart/form-data for files.',
  },
  'http.too_many': { zh: '请求过于频繁，请稍后再试。', en: 'Too many requests; try again a little later.' },
  'http.unavailable': {
    zh: '数据库暂时不可用，操作结果未能确认。请几秒钟后重试；重复提交同一命令不会重复生效。',
    en: 'The database is away for a moment and the outcome is not known. Try again in a few seconds; the same command does not count twice.',
  },
  'http.not_migrated': {
    zh: '数据库缺少本版本所需的表。请先运行迁移：npm run jishi -- migrate。',
    en: 'The database lacks tables of this version. Migrate it first: npm run jishi -- migrate.',
  },
  'request.invalid': {
    zh: '提交的内容有误，未作处理。请按各项提示修改后重新提交。',
    en: 'The content has errors and was not handled. Correct the fields named and submit again.',
  },
  'field.unknown': { zh: '没有这一项，请删除。', en: 'There is no such field; leave it out.' },
  'field.invalid': { zh: '内容不符合要求。', en: 'This is not acceptable here.' },
  'field.required': { zh: '必须填写。', en: 'This is required.' },
  'field.string': { zh: '须为文字。', en: 'This must be text.' },
  'field.integer': { zh: '须为整数。', en: 'This must be a whole number.' },
  'field.number': { zh: '须为数字。', en: 'This must be a number.' },
  'field.boolean': { zh: '须为 true 或 false。', en: 'This must be true or false.' },
  'field.uuid': { zh: '须为 UUID。', en: 'This must be a UUID.' },
  'field.date': { zh: '须为 ISO 8601 日期或时间。', en: 'This must be an ISO 8601 date or time.' },
  'field.array': { zh: '须为列表。', en: 'This must be a list.' },
  'field.object': { zh: '须为对象。', en: 'This must be an object.' },
  'field.choice': { zh: '只能是以下之一：{allowed}。', en: 'This must be one of: {allowed}.' },
  'field.min': { zh: '不能小于 {limit}。', en: 'This must be at least {limit}.' },
  'field.max': { zh: '不能大于 {limit}。', en: 'This must be at most {limit}.' },
  'field.length': { zh: '长度不符合要求（{limits}）。', en: 'The length is outside the limits ({limits}).' },
  'field.size': { zh: '条数不符合要求（{limits}）。', en: 'The number of entries is outside the limits ({limits}).' },
  'field.blank': {
    zh: '须写明内容：只有空白、符号或看不见的字符不算。',
    en: 'This must say something: blanks, signs and invisible characters alone do not.',
  },
  'field.pattern': { zh: '格式不正确。', en: 'The format is not right.' },
});
