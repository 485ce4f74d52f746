import { FIELD_CODES, TECHNICAL_FIELDS } from '../domain/fields';
import { IP_KINDS, type IpKind } from '@jishi/pricing';

/** Column → accepted headers, Chinese or English; matched without case, blanks and full-width brackets. */
export const CSV_COLUMNS = {
  title: ['title', '名称', '成果名称', '专利名称', '发明名称', '标题'],
  abstract: ['abstract', '摘要', '成果简介'],
  ipKind: ['ip_kind', 'kind', '知识产权类型', '专利类型', '类型'],
  country: ['country', '国别', '国家'],
  patentNumber: ['patent_number', 'number', '专利号', '公开号', '公告号', '公开公告号'],
  applicationNumber: ['application_number', '申请号'],
  filedOn: ['filed_on', '申请日', '申请日期'],
  publishedOn: ['published_on', '公开日', '公开公告日', '公告日'],
  grantedOn: ['granted_on', '授权日', '授权公告日'],
  inventors: ['inventors', '发明人', '设计人', '完成人'],
  assignees: ['assignees', '权利人', '专利权人', '申请人'],
  ipc: ['ipc', 'ipc分类号', '国际专利分类号'],
  cpc: ['cpc', 'cpc分类号'],
  fieldCode: ['field', 'field_code', '技术领域'],
} as const satisfies Record<string, readonly string[]>;

export type CsvColumn = keyof typeof CSV_COLUMNS;

const plain = (header: string): string => header.toLowerCase().replace(/[\s()（）/_-]/g, '');

const BY_HEADER = new Map<string, CsvColumn>(
  (Object.entries(CSV_COLUMNS) as [CsvColumn, readonly string[]][]).flatMap(([column, headers]) =>
    headers.map((header): [string, CsvColumn] => [plain(header), column]),
  ),
);

export const columnOf = (header: string): CsvColumn | undefined => BY_HEADER.get(plain(header));

const KIND_NAMES: Record<string, IpKind> = {
  技术秘密: 'know_how',
  发明: 'invention',
  发明专利: 'invention',
  实用新型: 'utility_model',
  实用新型专利: 'utility_model',
  外观设计: 'design',
  外观设计专利: 'design',
  软件著作权: 'software',
  计算机软件: 'software',
  植物新品种: 'plant_variety',
  集成电路布图设计: 'ic_layout',
  生物医药新品种: 'biomedicine',
  设计著作权: 'design_copyright',
  未涉及知识产权: 'none',
};

export const ipKindOf = (text: string): IpKind | undefined =>
  KIND_NAMES[text] ?? IP_KINDS.find((kind) => kind === text.toLowerCase());

export const fieldCodeOf = (text: string): string | undefined =>
  FIELD_CODES.find((code) => code === text.toLowerCase() || TECHNICAL_FIELDS[code].zh === text);
