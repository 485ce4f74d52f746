import { registerMessages } from '@jishi/platform';

registerMessages({
  'contract.not_found': {
    zh: '没有找到该合同，或您所在机构不是合同当事人。',
    en: 'There is no such contract, or your organisation is not a party to it.',
  },
  'contract.no_listing': {
    zh: '没有找到挂牌项目 {listing}，无法起草合同。',
    en: 'There is no listing {listing} to draft from.',
  },
  'contract.no_organisation': {
    zh: '没有找到机构 {organisation}，无法起草合同。',
    en: 'There is no organisation {organisation} to draft for.',
  },
  'contract.no_transferee': {
    zh: '挂牌项目 {listing} 没有约定受让方，无法按协议起草合同。',
    en: 'Listing {listing} names no transferee, so no contract can be drafted by agreement.',
  },
  'contract.no_version': { zh: '该合同没有第 {version} 版。', en: 'This contract has no version {version}.' },
  'contract.not_a_party': {
    zh: '只有合同的转让方和受让方可以确认合同。',
    en: 'Only the transferor and the transferee can accept this contract.',
  },
  'contract.not_open': {
    zh: '合同当前状态为 {state}，不能再修改或确认。',
    en: 'The contract is {state}; it can no longer be changed or accepted.',
  },
  'contract.not_signed': {
    zh: '合同当前状态为 {state}，尚不能出具交易凭证。',
    en: 'The contract is {state}; no certificate can be issued yet.',
  },
  'contract.other_version': {
    zh: '合同文本已更新为第 {version} 版，请重新阅读后再确认。',
    en: 'The text is now version {version}. Read it again, then accept.',
  },
  'contract.transferor_only': {
    zh: '非技术性成本只能由转让方申报。',
    en: 'Only the transferor can declare non-technical costs.',
  },
  'contract.accepted_already': {
    zh: '受让方已确认当前文本，不能再修改。',
    en: 'The transferee has accepted the current text; it can no longer be changed.',
  },
  'contract.non_technical_out_of_range': {
    zh: '非技术性成本须为零到合同成交额之间的整数分。',
    en: 'Non-technical costs must be whole fen between zero and the contract amount.',
  },
  'contract.no_certificate': {
    zh: '合同 {number} 尚未结清，还没有交易凭证。',
    en: 'Contract {number} is not settled yet, so it has no certificate.',
  },
  'certificate.not_ours': {
    zh: '没有编号与核验码都相符的交易凭证。请核对后重新输入；仍不相符的，请向出具机构查证。',
    en: 'No certificate has this number and this code. Check both; if they still do not fit, ask whoever is said to have issued it.',
  },
  'contract.announced_terms': {
    zh: '竞价成交的，转让方只能约定在公告期限内一次付清；其他付款方式须由交易机构起草，并经双方确认。',
    en: 'After an auction the transferor can only draft payment at once, within the announced time; any other form is drafted by the exchange and accepted by both.',
  },
  'contract.drafted_by_others': {
    zh: '付款方式只能由转让方或交易机构起草。',
    en: 'Only the transferor or its exchange can draft how the contract is paid.',
  },
  'payment_terms.invalid': {
    zh: '付款条款有 {count} 处不符合要求，未生成新版文本。',
    en: 'The terms of payment have {count} faults; no new version was made.',
  },
  'payment_terms.out_of_range': {
    zh: '须为 {least} 至 {most} 之间的整数。',
    en: 'Must be a whole number from {least} to {most}.',
  },
  'payment_terms.not_known': { zh: '没有这种选项。', en: 'There is no such choice.' },
  'payment_terms.words_missing': { zh: '请填写。', en: 'This must be filled in.' },
  'payment_terms.words_too_long': { zh: '最多 {most} 个字。', en: 'At most {most} characters.' },
  'payment_terms.not_a_day': { zh: '不是有效的日期。', en: 'This is no date.' },
  'payment_terms.past_day': { zh: '该日期已过。', en: 'This day is over.' },
  'payment_terms.row_count': { zh: '须为 {least} 至 {most} 行。', en: 'There must be {least} to {most} rows.' },
  'payment_terms.sum_differs': {
    zh: '各行合计须恰好等于合同成交额（{price} 分）。',
    en: 'The rows must come to exactly the contract amount ({price} fen).',
  },
  'payment_terms.first_has_a_day': { zh: '首期须有确定的日期。', en: 'The first instalment needs a day.' },
  'payment_terms.first_too_small': {
    zh: '国有资产交易的首期付款不得低于总价款的 {percent}%。',
    en: 'A state-owned seller’s first instalment is at least {percent}% of the price.',
  },
  'payment_terms.first_too_late': {
    zh: '国有资产交易的首期款应在合同生效后 {days} 个工作日内支付。',
    en: 'A state-owned seller’s first instalment is paid within {days} working days.',
  },
  'payment_terms.rest_too_late': {
    zh: '国有资产交易的其余价款应在 {days} 日内付清，并有确定的日期。',
    en: 'The rest owed to a state-owned seller is paid within {days} days, on a day that is fixed.',
  },
  'payment_terms.security_missing': {
    zh: '国有资产交易分期付款的，其余价款须有担保，请写明。',
    en: 'State what secures the rest that is owed to a state-owned seller.',
  },
  'payment_terms.open_band_last': { zh: '只有最后一段不设上限。', en: 'The last band, and only it, is open.' },
  'payment_terms.minimum_above_cap': { zh: '年保底高于累计上限。', en: 'The yearly minimum is above the cap.' },
  'payment_terms.below_price': {
    zh: '股权作价不得低于合同价款（{price} 分）。',
    en: 'The shares must stand for the contract amount at least ({price} fen).',
  },
  'payment_terms.too_far': { zh: '付款日不得晚于 {days} 天之后。', en: 'This is more than {days} days ahead.' },
  'payment_terms.fixed_fee_above_guidance': {
    zh: '提示：许可使用费指引中一次性费用一般不高于 {most} 分。',
    en: 'Note: guidance on licences recommends fixed fees of no more than {most} fen.',
  },
  'payment_terms.royalty_above_guidance': {
    zh: '提示：许可使用费指引中该基数的提成率一般不高于 {percent}%。',
    en: 'Note: guidance on licences recommends no more than {percent}% of this base.',
  },
  'payment_terms.share_or_amount': { zh: '请填写比例或者金额之一。', en: 'Give a share or a sum, one of them.' },
  'payment_terms.shares_or_amounts': {
    zh: '各收款人须同按比例或同按金额。',
    en: 'All payees have shares, or all have sums.',
  },
  'payment_terms.named_twice': { zh: '该收款人已列出。', en: 'This payee is named already.' },
  'payment_terms.no_such_payee': { zh: '没有找到该机构。', en: 'There is no such organisation.' },
  'payment_terms.not_a_payee': {
    zh: '受让方和交易机构不能作为收款人。',
    en: 'The transferee and the exchange cannot be payees.',
  },
});
