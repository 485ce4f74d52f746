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
  'notification.listing.published.holder': {
    zh: '贵单位享有优先购买权的“{title}”已公告。请在公告期满（{noticeEndsAt}）前报名，逾期视为放弃。',
    en: '"{title}", on which you hold a right of first refusal, is announced. Apply before its notice ends, {noticeEndsAt}; silence waives the right.',
  },
  'notification.listing.returned': {
    zh: '“{title}”已被退回修改，修改后可重新提交。',
    en: '"{title}" was given back to be corrected; submit it again afterwards.',
  },
  'notification.listing.amendment_requested': {
    zh: '“{title}”的转让方申请变更已公告的内容，请决定。',
    en: 'The seller of "{title}" asks to change what was announced; please decide.',
  },
  'notification.listing.amendment_refused': {
    zh: '“{title}”的变更申请未获同意，已公告的内容不变。',
    en: 'The change asked for in "{title}" was refused; what was announced stands.',
  },
  'notification.listing.document_added': {
    zh: '转让方为“{title}”补充了资料“{paper}”。',
    en: 'The seller added the paper "{paper}" to "{title}".',
  },
  'notification.listing.document_withdrawn': {
    zh: '转让方撤下了“{title}”的资料“{paper}”。',
    en: 'The seller withdrew the paper "{paper}" from "{title}".',
  },
  'notification.listing.agreed.exchange': {
    zh: '“{title}”公示期满，转让方已确认协议成交。',
    en: 'The notice of "{title}" is over and its seller has concluded the agreed sale.',
  },
  'notification.nda.signed': {
    zh: '又有一家单位为“{title}”签署了保密承诺书，可以查阅保密资料。',
    en: 'One more organisation signed the undertaking of confidentiality for "{title}" and may read its confidential papers.',
  },
  'notification.objection.filed': {
    zh: '“{title}”的协议定价收到异议，裁定前不能成交。',
    en: 'Somebody objects to the negotiated sale of "{title}"; it waits for the ruling.',
  },
  'notification.objection.upheld': {
    zh: '对“{title}”的异议成立，交易终止。',
    en: 'The objection to "{title}" was upheld and the sale is over.',
  },
  'notification.objection.dismissed': {
    zh: '对“{title}”的异议不成立。',
    en: 'The objection to "{title}" was dismissed.',
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
  'notification.application.entered': {
    zh: '服务窗口依据委托，代贵单位提交了对“{title}”的竞买申请，请核对。',
    en: 'A service window filed an application for "{title}" in your name, under your mandate; please check it.',
  },
  'notification.application.awaiting_seller': {
    zh: '“{title}”有一名意向受让方待贵单位确认资格，请在 {dueAt} 前答复，逾期视为同意。',
    en: 'A candidate for "{title}" waits for your confirmation until {dueAt}; silence is taken as consent.',
  },
  'notification.application.awaiting_seller.own': {
    zh: '贵单位对“{title}”的竞买申请已通过交易机构审核，正在征询转让方意见，期限至 {dueAt}。',
    en: 'The exchange has passed your application for "{title}"; the seller has until {dueAt} to answer.',
  },
  'notification.application.objected': {
    zh: '“{title}”的转让方对一名意向受让方的资格提出异议，请作出最终决定。',
    en: 'The seller of "{title}" objects to a candidate; the last word is yours.',
  },
  'notification.application.approved': {
    zh: '贵单位对“{title}”的竞买申请已通过，请缴纳保证金。到账期限：{dueAt}。',
    en: 'Your application for "{title}" is approved; please pay the deposit. It must be here by: {dueAt}.',
  },
  'notification.application.rejected': {
    zh: '贵单位对“{title}”的竞买申请未通过，可补充后重新报名。',
    en: 'Your application for "{title}" was not approved; you may correct it and apply again.',
  },
  'notification.first_refusal.notified': {
    zh: '贵单位对“{title}”享有优先购买权，即将公告，请留意公告期与行使方式。',
    en: 'You hold a right of first refusal on "{title}", which is about to be announced; note how and when it is exercised.',
  },
  'notification.first_refusal.waived': {
    zh: '“{title}”的一名优先购买权人声明放弃行使。',
    en: 'A holder of a right of first refusal on "{title}" has waived it.',
  },
  'notification.relation.verified': {
    zh: '贵单位申报的一项关联关系已核实。',
    en: 'A relation you declared was verified.',
  },
  'notification.relation.refused': {
    zh: '贵单位申报的一项关联关系未获核实。',
    en: 'A relation you declared was not accepted.',
  },
  'notification.relation.ended': {
    zh: '交易机构已终止贵单位申报的一项关联关系，自 {toOn} 起不再计入。',
    en: 'An exchange has ended a relation you declared: from {toOn} on it counts no more.',
  },
  'notification.mandate.entered': {
    zh: '服务窗口“{windowName}”登记了一份贵单位的委托书，经贵单位或交易机构确认后生效，请核对。',
    en: 'The service window "{windowName}" entered a mandate of yours; it counts once you or the exchange confirm it. Please check it.',
  },
  'notification.mandate.entered.exchange': {
    zh: '服务窗口“{windowName}”登记了 {clientName} 的委托书，待确认。',
    en: 'The service window "{windowName}" entered a mandate of {clientName}, which waits to be confirmed.',
  },
  'notification.mandate.confirmed': {
    zh: '{clientName} 对服务窗口“{windowName}”的委托已生效。',
    en: 'The mandate of {clientName} for the service window "{windowName}" counts from now on.',
  },
  'notification.mandate.refused': {
    zh: '服务窗口“{windowName}”登记的 {clientName} 委托书未获确认，不生效。',
    en: 'The mandate of {clientName} entered by the service window "{windowName}" was refused and does not count.',
  },
  'notification.mandate.ended': {
    zh: '{clientName} 已终止对服务窗口“{windowName}”的委托，即日起不得代为办理。',
    en: '{clientName} has ended its mandate for the service window "{windowName}", which no longer acts for it.',
  },
  'notification.counter.bid_entered': {
    zh: '服务窗口“{windowName}”依据委托，代贵单位在“{title}”中录入了报价，请立即核对回单。',
    en: 'The service window "{windowName}" entered a bid for "{title}" in your name, under your mandate; please check its receipt now.',
  },
  'notification.deposit.held': {
    zh: '“{title}”的保证金已到账，竞价开始后即可出价。',
    en: 'Your deposit for "{title}" has arrived; you may bid once the bidding opens.',
  },
  'notification.deposit.held.exchange': {
    zh: '“{title}”的一笔保证金已到账。',
    en: 'A deposit for "{title}" has arrived.',
  },
  'notification.deposit.expired': {
    zh: '“{title}”的保证金未按时到账，交纳要求已失效。此后到账的款项将原路退还。',
    en: 'The deposit for "{title}" did not arrive in time and is not asked for any more. Money that comes now goes back.',
  },
  'notification.deposit.expiring': {
    zh: '“{title}”的保证金授权即将到期，请尽快续保，以免不能继续出价。',
    en: 'The hold of your deposit for "{title}" runs out soon; renew it now, or you cannot go on bidding.',
  },
  'notification.deposit.lapsed': {
    zh: '“{title}”的保证金授权已失效：已有报价仍然有效，续保前不能再出价。',
    en: 'The hold of your deposit for "{title}" has lapsed: your bid stands, but you cannot bid again until you renew it.',
  },
  'notification.deposit.lapsed.exchange': {
    zh: '“{title}”一名竞买人的保证金授权已失效。',
    en: 'The hold of a bidder’s deposit for "{title}" has lapsed.',
  },
  'notification.deposit.renewed': {
    zh: '“{title}”的保证金已续保。',
    en: 'Your deposit for "{title}" is renewed.',
  },
  'notification.deposit.forfeited': {
    zh: '“{title}”的保证金已被没收。如有异议，请在 {dueAt} 前提出申诉。',
    en: 'Your deposit for "{title}" is forfeited. You may appeal until {dueAt}.',
  },
  'notification.deposit.forfeited.exchange': {
    zh: '“{title}”违约方的保证金已没收，进入申诉期。',
    en: 'The defaulter’s deposit for "{title}" is forfeited; an appeal is possible now.',
  },
  'notification.deposit.restored': {
    zh: '“{title}”的申诉成立，保证金将原路退还。',
    en: 'Your appeal about "{title}" is upheld; the deposit goes back the way it came.',
  },
  'notification.deposit.appeal_rejected': {
    zh: '“{title}”的申诉未获支持，保证金维持没收。',
    en: 'Your appeal about "{title}" is dismissed; the deposit stays forfeited.',
  },
  'notification.deposit.appeal_ruled': {
    zh: '“{title}”保证金没收的申诉已裁定。',
    en: 'The appeal about the deposit for "{title}" is ruled on.',
  },
  'notification.default.due': {
    zh: '“{title}”的竞得人逾期未履约，请核实后决定是否提出违约。',
    en: 'The winner of "{title}" has not performed in time; look at it and decide whether to propose a default.',
  },
  'notification.default.proposed': {
    zh: '“{title}”的违约已提出，待听取陈述后由另一人认定。',
    en: 'A default on "{title}" is proposed; once the winner was heard, another person decides.',
  },
  'notification.default.proposed.own': {
    zh: '交易所就“{title}”提出贵单位违约，请在 {dueAt} 前陈述。',
    en: 'The exchange says that you defaulted on "{title}"; answer by {dueAt}.',
  },
  'notification.default.decided': {
    zh: '“{title}”的竞得人已被认定违约。',
    en: 'The winner of "{title}" was found to have defaulted.',
  },
  'notification.default.dismissed': {
    zh: '“{title}”的违约未被认定，请继续履约。',
    en: 'No default on "{title}" was found; please perform the contract.',
  },
  'notification.default.appealed': {
    zh: '“{title}”的违约方就没收保证金提出申诉，待裁定。',
    en: 'The defaulter on "{title}" appeals against the forfeiture; it waits for a ruling.',
  },
  'notification.default.reauction': {
    zh: '“{title}”因竞得人违约，可以重新挂牌。再次起始价的降幅和期限以规则为准。',
    en: '"{title}" may be listed anew after its winner’s default; how far and how soon the price may fall, the rules say.',
  },
  'notification.forfeiture.distributed': {
    zh: '“{title}”没收的保证金已分配，应付款项可在划付中查看。',
    en: 'The forfeited deposit of "{title}" is distributed; what is due to you stands among the payouts.',
  },
  'notification.forfeiture.distributed.own': {
    zh: '“{title}”没收的保证金已按规则分配，可查看明细。',
    en: 'Your forfeited deposit for "{title}" was distributed by the rules; see how.',
  },
  'notification.offer.made': {
    zh: '“{title}”的竞得人违约，交易所按 {priceMinor} 向贵单位要约，请在 {dueAt} 前答复。',
    en: 'The winner of "{title}" defaulted, and the exchange offers it to you at {priceMinor}; answer by {dueAt}.',
  },
  'notification.offer.accepted': {
    zh: '“{title}”的要约已被接受，将另行签订合同。',
    en: 'The offer of "{title}" is accepted; a contract of its own follows.',
  },
  'notification.offer.declined': {
    zh: '“{title}”的要约未被接受。',
    en: 'The offer of "{title}" was not taken.',
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
  'notification.payment.demanded': {
    zh: '“{title}”有一笔款项 {amountMinor} 到期应付。',
    en: 'A payment of {amountMinor} under the contract on "{title}" has fallen due.',
  },
  'notification.royalty.filed': {
    zh: '“{title}”的受让方提交了第 {period} 期提成报告，请确认。',
    en: 'The royalty report of period {period} on "{title}" was filed; please look at it.',
  },
  'notification.royalty.agreed': {
    zh: '“{title}”第 {period} 期提成报告已获确认。',
    en: 'The royalty report of period {period} on "{title}" is agreed.',
  },
  'notification.royalty.objected': {
    zh: '转让方不同意“{title}”第 {period} 期提成报告，请重新报告。',
    en: 'The seller does not agree with the royalty report of period {period} on "{title}"; please report anew.',
  },
  'notification.royalty.audit': {
    zh: '转让方就“{title}”第 {period} 期提成要求查账。',
    en: 'The seller asked for the books on the royalty of period {period} on "{title}".',
  },
  'notification.royalty.audited': {
    zh: '“{title}”第 {period} 期提成的审计结果已登记。',
    en: 'The audit of the royalty of period {period} on "{title}" is on record.',
  },
  'notification.trial.bought': {
    zh: '“{title}”试用后决定受让，价款到期。',
    en: '"{title}" is bought after its trial; the price falls due.',
  },
  'notification.trial.returned': {
    zh: '“{title}”试用后退回，合同终止。',
    en: '"{title}" is given back after its trial; the contract has ended.',
  },
  'notification.payout.objected': {
    zh: '{claimant} 对“{title}”的款项提出异议，尚未划出的款项已冻结。',
    en: '{claimant} objects to the payouts of "{title}"; what is not paid out yet is held.',
  },
  'notification.payout.released': {
    zh: '“{title}”的款项异议已裁定：恢复划付。',
    en: 'The objection to the payouts of "{title}" is ruled on: the money is released.',
  },
  'notification.payout.returned': {
    zh: '“{title}”的款项异议已裁定：退回付款人。',
    en: 'The objection to the payouts of "{title}" is ruled on: the money goes back to the payer.',
  },
  'notification.payout.due': {
    zh: '“{title}”有一笔划付 {amountMinor} 待办理。',
    en: 'A payout of {amountMinor} for "{title}" is due.',
  },
  'notification.payout.due.payee': {
    zh: '“{title}”应付贵单位 {amountMinor}，交易机构正在办理。',
    en: '{amountMinor} for "{title}" is due to you; the exchange is paying it out.',
  },
  'notification.fee.reduced': {
    zh: '“{title}”的服务费经复核减为 {feeMinor}。',
    en: 'The fee for "{title}" was reduced to {feeMinor}.',
  },
  'notification.invoice.requested': {
    zh: '收到“{title}”的开票申请 {invoiceNumber}，请办理。',
    en: 'An invoice was asked for, for "{title}": {invoiceNumber}.',
  },
  'notification.invoice.withdrawn': {
    zh: '“{title}”的开票申请 {invoiceNumber} 已撤回。',
    en: 'The request for invoice {invoiceNumber} for "{title}" was taken back.',
  },
  'notification.invoice.issued': {
    zh: '“{title}”的发票 {invoiceNumber} 已开具，可以下载。',
    en: 'Invoice {invoiceNumber} for "{title}" is issued and can be downloaded.',
  },
  'notification.invoice.declined': {
    zh: '“{title}”的开票申请 {invoiceNumber} 被退回。',
    en: 'The request for invoice {invoiceNumber} for "{title}" was given back.',
  },
  'notification.invoice.reversal_asked': {
    zh: '“{title}”的发票 {invoiceNumber} 申请红冲。',
    en: 'Invoice {invoiceNumber} for "{title}" is to be reversed.',
  },
  'notification.invoice.kept': {
    zh: '“{title}”的发票 {invoiceNumber} 不予红冲。',
    en: 'Invoice {invoiceNumber} for "{title}" is not reversed.',
  },
  'notification.invoice.reversed': {
    zh: '“{title}”的发票 {invoiceNumber} 已红冲。',
    en: 'Invoice {invoiceNumber} for "{title}" was reversed in red.',
  },
  'notification.disclosure.disclosed': {
    zh: '收到职务成果披露 {number}，请在 {dueAt} 前受理。',
    en: 'The disclosure {number} was handed in; please take it up by {dueAt}.',
  },
  'notification.disclosure.share_asked': {
    zh: '职务成果披露 {number} 将您列为完成人，请确认贡献比例。',
    en: 'The disclosure {number} names you as a contributor; please confirm your share.',
  },
  'notification.disclosure.share_refused': {
    zh: '职务成果披露 {number} 的一名完成人不同意所列贡献比例。',
    en: 'A contributor to the disclosure {number} does not agree with the share stated.',
  },
  'notification.disclosure.returned': {
    zh: '职务成果披露 {number} 已退回补正，请在 {dueAt} 前补充。',
    en: 'The disclosure {number} was returned to be completed by {dueAt}.',
  },
  'notification.disclosure.declined': {
    zh: '职务成果披露 {number} 未予受理。',
    en: 'The disclosure {number} was declined.',
  },
  'notification.disclosure.accepted': {
    zh: '职务成果披露 {number} 已受理，转移机构将提出处置建议。',
    en: 'The disclosure {number} is accepted; the transfer office will propose what to do with it.',
  },
  'notification.disclosure.approval_asked': {
    zh: '职务成果披露 {number} 的处置建议待审批，期限至 {dueAt}。',
    en: 'The proposal on the disclosure {number} waits for approval until {dueAt}.',
  },
  'notification.disclosure.sent_back': {
    zh: '职务成果披露 {number} 的处置建议被退回修改。',
    en: 'The proposal on the disclosure {number} was sent back to be changed.',
  },
  'notification.disclosure.refused': {
    zh: '职务成果披露 {number} 的处置建议未获批准。',
    en: 'The proposal on the disclosure {number} was refused.',
  },
  'notification.disclosure.withdrawn': {
    zh: '职务成果披露 {number} 已由报告人撤回。',
    en: 'The disclosure {number} was withdrawn by whoever reported it.',
  },
  'notification.disclosure.decided': {
    zh: '职务成果披露 {number} 已作出决定。',
    en: 'The disclosure {number} is decided.',
  },
  'notification.bylaw.written': {
    zh: '决策内部规定第 {version} 版已起草，拟自 {effectiveOn} 起施行，须由决策人确认。',
    en: 'Version {version} of the bylaws for decisions is written, to be in force from {effectiveOn}; a decider confirms it.',
  },
  'notification.bylaw.confirmed': {
    zh: '决策内部规定第 {version} 版已确认；正在进行的审批和期限不变。',
    en: 'Version {version} of the bylaws for decisions is confirmed; running approvals and deadlines stay as they are.',
  },
  'notification.bylaw.declined': {
    zh: '决策内部规定第 {version} 版未获确认。',
    en: 'Version {version} of the bylaws for decisions was declined.',
  },
  'notification.reward.opened': {
    zh: '奖励 {number} 已建立：单位收到成果转化收入，请登记扣除并核算。',
    en: 'Reward {number} is opened: income has come in. Enter the deductions and compute it.',
  },
  'notification.reward.split_asked': {
    zh: '奖励 {number} 已核算，请您作为第一完成人提出分配方案。',
    en: 'Reward {number} is computed; as the first inventor, please propose the split.',
  },
  'notification.reward.share_asked': {
    zh: '奖励 {number} 的分配方案等您答复。',
    en: 'The split of reward {number} waits for your answer.',
  },
  'notification.reward.agreed': {
    zh: '奖励 {number} 的分配已获全部人员同意。',
    en: 'Everybody has answered for the split of reward {number}.',
  },
  'notification.reward.published': {
    zh: '奖励 {number} 在本单位公示，有异议请在公示期内提出。',
    en: 'Reward {number} is published in your institution; objections are taken until it ends.',
  },
  'notification.reward.submitted': {
    zh: '奖励 {number} 报请审批。',
    en: 'Reward {number} is submitted for approval.',
  },
  'notification.reward.returned': {
    zh: '奖励 {number} 被退回核算。',
    en: 'Reward {number} was given back to be computed again.',
  },
  'notification.reward.approved': {
    zh: '奖励 {number} 已批准。',
    en: 'Reward {number} is approved.',
  },
  'notification.reward.nothing': {
    zh: '奖励 {number}：净收入不大于零，本次没有奖励。',
    en: 'Reward {number}: there is no net income, so there is no award.',
  },
  'notification.reward.paid': {
    zh: '奖励 {number} 已发放。',
    en: 'Reward {number} is paid.',
  },
  'notification.reward.objected': {
    zh: '奖励 {number} 有异议，等待裁定。',
    en: 'Somebody objects to reward {number}; a ruling is asked for.',
  },
  'notification.reward.upheld': {
    zh: '奖励 {number} 的异议成立，分配方案须重新提出。',
    en: 'An objection to reward {number} was upheld; the split is made anew.',
  },
  'notification.reward.dismissed': {
    zh: '奖励 {number} 的异议不成立。',
    en: 'An objection to reward {number} was dismissed.',
  },
  'notification.reward_rule.written': {
    zh: '奖励办法第 {version} 版已起草，拟自 {effectiveOn} 起施行，等待决策人确认。',
    en: 'Version {version} of the reward rule is written, to be in force from {effectiveOn}; a decider confirms it.',
  },
  'notification.reward_rule.confirmed': {
    zh: '奖励办法第 {version} 版已确认；此前开始的交易仍按原办法。',
    en: 'Version {version} of the reward rule is confirmed; sales that began before keep theirs.',
  },
  'notification.reward_rule.declined': {
    zh: '奖励办法第 {version} 版未获确认。',
    en: 'Version {version} of the reward rule was declined.',
  },
  'notification.profile.proposed': {
    zh: '交易规则“{code}”的草稿已提交，须由提交人以外的工作人员发布或退回。',
    en: 'A draft of the rules "{code}" is proposed; somebody else than its author publishes it or gives it back.',
  },
  'notification.profile.returned': {
    zh: '交易规则“{code}”的草稿已退回修改。',
    en: 'The draft of the rules "{code}" was given back.',
  },
  'notification.profile.published': {
    zh: '交易规则“{code}”第 {version} 版已发布，自 {effectiveOn} 起生效；此前已公告的项目不受影响。',
    en: 'Version {version} of the rules "{code}" is published and in force from {effectiveOn}; sales announced before keep theirs.',
  },
  'notification.reconciliation.drifted': {
    zh: '{day} 的账务与银行或支付渠道不一致：新发现 {fresh} 处差异，请查明。',
    en: 'The books of {day} differ from the bank or a provider: {fresh} new differences to be looked into.',
  },
  'notification.history.import_done': {
    zh: '历史数据“{filename}”已导入 {imported} 条。',
    en: 'The history in "{filename}" was imported: {imported} records.',
  },
  'notification.history.import_failed': {
    zh: '历史数据“{filename}”未能导入，没有写入任何记录。',
    en: 'The history in "{filename}" was not imported; nothing was written.',
  },
  'notification.volume.recorded': {
    zh: '“{title}”的成交额 {amountMinor} 已登记。',
    en: 'The volume of "{title}", {amountMinor}, is on record.',
  },
});
