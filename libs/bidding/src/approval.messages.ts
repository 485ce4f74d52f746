import { registerMessages } from '@jishi/platform';

registerMessages({
  'approval.not_found': {
    zh: '没有找到该项双人复核申请，请刷新后重试。',
    en: 'There is no such request for approval. Refresh and try again.',
  },
  'approval.unknown_kind': {
    zh: '“{kind}”不是需要双人复核的操作。请从操作台重新发起。',
    en: '“{kind}” is not something that two people approve. Start again from the desk.',
  },
  'approval.kind_twice': {
    zh: '双人复核操作“{kind}”重复登记，系统未能启动。请联系平台维护人员。',
    en: 'The approval kind “{kind}” is registered twice and the system did not start. Please tell the maintainers.',
  },
  'approval.bad_payload': {
    zh: '复核申请的内容不完整或有误，未提交。请按各项提示修改。',
    en: 'The request for approval is incomplete or wrong and was not made. Correct the fields named.',
  },
  'approval.bid_missing': {
    zh: '请选择出价记录中的一条出价（序号）。',
    en: 'Name a bid by its number in the bid book, and nothing else.',
  },
  'approval.pending_already': {
    zh: '同一操作已有一项申请等待复核，无需重复提交。',
    en: 'The same is waiting for approval already; there is no need to ask again.',
  },
  'approval.id_reused': {
    zh: '该操作编号已用于另一项申请。请更换编号后重新提交。',
    en: 'This id was used for another request. Ask again under a new id.',
  },
  'approval.same_person': {
    zh: '申请人不能复核自己的申请。请由本交易所另一位工作人员处理。',
    en: 'Whoever asked cannot also decide. Another member of staff of your exchange must.',
  },
  'approval.not_yours': {
    zh: '只有申请人可以撤回该申请。您可以改为驳回。',
    en: 'Only the person who asked can withdraw the request. You may refuse it instead.',
  },
  'approval.not_pending': {
    zh: '该申请已不在等待复核（{state}），本次操作未生效。请刷新查看。',
    en: 'The request is no longer waiting ({state}), so this did nothing. Refresh to see it.',
  },
});
