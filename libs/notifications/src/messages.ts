import { registerMessages } from '@jishi/platform';

registerMessages({
  'notice.not_found': {
    zh: '没有这份公告。请从公告列表重新打开。',
    en: 'There is no such notice. Open it again from the list of notices.',
  },
  'notification.not_found': {
    zh: '没有这条消息，它可能已超过保存期。',
    en: 'There is no such message; it may be older than messages are kept.',
  },
  'calendar.bad_range': {
    zh: '起止日期有误：结束须晚于开始，且相隔不超过 {days} 日。',
    en: 'The dates are wrong: the end must come after the start, by at most {days} days.',
  },

  'notification.listing.published': {
    zh: '“{title}”已公告，公告期至 {noticeEndsAt}。',
    en: '"{title}" is published; its notice runs until {noticeEndsAt}.',
  },
  'notification.listing.published.transferee': {
    zh: '“{title}”的协议定价已公示，贵单位为拟受让方，公示期至 {noticeEndsAt}。',
    en: 'The negotiated sale of "{title}" to you is public; objections may come until {noticeEndsAt}.',
  },
  'notification.listing.extended': {
    zh: '“{title}”公告期已延长，至 {noticeEndsAt}。',
    en: 'The notice of "{title}" was extended until {noticeEndsAt}.',
  },
  'notification.listing.suspended': { zh: '“{title}”已中止交易。', en: 'The sale of "{title}" is suspended.' },
  'notification.listing.resumed': { zh: '“{title}”已恢复交易。', en: 'The sale of "{title}" is resumed.' },
  'notification.listing.amended': {
    zh: '“{title}”公告内容已变更，公告期至 {noticeEndsAt}。',
    en: 'What was announced about "{title}" has changed; the notice runs until {noticeEndsAt}.',
  },
  'notification.listing.terminated': { zh: '“{title}”交易已终结。', en: 'The sale of "{title}" is terminated.' },
  'notification.listing.withdrawn': { zh: '“{title}”已撤回。', en: '"{title}" was withdrawn.' },
  'notification.listing.agreed': {
    zh: '“{title}”已协议成交，请确认合同。',
    en: 'The sale of "{title}" is agreed; please read and accept the contract.',
  },
  'notification.application.submitted': {
    zh: '“{title}”收到新的竞买申请，请审核。',
    en: 'There is a new application for "{title}" to review.',
  },
  'notification.application.approved': {
    zh: '贵单位对“{title}”的竞买申请已通过，请缴纳保证金。',
    en: 'Your application for "{title}" is approved; please pay the deposit.',
  },
  'notification.application.rejected': {
    zh: '贵单位对“{title}”的竞买申请未通过，可补充后重新报名。',
    en: 'Your application for "{title}" was not approved; you may correct it and apply again.',
  },
  'notification.first_refusal.notified': {
    zh: '贵单位对“{title}”享有优先购买权，即将公告，请留意公告期与行使方式。',
    en: 'You hold a right of first refusal on "{title}", which is about to be announced; note how and when it is exercised.',
  },
  'notification.deposit.held': {
    zh: '“{title}”的保证金已到账，竞价开始后即可出价。',
    en: 'Your deposit for "{title}" has arrived; you may bid once the bidding opens.',
  },
  'notification.deposit.held.exchange': {
    zh: '“{title}”的一笔保证金已到账。',
    en: 'A deposit for "{title}" has arrived.',
  },
  'notification.admission.refused': {
    zh: '贵单位未能进入“{title}”的竞价，保证金将原路退还。',
    en: 'You could not be admitted to the bidding for "{title}"; your deposit goes back the way it came.',
  },
  'notification.auction.closed.won': {
    zh: '恭喜，贵单位以 {priceMinor} 竞得“{title}”，请确认合同。',
    en: 'You won "{title}" at {priceMinor}; please read and accept the contract.',
  },
  'notification.auction.closed.lost': {
    zh: '“{title}”以 {priceMinor} 由他人竞得，贵单位的保证金将退还。',
    en: '"{title}" was sold to another bidder at {priceMinor}; your deposit will be released.',
  },
  'notification.auction.closed.sold': {
    zh: '“{title}”以 {priceMinor} 成交，请确认合同。',
    en: '"{title}" was sold at {priceMinor}; please read and accept the contract.',
  },
  'notification.auction.closed.unsold': { zh: '“{title}”未能成交。', en: '"{title}" was not sold.' },
  'notification.auction.closed.ended': {
    zh: '“{title}”的竞价已终结，没有成交。',
    en: 'The auction of "{title}" was ended without a sale.',
  },
  'notification.auction.defaulted': {
    zh: '“{title}”的受让方违约，已记录在案。',
    en: 'The winner of "{title}" defaulted; it is on record.',
  },
  'notification.auction.defaulted.own': {
    zh: '贵单位对“{title}”的违约已记录在案。',
    en: 'Your default on "{title}" is on record.',
  },
  'notification.sale.cancelled': {
    zh: '“{title}”的成交已取消，合同终止。',
    en: 'The sale of "{title}" is cancelled and its contract ended.',
  },
  'notification.contract.signed': { zh: '“{title}”的合同已签订。', en: 'The contract on "{title}" is signed.' },
  'notification.contract.signed.buyer': {
    zh: '“{title}”的合同已签订，请按期支付价款。',
    en: 'The contract on "{title}" is signed; please pay the price in time.',
  },
  'notification.payment.received': {
    zh: '“{title}”的价款 {amountMinor} 已到账。',
    en: 'The price of "{title}", {amountMinor}, has arrived.',
  },
  'notification.payout.due': {
    zh: '“{title}”有一笔划付 {amountMinor} 待办理。',
    en: 'A payout of {amountMinor} for "{title}" is due.',
  },
  'notification.payout.due.payee': {
    zh: '“{title}”应付贵单位 {amountMinor}，交易机构正在办理。',
    en: '{amountMinor} for "{title}" is due to you; the exchange is paying it out.',
  },
  'notification.disclosure.decided': {
    zh: '职务成果披露 {number} 已作出决定，成果已入库。',
    en: 'The disclosure {number} is decided; its achievement is in the catalogue.',
  },
  'notification.volume.recorded': {
    zh: '“{title}”的成交额 {amountMinor} 已登记。',
    en: 'The volume of "{title}", {amountMinor}, is on record.',
  },
});
