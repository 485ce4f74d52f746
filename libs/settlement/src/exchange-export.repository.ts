import { rows, type Tx } from '@jishi/platform';

export interface ExportSheet {
  name: string;
  /** Named columns, `id` among them, of one exchange ($1); amounts in fen end in `元 … (yuan)`. */
  sql: string;
}

const day = (column: string): string => `to_char(${column} at time zone 'Asia/Shanghai', 'YYYY-MM-DD')`;
const moment = (column: string): string => `to_char(${column} at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI:SS')`;
/** Fen as exact decimals of yuan. */
const yuan = (column: string): string =>
  `trim(to_char(${column} / 100, 'FM999999999999990') || '.' || to_char(${column} % 100, 'FM00'))`;

/**
 * Everything an exchange keeps here, a list a sheet. It stands in settlement because what it reads, volumes included, lies
 * here and upstream; headings of history are those its import knows.
 */
export const EXPORT_SHEETS: readonly ExportSheet[] = [
  {
    name: '会员 members',
    sql: `select o.id, o.id as "会员编号 member number", o.name as "会员名称 name", o.uscc as "统一社会信用代码 uscc",
        o.kind as "会员类型 kind", o.region_code as "地区代码 region", ${day('o.created_at')} as "注册日期 joined on"
      from organisation o where o.id in (
        select transferor_id from listing where exchange_id = $1
        union select a.organisation_id from application a join listing l on l.id = a.listing_id where l.exchange_id = $1
        union select c.organisation_id from window_client c join service_window w on w.id = c.window_id where w.exchange_id = $1
        union select transferee_id from contract where exchange_id = $1)`,
  },
  {
    name: '服务窗口 windows',
    sql: `select w.id, w.id as "窗口编号 window id", w.name as "名称 name", w.region_code as "地区代码 region",
        w.kind as "类型 kind", ${day('w.created_at')} as "设立日期 opened on", ${day('w.closed_at')} as "撤销日期 closed on"
      from service_window w where w.exchange_id = $1`,
  },
  {
    name: '窗口委托 mandates',
    sql: `select md5(c.window_id::text || c.organisation_id::text || c.created_at::text)::uuid as id, w.name as "窗口 window",
        o.name as "委托方 client", o.uscc as "统一社会信用代码 uscc", c.mandate_ref as "委托书 mandate",
        ${moment('c.created_at')} as "开始 from", ${moment('c.ended_at')} as "结束 until"
      from window_client c join service_window w on w.id = c.window_id join organisation o on o.id = c.organisation_id
      where w.exchange_id = $1`,
  },
  {
    name: '挂牌 listings',
    sql: `select l.id, l.number as "挂牌编号 listing number", a.title as "项目名称 title", a.ip_kind as "知识产权类型 ip kind",
        a.patent_number as "专利号 patent number", t.name as "转让方 transferor", t.uscc as "转让方信用代码 transferor uscc",
        l.form as "形式 form", l.pricing_way as "定价方式 pricing way", ${yuan('l.price_minor')} as "挂牌价(元) price (yuan)",
        l.state as "状态 state", l.region_code as "地区代码 region", l.field_code as "技术领域 field", w.name as "服务窗口 window",
        l.profile_code || ' v' || coalesce(l.profile_version::text, '') as "规则 profile",
        ${day('l.published_at')} as "挂牌日期 listed on"
      from listing l join achievement a on a.id = l.achievement_id join organisation t on t.id = l.transferor_id
      left join service_window w on w.id = l.window_id where l.exchange_id = $1 and l.state <> 'draft'`,
  },
  {
    name: '竞买申请 applications',
    sql: `select a.id, l.number as "挂牌编号 listing number", o.name as "申请人 applicant", o.uscc as "统一社会信用代码 uscc",
        a.state as "状态 state", a.submissions as "提交次数 submissions", a.reason as "理由 reason",
        ${moment('a.created_at')} as "提交时间 filed at", ${moment('a.updated_at')} as "更新时间 changed at"
      from application a join listing l on l.id = a.listing_id join organisation o on o.id = a.organisation_id
      where l.exchange_id = $1`,
  },
  {
    name: '成交确认 results',
    sql: `select s.id, s.number as "确认书编号 confirmation", l.number as "挂牌编号 listing number", f.name as "转让方 transferor",
        t.name as "受让方 transferee", s.bidder_code as "竞买代码 bidder", ${yuan('s.price_minor')} as "成交价(元) price (yuan)",
        ${moment('s.concluded_at')} as "成交时间 concluded at"
      from sale_confirmation s join listing l on l.id = s.listing_id join organisation f on f.id = s.transferor_id
      join organisation t on t.id = s.transferee_id where s.exchange_id = $1`,
  },
  {
    name: '合同 contracts',
    sql: `select c.id, c.number as "合同编号 contract number", c.title as "项目名称 title", c.type as "合同类型 type",
        f.name as "转让方 transferor", t.name as "受让方 transferee", c.state as "状态 state",
        ${yuan('c.contract_amount_minor')} as "合同金额(元) contract amount (yuan)",
        ${yuan('c.technical_amount_minor')} as "技术交易额(元) technical amount (yuan)",
        ${day('c.signed_at')} as "签订日期 signed on", ${day('c.settled_at')} as "结算日期 settled on"
      from contract c join organisation f on f.id = c.transferor_id join organisation t on t.id = c.transferee_id
      where c.exchange_id = $1`,
  },
  {
    name: '成交额 volumes',
    sql: `select v.id, c.number as "合同编号 contract number", v.year as "年度 year",
        ${yuan('v.contract_amount_minor')} as "合同成交额(元) contract amount (yuan)",
        ${yuan('v.technical_amount_minor')} as "技术交易额(元) technical amount (yuan)", w.name as "服务窗口 window",
        v.region_code as "地区代码 region", v.transferee_region_code as "受让方地区 transferee region",
        v.field_code as "技术领域 field", v.pricing_way as "定价方式 pricing way", ${moment('v.recorded_at')} as "登记时间 recorded at"
      from volume_record v join contract c on c.id = v.contract_id left join service_window w on w.id = v.window_id
      where v.exchange_id = $1`,
  },
  {
    name: '历史会员 old members',
    sql: `select m.id, m.member_number as "会员编号 member number", m.name as "会员名称 name", m.uscc as "统一社会信用代码 uscc",
        m.kind as "会员类型 kind", m.region_code as "地区代码 region", m.contact_name as "联系人 contact",
        m.contact_phone as "联系电话 phone", m.contact_email as "邮箱 email", m.address as "地址 address",
        m.joined_on::text as "入会日期 joined on", m.left_on::text as "退会日期 left on", m.remark as "备注 remark"
      from history_member m where m.exchange_id = $1`,
  },
  {
    name: '历史挂牌 old listings',
    sql: `select h.id, h.listing_number as "挂牌编号 listing number", h.title as "项目名称 title", h.ip_kind as "知识产权类型 ip kind",
        h.patent_number as "专利号 patent number", h.field_code as "技术领域 field", h.transferor_name as "转让方 transferor",
        h.transferor_uscc as "转让方信用代码 transferor uscc", h.region_code as "地区代码 region",
        ${yuan('h.price_minor')} as "挂牌价(元) price (yuan)", h.pricing_way as "定价方式 pricing way",
        h.listed_on::text as "挂牌日期 listed on", h.closed_on::text as "结束日期 closed on", h.result as "结果 result",
        ${yuan('h.sold_minor')} as "成交价(元) sold price (yuan)", h.transferee_name as "受让方 transferee", h.remark as "备注 remark"
      from history_listing h where h.exchange_id = $1`,
  },
  {
    name: '登记成交 registered deals',
    sql: `select d.id, d.contract_number as "合同编号 contract number", d.title as "项目名称 title",
        d.contract_type as "合同类型 contract type", d.ip_kind as "知识产权类型 ip kind", d.seller_name as "转让方 seller",
        d.buyer_name as "受让方 buyer", ${yuan('d.price_minor')} as "成交价(元) price (yuan)",
        ${yuan('d.technical_minor')} as "技术交易额(元) technical amount (yuan)", d.signed_on::text as "签订日期 signed on",
        d.seller_uscc as "卖方信用代码 seller uscc", d.buyer_uscc as "买方信用代码 buyer uscc",
        d.field_code as "技术领域 field", array_to_string(d.ipc, '; ') as "IPC", d.region_code as "地区代码 region",
        trim_scale(d.royalty_ppm / 10000.0)::text || '%' as "提成率 royalty",
        case when d.import_id is null then '本平台 here' else '迁入 moved in' end as "来源 origin"
      from registered_deal d where d.exchange_id = $1`,
  },
];

export type ExportRow = Record<string, string | number | null>;
const BATCH = 1_000;

/** All rows of a list, a thousand at a time, in the order of their ids. */
export async function* exportRows(tx: Tx, { sql }: ExportSheet, exchangeId: string): AsyncGenerator<ExportRow> {
  for (let after: string | null = null; ;) {
    const found: (ExportRow & { id: string })[] = await rows(
      tx,
      `select * from (${sql}) s where $2::uuid is null or s.id > $2 order by s.id limit ${BATCH}`,
      [exchangeId, after],
    );
    for (const { id: _, ...row } of found) yield row;
    if (found.length < BATCH) return;
    after = found.at(-1)!.id;
  }
}

/** The headings of a list, asked of the database, so that an empty one has them too. */
export async function exportHeadings(tx: Tx, { sql }: ExportSheet, exchangeId: string): Promise<string[]> {
  const [found] = await rows<ExportRow>(tx, `select s.* from (select 1) one left join (${sql}) s on true limit 1`, [
    exchangeId,
  ]);
  return Object.keys(found ?? {}).filter((name) => name !== 'id');
}
