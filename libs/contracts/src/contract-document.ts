import type { Fen } from '@jishi/kernel';
import type { ContractTerms, PartyTerms, SubjectTerms } from './domain/terms';
import { amountInWords, articleNumber, escapeHtml, htmlPage, htmlTable } from './html';
import { lateText, paymentText } from './payment-words';

const TYPE_TITLES: Record<ContractTerms['type'], string> = {
  patent_transfer: '技术转让（专利权）合同',
  patent_licence: '技术许可（专利实施许可）合同',
  know_how_transfer: '技术转让（技术秘密）合同',
  know_how_licence: '技术许可（技术秘密使用许可）合同',
};

export const IP_KINDS: Record<string, string> = {
  know_how: '技术秘密',
  invention: '发明专利',
  utility_model: '实用新型专利',
  design: '外观设计专利',
  software: '计算机软件著作权',
  plant_variety: '植物新品种权',
  ic_layout: '集成电路布图设计权',
  biomedicine: '生物医药新品种权',
  design_copyright: '设计著作权',
  none: '未形成知识产权',
};

const EXCLUSIVITY = { exclusive: '独占许可', sole: '排他许可', ordinary: '普通许可' };

export const contractTitle = (terms: ContractTerms): string => TYPE_TITLES[terms.type];

const party = (role: string, terms: PartyTerms): string =>
  htmlTable([
    [role, terms.name],
    ['统一社会信用代码', terms.uscc],
    ['所在行政区划代码', terms.regionCode],
  ]);

const subject = (terms: SubjectTerms): string =>
  htmlTable([
    ['项目名称', terms.title],
    ['知识产权类别', IP_KINDS[terms.ipKind] ?? terms.ipKind],
    ['国家／地区', terms.country],
    ['专利号', terms.patentNumber],
    ['申请号', terms.applicationNumber],
    ['申请日', terms.filedOn],
    ['授权日', terms.grantedOn],
    ['发明人', terms.inventors.join('、')],
    ['权利人（来源记载）', terms.assignees.join('、')],
  ]);

const nonTechnical = (amount: Fen): string =>
  amount === 0
    ? '不含非技术性成本（设备、零部件、原材料等）'
    : `其中非技术性成本（设备、零部件、原材料等）${amountInWords(amount)}`;

function articles(terms: ContractTerms): [string, string][] {
  const licence = terms.exclusivity !== null;
  const giver = licence ? '许可方' : '让与方';
  const taker = licence ? '被许可方' : '受让方';
  return [
    [
      '标的与范围',
      licence
        ? `${giver}许可${taker}实施上述技术，许可方式为${EXCLUSIVITY[terms.exclusivity!]}。`
        : `${giver}将上述技术的全部权利转让给${taker}，并于价款结清后协助办理登记手续。`,
    ],
    [
      '价款',
      `合同成交额为 ${amountInWords(terms.contractAmountMinor)}，${nonTechnical(terms.nonTechnicalMinor)}，技术交易额为 ${amountInWords(terms.technicalAmountMinor)}。`,
    ],
    ['支付', paymentText(terms, { giver, taker })],
    [
      '技术资料的交付',
      `${giver}应在收到交易凭证之日起十五日内交付权利证书及实施所需的技术资料，${taker}收到后签收确认。`,
    ],
    [
      '保密',
      '双方对因履行本合同知悉的对方技术秘密和经营信息负有保密义务，期限至该信息依法公开时止；违反者赔偿对方损失。',
    ],
    ['后续改进', '一方在标的技术基础上作出的后续改进，其成果归改进方所有。'],
    [
      '保证与风险',
      `${giver}保证其为合法权利人且权利有效，有权订立本合同；标的按成交时公示的现状交付，实施的商业风险由${taker}承担。`,
    ],
    ['违约责任', `一方不履行或者不按约定履行的，应继续履行、采取补救措施并赔偿损失；${lateText(terms.payment)}`],
    ['争议解决', `因本合同发生的争议，双方协商解决；协商不成的，向${giver}所在地有管辖权的人民法院起诉。`],
    [
      '生效与份数',
      '本合同经双方确认后生效。电子文本与纸质文本具有同等效力，双方、交易机构及技术合同登记机构各执一份。',
    ],
  ];
}

/** The contract as both parties accept it, from its terms. */
export function renderContract(terms: ContractTerms): string {
  const licence = terms.exclusivity !== null;
  const clauses = articles(terms)
    .map(
      ([heading, text], index) =>
        `<h2>${articleNumber(index + 1)}　${escapeHtml(heading)}</h2><p>${escapeHtml(text)}</p>`,
    )
    .join('');
  return htmlPage(
    `${contractTitle(terms)} ${terms.number}`,
    `<h1>${escapeHtml(contractTitle(terms))}</h1>
<p class="meta">合同编号 ${escapeHtml(terms.number)}　第 ${terms.version} 版<br>成交确认书 ${escapeHtml(terms.confirmationNumber)}　挂牌编号 ${escapeHtml(terms.listingNumber)}<br>签订地点 ${escapeHtml(terms.place)}　成交日期 ${escapeHtml(terms.concludedOn)}</p>
${party(licence ? '许可方' : '让与方', terms.transferor)}${party(licence ? '被许可方' : '受让方', terms.transferee)}
<p>依据《中华人民共和国民法典》及相关规定，双方就下列技术订立本合同。</p>${subject(terms.subject)}${clauses}
<div class="sign"><span>${licence ? '许可方' : '让与方'}：${escapeHtml(terms.transferor.name)}</span><span>${licence ? '被许可方' : '受让方'}：${escapeHtml(terms.transferee.name)}</span></div>`,
  );
}
