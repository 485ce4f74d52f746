import { registerMessages } from '@jishi/platform';

registerMessages({
  'deposit.not_found': { zh: '没有找到该保证金记录。', en: 'There is no such deposit.' },
  'deposit.no_listing': {
    zh: '没有找到挂牌项目 {listing}，无法计算保证金。',
    en: 'There is no listing {listing} to take a deposit for.',
  },
  'deposit.wrong_state': {
    zh: '保证金当前状态为 {state}，不能执行此操作。请刷新后查看最新状态。',
    en: 'The deposit is {state}; this cannot be done now. Reload to see where it stands.',
  },
  'deposit.standing_bid': {
    zh: '您的报价目前领先，保证金不能退还。请待他人超过您的报价或竞价结束后再申请。',
    en: 'Your bid is the standing one, so the deposit stays. Ask again once you are outbid or the auction has ended.',
  },
  'deposit.admission_pending': {
    zh: '保证金刚刚到账，竞价资格正在登记。请稍后再退出。',
    en: 'The deposit has only just arrived and the admission to the auction is being recorded. Withdraw in a moment.',
  },
  'deposit.won': {
    zh: '您已竞得该项目，保证金将抵作价款，不能退还。',
    en: 'You won this auction: the deposit counts towards the price and is not released.',
  },
  'deposit.under_default': {
    zh: '该项目正在进行违约处理，保证金在处理结束前不能退还。可在违约处理中陈述意见或申诉。',
    en: 'A default is being decided: the deposit stays until that has ended. Say so in the hearing, or appeal.',
  },
  'deposit.frozen': {
    zh: '本场竞价有异议正在处理，保证金暂时冻结。异议裁定后可再申请退还。',
    en: 'An objection to this sale is being dealt with, and its money is frozen. Ask again once it is ruled on.',
  },
  'settlement.default_not_recorded': {
    zh: '违约尚未记入竞价记录（{code}），系统将自动重试。',
    en: 'The default is not in the book yet ({code}); this is tried again by itself.',
  },
  'default.not_found': { zh: '没有找到该违约案件。', en: 'There is no such case of a default.' },
  'default.no_sale': {
    zh: '没有找到待履约的成交：尚未成交、已付款，或不属于本交易所。',
    en: 'There is no sale here whose winner still has to perform: not sold, paid, or of another exchange.',
  },
  'default.not_due': {
    zh: '竞得人的履约期限至 {until} 止，期满前不能提出违约。对方书面表示不履行的，请选择“明示拒绝履行”并附证据。',
    en: 'The winner has until {until} to perform. If it said that it will not, choose that ground and add the evidence.',
  },
  'default.other_ground': {
    zh: '事由与合同状态不符：未签订的选“逾期未签约”，已签订的选“逾期未付款”。',
    en: 'This is not what happened: an unsigned contract is “not signed”, a signed one “not paid”.',
  },
  'default.open_already': {
    zh: '该成交的违约案件已提出，当前状态为 {state}。',
    en: 'A default of this sale is dealt with already; it is {state}.',
  },
  'default.evidence_missing': { zh: '请附对方拒绝履行的证据。', en: 'Add the evidence that the winner refused.' },
  'default.wrong_state': {
    zh: '案件当前状态为 {state}，不能执行此操作。请刷新后查看。',
    en: 'The case is {state}; this cannot be done now. Reload to see where it stands.',
  },
  'default.same_person': {
    zh: '您已参与本案的前一步，须由另一人办理。',
    en: 'You took part in an earlier step of this case. Another person must do this.',
  },
  'default.not_heard': {
    zh: '竞得人的陈述期尚未届满，且其尚未陈述，不能认定违约。',
    en: 'The winner has not spoken yet and still has time to. Decide once it has, or its time is over.',
  },
  'default.heard_already': { zh: '陈述已提交，不能重复提交。', en: 'Your statement is here already.' },
  'default.too_late': { zh: '期限已过。', en: 'The time for this is over.' },
  'default.appeal_open': {
    zh: '申诉期尚未届满，保证金暂不能分配。',
    en: 'An appeal is still possible: the deposit cannot be distributed yet.',
  },
  'forfeiture.no_deposit': { zh: '本案没有可没收的保证金。', en: 'No deposit is held in this case.' },
  'forfeiture.not_collected': {
    zh: '保证金仍是支付渠道的冻结额度，尚未收款，暂不能没收。请稍后重试。',
    en: 'The deposit is still a hold at the provider and not collected. Try again in a moment.',
  },
  'forfeiture.negative_amount': {
    zh: '金额不能为负（{amount} 分）。',
    en: 'An amount cannot be negative ({amount} fen).',
  },
  'forfeiture.resale_unknown': {
    zh: '重新交易尚未成交，差价无法确定。请待重新成交，或说明不再重新交易的理由。',
    en: 'It is not sold again yet, so the shortfall is unknown. Wait for the resale, or say why there will be none.',
  },
  'forfeiture.resale_open': {
    zh: '标的正在重新交易（要约待答复、合同未签订或新的转让信息尚在进行），差价尚未确定。请待其成交或终止后再分配。',
    en: 'It is being sold again: an offer is open, a contract unsigned, or a new listing under way. Distribute when that has ended.',
  },
  'forfeiture.disputed': {
    zh: '付款人的银行正在对该保证金提出争议，或款项已被退回，现在不能分配。请先在“支付渠道”中处理争议；争议胜诉后即可分配。',
    en: 'The payer’s bank disputes this deposit, or took it back: it cannot be distributed now. Answer the dispute first; once it is won, distribute.',
  },
  'forfeiture.not_proposed': { zh: '尚未提出分配方案。', en: 'Nobody has proposed a distribution yet.' },
  'forfeiture.changed': {
    zh: '提出后情况有变（如重新成交），请重新提出分配方案。',
    en: 'Things have changed since this was proposed, such as a resale. Propose the distribution again.',
  },
  'remedy.not_decided': {
    zh: '违约尚未认定，不能处置标的。',
    en: 'The default is not decided, so nothing follows yet.',
  },
  'remedy.not_in_rules': {
    zh: '本项目公布的规则不包括该处置方式。',
    en: 'The published rules of this sale do not provide for this.',
  },
  'remedy.offer_open': {
    zh: '已有一份要约（{state}），请待其答复或期满。',
    en: 'An offer is {state} already. Wait for its answer, or its end.',
  },
  'remedy.nobody_left': { zh: '没有其他可要约的竞买人。', en: 'Nobody else bid enough to be asked.' },
  'remedy.sold_otherwise': {
    zh: '该项目尚未退市，或该成果已另行挂牌，不能再向竞买人要约。',
    en: 'The listing is not off the market yet, or the achievement is offered anew: it cannot be offered to a bidder.',
  },
  'offer.not_found': { zh: '没有找到该要约。', en: 'There is no such offer.' },
  'offer.not_open': { zh: '要约已{state}，不能再答复。', en: 'The offer is {state} already.' },
  'offer.too_late': { zh: '要约的答复期限已过。', en: 'The time to answer this offer is over.' },
  'settlement.paid_already': {
    zh: '该项目的价款已经到账，不能登记违约。请按结算流程办理。',
    en: 'The price of this sale has been paid, so its winner has not defaulted. Let it settle.',
  },
  'settlement.no_contract_yet': {
    zh: '该项目的合同尚未生成，系统将自动重试。',
    en: 'The contract of this sale is not drafted yet; this is tried again by itself.',
  },
  'bank.bad_statement': {
    zh: '对账单有误，未导入任何记录。请按提示逐项改正后重新导入。',
    en: 'The statement has errors and nothing was imported. Correct what is listed and import it again.',
  },
  'bank.not_csv': { zh: '文件不是有效的 CSV：{reason}', en: 'The file is not a valid CSV: {reason}' },
  'bank.too_many_lines': {
    zh: '流水超过 {max} 行，没有读取。请分批导出后导入。',
    en: 'The statement has more than {max} lines and was not read. Export it in parts.',
  },
  'bank.computed_cell': {
    zh: '该单元格是公式，其结果不能作为银行记录。请重新导出原始流水。',
    en: 'This cell is a formula, and what it computes is no record of the bank. Export the statement again.',
  },
  'bank.rounded_number': {
    zh: '该单元格是超过 15 位的数字，末尾数字已丢失。请将该列按文本导出。',
    en: 'This cell is a number of more than 15 digits whose last digits are lost. Export the column as text.',
  },
  'bank.two_amounts': {
    zh: '同一行既有收入又有支出，无法判断。',
    en: 'This line has money in and money out; which of them happened is not clear.',
  },
  'bank.other_currency': { zh: '不是人民币。', en: 'This is not in yuan.' },
  'bank.same_line_twice': {
    zh: '该银行不提供流水号，而这一行与另一行完全相同，无法区分是否为两笔。请向银行核实后手工录入。',
    en: 'The bank prints no serial numbers, and this line equals another: nobody can tell whether they are two. Ask the bank and enter it by hand.',
  },
  'bank.balance_breaks': {
    zh: '余额与上一行不连续，中间可能缺少记录。请导出完整流水。',
    en: 'The balance does not follow from the line before: lines may be missing. Export the whole statement.',
  },
  'bank.totals_differ': {
    zh: '期初 {opening} 分加本期净额 {moved} 分不等于期末 {closing} 分，文件可能不完整。请重新导出。',
    en: 'Opening {opening} fen and movements {moved} fen do not come to closing {closing} fen: the file may be cut off. Export it again.',
  },
  'bank.unknown_layout': { zh: '没有该流水样式。', en: 'There is no such layout.' },
  'bank.bad_layout': {
    zh: '流水样式有误，未保存。请按提示改正。',
    en: 'The layout has errors and was not saved. Correct what is listed.',
  },
  'bank.layouts_full': { zh: '最多保存 {max} 种样式。', en: 'No more than {max} layouts can be kept.' },
  'bank.layout_not_an_object': { zh: '流水样式应为一个 JSON 对象。', en: 'A layout is one JSON object.' },
  'bank.layout_unknown_field': { zh: '没有该字段。', en: 'There is no such field.' },
  'bank.layout_bad_code': {
    zh: '代号为 2–40 个小写字母、数字或连字符。',
    en: 'A code is 2 to 40 lower-case letters, digits or hyphens.',
  },
  'bank.layout_bad_choice': { zh: '不是可用的取值。', en: 'This is none of the possible values.' },
  'bank.layout_bad_texts': {
    zh: '应为文字列表，最多 20 项，每项不超过 200 字。',
    en: 'A list of texts is expected, at most 20 of up to 200 characters.',
  },
  'bank.layout_heading_twice': {
    zh: '同一列名用于两个字段，无法判断。',
    en: 'One heading stands for two fields; which of them it is would be a guess.',
  },
  'bank.parts_missing': {
    zh: '分笔付款尚缺 {missing} 分（应收 {expected} 分），到齐后才能入账。',
    en: '{missing} fen of {expected} are still to come; the parts are booked together.',
  },
  'payout.evidence_missing': {
    zh: '银行没有给出来款账号，须附来款证明（如银行回单）后才能原路退回。',
    en: 'The bank did not say which account this came from: attach a paper that shows it, such as the bank’s slip.',
  },
  'reconciliation.not_found': { zh: '没有找到该次对账。', en: 'There is no such reconciliation.' },
  'reconciliation.bad_day': { zh: '请选择今天或以前的日期。', en: 'Choose today or an earlier day.' },
  'difference.not_found': { zh: '没有找到该差异。', en: 'There is no such difference.' },
  'difference.wrong_state': {
    zh: '该差异当前状态为 {state}，不能执行此操作。',
    en: 'The difference is {state}; this cannot be done now.',
  },
  'difference.same_person': {
    zh: '同意说明的人不能是提出说明的人。',
    en: 'Whoever explained a difference cannot agree to it. Another cashier must.',
  },
  'bank.missing_column': { zh: '缺少该列。', en: 'This column is missing.' },
  'bank.missing_serial': { zh: '缺少银行流水号。', en: 'The bank serial number is missing.' },
  'bank.bad_date': { zh: '日期无效。', en: 'This is not a date.' },
  'bank.serial_differs': {
    zh: '流水号 {serial} 已用于另一笔金额、方向或日期不同的记录，请向银行核实后更正流水号再导入。',
    en: 'Serial number {serial} already stands for another sum, direction or day. Ask the bank and import again under the right number.',
  },
  'bank.serial_elsewhere': {
    zh: '流水号 {serial} 的同日同额记录已在本所另一账户导入。同一笔款项不得入账两次，请向银行核实账号后再导入。',
    en: 'The same sum of the same day was imported under serial number {serial} in another account. Money counts once: ask the bank which account it is.',
  },
  'bank.amount_too_large': {
    zh: '单笔金额超过系统上限（一千亿元），请核对金额；确有其事请分笔入账。',
    en: 'One line is above the limit of 100 billion yuan. Check the amount; if it is right, have it booked in parts.',
  },
  'bank.too_much': {
    zh: '导入后账户余额将超过系统可精确记账的上限，文件未导入。请核对金额。',
    en: 'With this the account would hold more than can be kept exactly; nothing was imported. Check the amounts.',
  },
  'bank.bad_direction': {
    zh: '无法判断收支方向，应为“贷”“收入”或“借”“支出”等。',
    en: 'Whether the money came in or went out is not clear: credit or debit is expected.',
  },
  'bank.bad_amount': {
    zh: '金额无效，应为大于零、最多两位小数的数字。',
    en: 'The amount must be above zero with at most two decimals.',
  },
  'bank.bad_text': { zh: '含有不能保存的字符。', en: 'This holds a character that cannot be stored.' },
  'bank.line_not_found': { zh: '没有找到该银行流水。', en: 'There is no such bank line.' },
  'bank.wrong_state': {
    zh: '该流水当前状态为 {state}，不能执行此操作。',
    en: 'The bank line is {state}; this cannot be done now.',
  },
  'bank.same_person': {
    zh: '复核人不能是匹配人本人，请由另一位出纳复核。',
    en: 'Whoever matched this line cannot confirm it. Another cashier must.',
  },
  'bank.claim_not_found': {
    zh: '没有找到要匹配的保证金或价款。请选择一笔应收款。',
    en: 'There is no such deposit or payment to match. Choose what this money is for.',
  },
  'bank.claim_closed': {
    zh: '应收款 {reference} 已不再等待付款，资金留在暂收款。',
    en: '{reference} no longer waits for money; the amount stays in suspense.',
  },
  'bank.amount_differs': {
    zh: '到账金额 {received} 分与应收 {expected} 分不符，资金留在暂收款。',
    en: '{received} fen arrived but {expected} fen are due; the amount stays in suspense.',
  },
  'bank.payer_differs': {
    zh: '付款人“{received}”与竞买人“{expected}”不一致，资金留在暂收款。请核实或原路退回。',
    en: 'Paid by “{received}”, not by “{expected}”; the amount stays in suspense. Check it or send it back.',
  },
  'bank.not_a_receipt': {
    zh: '该流水是支出，不能匹配应收款。',
    en: 'This line is money out; it cannot pay anything due.',
  },
  'payment.no_contract': {
    zh: '没有找到合同 {contract}，无法生成应付款。',
    en: 'There is no contract {contract} to open a payment for.',
  },
  'payment.not_found': { zh: '没有找到该笔应付款。', en: 'There is no such payment.' },
  'payment.wrong_state': {
    zh: '该笔款项当前状态为 {state}，不能执行此操作。',
    en: 'The payment is {state}; this cannot be done now.',
  },
  'payout.not_found': { zh: '没有找到该笔划款。', en: 'There is no such payout.' },
  'payout.charged_back': {
    zh: '付款人的银行已经追回这笔钱，不能再退一次。',
    en: 'The payer’s bank has taken this money back already; it cannot be returned a second time.',
  },
  'payout.wrong_state': {
    zh: '该笔划款当前状态为 {state}，不能执行此操作。',
    en: 'The payout is {state}; this cannot be done now.',
  },
  'payout.account_missing': { zh: '请填写收款账号。', en: 'Give the account to pay to.' },
  'payout.account_differs': {
    zh: '款项只能原路退回账号 {account}。',
    en: 'This money may only go back to account {account}, where it came from.',
  },
  'payout.serial_used': {
    zh: '银行流水号 {serial} 已用于另一笔划付。请核对银行回单，填写本笔划付自己的流水号。',
    en: 'The bank serial {serial} already ended another payout. Check the bank’s slip and give this payout’s own serial.',
  },
  'payout.same_person': {
    zh: '复核人不能是经办人本人，请由另一位出纳复核。',
    en: 'Whoever proposed this payout cannot confirm it. Another cashier must.',
  },
  'settlement.other_exchange': {
    zh: '只能处理本交易所的资金。',
    en: 'You can only work on the money of your own exchange.',
  },
  'settlement.negative_amount': {
    zh: '结算金额不能为负（{amount} 分）。',
    en: 'A settlement amount cannot be negative ({amount} fen).',
  },
  'settlement.fee_over_price': {
    zh: '转让方服务费（{fee} 分）高于成交价（{price} 分），请核对收费标准。',
    en: "The seller's fee ({fee} fen) is above the price ({price} fen). Check the fee table.",
  },
  'settlement.references_exhausted': {
    zh: '付款编号已用完，请联系平台。',
    en: 'Payment references are used up. Tell the operator.',
  },
  'settlement.simulated_outside_demo': {
    zh: '模拟支付只能在演示环境使用（JISHI_DEMO=1）。',
    en: 'The simulated provider runs only in demonstrations (JISHI_DEMO=1).',
  },
  'settlement.provider_off': {
    zh: '支付渠道 {provider} 未启用，请改用银行转账。',
    en: 'Provider {provider} is not switched on here. Use a bank transfer.',
  },
  'settlement.no_such_source': {
    zh: '没有名为 {source} 的支付渠道，或未启用。',
    en: 'There is no payment provider {source} here, or it is not switched on.',
  },
  'settlement.bad_notice': {
    zh: '该通知不是由支付渠道 {provider} 签名的，或已过期，未作任何处理。',
    en: 'This notice was not signed by {provider}, or is too old; nothing was done.',
  },
  'settlement.channel_closed': {
    zh: '本交易所此款项不接受该支付方式，请选择其他方式。',
    en: 'The exchange does not take this sum that way. Choose another way to pay.',
  },
  'settlement.nothing_to_pay': {
    zh: '该款项当前状态为 {state}，无需付款。',
    en: 'Nothing is to be paid here: it is {state}.',
  },
  'settlement.unknown_provider': { zh: '没有该支付方式。', en: 'There is no such way to pay.' },
  'settlement.bank_always': {
    zh: '银行转账始终可用，不能关闭。',
    en: 'Bank transfers are always taken and cannot be closed.',
  },
  'settlement.bad_providers': {
    zh: '支付方式设置有误，未作更改。',
    en: 'The ways to pay are not set right; nothing was changed.',
  },
  'settlement.other_currency': {
    zh: '支付渠道返回的币种 {currency} 与款项 {movement} 不符，已停止处理。',
    en: 'The provider answered in {currency} for movement {movement}; it was not taken in.',
  },
  'settlement.movement_without_subject': {
    zh: '渠道款项 {movement} 没有对应的保证金或价款。',
    en: 'Movement {movement} belongs to no deposit or payment.',
  },
  'payout.serial_missing': { zh: '请填写银行流水号。', en: 'Give the serial number of the bank transfer.' },
  'payout.bad_account': {
    zh: '通过支付渠道划款时，收款账号应为渠道的关联账户（acct_ 开头）。',
    en: 'Through this provider only a connected account (acct_…) can be paid.',
  },
  'settlement.provider_unknown': {
    zh: '支付渠道 {provider} 没有答复，结果未知。系统会再次查询，请勿重复付款。',
    en: 'Provider {provider} has not answered and the outcome is unknown. It will be asked again; do not pay twice.',
  },
  'settlement.provider_refused': {
    zh: '支付渠道 {provider} 拒绝了该笔款项：{reason}',
    en: 'Provider {provider} refused: {reason}',
  },
  'fees.price_not_positive': {
    zh: '成交价和挂牌价须大于零，无法计算服务费。请核对成交数据。',
    en: 'Fees cannot be computed: both the deal price and the listing price must be above zero. Check the deal.',
  },
  'performance.bad_period': {
    zh: '统计期间有误：截止日不早于起始日，且不超过 {max} 天。',
    en: 'Not a period: it ends no earlier than it begins, and lasts at most {max} days.',
  },
  'performance.not_yours': {
    zh: '只有窗口、交易所和监管机构可以查看窗口业绩。',
    en: 'Only windows, exchanges and regulators read the performance of windows.',
  },
  'payment.no_milestone': { zh: '该笔款项没有约定里程碑。', en: 'This payment hangs on no milestone.' },
  'payment.milestone_ahead': { zh: '达成日期不能晚于今天。', en: 'A milestone is not reached before its day.' },
  'payout.frozen': {
    zh: '该笔划款因异议冻结，裁定之前不能办理。',
    en: 'An objection holds this payout; nothing can be done with it until it is ruled on.',
  },
  'payout_objection.not_found': { zh: '没有找到该异议。', en: 'There is no such objection.' },
  'payout_objection.no_contract_yet': {
    zh: '合同尚未签订或已终止，没有可以冻结的款项。',
    en: 'The contract is not signed, or has ended: there is no money to hold.',
  },
  'payout_objection.claimant_missing': { zh: '请填写提出异议的人。', en: 'Say whose objection this is.' },
  'payout_objection.document_missing': {
    zh: '登记第三方的异议须附文件。',
    en: 'The objection of a third party is recorded with a document.',
  },
  'payout_objection.ruled': {
    zh: '该异议当前状态为 {state}，不能执行此操作。',
    en: 'The objection is {state}; this cannot be done now.',
  },
  'payout_objection.same_person': {
    zh: '复核人不能是提出处理意见的人。',
    en: 'Whoever proposed the ruling cannot confirm it.',
  },
  'payout_objection.partly_sent': {
    zh: '付给“{payee}”的款项可能已部分发出，不能退回。请先查清。',
    en: 'Some of what {payee} was to be paid may have left already. Find that out first.',
  },
  'royalty.not_found': { zh: '没有找到该提成报告或提成约定。', en: 'There is no such report, or nothing to report.' },
  'royalty.not_settled': {
    zh: '合同尚未结算，还不能提交提成报告。',
    en: 'The contract is not settled yet, so there is nothing to report.',
  },
  'royalty.period_open': {
    zh: '第 {period} 期至 {to} 为止，期满后才能提交报告。',
    en: 'Period {period} runs until {to}; it is reported when it is over.',
  },
  'royalty.all_reported': { zh: '全部 {periods} 期均已报告。', en: 'All {periods} periods are reported.' },
  'royalty.waits': {
    zh: '第 {period} 期报告尚待确认，之后才能提交下一期。',
    en: 'The report of period {period} waits for its answer; the next one follows it.',
  },
  'royalty.negative_base': { zh: '提成基数不能为负。', en: 'The base of a royalty is not negative.' },
  'royalty.answered': {
    zh: '该报告当前状态为 {state}，不能再答复。',
    en: 'The report is {state}; it can no longer be answered.',
  },
  'royalty.not_auditable': {
    zh: '该报告当前状态为 {state}，不能执行此审计操作。',
    en: 'The report is {state}; this cannot be done in its audit.',
  },
  'royalty.same_person': {
    zh: '要求审计的人不能登记审计结果。',
    en: 'Whoever asked for the audit does not record its finding.',
  },
  'trial.not_found': {
    zh: '该合同没有试用期，或您不是受让方。',
    en: 'This contract has no trial, or it is not yours.',
  },
  'trial.over': { zh: '试用期已结束（{state}）。', en: 'The trial is over ({state}).' },
  'trial.reason_missing': { zh: '请说明退回的理由。', en: 'Say why the technology is given back.' },
});
