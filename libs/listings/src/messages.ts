import { registerMessages } from '@jishi/platform';
import { type ListingPaper } from '@jishi/pricing';

const PAPER_NAMES: Record<ListingPaper, { zh: string; en: string }> = {
  ownership_proof: { zh: '权属证明', en: 'proof of ownership' },
  decision_minutes: { zh: '内部决策文件', en: 'minutes of the decision' },
  valuation_report: { zh: '评估报告', en: 'valuation report' },
  inventors_consent: { zh: '发明人意见', en: 'inventors’ consent' },
  co_owners_consent: { zh: '共有人同意书', en: 'co-owners’ consent' },
  export_control_clearance: { zh: '技术出口审查意见', en: 'export clearance' },
  authorisation: { zh: '授权委托书', en: 'authorisation' },
};
registerMessages(
  Object.fromEntries(
    Object.entries(PAPER_NAMES).map(([paper, { zh, en }]) => [
      `listing.paper_missing.${paper}`,
      {
        zh: `缺少“${zh}”，请在“交易资料”中上传。`,
        en: `The ${en} is missing: upload it among the papers of the sale.`,
      },
    ]),
  ),
);

registerMessages({
  'listing.not_found': {
    zh: '没有找到该挂牌项目，可能尚未公开。',
    en: 'There is no such listing, or it is not public yet.',
  },
  'listing.bad_terms': {
    zh: '挂牌条件有误，未保存。请按各项提示修改后重新提交。',
    en: 'The terms have errors and were not saved. Correct the fields named and submit again.',
  },
  'listing.bad_price': {
    zh: '价格须为大于零、不超过一千亿元、以分为单位的整数。',
    en: 'A price must be a whole number of fen above zero, at most a hundred billion yuan.',
  },
  'listing.reserve_only_in_auction': {
    zh: '只有拍卖方式可以设保留价。',
    en: 'Only an auction may have a reserve price.',
  },
  'listing.reserve_below_start': { zh: '保留价不得低于起拍价。', en: 'The reserve may not be below the start price.' },
  'listing.transferee_missing': { zh: '协议定价须指明受让方。', en: 'A negotiated sale names its transferee.' },
  'listing.transferee_is_transferor': {
    zh: '受让方不能是转让方自己。',
    en: 'The transferee cannot be the transferor itself.',
  },
  'listing.transferee_only_negotiated': {
    zh: '只有协议定价可以指明受让方。',
    en: 'Only a negotiated sale names its transferee beforehand.',
  },
  'listing.no_such_transferee': {
    zh: '没有找到该受让方；受让方须是已注册的企业或高校院所。',
    en: 'There is no such transferee; it must be a registered company, university or institute.',
  },
  'listing.transferee_runs_sale': {
    zh: '{name}组织本项交易，不得作为受让方。请另选受让方，或由其他交易机构办理。',
    en: '{name} runs this sale and may not buy in it. Name another transferee, or sell through another exchange.',
  },
  'listing.transferee_related': {
    zh: '受让方与组织本项交易的{name}存在关联关系（{kindZh}），不得作为受让方。{pathZh}',
    en: 'The transferee is related to {name}, which runs this sale ({kindEn}), and may not buy in it.{pathEn}',
  },
  'listing.relation_undisclosed': {
    zh: '受让方与转让方存在关联关系，而公示中没有载明，暂不能成交。请申请变更公告内容：变更后公示载明关联关系并重新计算期限，期满无异议即可成交。',
    en: 'The transferee is related to the seller and the notice did not say so: the deal cannot be concluded yet. Ask for a change of the notice: it then states the relation and runs anew, and the deal is concluded when it ends without objection.',
  },
  'listing.window_takes_in': {
    zh: '该挂牌指定了服务窗口，须由窗口受理。请提交到窗口，或修改草稿、改为不经窗口。',
    en: 'The listing names a service window, which must take it in. Submit it to the window, or edit the draft to name none.',
  },
  'listing.not_an_exchange': { zh: '所选机构不是交易所。', en: 'The organisation chosen is not an exchange.' },
  'listing.window_of_other_exchange': {
    zh: '该服务窗口不属于所选交易所，请另选窗口。',
    en: 'That service window belongs to another exchange; choose another window.',
  },
  'listing.no_window': {
    zh: '尚未选择服务窗口，不能经窗口提交。请先选择窗口，或直接提交交易所。',
    en: 'No service window is chosen. Choose one, or submit to the exchange directly.',
  },
  'listing.other_window': {
    zh: '该项目不在本窗口受理，不能操作。',
    en: 'This listing is not at your window; you cannot act on it.',
  },
  'listing.other_exchange': {
    zh: '该项目由其他交易所办理，不能操作。',
    en: 'This listing is handled by another exchange; you cannot act on it.',
  },
  'listing.not_yours': {
    zh: '该项目不属于贵单位，也没有委托贵单位办理。',
    en: 'This listing is not your organisation’s, nor entrusted to it.',
  },
  'listing.other_owner': {
    zh: '草稿不能改为其他单位的成果，请新建挂牌。',
    en: 'A draft cannot be moved to another owner’s achievement; make a new one.',
  },
  'listing.not_a_draft': {
    zh: '项目已提交（当前状态：{state}），不能修改。请先退回或撤回。',
    en: 'The listing was submitted (state: {state}) and cannot be changed. Have it returned or withdraw it first.',
  },
  'listing.wrong_state': {
    zh: '项目当前状态为“{state}”，不能执行此操作。请刷新后查看最新状态。',
    en: 'The listing is in state “{state}”, which does not allow this. Refresh to see where it stands.',
  },
  'listing.reason_missing': { zh: '请填写理由，理由会记录在案。', en: 'Give a reason; it is kept on record.' },
  'listing.already_offered': {
    zh: '该成果已有进行中的转让挂牌，不能重复转让。请先处理原项目。',
    en: 'This achievement is already offered for transfer. Settle that listing first.',
  },
  'listing.transferred': {
    zh: '该成果已经转让成交，原权利人不能再转让或许可。',
    en: 'This achievement has been transferred: whoever sold it cannot sell or license it again.',
  },
  'listing.withdraw_announced': {
    zh: '竞价已经公告，不能撤回。如有正当理由，请交易所在竞价中暂停或终止。',
    en: 'The auction is announced and cannot be withdrawn. With good reason, ask the exchange to pause or end it on the record.',
  },
  'listing.notice_running': {
    zh: '公示期至 {until} 结束，期满前不能成交。',
    en: 'The publicity notice runs until {until}; the sale cannot be concluded before.',
  },
  'listing.objections_open': {
    zh: '还有 {count} 项异议未裁定，不能成交。请先处理异议。',
    en: '{count} objections are not ruled on yet; the sale waits for them.',
  },
  'listing.queue_forbidden': {
    zh: '您的角色没有该待办列表的权限。',
    en: 'Your role has no access to this queue.',
  },
  'objection.not_found': { zh: '没有找到该异议。', en: 'There is no such objection.' },
  'objection.not_negotiated': {
    zh: '只有协议定价的公示可以这样提出异议和成交；竞价项目按竞价程序办理。',
    en: 'Only negotiated sales are objected to and concluded this way; an auction follows its own procedure.',
  },
  'objection.notice_over': { zh: '公示期已结束，不能再提异议。', en: 'The notice is over; objections are closed.' },
  'objection.grounds_missing': { zh: '请说明异议的理由。', en: 'State the grounds of the objection.' },
  'objection.ruled_already': { zh: '该异议已经裁定。', en: 'This objection has been ruled on already.' },
  'objection.reason_missing': { zh: '请说明裁定的理由。', en: 'State the reason of the ruling.' },
  'achievement.not_found': {
    zh: '没有找到该成果，或它不属于贵单位。',
    en: 'There is no such achievement, or it is not your organisation’s.',
  },
  'listing.wrong_party': {
    zh: '这一步不由贵方办理。请刷新页面查看当前应由谁办理。',
    en: 'This step is not yours to take. Reload the page to see whose turn it is.',
  },
  'listing.bad_basis': {
    zh: '价格依据或公告安排不符合所选交易规则，请按提示修改后再提交。',
    en: 'The price or the notice does not fit the rules chosen. Correct what is marked and submit again.',
  },
  'listing.not_ready': {
    zh: '所选交易规则要求的材料或内部决策尚不齐全，请补齐后再提交。',
    en: 'Papers or the decision that the rules ask for are missing. Add them and submit again.',
  },
  'listing.decision_missing': {
    zh: '所选交易规则要求先有本单位的成果处置决定，请先完成成果披露与决策。',
    en: 'The rules ask for your institution’s recorded decision first: complete the disclosure and its approvals.',
  },
  'listing.profile_not_for': {
    zh: '该交易规则不适用于贵单位的性质、交易形式或定价方式，请改选适用的规则。',
    en: 'These rules are not for sellers of your kind, this form of deal or this way to set a price. Choose others.',
  },
  'listing.too_many_extensions': {
    zh: '所选规则下，公告最多可载明延长 {max} 次。',
    en: 'Under these rules the notice may announce {max} extensions at most.',
  },
  'listing.day_in_future': { zh: '日期不能晚于今天。', en: 'This day is in the future.' },
  'listing.appraisal_missing': {
    zh: '国有企业转让须以经备案的评估结果为依据，请填写评估备案。',
    en: 'A state-owned seller’s price rests on a filed appraisal. Enter it.',
  },
  'listing.below_appraisal': {
    zh: '首次挂牌的底价不得低于评估结果 {amountMinor}。',
    en: 'The first floor price may not be below the appraisal of {amountMinor}.',
  },
  'listing.approval_missing': {
    zh: '底价低于 {amountMinor}（评估结果的规定比例），须经批准单位书面同意，请填写批准文件。',
    en: 'A floor below {amountMinor} (the share of the appraisal that the rules name) needs a written approval. Enter it.',
  },
  'listing.cut_too_deep': {
    zh: '流拍后规定期限内再次公告，底价不得低于 {amountMinor}。',
    en: 'After a sale without a buyer, within the time the rules name, the floor may not be below {amountMinor}.',
  },
  'listing.ownership_unknown': {
    zh: '贵单位尚未登记所有制性质（事业单位、国有、民营），而交易规则因此不同。请由管理员在“机构”页登记。',
    en: 'Your organisation has not said who owns it, and the law asks. Its administrator does so on the organisation page.',
  },
  'listing.bidding_open': {
    zh: '竞价已经开始，请在竞价主持台办理（暂停、延长、终结）。',
    en: 'Bidding has begun: use the operator’s desk of the sale (pause, extend, terminate).',
  },
  'listing.end_announced': {
    zh: '竞价已公告，终结须在竞价主持台办理并载入竞价记录。',
    en: 'The auction is announced: it is terminated at the operator’s desk, on the record of its book.',
  },
  'listing.not_published': { zh: '该挂牌尚未发布。', en: 'This listing is not published yet.' },
  'listing.nothing_changed': {
    zh: '内容与已公告的相同，没有需要变更的。',
    en: 'This is what was published already; there is nothing to change.',
  },
  'listing.amendment_open': {
    zh: '已有一项变更申请等待交易所决定，请等待结果。',
    en: 'A change is waiting for the exchange’s decision already. Wait for it.',
  },
  'listing.amendment_decided': { zh: '该变更申请已经处理。', en: 'This change has been decided already.' },
  'listing.no_amendment': { zh: '没有找到该变更申请。', en: 'There is no such change.' },
  'profile.not_found': { zh: '没有找到交易规则“{code}”。', en: 'There are no such rules: “{code}”.' },
  'profile.demo_only': {
    zh: '“{code}”是演示用规则，没有法律效力，正式系统不能使用。请另选交易规则。',
    en: '“{code}” is for demonstrations, without legal effect, and cannot be used here. Choose other rules.',
  },
  'profile.bad_character': {
    zh: '文字含有无法保存的字符，请重新输入。',
    en: 'This text holds a character that cannot be kept; type it again.',
  },
  'profile.list_too_long': { zh: '至多一百项。', en: 'A hundred entries at most.' },
  'profile.draft_not_found': {
    zh: '没有找到该规则草稿，或它不属于贵交易机构。',
    en: 'There is no such draft of rules, or it is another exchange’s.',
  },
  'profile.draft_open': {
    zh: '“{code}”已有未完成的草稿，请在该草稿上修改，或先将它放弃。',
    en: '“{code}” has an unfinished draft already. Write on that one, or discard it first.',
  },
  'profile.draft_changed': {
    zh: '{name} 刚刚修改过该草稿，您的操作没有保存。请刷新后再办理。',
    en: '{name} has changed this draft meanwhile and nothing of yours was kept. Refresh and try again.',
  },
  'profile.draft_closed': {
    zh: '草稿当前状态为“{state}”，不能执行此操作。请刷新后查看。',
    en: 'The draft is in state “{state}”, which does not allow this. Refresh to see where it stands.',
  },
  'profile.code_taken': {
    zh: '代码“{code}”已由平台或其他交易机构使用，请另取代码。',
    en: 'The code “{code}” belongs to the platform or to another exchange; choose another.',
  },
  'profile.other_exchange': {
    zh: '该规则由其他机构发布，贵交易机构不能修改或撤回。',
    en: 'These rules were published by somebody else; your exchange can neither change nor withdraw them.',
  },
  'profile.demo_not_publishable': {
    zh: '演示用规则没有法律效力，不能作为交易规则的底本。请选择正式规则。',
    en: 'Rules for demonstrations have no legal effect and cannot be built on. Choose real ones.',
  },
  'profile.unchanged': {
    zh: '草稿与现行第 {version} 版没有任何差别，无需发布。请先修改。',
    en: 'The draft says exactly what version {version}, in force, says. Change something first.',
  },
  'profile.same_person': {
    zh: '规则须由提交人以外的另一位工作人员发布。',
    en: 'Rules are published by somebody else than the person who proposed them.',
  },
  'profile.too_early': {
    zh: '新规则须至少提前七日公布，并晚于上一版生效：最早可自 {earliest} 起生效。',
    en: 'Rules are public seven days before they are in force, and follow the version before them: {earliest} is the first day possible.',
  },
  'profile.in_force': {
    zh: '“{code}”第 {version} 版已经生效，不能撤回。如需变更，请发布新版本。',
    en: 'Version {version} of “{code}” is in force and cannot be withdrawn. Publish a new version instead.',
  },
  'profile.withdrawn_already': {
    zh: '“{code}”第 {version} 版已经撤回。',
    en: 'Version {version} of “{code}” was withdrawn already.',
  },
  'profile.reason_missing': {
    zh: '请填写理由，理由会公开记录。',
    en: 'Give a reason; it is kept on the public record.',
  },
  'profile.invalid': { zh: '交易规则有 {count} 处错误。', en: 'The rules have {count} errors.' },
  'profile.bad_code': {
    zh: '代码只能用小写字母、数字和连字符。',
    en: 'A code has lower-case letters, digits and hyphens only.',
  },
  'profile.bands_not_open': {
    zh: '收费表须恰有一个不封顶的末档。',
    en: 'A fee table ends with exactly one open band.',
  },
  'profile.bands_not_rising': { zh: '收费表各档上限须递增。', en: 'The limits of fee bands must rise.' },
  'profile.list_empty': { zh: '不能为空。', en: 'This list may not be empty.' },
  'profile.sealed_price_missing': {
    zh: '密封报价须写明成交价规则：first（按最高报价）或 second（按次高报价）。',
    en: 'A sealed sale must say which price is paid: first (the highest bid) or second (the next highest).',
  },
  'profile.sealed_only': {
    zh: '该项只用于密封报价，请删除。',
    en: 'This belongs to sealed sales only; leave it out.',
  },
  'profile.deposit_tells_bid': {
    zh: '密封报价的保证金不得按报价比例收取，否则保证金会泄露报价。请按起始价收取统一金额。',
    en: 'The deposit of a sealed sale must not follow the bid, or it would tell the bid. Take one flat amount from the start price.',
  },
  'profile.not_allowed': { zh: '不是允许的取值。', en: 'This value is not allowed.' },
  'profile.not_in_range': { zh: '超出允许的范围，或不是整数。', en: 'Out of its range, or not a whole number.' },
  'profile.not_object': { zh: '须为对象。', en: 'This must be an object.' },
  'profile.rate_above_one': { zh: '费率不能超过百分之百。', en: 'A rate may not exceed one.' },
  'profile.text_missing': {
    zh: '必须填写（每项规则须注明出处）。',
    en: 'This is required; every value names its source.',
  },
  'profile.tiers_from_zero': { zh: '加价阶梯须从零开始。', en: 'Increment tiers begin at zero.' },
  'profile.tiers_not_rising': { zh: '加价阶梯起点须递增。', en: 'Increment tiers must rise.' },
  'profile.named_twice': { zh: '同一项只能列一次。', en: 'The same thing is named twice.' },
  'profile.text_too_long': {
    zh: '文字过长（至多 {max} 字）。',
    en: 'This text is too long ({max} characters at most).',
  },
  'profile.unknown_placeholder': {
    zh: '“{found}”不是可用的占位符。花括号只能用于 recipient（承诺方）、discloser（披露方）、exchange（交易机构）、title（标的名称）、number（项目编号）。',
    en: '“{found}” is not filled in. Braces stand around recipient, discloser, exchange, title or number, and nothing else.',
  },
  'profile.unknown_rule': { zh: '缺省规则在这一项上没有变更。', en: 'The default has not changed this rule.' },
  'profile.no_newer_default': {
    zh: '“{code}”所依据的平台缺省规则没有这一新版本，或已经采纳。请刷新后再试。',
    en: 'There is no such newer version of the default from which “{code}” was made, or it was taken over already. Please look again.',
  },
  'profile.below_the_law': {
    zh: '低于法律规定的下限：国有资产须披露不少于十个工作日（一千万元以上不少于二十个工作日），延期每次不少于五个工作日，底价不低于评估结果的九成须经书面批准；事业单位协议定价公示不少于十五日。',
    en: 'Below what the law asks: state-owned assets are public for 10 working days (20 from 10 million yuan), extended by 5 working days or more, and sold below 90% of their appraisal only with written approval; a public institution publishes a negotiated price for 15 days.',
  },
  'profile.extension_without_time': {
    zh: '公告可延长的，公告期满与竞价开始之间须留出时间（开始时刻不能为零点，也不能是演示规则）。',
    en: 'A notice that can be extended needs time between its end and the opening: no opening at midnight, no demonstration rules.',
  },
  'profile.unknown_key': { zh: '没有这一项规则。', en: 'There is no such rule.' },
  'calendar.year_not_published': {
    zh: '{year} 年的节假日安排尚未公布，无法计算工作日。请待公布后再办理，或改用按自然日计算的规则。',
    en: 'The holiday calendar of {year} is not published, so working days cannot be counted. Wait for it, or use rules in calendar days.',
  },
  'calendar.bad_day': { zh: '“{day}”不是有效日期。', en: '“{day}” is not a date.' },
  'document.not_found': {
    zh: '没有找到该资料，可能已经撤下。',
    en: 'There is no such document; it may have been withdrawn.',
  },
  'document.wrong_state': {
    zh: '项目当前状态为“{state}”，不能增减资料。审核期间请先请交易所退回。',
    en: 'The listing is in state “{state}”: its documents cannot be changed. During review, have it returned first.',
  },
  'document.reason_missing': {
    zh: '已公开的资料撤下须说明理由，理由会公告并记录。',
    en: 'What was published is withdrawn only with a reason, which is announced and kept.',
  },
  'document.withdrawn_already': { zh: '该资料已经撤下。', en: 'This document was withdrawn already.' },
  'document.too_many': {
    zh: '一个项目最多 {max} 份资料，请合并后上传。',
    en: 'A listing has at most {max} documents; merge some of them.',
  },
  'document.login_needed': {
    zh: '该资料仅供已注册机构查看，请先登录。',
    en: 'This document is for registered organisations; log in first.',
  },
  'document.required': {
    zh: '本项目的交易规则要求备有这类材料，公告期间只能更换，不能只撤下。请先添加同类的新材料，再撤下这一份。',
    en: 'The rules of this sale ask for a paper of this kind while it runs: it can be replaced, not just withdrawn. Add the new one first, then withdraw this one.',
  },
  'document.room_closed': {
    zh: '项目当前状态为“{state}”，保密资料不再开放。',
    en: 'The listing is in state “{state}”: its confidential documents are closed.',
  },
  'document.insiders_only': {
    zh: '查阅记录仅供转让方、其服务窗口和交易所审核人员查看。',
    en: 'These records are for the seller, its window and the reviewers of the exchange.',
  },
  'nda.missing': {
    zh: '该资料须先由贵单位签署保密承诺书才能打开。',
    en: 'Your organisation must sign the undertaking of confidentiality before this opens.',
  },
  'nda.not_agreed': { zh: '请勾选同意保密承诺书。', en: 'Tick that you agree to the undertaking.' },
  'nda.bad_signatory': { zh: '请填写签署人的真实姓名。', en: 'Give the name of whoever signs.' },
  'nda.text_changed': {
    zh: '保密承诺书的文本已更新，没有签署。请重新阅读后签署。',
    en: 'The text of the undertaking has changed, so nothing was signed. Read it again, then sign.',
  },
  'nda.signed_already': {
    zh: '贵单位已就该项目签署保密承诺书，无须重复签署。',
    en: 'Your organisation has signed for this sale already.',
  },
  'nda.not_needed': {
    zh: '贵单位是该项目的转让方、窗口或交易所，查看资料无须签署。',
    en: 'Your organisation is seller, window or exchange of this sale and needs no undertaking.',
  },
});
