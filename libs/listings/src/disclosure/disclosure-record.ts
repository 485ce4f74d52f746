import { formatYuan } from '@jishi/kernel';
import { percent } from '../domain/disclosure-content';
import type { WholeDisclosure } from './whole-disclosure';
import { word } from './record-words';

const STYLE = `body{font-family:"Noto Sans SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif;max-width:48em;
margin:2.5em auto;padding:0 1.5em;line-height:1.8;color:#1f2329}h1{text-align:center;font-size:1.5em}h2{font-size:1.1em;margin:1.6em 0 .3em}
table{border-collapse:collapse;width:100%;margin:.6em 0}th,td{border:1px solid #bbb;padding:.35em .6em;text-align:left;vertical-align:top;
overflow-wrap:anywhere}th{background:#f5f6f7;font-weight:500}table.facts th{width:10em}.meta{text-align:center;color:#646a73}
@media print{body{margin:0;max-width:none}tr{break-inside:avoid}}`;

/** Names and texts come from people: inside an element they are text and nothing else. */
const escape = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** Minutes on China's clock, as papers there are dated. */
const moment = (at: Date | null): string =>
  at === null ? '' : new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');

const facts = (lines: readonly (readonly [string, string])[]): string =>
  `<table class="facts">${lines
    .filter(([, value]) => value !== '')
    .map(([label, value]) => `<tr><th>${escape(label)}</th><td>${escape(value)}</td></tr>`)
    .join('')}</table>`;

const grid = (heads: readonly string[], lines: readonly (readonly string[])[]): string =>
  lines.length === 0
    ? '<p>无</p>'
    : `<table><tr>${heads.map((head) => `<th>${escape(head)}</th>`).join('')}</tr>${lines
        .map((cells) => `<tr>${cells.map((cell) => `<td>${escape(cell)}</td>`).join('')}</tr>`)
        .join('')}</table>`;

const section = (title: string, body: string): string => `<h2>${title}</h2>${body}`;

/** A complete page without scripts or outside references: what was disclosed, decided, approved, by whom and why. */
export function renderRecord(whole: WholeDisclosure, printedAt: Date): string {
  const { disclosure, names, contributors, decisions, checklist, steps } = whole;
  const [decision] = decisions;
  const body = [
    `<h1>职务科技成果披露与决策记录</h1>`,
    `<p class="meta">${escape(disclosure.number)} · ${escape(names.organisationName)} · ${word(disclosure.state)}</p>`,
    section(
      '一、成果',
      facts([
        ['名称', disclosure.title],
        ['公开摘要', disclosure.summary],
        ['技术内容', disclosure.description],
        ['资金来源', [word(disclosure.fundingSource), disclosure.programme].filter(Boolean).join('：')],
        ['不予公开', disclosure.secrecy.map(word).join('、')],
        ['出口管制', word(disclosure.exportControl)],
        ['披露人', names.reporterName],
        ['披露时间', moment(disclosure.disclosedAt)],
      ]),
    ),
    section(
      '二、完成人及贡献比例',
      grid(
        ['姓名', '单位', '比例', '确认'],
        contributors.map((person) => [
          person.name,
          person.affiliation || names.organisationName,
          `${percent(person.shareBps)}%`,
          person.agreed === null
            ? '待确认'
            : person.agreed
              ? `${moment(person.answeredAt)}${person.userId === null ? '（书面）' : ''}`
              : `不同意：${person.objection}`,
        ]),
      ),
    ),
    section(
      '三、优先受让权人',
      grid(
        ['名称', '身份', '依据'],
        whole.rightHolders.map(({ name, ground, source }) => [name, word(ground), source]),
      ),
    ),
    section('四、决定', decision ? decisionPart(decision, whole.bylaw) : '<p>尚未提出方案</p>'),
    section(
      '五、必备文件',
      grid(
        ['文件', '是否提交', '依据'],
        checklist.map(({ kind, present, source }) => [word(kind), present ? '已提交' : '未提交', source]),
      ),
    ),
    section(
      '六、经过',
      grid(
        ['时间', '经办人', '结果', '理由'],
        steps.map(({ at, actorName, toState, reason }) => [moment(at), actorName, word(toState), reason]),
      ),
    ),
    `<p class="meta">打印于 ${moment(printedAt)}</p>`,
  ];
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escape(disclosure.number)}</title><style>${STYLE}</style></head>
<body>${body.join('')}</body></html>
`;
}

function decisionPart(decision: WholeDisclosure['decisions'][number], bylaw: WholeDisclosure['bylaw']): string {
  const { priceMinor, companyShareBps } = decision;
  const terms = facts([
    ['形式', word(decision.form)],
    ['定价方式', word(decision.pricingWay)],
    ['价格', priceMinor === null ? '' : formatYuan(priceMinor)],
    ['许可方式', word(decision.exclusivity)],
    ['投资企业', decision.companyName],
    ['所占股权', companyShareBps === null ? '' : `${percent(companyShareBps)}%`],
    ['理由', decision.reason],
    ['适用规定', bylaw ? `内部规定第 ${bylaw.version} 版（${bylaw.source}）` : '平台默认规则'],
    ['提出人', `${decision.proposedByName} ${moment(decision.proposedAt)}`],
    ['决定时间', moment(decision.decidedAt)],
  ]);
  const approvals = grid(
    ['环节', '审批人', '意见', '说明', '时间'],
    decision.approvals.map(({ step, approverName, answer, opinion, at }) => [
      word(step),
      approverName,
      word(answer),
      opinion,
      moment(at),
    ]),
  );
  return terms + approvals;
}
