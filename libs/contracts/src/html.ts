import Nzh from 'nzh';
import { formatYuan, type Fen } from '@jishi/kernel';

/** Text that is safe inside an element: names and titles come from imports and people. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** ￥ in figures and in capitals (大写), as contracts write it: the capitals cannot be altered by adding a digit. */
export function amountInWords(amount: Fen): string {
  const yuan = `${Math.floor(amount / 100)}.${String(amount % 100).padStart(2, '0')}`;
  return `${formatYuan(amount)}（${Nzh.cn.toMoney(yuan.replace(/\.00$/, ''))}）`;
}

/** `第三条` */
export const articleNumber = (number: number): string => `第${Nzh.cn.encodeS(number)}条`;

const STYLE = `body{font-family:"Noto Sans SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif;max-width:46em;
margin:2.5em auto;padding:0 1.5em;line-height:1.9;color:#1f2329}h1{text-align:center;font-size:1.6em;letter-spacing:.1em}
h2{font-size:1.1em;margin:1.6em 0 .3em}table{border-collapse:collapse;width:100%;margin:.8em 0}
th,td{border:1px solid #bbb;padding:.4em .7em;text-align:left;vertical-align:top}th{background:#f5f6f7;width:11em;font-weight:500}
.meta{text-align:center;color:#646a73}.sign{display:flex;justify-content:space-between;margin-top:3em}@media print{body{margin:0}}`;

/** A complete page without scripts or outside references: what is stored is what is printed. `body` is trusted HTML. */
export const htmlPage = (title: string, body: string): string =>
  `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escapeHtml(title)}</title><style>${STYLE}</style></head>
<body>${body}</body></html>
`;

/** Rows with an empty value are left out: a source that says nothing is not made to say something. */
export const htmlTable = (lines: readonly (readonly [string, string | null])[]): string =>
  `<table>${lines
    .filter(([, value]) => value !== null && value !== '')
    .map(([label, value]) => `<tr><th>${escapeHtml(label)}</th><td>${escapeHtml(value!)}</td></tr>`)
    .join('')}</table>`;
