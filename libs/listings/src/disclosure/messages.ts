import { registerMessages } from '@jishi/platform';

registerMessages({
  'disclosure.not_found': {
    zh: '没有找到该披露，或您无权查看。',
    en: 'There is no such disclosure, or it is not yours to see.',
  },
  'disclosure.scope_forbidden': {
    zh: '您的岗位没有这个列表的权限。',
    en: 'Your role has no access to this list.',
  },
  'disclosure.bad_content': {
    zh: '披露内容有误，未保存。请按各项提示修改后重新提交。',
    en: 'The disclosure has errors and nothing was saved. Correct the fields named and submit again.',
  },
  'disclosure.empty': { zh: '必须写明。', en: 'This must be filled in.' },
  'disclosure.programme_missing': {
    zh: '财政资金项目须写明项目名称和编号。',
    en: 'Work paid by a public programme names the programme and its number.',
  },
  'disclosure.shares_sum': {
    zh: '完成人贡献比例合计须为 100.00%，现为 {percent}%。',
    en: 'The contributors’ shares must sum to 100.00%; they sum to {percent}%.',
  },
  'disclosure.bad_share': {
    zh: '比例须大于 0、不超过 100%，最多两位小数。',
    en: 'A share is above 0 and at most 100%, with two decimals at most.',
  },
  'disclosure.publication_to_come': {
    zh: '发表日期不能晚于今天；尚未发表的请暂缓发表。',
    en: 'A publication cannot lie in the future; hold back what is not published yet.',
  },
  'disclosure.reporter_missing': {
    zh: '披露人自己须列为完成人。',
    en: 'Whoever reports is one of the contributors.',
  },
  'disclosure.contributor_twice': { zh: '同一完成人列了两次。', en: 'The same contributor is named twice.' },
  'disclosure.no_such_colleague': {
    zh: '本单位没有这位科研人员，或其账号已停用；没有账号的人请按外部人员填写。',
    en: 'There is no such inventor in your organisation, or the account is closed; name people without a login as external.',
  },
  'disclosure.wrong_state': {
    zh: '披露当前状态为“{state}”，不能执行此操作。请刷新后查看最新状态。',
    en: 'The disclosure is in state “{state}”, which does not allow this. Refresh to see where it stands.',
  },
  'disclosure.reason_missing': { zh: '请填写理由，理由会记录在案。', en: 'Give a reason; it is kept on record.' },
  'disclosure.other_part': {
    zh: '这一步由他人办理，您不能代办。',
    en: 'This step is somebody else’s to take.',
  },
  'disclosure.own_interest': {
    zh: '您是完成人之一，不能审查或审批自己的成果。请由其他人办理。',
    en: 'You are one of its contributors and may not examine or approve your own work. Ask somebody else to.',
  },
  'disclosure.shares_open': {
    zh: '以下完成人尚未确认贡献比例，不能接收：{names}。',
    en: 'These contributors have not confirmed their shares, so it cannot be accepted: {names}.',
  },
  'disclosure.no_share': {
    zh: '您不在完成人之列，没有可确认的比例。',
    en: 'You are not one of its contributors and have no share to confirm.',
  },
  'disclosure.no_such_contributor': { zh: '没有找到该完成人。', en: 'There is no such contributor.' },
  'disclosure.confirms_online': {
    zh: '该完成人有账号，须由本人在线确认。',
    en: 'This contributor has a login and confirms it personally.',
  },
  'disclosure.barred': {
    zh: '该成果涉及国家安全或重大社会公共利益，不得公开挂牌。',
    en: 'National security or a major public interest keeps this achievement from the public; it cannot be listed.',
  },
  'disclosure.on_sale': {
    zh: '该成果正在挂牌或已成交，不能重新决策。请先撤回挂牌。',
    en: 'The achievement is on sale or sold and cannot be decided on again. Withdraw the listing first.',
  },
  'disclosure.achievement_taken': {
    zh: '该成果已对应另一份披露，请另选。',
    en: 'That achievement goes back to another disclosure; choose a different one.',
  },
  'disclosure.undecided': {
    zh: '该成果的披露（{number}）尚未作出决策，不能起草或提交挂牌。请先完成决策审批。',
    en: 'The disclosure of this achievement ({number}) is not decided yet; nothing of it can be listed before.',
  },
  'disclosure.not_as_decided': {
    zh: '与单位决策（{number}）不一致：转化形式、定价方式须与决策相同，价格不得低于决策价格。请按决策填写，或重新决策。',
    en: 'Not as the institution decided ({number}): form and way of pricing must be those decided, the price no lower. Follow the decision, or have it decided again.',
  },
  'disclosure.filed_already': {
    zh: '这份文件已按该类别提交过。请上传新的文件。',
    en: 'This file was filed as that already. Upload a new one.',
  },
  'disclosure.not_for_sale': {
    zh: '决定的形式为“{form}”，不通过挂牌交易，不能起草挂牌。',
    en: 'What was decided (“{form}”) is not sold by a listing, so none can be drafted.',
  },
  'disclosure.which_exchange': {
    zh: '有多家交易机构，请选择一家。',
    en: 'There is more than one exchange; choose one.',
  },
  'decision.bad_terms': {
    zh: '决策方案有误，未保存。请按各项提示修改后重新提交。',
    en: 'The proposal has errors and was not saved. Correct the fields named and submit again.',
  },
  'decision.term_missing': { zh: '这种形式必须写明此项。', en: 'This form of conversion needs it.' },
  'decision.term_not_for_form': {
    zh: '这种形式没有此项，请留空。',
    en: 'This form of conversion has no such term; leave it empty.',
  },
  'decision.documents_missing': {
    zh: '还缺 {count} 份必备文件，不能继续。请按清单补齐。',
    en: '{count} required documents are missing; file them as the checklist says.',
  },
  'decision.document_missing': { zh: '尚未提交。', en: 'This is not filed yet.' },
  'decision.own_proposal': {
    zh: '方案由您提出，须由他人审批。',
    en: 'You made this proposal; somebody else has to approve it.',
  },
  'decision.approved_twice': {
    zh: '您已审批过这一方案，下一级须由他人审批。',
    en: 'You have approved this proposal already; the next step is for somebody else.',
  },
  'decision.other_step': {
    zh: '当前审批环节不由您的岗位办理。',
    en: 'The approval asked for now is not your role’s to give.',
  },
});
