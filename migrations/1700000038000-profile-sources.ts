import type { MigrationInterface, QueryRunner } from 'typeorm';

const OPERATOR = '运营机构默认值';
const CONVERSION = '《促进科技成果转化法》';
const ASSETS = '《企业国有资产交易监督管理办法》（国资委、财政部令第32号）';
/** Its own number of the article is not known to us for certain; that of the rules it replaced is. */
const OPERATING =
  '《企业国有资产交易操作规则》（国资发产权规〔2025〕17号）关于延长信息披露的规定（原国资发产权〔2009〕120号第二十条：每次不少于五个工作日，须在公告中载明）';
const CIVIL_CODE = '《民法典》第八百四十七条、第八百五十九条、第八百六十条';

/** What courts must do and an exchange need not: a default that follows them is still the operator's. */
const likeCourts = (article: string, says: string): string => `${OPERATOR}，参照法释〔2016〕18号${article}（${says}）`;
const byOperator = (says: string): string => `${OPERATOR}（${says}）`;

type Sources = Readonly<Record<string, string>>;

const EVERYBODY: Sources = {
  openingHour: byOperator('公告期满次日上午十时'),
  depositRate: `${byOperator('百分之十')}，上下限参照法释〔2016〕18号第十七条（起拍价的百分之五至百分之二十）`,
  'auction.mode': likeCourts('第二十条', '以递增出价方式竞价'),
  'auction.freePeriodMs': likeCourts('第二十条', '竞价时间不少于二十四小时'),
  'auction.timerMs': likeCourts('第二十条', '五分钟'),
  'auction.triggerMs': likeCourts('第二十条', '竞价程序结束前五分钟内有出价'),
  'auction.extendMs': likeCourts('第二十条', '竞价时间顺延五分钟'),
  'auction.extensionBase': likeCourts('第二十条', '自该出价时点顺延'),
  'auction.maxExtensions': likeCourts('第二十条', '未设顺延次数上限'),
  'auction.increments': byOperator('按价格分档，公告时冻结'),
  'auction.raise': byOperator('加价幅度的整数倍'),
  'auction.selfRaise': byOperator('领先者不得自行加价'),
  'auction.closeDrainMs': byOperator('平台技术参数'),
  'auction.showReserveMet': `${byOperator('不显示')}；《拍卖法》第二十八条（委托人有权要求对保留价保密）`,
  'auction.firstRefusalWindowMs': `${byOperator('竞价结束后二十四小时内')}；权利依据${CIVIL_CODE}`,
  'auction.objectionWindowMs': byOperator('三日'),
  'auction.barMs': byOperator('一年'),
  refundDays: likeCourts('第二十三条', '竞价程序结束后二十四小时内退还'),
  closingDays: byOperator('成交确认后十个工作日'),
  'sale.applyUntil': byOperator('公告期内报名'),
  'sale.intakeWithin': byOperator('窗口三个工作日内答复'),
  'sale.reviewWithin': byOperator('交易所五个工作日内审核'),
  'sale.sellerConfirmation': byOperator('三个工作日内确认，逾期视为同意'),
  'sale.firstRefusalNotice': `${likeCourts('第十六条', '公告发布三日前通知已知优先购买权人，经通知未参与的视为放弃')}；权利依据${CIVIL_CODE}`,
  'sale.requiresDecision': byOperator('单位内部决策由转让方自行保存'),
  'sale.forms': `${CONVERSION}第十六条第（二）项、第（三）项`,
  'sale.noticeByPrice': byOperator('公告期不因价格而异'),
  'sale.papers': byOperator('权属证明；营业执照'),
  'sale.texts': OPERATOR,
};

const STATE: Sources = {
  'sale.sellers': `${ASSETS}第四条（国有及国有控股企业、国有实际控制企业）`,
  'sale.extension': OPERATING,
  'sale.priceCut': `${ASSETS}第十八条（降价受评估结果百分之九十限制，无单次幅度限制）`,
  publicityDays: byOperator('国有企业规则不设协议定价，本项备而不用'),
  closingDays: `${byOperator('成交确认后十个工作日')}；价款支付另须符合${ASSETS}第二十八条（合同生效之日起五个工作日内一次付清；分期的首期不低于百分之三十，其余一年内付清）`,
};

const CORRECTED: readonly { code: string; from: number; sources: Sources }[] = [
  {
    code: 'gz-university',
    from: 3,
    sources: {
      ...EVERYBODY,
      noticeDays: likeCourts('第十二条', '动产于拍卖十五日前公告；该条对其他财产权为三十日'),
      publicityDays: `${CONVERSION}第十八条（协议定价应当公示）；国发〔2016〕16号第一部分（公示时间不少于15日）`,
      'sale.sellers': `${CONVERSION}第十八条（国家设立的研究开发机构、高等院校）`,
      'sale.pricingWays': `${CONVERSION}第十八条（协议定价、在技术交易市场挂牌交易、拍卖）`,
      'sale.extension': byOperator('公告载明后可延长，每次五个工作日，至多三次'),
      'sale.appraisal':
        '《事业单位国有资产管理暂行办法》（财政部令第36号公布，第100号修改）第三十九条第（三）项、第四十条（转让、许可给国有全资企业的可以不评估，给非国有全资企业的由单位自主决定）',
      'sale.priceCut': likeCourts('第二十六条', '流拍后三十日内再次拍卖，降价幅度不超过前次起拍价的百分之二十'),
    },
  },
  {
    code: 'gz-state-owned',
    from: 3,
    sources: {
      ...EVERYBODY,
      ...STATE,
      noticeDays: `${ASSETS}第十三条（产权转让正式披露不少于二十个工作日；知识产权等资产转让适用第五十条，本规则从严）`,
      'sale.pricingWays': `${ASSETS}第二条、第十三条、第二十二条（产权市场公开进行，拍卖、网络竞价等）`,
      'sale.appraisal': `${ASSETS}第十二条、第十七条、第十八条（底价不低于评估结果；低于百分之九十须经转让行为批准单位书面同意）`,
      'sale.papers': `${ASSETS}第九条（书面决议）、第十二条（评估）；权属证明、营业执照为${OPERATOR}`,
    },
  },
  {
    code: 'gz-state-asset',
    from: 1,
    sources: {
      ...EVERYBODY,
      ...STATE,
      'sale.sellers': `${ASSETS}第四条、第四十八条（知识产权等资产对外转让）`,
      noticeDays: `${ASSETS}第五十条第（一）项（底价一百万元以上、一千万元以下不少于十个工作日）；一百万元及以下为${OPERATOR}`,
      'sale.noticeByPrice': `${ASSETS}第五十条第（二）项（底价一千万元以上不少于二十个工作日）`,
      'sale.pricingWays': `${ASSETS}第四十八条（在产权交易机构公开进行）、第五十条（流程参照产权转让，即第二十二条）`,
      'sale.appraisal': `${ASSETS}第五十条（流程参照产权转让），参照第十二条、第十七条、第十八条`,
      'sale.priceCut': `${ASSETS}第五十条，参照第十八条`,
      'sale.papers': `${ASSETS}第四十八条（内部决策程序）、第五十条（参照第十二条）；权属证明、营业执照为${OPERATOR}`,
    },
  },
  {
    code: 'gz-private',
    from: 1,
    sources: {
      ...EVERYBODY,
      noticeDays: `${byOperator('七日')}，参照《拍卖法》第四十五条（拍卖日七日前发布公告）`,
      publicityDays: byOperator('七日，当事人可另行约定'),
      'sale.sellers': byOperator('非国有转让方，依当事人意思自治'),
      'sale.pricingWays': byOperator('依当事人意思自治'),
      'sale.extension': byOperator('公告载明后可延长'),
      'sale.appraisal': byOperator('不要求评估'),
      'sale.priceCut': byOperator('不限'),
    },
  },
];

const BASIS = '更正条文出处，注明运营机构默认值；规则内容不变';

/**
 * Defaults name the article they come from, and say where a value is merely the operator's: a new version of each, the old ones
 * stay as they were published. Rules of an exchange may bring an undertaking of their own: what was signed says whose it was.
 */
export class ProfileSources1700000038000 implements MigrationInterface {
  name = 'ProfileSources1700000038000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table nda_acceptance
        add column profile_code text,
        add column profile_version int,
        alter column text_version drop not null,
        add foreign key (profile_code, profile_version) references rule_profile(code, version),
        -- One text was signed: a version of the platform's, or that of these rules.
        add constraint nda_acceptance_one_text check (
          (profile_code is null) = (profile_version is null) and (text_version is null) <> (profile_code is null));
    `);
    for (const { code, from, sources } of CORRECTED) {
      const [found] = (await runner.query('select body from rule_profile where code = $1 and version = $2', [
        code,
        from,
      ])) as { body: { sources: Sources } }[];
      const { body } = found!;
      const fees = Object.entries(body.sources).filter(([path]) => path.startsWith('fees.'));
      const next = { ...body, version: from + 1, sources: { ...Object.fromEntries(fees), ...sources } };
      await runner.query(
        `insert into rule_profile (code, version, body, source, effective_at) values ($1, $2, $3, $4, now())`,
        [code, from + 1, JSON.stringify(next), BASIS],
      );
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table rule_profile disable trigger rule_profile_append_only');
    for (const { code, from } of CORRECTED)
      await runner.query('delete from rule_profile where code = $1 and version = $2', [code, from + 1]);
    await runner.query('alter table rule_profile enable trigger rule_profile_append_only');
    await runner.query(`
      alter table nda_acceptance
        drop constraint nda_acceptance_one_text,
        drop column profile_version,
        drop column profile_code,
        alter column text_version set not null;
    `);
  }
}
