import type { MigrationInterface, QueryRunner } from 'typeorm';

const YUAN = 100;
const DEFAULT = '交易规则缺省值';
const ASSETS = '《企业国有资产交易监督管理办法》（国资委、财政部令第32号）';
const JUDICIAL = '法释〔2016〕18号';

const working = (count: number) => ({ count, kind: 'working' });
const calendar = (count: number) => ({ count, kind: 'calendar' });
const rate = (numerator: number, denominator: number) => ({ numerator, denominator });

type Value = { readonly [key: string]: unknown };
/** A rule and the text it comes from, side by side: none can be added without the other. */
type Sourced = { readonly [rule: string]: readonly [value: unknown, source: string] };

const EVERYBODY: Sourced = {
  applyUntil: ['noticeEnd', `${DEFAULT}（公告期内报名）`],
  intakeWithin: [working(3), `${DEFAULT}（窗口三个工作日内答复）`],
  reviewWithin: [working(5), `${DEFAULT}（交易所五个工作日内审核）`],
  firstRefusalNotice: [calendar(3), `${JUDICIAL}第十六条（公告三日前通知优先购买权人，未参加视为放弃）`],
  requiresDecision: [false, `${DEFAULT}（单位内部决策由转让方自行保存）`],
  forms: [['transfer', 'licence'], '《促进科技成果转化法》第十六条'],
};
const TEXTS = {
  notice: {
    zh: '本公告所载信息由转让方提供并承诺真实、准确、完整。意向受让方应在公告期内提交受让申请并交纳保证金；出价一经作出不得撤回。利害关系人有异议的，请在公告期内书面提出。',
    en: 'The transferor provides this information and warrants that it is true, accurate and complete. Prospective transferees apply and pay their deposit within the notice period; a bid once made cannot be withdrawn. Whoever is affected may object in writing within the notice period.',
  },
  application: {
    zh: '申请人承诺：所提交材料真实有效，不是转让方、交易机构工作人员或其关联方，已阅读并接受本次交易规则。',
    en: 'The applicant warrants that its papers are true and valid, that it is neither staff nor a related party of the transferor or the exchange, and that it has read and accepts the rules of this sale.',
  },
};

const PROFILES: { from: string; code: string; name?: Value; rules: Sourced; body?: Sourced }[] = [
  {
    from: 'gz-university',
    code: 'gz-university',
    rules: {
      ...EVERYBODY,
      sellers: [['university'], '《促进科技成果转化法》第十八条'],
      pricingWays: [
        ['listing', 'auction', 'negotiated'],
        '《促进科技成果转化法》第十八条（协议定价、在技术交易市场挂牌交易、拍卖）',
      ],
      noticeByPrice: [[], `${DEFAULT}（公告期不因价格而异）`],
      extension: [{ days: working(5), max: 3 }, `${DEFAULT}（公告载明后可延长，每次不少于五个工作日）`],
      appraisal: [
        null,
        '《事业单位国有资产管理暂行办法》（财政部令第100号）第四十条（科技成果转化可以不进行资产评估）',
      ],
      priceCut: [
        { maxRate: rate(20, 100), relistWithin: calendar(30) },
        `${JUDICIAL}第二十六条（三十日内再次拍卖，降价不超过百分之二十）`,
      ],
      sellerConfirmation: [working(3), `${DEFAULT}（三个工作日内确认，逾期视为同意）`],
      papers: [{ listing: ['ownership_proof'], application: ['business_licence'] }, `${DEFAULT}（权属证明；营业执照）`],
      texts: [TEXTS, DEFAULT],
    },
  },
  {
    from: 'gz-state-owned',
    code: 'gz-state-owned',
    rules: {
      ...EVERYBODY,
      sellers: [['state_owned'], `${ASSETS}第三条`],
      pricingWays: [['listing', 'auction'], `${ASSETS}第二条、第十三条（产权市场公开进行）`],
      noticeByPrice: [[], `${ASSETS}第十三条（信息披露不少于二十个工作日）`],
      extension: [
        { days: working(5), max: 10 },
        `${ASSETS}第十八条（未征集到受让方可延期，每次不少于五个工作日，须在公告中载明）`,
      ],
      appraisal: [
        { approvalBelow: rate(90, 100) },
        `${ASSETS}第十七条、第十八条（底价不低于评估结果；低于百分之九十须经转让行为批准单位书面同意）`,
      ],
      priceCut: [null, `${ASSETS}第十八条（降价受评估结果百分之九十限制，无单次幅度限制）`],
      sellerConfirmation: [working(3), `${DEFAULT}（三个工作日内确认，逾期视为同意）`],
      papers: [
        { listing: ['ownership_proof', 'decision_minutes', 'valuation_report'], application: ['business_licence'] },
        `${ASSETS}第八条、第十一条、第十二条`,
      ],
      texts: [TEXTS, DEFAULT],
    },
  },
  {
    from: 'gz-state-owned',
    code: 'gz-state-asset',
    name: { zh: '广州·国有企业资产转让规则', en: 'Guangzhou: asset sales of state-owned enterprises' },
    body: { noticeDays: [working(10), `${ASSETS}第四十八条（一百万元以上、一千万元以下不少于十个工作日）`] },
    rules: {
      ...EVERYBODY,
      sellers: [['state_owned'], `${ASSETS}第三条、第四十八条`],
      pricingWays: [['listing', 'auction'], `${ASSETS}第四十八条（在产权交易机构公开进行）`],
      noticeByPrice: [
        [{ fromMinor: 10_000_000 * YUAN, days: working(20) }],
        `${ASSETS}第四十八条（一千万元以上不少于二十个工作日）`,
      ],
      extension: [{ days: working(5), max: 10 }, `${ASSETS}第十八条（参照）`],
      appraisal: [{ approvalBelow: rate(90, 100) }, `${ASSETS}第十七条、第十八条（参照）`],
      priceCut: [null, `${ASSETS}第十八条（参照）`],
      sellerConfirmation: [working(3), `${DEFAULT}（三个工作日内确认，逾期视为同意）`],
      papers: [
        { listing: ['ownership_proof', 'decision_minutes', 'valuation_report'], application: ['business_licence'] },
        `${ASSETS}第八条、第十一条、第十二条（参照）`,
      ],
      texts: [TEXTS, DEFAULT],
    },
  },
  {
    from: 'gz-university',
    code: 'gz-private',
    name: { zh: '广州·民营主体成果交易规则', en: 'Guangzhou: private sellers' },
    body: {
      noticeDays: [calendar(7), `${DEFAULT}（民营主体自主约定，缺省七日；参照《拍卖法》第四十五条）`],
      publicityDays: [calendar(7), `${DEFAULT}（民营主体自主约定）`],
    },
    rules: {
      ...EVERYBODY,
      sellers: [['private'], `${DEFAULT}（当事人意思自治）`],
      pricingWays: [['listing', 'auction', 'negotiated'], `${DEFAULT}（当事人意思自治）`],
      noticeByPrice: [[], `${DEFAULT}（公告期不因价格而异）`],
      extension: [{ days: calendar(7), max: 5 }, `${DEFAULT}（公告载明后可延长）`],
      appraisal: [null, `${DEFAULT}（不要求评估）`],
      priceCut: [null, `${DEFAULT}（不限）`],
      sellerConfirmation: [working(3), `${DEFAULT}（三个工作日内确认，逾期视为同意）`],
      papers: [{ listing: ['ownership_proof'], application: ['business_licence'] }, `${DEFAULT}（权属证明；营业执照）`],
      texts: [TEXTS, DEFAULT],
    },
  },
];

const values = (rules: Sourced): Value =>
  Object.fromEntries(Object.entries(rules).map(([rule, [value]]) => [rule, value]));
const sources = (rules: Sourced, prefix = ''): Value =>
  Object.fromEntries(Object.entries(rules).map(([rule, [, source]]) => [prefix + rule, source]));

/** The law around a sale becomes part of the profiles; organisations say who owns them, for the law asks it of sellers. */
export class SaleRules1700000019500 implements MigrationInterface {
  name = 'SaleRules1700000019500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Null: not said yet; a company that sells must say it. A university is public unless it says otherwise.
      alter table organisation add column ownership text
        check (ownership in ('public_institution', 'state_owned', 'private'));
    `);
    for (const { from, code, name, rules, body = {} } of PROFILES) {
      const [latest] = (await runner.query(
        'select body, version from rule_profile where code = $1 and version <= 2 order by version desc limit 1',
        [from],
      )) as { body: Value & { sources: Value; name: Value }; version: number }[];
      const version = code === from ? latest!.version + 1 : 1;
      const next = {
        ...latest!.body,
        ...values(body),
        code,
        version,
        name: name ?? latest!.body.name,
        sale: values(rules),
        sources: { ...latest!.body.sources, ...sources(body), ...sources(rules, 'sale.') },
      };
      await runner.query(
        `insert into rule_profile (code, version, body, source, effective_at) values ($1, $2, $3, $4, '2026-01-01T00:00:00+08:00')`,
        [code, version, JSON.stringify(next), rules.sellers![1]],
      );
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table rule_profile disable trigger rule_profile_append_only');
    await runner.query(`delete from rule_profile where code in ('gz-state-asset', 'gz-private')
      or version = 3 and code in ('gz-university', 'gz-state-owned')`);
    await runner.query('alter table rule_profile enable trigger rule_profile_append_only');
    await runner.query('alter table organisation drop column ownership');
  }
}
