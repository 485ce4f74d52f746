import { usccCheckCharacter } from '@jishi/kernel';
import type { OrganisationKind, Ownership, Role } from '@jishi/identity';

export interface DemoPerson {
  login: string;
  name: string;
  roles: Role[];
}
export interface DemoOrganisation {
  key: string;
  kind: OrganisationKind;
  name: string;
  nameEn: string;
  uscc: string | null;
  regionCode: string;
  /** Of those who sell or may. */
  ownership?: Ownership;
  people: DemoPerson[];
}

const ORG_ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const ORG_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

/** The ninth character of an organisation code (GB 11714). */
function organisationCheck(code: string): string {
  const sum = [...code].reduce((total, c, i) => total + ORG_ALPHABET.indexOf(c) * (ORG_WEIGHTS[i] ?? 0), 0);
  const rest = 11 - (sum % 11);
  return rest === 10 ? 'X' : rest === 11 ? '0' : String(rest);
}

/** A code that passes every check and belongs to nobody: real organisation codes do not begin with `DEM`. */
function demoUscc(authority: '11' | '12' | '91', regionCode: string, serial: number): string {
  const body = `DEM${String(serial).padStart(5, '0')}`;
  const first17 = `${authority}${regionCode}${body}${organisationCheck(body)}`;
  return first17 + usccCheckCharacter(first17);
}

/** Made-up organisations in real places. */
export const DEMO_ORGANISATIONS: DemoOrganisation[] = [
  {
    key: 'university',
    kind: 'university',
    name: '南粤理工大学',
    nameEn: 'Nanyue University of Technology',
    uscc: demoUscc('12', '440100', 1),
    regionCode: '440100',
    ownership: 'public_institution',
    people: [
      { login: 'officer', name: '林书瑶', roles: ['org_admin', 'officer'] },
      // Whoever proposes a decision does not approve it: the office has a second hand.
      { login: 'officer3', name: '江维桢', roles: ['officer'] },
      { login: 'inventor', name: '沈予安', roles: ['inventor'] },
      { login: 'inventor2', name: '温如玉', roles: ['inventor'] },
      { login: 'decider', name: '杜景明', roles: ['decider'] },
      { login: 'decider2', name: '韩佩兰', roles: ['decider'] },
      { login: 'decider3', name: '邵国华', roles: ['decider'] },
    ],
  },
  {
    key: 'university2',
    kind: 'university',
    name: '岭海科技大学',
    nameEn: 'Linghai University of Science and Technology',
    uscc: demoUscc('12', '440300', 2),
    regionCode: '440300',
    ownership: 'public_institution',
    people: [{ login: 'officer2', name: '梁启航', roles: ['org_admin', 'officer'] }],
  },
  {
    key: 'exchange',
    kind: 'exchange',
    name: '南粤技术交易所',
    nameEn: 'Nanyue Technology Exchange',
    uscc: demoUscc('91', '440100', 3),
    regionCode: '440100',
    people: [
      { login: 'admin', name: '郑和平', roles: ['org_admin'] },
      { login: 'reviewer', name: '苏敏仪', roles: ['reviewer'] },
      { login: 'reviewer2', name: '温朗清', roles: ['reviewer'] },
      { login: 'auctioneer', name: '何志远', roles: ['auctioneer'] },
      // Some things take two of them.
      { login: 'auctioneer2', name: '方若宁', roles: ['auctioneer'] },
      { login: 'trustee1', name: '卢承志', roles: ['trustee'] },
      { login: 'cashier', name: '叶静文', roles: ['cashier'] },
      { login: 'checker', name: '罗建明', roles: ['cashier_checker'] },
    ],
  },
  {
    key: 'window-foshan',
    kind: 'window',
    name: '南粤技术交易所佛山服务窗口',
    nameEn: 'Nanyue Technology Exchange, Foshan service window',
    uscc: null,
    regionCode: '440600',
    people: [{ login: 'clerk', name: '陈晓岚', roles: ['org_admin', 'clerk'] }],
  },
  {
    key: 'window-zhuhai',
    kind: 'window',
    name: '南粤技术交易所珠海高新区服务窗口',
    nameEn: 'Nanyue Technology Exchange, Zhuhai high-tech park service window',
    uscc: null,
    regionCode: '440400',
    people: [{ login: 'clerk2', name: '黄海宁', roles: ['org_admin', 'clerk'] }],
  },
  company('bidder1', 4, '广州澄江智能装备有限公司', 'Guangzhou Chengjiang Intelligent Equipment', '440100', '周启明'),
  company('bidder2', 5, '深圳衡越新材料股份有限公司', 'Shenzhen Hengyue New Materials', '440300', '吴思远'),
  company('bidder3', 6, '东莞沧屿生物科技有限公司', 'Dongguan Cangyu Biotechnology', '441900', '许若琳'),
  company('rival1', 7, '东莞启岚精密制造有限公司', 'Dongguan Qilan Precision Manufacturing', '441900', '谢振东'),
  company('rival2', 8, '广州云岫信息技术有限公司', 'Guangzhou Yunxiu Information Technology', '440100', '邓丽华'),
  company('rival3', 9, '东莞湛源储能科技有限公司', 'Dongguan Zhanyuan Energy Storage', '441900', '曾国强'),
  // Belongs to the state: what it sells follows the rules for state-owned assets.
  {
    key: 'state-owned',
    kind: 'company',
    name: '广州粤衡装备研究院有限公司',
    nameEn: 'Guangzhou Yueheng Equipment Research Institute',
    uscc: demoUscc('91', '440100', 14),
    regionCode: '440100',
    ownership: 'state_owned',
    people: [{ login: 'officer4', name: '龚立言', roles: ['org_admin', 'officer'] }],
  },
  {
    key: 'broker',
    kind: 'broker',
    name: '广州知行远技术转移服务有限公司',
    nameEn: 'Guangzhou Zhixingyuan Technology Transfer',
    uscc: demoUscc('91', '440100', 10),
    regionCode: '440100',
    people: [{ login: 'broker', name: '潘雅婷', roles: ['org_admin', 'broker'] }],
  },
  {
    key: 'regulator',
    kind: 'regulator',
    name: '技术市场监督办公室（演示）',
    nameEn: 'Office for the supervision of the technology market (demonstration)',
    uscc: demoUscc('11', '440000', 11),
    regionCode: '440000',
    people: [
      { login: 'auditor', name: '冯正阳', roles: ['org_admin', 'auditor'] },
      { login: 'trustee3', name: '蔡文敏', roles: ['trustee'] },
    ],
  },
  {
    key: 'notary',
    kind: 'notary',
    name: '南粤公证处（演示）',
    nameEn: 'Nanyue notary office (demonstration)',
    uscc: demoUscc('12', '440100', 13),
    regionCode: '440100',
    people: [{ login: 'trustee2', name: '欧阳静', roles: ['org_admin', 'trustee'] }],
  },
  // A second exchange, into whose market listings of the first may be linked.
  {
    key: 'exchange2',
    kind: 'exchange',
    name: '岭海技术产权交易中心（演示）',
    nameEn: 'Linghai Technology Exchange (demonstration)',
    uscc: demoUscc('91', '440300', 14),
    regionCode: '440300',
    people: [{ login: 'partner-reviewer', name: '范子文', roles: ['org_admin', 'reviewer'] }],
  },
  {
    key: 'window-songshan',
    kind: 'window',
    name: '岭海技术产权交易中心松山湖服务窗口',
    nameEn: 'Linghai Technology Exchange, Songshan Lake service window',
    uscc: null,
    regionCode: '441900',
    people: [{ login: 'partner-clerk', name: '温嘉怡', roles: ['org_admin', 'clerk'] }],
  },
  // The university's own company, run by the same person: it may not bid for the university's results.
  {
    key: 'spinoff',
    kind: 'company',
    name: '南粤理工大学资产经营有限公司',
    nameEn: 'Nanyue University of Technology Asset Management',
    uscc: demoUscc('91', '440100', 12),
    regionCode: '440100',
    ownership: 'state_owned',
    people: [{ login: 'officer', name: '林书瑶', roles: ['org_admin', 'bidder'] }],
  },
];

/** Where they stand; made up, like everything here. */
export const DEMO_WINDOWS = [
  {
    key: 'window-foshan',
    kind: 'prefecture',
    exchange: 'exchange',
    clients: ['university', 'university2'],
    address: '佛山市南海区科技服务中心一楼 12 号窗口（演示）',
    phone: '0757-00000012',
  },
  {
    key: 'window-zhuhai',
    kind: 'park',
    exchange: 'exchange',
    clients: ['university'],
    address: '珠海高新区创新大厦 B 座 103（演示）',
    phone: '0756-00000103',
  },
  {
    key: 'window-songshan',
    kind: 'institution',
    exchange: 'exchange2',
    clients: [],
    address: '东莞松山湖材料研究院科技楼 106（演示）',
    phone: '0769-00000106',
  },
] as const;

function company(
  login: string,
  serial: number,
  name: string,
  nameEn: string,
  regionCode: string,
  person: string,
): DemoOrganisation {
  return {
    key: login,
    kind: 'company',
    name,
    nameEn,
    uscc: demoUscc('91', regionCode, serial),
    regionCode,
    ownership: 'private',
    people: [{ login, name: person, roles: ['org_admin', 'bidder'] }],
  };
}
