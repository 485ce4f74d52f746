import { registerMessages } from '@jishi/platform';

registerMessages({
  'fee.not_less': {
    zh: '减免后的服务费应不小于零，且少于按收费标准计算的 {computed} 分。',
    en: 'A reduced fee is at least zero and less than the {computed} fen of the fee table.',
  },
  'fee.paid_already': {
    zh: '该服务费已经支付，不能再减免到此数额。',
    en: 'This fee has been paid; it can no longer be reduced to this amount.',
  },
  'fee.being_paid': {
    zh: '付款人正在支付该笔价款，暂时不能减免。请待付款结束或支付页面失效后再办理。',
    en: 'The payer is paying this sum now. Reduce the fee once that has ended or the payment page has expired.',
  },
  'fee.proposed_already': {
    zh: '该方服务费已有一项减免待复核，请先处理。',
    en: 'A reduction for this side already waits for the second person. Decide that one first.',
  },
  'fee.decision_not_found': { zh: '没有找到该项减免。', en: 'There is no such reduction.' },
  'fee.decided_already': { zh: '该项减免已经处理。', en: 'This reduction has been decided.' },
  'fee.same_person': {
    zh: '复核人不能是提出人本人，请由另一人复核。',
    en: 'Whoever proposed this reduction cannot agree to it. Another person must.',
  },
  'invoice.not_found': { zh: '没有找到该发票。', en: 'There is no such invoice.' },
  'invoice.paper_not_found': { zh: '没有找到该发票文件。', en: 'There is no such invoice file.' },
  'invoice.wrong_state': {
    zh: '该发票当前状态为 {state}，不能执行此操作。请刷新后查看最新状态。',
    en: 'The invoice is {state}; this cannot be done now. Reload to see where it stands.',
  },
  'invoice.not_yours': {
    zh: '该操作由另一方办理。',
    en: 'This is for the other party of the invoice to do.',
  },
  'invoice.bad_rate': { zh: '税率无效。', en: 'This is not a rate of tax.' },
  'invoice.nothing_received': {
    zh: '该项目没有贵单位已支付的此项款项，不能申请开票。',
    en: 'Your organisation has paid nothing of this for this sale, so there is nothing to invoice.',
  },
  'invoice.nothing_left': {
    zh: '该项款项已全部开票或正在申请。',
    en: 'All of this has been invoiced or asked for.',
  },
  'invoice.over_received': {
    zh: '开票金额应大于零，且不超过尚未开票的 {room} 分。',
    en: 'The amount must be above zero and at most the {room} fen not invoiced yet.',
  },
  'invoice.bad_tax_number': {
    zh: '纳税人识别号应为有效的统一社会信用代码（校验未通过）。',
    en: 'The taxpayer number must be a valid unified social credit code; its check character is wrong.',
  },
  'invoice.other_taxpayer': {
    zh: '发票只能开给实际付款的单位，识别号应与本机构登记的一致。',
    en: 'An invoice is made out to whoever paid: give your own organisation’s code.',
  },
  'invoice.not_reversed': {
    zh: '只有已红冲、已退回或已撤回的发票可以重新申请，且只能一次。',
    en: 'Only an invoice that was reversed, declined or withdrawn can be asked for anew, and once only.',
  },
  'invoice.rate_unfit': { zh: '该项目不适用此税率。', en: 'This rate does not apply to this item.' },
  'invoice.special_exempt': {
    zh: '免税项目只能开具普通发票。',
    en: 'What is exempt is invoiced on an ordinary invoice only.',
  },
  'invoice.no_exemption': {
    zh: '免税须填写技术合同认定登记编号；应税项目不填。',
    en: 'An exemption names the registration of the technology contract; what is taxed names none.',
  },
  'invoice.bad_number': {
    zh: '发票号码有误：数电票为 20 位数字、无代码；纸质发票为 10 或 12 位代码加 8 位号码。',
    en: 'Not an invoice number: 20 digits without a code, or 8 digits with a code of 10 or 12.',
  },
  'invoice.bad_day': {
    zh: '开票日期无效，且不能晚于今天。',
    en: 'The day of issue must be a day, and not after today.',
  },
  'invoice.red_before_blue': {
    zh: '红字发票的日期不能早于原发票。',
    en: 'A red invoice cannot be older than what it reverses.',
  },
  'invoice.number_used': {
    zh: '发票号码 {number} 已经登记过。',
    en: 'Invoice number {number} is on record already.',
  },
  'invoice.over_original': {
    zh: '红冲金额应大于零，且不超过原发票尚未红冲的 {rest} 分。',
    en: 'A reversal is above zero and at most the {rest} fen of the original not reversed yet.',
  },
  'invoice.file_not_found': {
    zh: '没有找到该发票文件，或它已用于另一张发票。',
    en: 'There is no such file, or it belongs to another invoice already.',
  },
  'invoice.file_too_many': {
    zh: '今天上传的发票文件已达 {max} 份。',
    en: 'Your organisation has handed in {max} files of invoices today.',
  },
  'invoice.no_file': { zh: '请上传发票文件。', en: 'Hand in the file of the invoice.' },
  'invoice.file_too_large': { zh: '发票文件不能超过 20 MB。', en: 'The file is larger than 20 MB.' },
  'invoice.file_type': {
    zh: '发票文件应为 PDF、OFD 或数电票 XML。',
    en: 'The file must be a PDF, an OFD or the XML of an electronic invoice.',
  },
  'invoice.file_broken': {
    zh: '该 OFD 文件已损坏，或含有不应有的内容。',
    en: 'This OFD is broken or holds what it should not.',
  },
  'invoice.file_unreadable': {
    zh: '该 XML 不是可识别的数电票：{field} 缺失、重复或无效。',
    en: 'Not the XML of an electronic invoice: {field} is missing, double or invalid.',
  },
  'invoice.file_differs': {
    zh: '发票文件与申请不符：{field} 应为 {expected}，文件中为 {found}。',
    en: 'The file is not what was asked for: {field} should be {expected} and is {found}.',
  },
});
