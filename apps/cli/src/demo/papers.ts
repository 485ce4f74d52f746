/** Small papers for the story: a real PDF a viewer opens, and patents nobody else holds. */

/** A one-page PDF with one line of Latin text, byte offsets and all. */
export function smallPdf(line: string): Uint8Array<ArrayBuffer> {
  const text = `BT /F1 14 Tf 72 760 Td (${line.replace(/[^ -~]/g, '?').replace(/[\\()]/g, '\\$&')}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let body = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return String(offset).padStart(10, '0');
  });
  const xref = body.length;
  const table = offsets.map((offset) => `${offset} 00000 n \n`).join('');
  body += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}`;
  body += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF\n`;
  return new Uint8Array(Buffer.from(body, 'latin1'));
}

/** Two patents of our own making, and between them a document without a title, which the import must report. */
export function patentXml(run: string): string {
  const [number, other] = [`1${run}`, `2${run}`];
  return [
    patent(number, `一种石墨烯散热薄膜及其制备方法（演示 ${run}）`, ['H01L', '23', '373']),
    patent(other, '', ['C01B', '32', '182']),
  ].join('\n');
}

function patent(number: string, title: string, [subclass, group, subgroup]: [string, string, string]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<us-patent-grant lang="ZH" country="CN">
<us-bibliographic-data-grant>
<publication-reference><document-id><country>CN</country><doc-number>${number}</doc-number><kind>B</kind><date>20240319</date></document-id></publication-reference>
<application-reference appl-type="utility"><document-id><country>CN</country><doc-number>2021${number}</doc-number><date>20210608</date></document-id></application-reference>
<classifications-ipcr><classification-ipcr><section>${subclass[0]}</section><class>${subclass.slice(1, 3)}</class><subclass>${subclass[3]}</subclass><main-group>${group}</main-group><subgroup>${subgroup}</subgroup><symbol-position>F</symbol-position></classification-ipcr></classifications-ipcr>
<invention-title>${title}</invention-title>
<parties><inventors><inventor><addressbook><last-name>陈思远</last-name><address><city>广州</city><country>CN</country></address></addressbook></inventor><inventor><addressbook><last-name>林若溪</last-name></addressbook></inventor></inventors></parties>
<assignees><assignee><addressbook><orgname>演示大学</orgname></addressbook></assignee></assignees>
</us-bibliographic-data-grant>
<abstract><p>一种用于功率器件的石墨烯散热薄膜，面内导热系数高，可卷对卷制备。本文件由演示程序生成。</p></abstract>
</us-patent-grant>`;
}

/** One result that is not a patent, in the spreadsheet form. */
export function knowHowCsv(run: string): string {
  const header = '成果名称,知识产权类型,申请号,申请日,发明人,权利人,技术领域,摘要';
  const row = `石墨烯薄膜卷对卷涂布工艺（演示 ${run}）,技术秘密,KH${run},2022-03-01,陈思远；林若溪,演示大学,新材料及其应用,与散热薄膜配套的涂布工艺参数。`;
  return `\ufeff${header}\r\n${row}\r\n`;
}
