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
  'bid.rate_limited': {
    zh: '操作过于频繁，本次未受理。请在 {retryAfterMs} 毫秒后重试。',
    en: 'Too many commands from this bidder; this one was not taken. Try again in {retryAfterMs} ms.',
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
  'bidder.barred': {
    zh: '该竞买人在另一场交易中违约，处于禁入期内，不予取得资格；保证金退还。',
    en: 'This bidder defaulted on another sale and is barred for the time being: it is not admitted, and its deposit goes back.',
  },
  'bidder.deposit_late': {
    zh: '保证金未在规定时间内到账，不能取得竞买资格；保证金退还。',
    en: 'The deposit did not arrive in time: the bidder is not admitted, and its deposit goes back.',
  },
  'bidder.conflict_of_interest': {
    zh: '转让方与组织方不得参加本场竞买。',
    en: 'The seller and the organiser of a sale may not bid in it.',
  },
  'bidder.has_standing_bid': {
    zh: '该竞买人是当前最高出价者，出价在被超过前不可撤回，不能取消资格或退还保证金。',
    en: 'This bidder holds the standing bid, which binds until it is outbid; it can be neither excluded nor refunded.',
  },
  'mode.already_registered': {
    zh: '竞价方式 {mode} 重复登记，系统未能启动。请联系平台维护人员。',
    en: 'The bidding mode {mode} is registered twice and the system did not start. Please tell the maintainers.',
  },
  'mode.unknown': {
    zh: '系统不支持竞价方式 {mode}。请联系交易所检查规则模板。',
    en: 'The bidding mode {mode} is not supported. Ask the exchange to check the rule profile.',
  },
  'auction.opening_earlier': {
    zh: '竞价开始时间已经公告，只能推后，不能提前。',
    en: 'The opening has been announced: it can be put off, not brought forward.',
  },
  'auction.time_is_past': {
    zh: '所选时间已过。请选择一个晚于现在的时间。',
    en: 'That time is past. Choose one that is still to come.',
  },
  'auction.other_exchange': {
    zh: '该场竞价由另一交易机构组织，您不能对其进行操作。',
    en: 'This auction is run by another exchange; you may not operate it.',
  },
  'auction.no_award': {
    zh: '本场尚无成交结果生效，不能登记违约。请在结果生效后再试。',
    en: 'There is no award in this sale, so nobody can have defaulted on it. Try again once the result stands.',
  },
  'bid.not_voidable': {
    zh: '第 {bid} 条不是可以宣告无效的有效出价。请在出价记录中重新选择。',
    en: 'Entry {bid} is not a bid that still counts, so it cannot be voided. Choose one from the bid book.',
  },
  'bid.maximum_not_raised': {
    zh: '您目前的最高限价是 {standingMinor}，新的限价必须更高。',
    en: 'Your maximum stands at {standingMinor}; a new one must be higher.',
  },
  'bid.already_sealed': {
    zh: '您已提交一份密封报价。本场每家只能报价一次，原报价有效。',
    en: 'You have sealed a bid already. Each bidder has one in this sale, and yours stands.',
  },
  'match.no_right': {
    zh: '您没有可以在此时行使的优先购买权，或已有顺位更优者行使。',
    en: 'You hold no right of first refusal that can be exercised now, or a better right was exercised.',
  },
  'match.nothing_to_match': {
    zh: '尚无人出价，没有可以匹配的价格。您可以直接出价。',
    en: 'Nobody has bid yet, so there is no price to match. You may bid.',
  },
  'match.stale_price': {
    zh: '价格已变为 {priceMinor}，您的匹配未生效。请确认新价格后再行使。',
    en: 'The price has become {priceMinor}, so your match did not count. Confirm the new price and match again.',
  },
  'sealed.no_trustees': {
    zh: '三位开标见证人的密钥尚未全部到位并演练通过，密封报价不能开始。',
    en: 'The keys of the three trustees are not all in place and drilled, so sealed bidding cannot open.',
  },
  'reveal.not_all_bids': {
    zh: '开标必须同时包含全部密封报价。请重新汇总后再提交。',
    en: 'A reveal must cover every sealed bid at once. Collect them all and try again.',
  },
  'objection.not_a_party': {
    zh: '只有本场转让方和竞买人可以提出异议。',
    en: 'Only the seller and the bidders of a sale may object in it.',
  },
  'objection.no_such_event': {
    zh: '竞价记录中没有第 {target} 条。请核对异议所指的记录。',
    en: 'The book has no entry {target}. Check which entry the objection is about.',
  },
  'objection.names_no_bid': {
    zh: '对出价提出异议须指明是哪一笔出价。请在竞价记录中选择一笔出价。',
    en: 'An objection to a bid must name it. Choose a bid from the book.',
  },
  'objection.too_late': {
    zh: '异议期已过，结果已生效。如有争议，请按交易规则向监管机构反映。',
    en: 'The time to object is over and the result stands. You may turn to the regulator under the rules of the exchange.',
  },
  'objection.too_many': {
    zh: '本场异议已达 {most} 件上限。请联系交易所。',
    en: 'This sale has reached {most} objections, the most it takes. Please contact the exchange.',
  },
  'objection.too_many_yours': {
    zh: '贵方在本场提出的异议已达 {most} 件上限。可对已裁定的异议申请复议。',
    en: 'You have filed {most} objections in this sale, the most it takes from one party. You may appeal rulings on them.',
  },
  'objection.not_open': {
    zh: '第 {objection} 号异议不存在或已裁定。',
    en: 'Objection {objection} does not exist or is ruled on already.',
  },
  'objection.same_judge': {
    zh: '复议须由另一位工作人员裁定。',
    en: 'After an appeal another person must rule.',
  },
  'objection.nothing_to_annul': {
    zh: '只有在结束之后、且支持异议时，才能宣告结果无效。',
    en: 'A result can be annulled only after the close, by upholding the objection.',
  },
  'objection.not_yours': { zh: '只能对自己提出的异议申请复议。', en: 'You can appeal only in your own objection.' },
  'objection.not_appealable': {
    zh: '该异议不能复议：尚未裁定、已经复议过，或复议期已过。',
    en: 'This ruling cannot be appealed: it is not made yet, it was appealed before, or the time is over.',
  },
  'rules.bad_amount': {
    zh: '金额须为正整数（单位：分），且不超过系统上限。',
    en: 'An amount is a whole number of fen, at least 1 and no more than any sale can reach.',
  },
  'rules.bad_count': {
    zh: '次数须为零或正整数；不设上限请写 null。',
    en: 'A count is a whole number, 0 or more; for no limit give null.',
  },
  'rules.bad_duration': {
    zh: '时长须为零或正整数（单位：毫秒），且不超过一百年。',
    en: 'A time is a whole number of milliseconds, 0 or more, a century at most.',
  },
  'rules.bad_choice': { zh: '不是允许的取值。', en: 'This value is not allowed.' },
  'rules.no_time_to_bid': {
    zh: '没有可以出价的时间：自由报价期与限时报价期不能都为零。',
    en: 'There is no time to bid: the free period and the timed period cannot both be 0.',
  },
  'rules.no_increments': {
    zh: '缺少加价幅度表。请至少写明一档：起始价和幅度。',
    en: 'There is no table of increments. Give one tier at least: from which price, and the step.',
  },
  'rules.tiers_not_rising': {
    zh: '加价幅度各档的起始价须为整数（单位：分），逐档递增，且不超过系统上限。',
    en: 'The tiers of increments must begin at whole amounts of fen, each higher than the one before.',
  },
  'rules.start_below_first_tier': {
    zh: '起始价低于加价幅度表的第一档。请让第一档从零或不高于起始价处开始。',
    en: 'The start price is below the first tier of increments. Let the first tier begin at 0, or no higher than the start price.',
  },
  'rules.no_notice_period': {
    zh: '动态报价须有公告期内的自由报价时间和限时报价时间。',
    en: 'A dynamic sale needs a free period during the notice and a timed period after it.',
  },
  'rules.sealed_price_missing': {
    zh: '密封报价须写明成交价规则：一价（first）或二价（second）。',
    en: 'A sealed sale must say which price is paid: the first (own bid) or the second highest.',
  },
  'rules.sealed_never_extends': {
    zh: '密封报价没有延时规则。',
    en: 'A sealed sale has no extensions.',
  },
});
