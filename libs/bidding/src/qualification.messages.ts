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
    zh: '该单位与本项目的转让方、交易所或服务窗口存在关联（{kindZh}），不得参加竞买（《拍卖法》第二十二条、第三十条，《公司法》第二百六十五条）。{pathZh}',
    en: 'The organisation is related to the seller, the exchange or its window ({kindEn}), so it may not bid (Auction Act §22, §30; Company Act §265).{pathEn}',
  },
  'application.late': {
    zh: '已超过时限：应在 {until}（北京时间）之前。',
    en: 'Too late: this had to come before {until} (Beijing time).',
  },
  'application.paper_missing': { zh: '缺少规定的材料：{kind}。', en: 'A paper the rules ask for is missing: {kind}.' },
  'application.paper_expired': { zh: '该文件已于 {day} 到期。', en: 'This paper expired on {day}.' },
  'application.paper_expired_since': {
    zh: '申请人的一份文件已于 {day} 到期，请其更新后重新提交。',
    en: 'A paper of the candidate expired on {day}; it has to hand in a valid one first.',
  },
  'application.bad_day': { zh: '日期应为 2026-10-09 这样的形式。', en: 'A date is written like 2026-10-09.' },
  'application.offer_only_at_listing': {
    zh: '只有挂牌方式的项目可以在报名时填写报价。',
    en: 'An offer goes with an application only where the sale is by listing.',
  },
  'application.offer_too_low': { zh: '报价不得低于挂牌价。', en: 'An offer is not below the listing price.' },
  'application.text_not_accepted': {
    zh: '请阅读并接受申请人承诺。',
    en: 'Read the applicant’s undertaking and accept it.',
  },
  'confirmation.duty_not_taken': {
    zh: '查看前请确认承担保密义务：竞买人身份在成交前不得外泄。',
    en: 'Take on the duty of confidence first: identities stay sealed until the close.',
  },
  'confirmation.sealed': {
    zh: '该申请人不在待确认之列，其身份信息已封存。',
    en: 'You are not asked about this candidate (any more); its identity is sealed.',
  },
  'confirmation.not_opened': {
    zh: '请先查看该申请人的资格信息，再作答复。',
    en: 'Look at the candidate’s facts before you answer.',
  },
  'confirmation.late': {
    zh: '答复期限已过，视为同意。',
    en: 'The time to answer is over; silence was taken as consent.',
  },
  'relation.not_found': { zh: '没有找到该登记。', en: 'There is no such entry in the register.' },
  'relation.relied_on': {
    zh: '贵单位有在售项目、进行中的报名或关联审查记录，终止登记须由交易所核实办理。',
    en: 'Your organisation sells, has applied, or was looked at in a sale; the exchange has to see the evidence and end this.',
  },
  'application.right_waived': {
    zh: '该申请人已书面放弃本项目的优先购买权，不能再予确认。',
    en: 'The candidate has waived its right of first refusal in this sale; that is final.',
  },
  'application.right_registered_otherwise': {
    zh: '该申请人的优先购买权已在公告前登记（第 {rank} 顺位），顺位和依据不能更改。',
    en: 'The candidate’s right was registered before the notice (rank {rank}); rank and ground are fixed.',
  },
  'relation.bad_id_number': {
    zh: '证件号码有误，请核对（居民身份证号须通过校验）。',
    en: 'This is not the number of an identity paper; a resident’s number must pass its check.',
  },
  'relation.bad_person_key': {
    zh: 'JISHI_PERSON_KEY 应为 64 位十六进制数。',
    en: 'JISHI_PERSON_KEY is 64 hexadecimal digits.',
  },
  'relation.bad_day': {
    zh: '日期应为 2026-10-09 这样的形式，且不晚于今天。',
    en: 'A date is written like 2026-10-09 and is not in the future.',
  },
  'relation.bad_uscc': { zh: '统一社会信用代码有误。', en: 'The unified social credit code is not valid.' },
  'relation.holds_itself': { zh: '单位不能持有自身。', en: 'An organisation cannot hold itself.' },
  'relation.more_than_all': {
    zh: '各持有人的比例合计超过 100%，请先终止已变更的登记。',
    en: 'Together the holders would hold more than 100 %; end what is no longer so first.',
  },
  'relation.ended_already': { zh: '该登记已经终止。', en: 'This entry has ended already.' },
  'relation.verified': {
    zh: '该登记已经交易所核实，变更或终止请向交易所提出。',
    en: 'An exchange has verified this entry; ask the exchange to end it.',
  },
  'relation.judged_already': { zh: '该登记已经核实过。', en: 'This entry has been judged already.' },
  'relation.own': {
    zh: '本机构申报的登记须由其他交易所核实。',
    en: 'What your own organisation has declared is verified by another exchange.',
  },
  'relation.other_exchange': {
    zh: '该单位未在贵交易所报名、转让或办理委托，其登记由其他交易所核实与终止。',
    en: 'This organisation neither sells nor applies at your exchange; others verify and end what it declares.',
  },
  'relation.not_an_exchange': { zh: '没有找到该交易所。', en: 'There is no such exchange.' },
  'relation.no_evidence': { zh: '该登记没有附证明文件。', en: 'No evidence was handed in with this entry.' },
  'relation.reason_missing': { zh: '不予核实时请写明理由。', en: 'State why the entry is refused.' },
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
  'qualification.defaulted_here': {
    zh: '该单位曾在本成果的交易中竞得后违约，不得参加其重新交易。',
    en: 'The organisation won this achievement before and did not perform: it may not bid for it again.',
  },
  'bar.not_found': { zh: '没有找到该限制竞买记录。', en: 'There is no such bar.' },
  'bar.lifted': { zh: '该限制已经解除。', en: 'This bar is lifted already.' },
  'bar.not_proposed': { zh: '尚无人提出解除该限制。', en: 'Nobody has proposed to lift this bar.' },
  'bar.same_person': {
    zh: '提出解除与批准解除须为两人，请由另一人批准。',
    en: 'Whoever proposed to lift this bar cannot agree to it. Another person must.',
  },
  'application.no_such_market': {
    zh: '该窗口或市场未办理本项目，请重新选择或留空。',
    en: 'This window or market does not sell this listing; choose another or leave it out.',
  },
});
