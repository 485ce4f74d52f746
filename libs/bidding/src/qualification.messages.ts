import { registerMessages } from '@jishi/platform';

registerMessages({
  'application.not_found': { zh: '没有找到该报名申请。', en: 'There is no such application.' },
  'application.bad_content': {
    zh: '报名材料有误，未提交。请按各项提示修改。',
    en: 'The application has errors and was not filed. Correct the fields named.',
  },
  'application.documents_missing': {
    zh: '请至少上传一份资格证明文件。',
    en: 'Hand in at least one document that shows you qualify.',
  },
  'application.too_many_documents': { zh: '最多提交 {max} 份文件。', en: 'At most {max} documents.' },
  'application.statement_too_long': { zh: '说明最多 {max} 字。', en: 'A statement has at most {max} characters.' },
  'application.no_auction': {
    zh: '该项目不采用竞价方式，不接受报名。',
    en: 'This listing is not sold by bidding and takes no applications.',
  },
  'application.closed': {
    zh: '该项目当前状态为“{state}”，不再接受报名和资格审查。',
    en: 'The listing is in state “{state}” and takes no more candidates.',
  },
  'application.own_organisation': {
    zh: '转让方、交易所及其服务窗口不得参加本项目的竞买。',
    en: 'The seller, the exchange and its service window may not bid in this sale.',
  },
  'application.related_party': {
    zh: '贵单位有人员同时任职于本项目的转让方、交易所或服务窗口，不得参加竞买（《拍卖法》第二十二条、第三十条）。',
    en: 'Someone of your organisation also belongs to the seller, the exchange or its window, so it may not bid (Auction Act §22, §30).',
  },
  'application.exists': {
    zh: '贵单位已经报名（状态：{state}），无需重复提交。',
    en: 'Your organisation has applied already (state: {state}).',
  },
  'application.wrong_state': {
    zh: '该申请当前状态为“{state}”，不能执行此操作。请刷新查看。',
    en: 'The application is in state “{state}”, which does not allow this. Refresh to see where it stands.',
  },
  'application.reason_missing': {
    zh: '不通过时请写明理由，申请人据此补正。',
    en: 'State the reason of a refusal, so that the candidate can put it right.',
  },
  'application.other_exchange': {
    zh: '该项目由其他交易所办理，不能审查。',
    en: 'The listing is handled by another exchange; you cannot review this.',
  },
  'application.right_needs_approval': {
    zh: '只有审核通过的申请才能登记优先购买权。',
    en: 'A right of first refusal is recorded only with an approval.',
  },
  'application.right_only_at_transfer': {
    zh: '许可项目没有法定的优先购买权，只有转让项目可以登记。',
    en: 'The law gives a right of first refusal at a transfer only, not at a licence.',
  },
  'application.bad_rank': {
    zh: '优先购买权的顺位应为 1 至 {max} 的整数，1 为最优先。',
    en: 'The rank of a right of first refusal is a whole number from 1 (first) to {max}.',
  },
  'qualification.barred': {
    zh: '该单位因成交后违约（{reason}）被限制参加竞买，至 {until} 止。期满后可重新报名；如有异议，请联系作出登记的交易所。',
    en: 'The organisation defaulted on a sale ({reason}) and is barred from bidding until {until}. It may apply again after that; questions go to the exchange that recorded it.',
  },
  'application.no_such_market': {
    zh: '该窗口或市场未办理本项目，请重新选择或留空。',
    en: 'This window or market does not sell this listing; choose another or leave it out.',
  },
});
