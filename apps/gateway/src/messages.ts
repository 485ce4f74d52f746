import { registerMessages } from '@jishi/platform';

registerMessages({
  'message.malformed': {
    zh: '消息格式不正确（{field}）。请按接口说明重新发送。',
    en: 'The message is malformed ({field}). Send it again as the documentation describes.',
  },
  'message.rate_limited': {
    zh: '发送过于频繁，本次请求未被受理。请在 {retryAfterMs} 毫秒后重试。',
    en: 'Too many messages on this connection; this one was not taken. Try again in {retryAfterMs} ms.',
  },
  'message.in_flight': {
    zh: '该连接上尚有过多请求未得到答复，本次请求未被受理。请收到答复后再发送。',
    en: 'Too many requests on this connection are still unanswered; this one was not taken. Wait for the answers first.',
  },
  'socket.too_many_watches': {
    zh: '一个连接最多同时观看 {limit} 场竞价。请先停止观看其中一场。',
    en: 'One connection may watch at most {limit} auctions at a time. Stop watching one first.',
  },
  'socket.origin_refused': {
    zh: '不接受来自该网页来源的连接。请从交易平台自己的网址打开页面。',
    en: "Connections from this web page's origin are not accepted. Open the page from the marketplace's own address.",
  },
  'socket.full': {
    zh: '当前在线人数已满，未登录的访客暂时不能进入。请登录后重新连接，或稍后再试。',
    en: 'There is no room for more visitors now. Log in and connect again, or try later.',
  },
  'socket.login_required': {
    zh: '此操作需要登录。请登录后重新连接。',
    en: 'This needs a login. Log in and connect again.',
  },
  'socket.permission_required': {
    zh: '您的账号没有进行此操作的权限（{permission}）。请使用具有相应角色的账号。',
    en: 'Your account may not do this ({permission}). Use an account with the right role.',
  },
  'socket.session_invalid': {
    zh: '会话无效或已被撤销。请重新登录。',
    en: 'The session is invalid or has been revoked. Log in again.',
  },
  'socket.too_slow': {
    zh: '您的网络接收过慢，连接已断开。重新连接后会自动补齐遗漏的内容。',
    en: 'Your connection reads too slowly and was closed. Reconnect and what you missed is sent again.',
  },
  'health.database_away': {
    zh: '数据库暂时不可用，实时服务无法工作。请稍后重试。',
    en: 'The database is away and the live service cannot work. Try again shortly.',
  },
  'socket.closed': {
    zh: '连接已断开，请求未处理。请重新连接后再试。',
    en: 'The connection is closed and the request was not handled. Reconnect and try again.',
  },
  'socket.watch_again': {
    zh: '暂时读不到该场竞价的记录，未能开始观看。请稍后重新观看。',
    en: 'The auction’s record cannot be read at this moment, so watching did not start. Watch it again shortly.',
  },
});
