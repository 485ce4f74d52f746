import { registerMessages } from '@jishi/platform';

registerMessages({
  'auction.not_found': {
    zh: '没有这场竞价，或尚未公告。请从挂牌列表重新进入。',
    en: 'There is no such auction, or it has not been announced. Open it again from the listings.',
  },
  'auction.not_open': {
    zh: '竞价尚未开始，本次出价未生效。请在开始时间后再出价。',
    en: 'The auction has not opened, so this bid did not count. Bid once it has opened.',
  },
  'auction.already_open': { zh: '竞价已经开始，无需重复开始。', en: 'The auction is open already.' },
  'auction.paused': {
    zh: '竞价已暂停，本次操作未生效。恢复后剩余时间不变，请届时再试。',
    en: 'The auction is paused, so this did not take effect. The remaining time is kept; try again once it resumes.',
  },
  'auction.closed_to_bids': {
    zh: '竞价已经结束，服务器收到本次出价时已过截止时间。',
    en: 'The auction has ended; this arrived after its end.',
  },
  'auction.unsequenced': {
    zh: '本次出价在截止前到达，但因系统延迟未能排入竞价记录。此事已登记，请联系交易所处理。',
    en: 'This bid arrived before the end but could not be entered in time. The incident is recorded; please contact the exchange.',
  },
  'auction.premature': { zh: '时间未到，操作未执行。', en: 'It is not yet time for this.' },
  'auction.not_permitted': { zh: '您无权进行此项竞价操作。', en: 'You may not do this to an auction.' },
  'auction.busy': {
    zh: '系统繁忙，本次操作未受理。请用同一编号立即重试，不会重复出价。',
    en: 'The system is busy and did not take this. Repeat it with the same id; it cannot count twice.',
  },
  'journal.unavailable': {
    zh: '与数据库的连接中断，无法确认本次操作是否生效。请用同一编号重试，不会重复出价。',
    en: 'The database connection was lost, so it is unknown whether this took effect. Repeat it with the same id; it cannot count twice.',
  },
  'command.malformed': {
    zh: '操作内容不完整或格式有误，未受理。请核对金额和各项内容。',
    en: 'The command is incomplete or malformed and was not taken. Check the amount and other fields.',
  },
  'command.id_reused': {
    zh: '该操作编号已用于另一内容。请更换新的编号后重新提交。',
    en: 'This command id was used with other content. Submit again under a new id.',
  },
  'bid.below_minimum': {
    zh: '出价低于最低可接受价。当前加价幅度为 {stepMinor}，最低应出 {minimumMinor}。',
    en: 'The bid is too low. The increment is {stepMinor}; bid at least {minimumMinor}.',
  },
  'bid.not_a_multiple': {
    zh: '加价须为加价幅度 {stepMinor} 的整数倍，最低应出 {minimumMinor}。',
    en: 'Raise by a whole number of increments of {stepMinor}, from {minimumMinor}.',
  },
  'bid.already_leading': {
    zh: '您已是当前最高出价者，本场规则不允许自行加价。',
    en: 'You are leading already, and the rules of this sale do not let you raise your own bid.',
  },
  'bidder.not_admitted': {
    zh: '您尚未取得本场竞买资格。请先报名、通过审核并缴纳保证金。',
    en: 'You are not admitted to this auction. Apply, pass the review and pay the deposit first.',
  },
  'bidder.already_admitted': { zh: '该竞买人已取得资格。', en: 'This bidder is admitted already.' },
  'bidder.conflict_of_interest': {
    zh: '转让方与组织方不得参加本场竞买。',
    en: 'The seller and the organiser of a sale may not bid in it.',
  },
  'bidder.has_standing_bid': {
    zh: '该竞买人是当前最高出价者，出价在被超过前不可撤回，不能取消资格或退还保证金。',
    en: 'This bidder holds the standing bid, which binds until it is outbid; it can be neither excluded nor refunded.',
  },
  'book.bad_signing_key': {
    zh: '签名密钥无效：JISHI_SIGNING_KEY 应为 Ed25519 私钥的 PEM 文本。',
    en: 'The signing key is not usable: JISHI_SIGNING_KEY must be an Ed25519 private key in PEM.',
  },
  'increments.no_tier': {
    zh: '加价幅度表没有覆盖该价格（{priceMinor}），无法计算下一口价。请联系交易所检查规则模板。',
    en: 'The table of increments does not cover this price ({priceMinor}), so no next bid can be computed. Ask the exchange to check the rule profile.',
  },
  'mode.already_registered': {
    zh: '竞价方式 {mode} 重复登记，系统未能启动。请联系平台维护人员。',
    en: 'The bidding mode {mode} is registered twice and the system did not start. Please tell the maintainers.',
  },
  'mode.unknown': {
    zh: '系统不支持竞价方式 {mode}。请联系交易所检查规则模板。',
    en: 'The bidding mode {mode} is not supported. Ask the exchange to check the rule profile.',
  },
});
