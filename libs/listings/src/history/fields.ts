export const HISTORY_KINDS = ['members', 'listings', 'deals'] as const;
export type HistoryKind = (typeof HISTORY_KINDS)[number];

export type ValueKind =
  | 'text'
  | 'number'
  | 'amount'
  | 'date'
  | 'uscc'
  | 'region'
  | 'ipKind'
  | 'technicalField'
  | 'ipc'
  | 'rate'
  | 'contractType'
  | 'pricingWay'
  | 'memberKind'
  | 'result';

export interface Field {
  value: ValueKind;
  /** The file must have a column for it, and every row a content. */
  required?: true;
  max?: number;
  /** Accepted headings, Chinese or English; matched without case, blanks and signs. A unit may follow an amount's. */
  headings: readonly string[];
}

const TITLE = ['项目名称', '名称', '成果名称', '标的名称', '技术名称', '专利名称', 'title', 'project', 'project name'];
const IP_KIND: Field = {
  value: 'ipKind',
  headings: ['知识产权类型', '专利类型', '成果类型', '标的类型', 'ip kind', 'ip type', 'patent type'],
};
const TECHNICAL_FIELD: Field = {
  value: 'technicalField',
  headings: ['技术领域', '领域', 'field', 'technical field', 'field code'],
};
const REMARK: Field = { value: 'text', max: 1000, headings: ['备注', '说明', 'remark', 'remarks', 'note', 'notes'] };
const text = (max: number, ...headings: string[]): Field => ({ value: 'text', max, headings });
const required = (field: Field): Field => ({ ...field, required: true });

/** What each kind of register holds. The first field is the operator's own number, by which a record is known again. */
export const FIELDS: Readonly<Record<HistoryKind, Readonly<Record<string, Field>>>> = {
  members: {
    memberNumber: required({
      value: 'number',
      max: 100,
      headings: ['会员编号', '会员号', '会员代码', '编号', 'member number', 'member no', 'member id', 'number'],
    }),
    name: required(
      text(
        200,
        '会员名称',
        '单位名称',
        '机构名称',
        '企业名称',
        '名称',
        '姓名',
        'name',
        'member name',
        'organisation',
        'organization',
      ),
    ),
    uscc: {
      value: 'uscc',
      headings: ['统一社会信用代码', '社会信用代码', '信用代码', 'uscc', 'credit code', 'unified social credit code'],
    },
    kind: {
      value: 'memberKind',
      headings: ['会员类型', '会员类别', '单位性质', '单位类型', '类型', '类别', 'kind', 'type', 'member type'],
    },
    regionCode: {
      value: 'region',
      headings: ['地区', '所在地', '所在地区', '区域', '城市', '行政区划', '地区代码', 'region', 'region code', 'city'],
    },
    contactName: text(100, '联系人', '联系人姓名', 'contact', 'contact name', 'contact person'),
    contactPhone: text(100, '联系电话', '电话', '手机', '联系方式', 'phone', 'contact phone', 'telephone', 'mobile'),
    contactEmail: text(200, '邮箱', '电子邮箱', '电子邮件', 'email', 'e mail', 'contact email'),
    address: text(300, '地址', '联系地址', '通讯地址', 'address'),
    joinedOn: {
      value: 'date',
      headings: ['入会日期', '入会时间', '注册日期', '加入日期', 'joined on', 'joined', 'join date', 'member since'],
    },
    leftOn: { value: 'date', headings: ['退会日期', '退会时间', '注销日期', 'left on', 'left', 'leave date'] },
    remark: REMARK,
  },
  listings: {
    listingNumber: required({
      value: 'number',
      max: 100,
      headings: [
        '挂牌编号',
        '项目编号',
        '挂牌号',
        '标的编号',
        '编号',
        'listing number',
        'listing no',
        'project number',
        'number',
      ],
    }),
    title: required(text(500, ...TITLE, '挂牌项目', '挂牌项目名称', 'listing title')),
    transferorName: required(
      text(
        200,
        '转让方',
        '出让方',
        '转让方名称',
        '出让方名称',
        '挂牌方',
        '权利人',
        '许可方',
        'transferor',
        'seller',
        'licensor',
        'transferor name',
        'seller name',
      ),
    ),
    transferorUscc: {
      value: 'uscc',
      headings: [
        '转让方信用代码',
        '转让方统一社会信用代码',
        '统一社会信用代码',
        'transferor uscc',
        'seller uscc',
        'uscc',
      ],
    },
    listedOn: required({
      value: 'date',
      headings: ['挂牌日期', '挂牌时间', '挂牌开始日期', '公告日期', '发布日期', 'listed on', 'listing date', 'listed'],
    }),
    closedOn: {
      value: 'date',
      headings: ['结束日期', '摘牌日期', '挂牌截止日期', '截止日期', '成交日期', 'closed on', 'closing date', 'closed'],
    },
    priceMinor: {
      value: 'amount',
      headings: [
        '挂牌价',
        '挂牌价格',
        '转让底价',
        '底价',
        '起拍价',
        '起始价',
        '挂牌金额',
        'price',
        'listing price',
        'start price',
        'asking price',
      ],
    },
    pricingWay: {
      value: 'pricingWay',
      headings: ['定价方式', '交易方式', '转让方式', '成交方式', 'pricing way', 'pricing', 'sale method', 'method'],
    },
    ipKind: IP_KIND,
    patentNumber: text(100, '专利号', '专利申请号', '公开号', '授权号', 'patent number', 'patent no', 'patent'),
    fieldCode: TECHNICAL_FIELD,
    regionCode: {
      value: 'region',
      headings: ['地区', '所在地', '所在地区', '地区代码', 'region', 'region code', 'city'],
    },
    result: { value: 'result', headings: ['结果', '挂牌结果', '交易结果', '状态', 'result', 'outcome', 'status'] },
    soldMinor: {
      value: 'amount',
      headings: ['成交价', '成交价格', '成交金额', '成交额', 'sold price', 'deal price', 'final price', 'hammer price'],
    },
    transfereeName: text(
      200,
      '受让方',
      '买方',
      '受让方名称',
      '竞得人',
      '被许可方',
      'transferee',
      'buyer',
      'licensee',
      'transferee name',
      'buyer name',
    ),
    remark: REMARK,
  },
  deals: {
    contractNumber: required({
      value: 'number',
      max: 100,
      headings: [
        '合同编号',
        '合同号',
        '合同登记编号',
        '合同登记号',
        '成交编号',
        '编号',
        'contract number',
        'contract no',
        'deal number',
        'number',
      ],
    }),
    title: required(text(500, ...TITLE, '合同名称', '合同项目名称', 'contract title', 'contract name')),
    contractType: required({
      value: 'contractType',
      headings: ['合同类型', '合同类别', '交易类型', '类型', 'contract type', 'deal type', 'type'],
    }),
    ipKind: required(IP_KIND),
    sellerName: required(
      text(
        200,
        '卖方',
        '转让方',
        '出让方',
        '卖方名称',
        '转让方名称',
        '许可方',
        '受托方',
        'seller',
        'seller name',
        'transferor',
        'transferor name',
        'licensor',
      ),
    ),
    buyerName: required(
      text(
        200,
        '买方',
        '受让方',
        '买方名称',
        '受让方名称',
        '被许可方',
        '委托方',
        'buyer',
        'buyer name',
        'transferee',
        'transferee name',
        'licensee',
      ),
    ),
    priceMinor: required({
      value: 'amount',
      headings: [
        '成交价',
        '成交价格',
        '成交金额',
        '成交额',
        '合同金额',
        '合同成交额',
        '合同额',
        '价格',
        'price',
        'deal price',
        'contract amount',
        'amount',
        'total price',
      ],
    }),
    technicalMinor: {
      value: 'amount',
      headings: ['技术交易额', '技术交易金额', '技术金额', 'technical amount', 'technical transaction amount'],
    },
    signedOn: required({
      value: 'date',
      headings: [
        '签订日期',
        '签约日期',
        '签订时间',
        '成交日期',
        '合同签订日期',
        '合同日期',
        'signed on',
        'signing date',
        'date signed',
        'deal date',
        'contract date',
      ],
    }),
    sellerUscc: {
      value: 'uscc',
      headings: [
        '卖方信用代码',
        '转让方信用代码',
        '卖方统一社会信用代码',
        '转让方统一社会信用代码',
        'seller uscc',
        'transferor uscc',
      ],
    },
    buyerUscc: {
      value: 'uscc',
      headings: [
        '买方信用代码',
        '受让方信用代码',
        '买方统一社会信用代码',
        '受让方统一社会信用代码',
        'buyer uscc',
        'transferee uscc',
      ],
    },
    fieldCode: TECHNICAL_FIELD,
    ipc: { value: 'ipc', headings: ['ipc', 'ipc分类号', '国际专利分类号', 'ipc classes'] },
    regionCode: {
      value: 'region',
      headings: ['地区', '所在地', '所在地区', '卖方所在地', '地区代码', 'region', 'region code', 'city'],
    },
    royaltyPpm: { value: 'rate', headings: ['提成率', '提成比例', '许可费率', '提成费率', 'royalty', 'royalty rate'] },
  },
};

export const fieldsOf = (kind: HistoryKind): [string, Field][] => Object.entries(FIELDS[kind]);
export const keyFieldOf = (kind: HistoryKind): string => fieldsOf(kind)[0]![0];
