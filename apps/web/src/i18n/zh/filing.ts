export const filing = {
  filing: {
    title: '为委托人报名',
    intro: '凭委托人的有效委托书（含代办收件）代为提交报名材料。报名记在委托人名下，并注明由本窗口柜台办理。',
    start: '为委托人填写报名',
    client: '委托人',
    clientHint: '只列出委托书在有效期内、授权代办收件的单位。',
    sent: '已提交，回执编号 {{number}}',
    list: '代为提交的报名',
    none: '还没有代为提交的报名',
    noneHint: '在项目页面选择“为委托人填写报名”。',
    mark: '柜台',
    atCounter: '柜台提交：{{window}}，回执 {{number}}',
  },
};
