import { registerMessages } from '@jishi/platform';

registerMessages({
  'counter.not_found': { zh: '没有找到该柜台办理记录。', en: 'There is no such counter act.' },
  'counter.no_bid_scope': {
    zh: '该单位的委托书不包含代为报价，请由委托人补充委托。',
    en: 'The client’s mandate does not cover bids; the client has to extend it.',
  },
  'counter.over_limit': {
    zh: '超出委托书载明的单场报价上限 {limitYuan} 元，不能代为报价。',
    en: 'Above the limit of the written mandate, {limitYuan} yuan a sale; it cannot be entered.',
  },
  'counter.sealed_not_taken': {
    zh: '一次报价须由竞买人在自己的浏览器中加密，柜台不能代为提交。请竞买人自行登录办理。',
    en: 'A sealed bid is encrypted in the bidder’s own browser, so no counter can take it. The bidder has to hand it in.',
  },
  'counter.other_market': {
    zh: '该项目未在本窗口所属交易所的市场挂牌或联动，不能在此办理。',
    en: 'The listing is neither hosted by nor linked into the market of this window’s exchange.',
  },
  'counter.own_people': {
    zh: '该单位与本窗口或交易所存在共同人员或持股关系，不得由本窗口代为报价。',
    en: 'The client shares people or holders with this window or with an exchange of the sale; this window may not bid for it.',
  },
  'counter.rival_people': {
    zh: '本窗口有人员同属本场另一家竞买申请单位，本窗口不得在本场代为报价。请委托人自行报价或另找窗口。',
    en: 'Somebody of this window belongs to another candidate of this sale, so it may not bid in it for anybody. The client bids itself, or through another window.',
  },
  'counter.serves_seller': {
    zh: '您曾为该项目的转让方办理手续，不得再为竞买人报价。请由其他办理员办理。',
    en: 'You acted for the seller of this sale and may not bid in it for anybody. Another clerk has to.',
  },
  'counter.other_client_in_sale': {
    zh: '您在本场竞价中已为另一家单位办理，同一办理员不得同时代理两家。请由其他办理员办理。',
    en: 'You serve another client in this sale; nobody acts for two rivals. Another clerk has to.',
  },
  'counter.not_admitted': {
    zh: '该单位尚未取得本场竞价资格（报名未通过或保证金未到账），不能报价。',
    en: 'The client is not admitted to this sale: its application is not approved or its deposit has not arrived.',
  },
});
