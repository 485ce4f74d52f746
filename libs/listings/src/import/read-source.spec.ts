import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { ipcForm } from './classification-form';
import { readSource } from './read-source';
import type { ImportItem } from './patent-record';

const read = (text: string | Buffer): ImportItem[] => [...readSource(Buffer.from(text as string))];
const codes = (text: string | Buffer): string[] => read(text).map((item) => (item.ok ? item.record.title : item.code));
const grant = (title: string, extra = ''): string =>
  `<us-patent-grant>${extra}<us-bibliographic-data-grant><invention-title>${title}</invention-title>` +
  `</us-bibliographic-data-grant></us-patent-grant>`;

describe('XML', () => {
  it('leaves absent fields empty', () => {
    const [item] = read(grant('T'));
    expect(item).toMatchObject({
      ok: true,
      record: { patentNumber: '', filedOn: '', grantedOn: '', abstract: '', inventors: [], assignees: [], ipc: [] },
    });
  });

  it('takes documents joined with or without XML declarations', () => {
    expect(codes(`${grant('a')}${grant('b')}\n<?xml version="1.0"?>\n${grant('c')}<!-- end -->\n`)).toEqual([
      'a',
      'b',
      'c',
    ]);
  });

  it('reports a broken document with its place and goes on with the next', () => {
    const items = read(`<?xml version="1.0"?>\n<us-patent-grant>\n  </wrong>\n<?xml version="1.0"?>${grant('b')}`);
    expect(items[0]).toMatchObject({ ok: false, code: 'import.xml_malformed', place: { line: 3 } });
    expect(items[1]).toMatchObject({ ok: true, record: { title: 'b' } });
  });

  it('reports what is no patent, no title, and an unclosed end', () => {
    expect(codes(`<html><body/></html>`)).toEqual(['import.not_a_patent']);
    expect(codes(grant(''))).toEqual(['import.title_missing']);
    expect(codes(`${grant('a')}<us-patent-grant><abstract>`)).toEqual(['a', 'import.xml_malformed']);
  });

  it('resolves the named characters of patent DTDs, and keeps and reports those it does not know', () => {
    const [item] = read(grant('&agr;&mdash;&lt;b&gt; &zork; &constructor;'));
    expect(item).toMatchObject({ ok: true, record: { title: 'α—<b> &zork; &constructor;' } });
    expect(item?.ok && item.remarks.map((remark) => remark.params['name'])).toEqual(['zork', 'constructor']);
  });

  it('leaves a date that is no day empty, and says so', () => {
    const reference = '<publication-reference><document-id><date>19990600</date></document-id></publication-reference>';
    const [item] = read(grant('T').replace('<invention-title>', `${reference}<invention-title>`));
    expect(item).toMatchObject({
      ok: true,
      record: { publishedOn: '' },
      remarks: [{ code: 'import.unreadable_date', params: { text: '19990600' } }],
    });
  });

  it('never expands or loads an entity of the document', () => {
    const bomb =
      '<!DOCTYPE us-patent-grant [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>';
    const [item] = read(`${bomb}${grant('&b;&f;')}`);
    expect(item).toMatchObject({ ok: true, record: { title: '&b;&f;' } });
  });

  it('refuses depth without end', () => {
    const deep = '<x>'.repeat(300) + '</x>'.repeat(300);
    expect(codes(`<us-patent-grant>${deep}</us-patent-grant>\n<?xml version="1.0"?>${grant('b')}`)).toEqual([
      'import.xml_too_deep',
      'b',
    ]);
  });

  it('reads declared and marked encodings, and refuses unknown ones', () => {
    const gbk = iconv.encode(`<?xml version="1.0" encoding="GB18030"?>${grant('专利')}`, 'gb18030');
    expect([...readSource(gbk)].map((item) => item.ok && item.record.title)).toEqual(['专利']);
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(grant('专利'), 'utf16le')]);
    expect([...readSource(utf16)].map((item) => item.ok && item.record.title)).toEqual(['专利']);
    expect(codes(`<?xml version="1.0" encoding="x-made-up"?>${grant('a')}`)).toEqual(['import.unknown_encoding']);
  });

  it('never throws, whatever it is given', () => {
    const piece = fc.constantFrom(
      '<us-patent-grant>',
      '</us-patent-grant>',
      '<a b="',
      '&',
      ';',
      '<!DOCTYPE x [',
      ']>',
      '<?xml ',
      '?>',
      '<![CDATA[',
      '\n',
      'x',
      '<!--',
      '专',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), fc.uint8Array({ maxLength: 60 }), (pieces, bytes) => {
        expect(read(`<${pieces.join('')}`).length).toBeGreaterThan(0);
        expect(Array.isArray([...readSource(Buffer.from(bytes))])).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe('CSV', () => {
  const zh =
    '专利名称,专利号,申请日,发明人,IPC分类号,技术领域\n一种方法,ZL201710117081.7,2017年3月1日,王杰；王金虎,G06F 17/30,电子信息\n';

  it.each([
    ['UTF-8', Buffer.from(zh)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${zh}`)],
    ['GB18030', iconv.encode(zh, 'gb18030')],
  ])('reads Chinese headers in %s', (_name, bytes) => {
    expect([...readSource(bytes)]).toMatchObject([
      {
        ok: true,
        place: { line: 2, column: 1 },
        record: {
          title: '一种方法',
          patentNumber: 'ZL201710117081.7',
          filedOn: '2017-03-01',
          inventors: [{ name: '王杰' }, { name: '王金虎' }],
          ipc: ['G06F 17/30'],
          fieldCode: 'electronics',
        },
      },
    ]);
  });

  it('reports each bad row with line, column and code, and takes the rest', () => {
    const items = read(
      'title,filed_on,ip_kind\nA,2020-01-01,invention\n,2020-01-01,invention\nB,2020-02-30,design\n"C\nC",,nonsense\nD,,\n"E",1,2,3\n',
    );
    expect(items.map((item) => [item.place.line, item.place.column, item.ok ? item.record.title : item.code])).toEqual([
      [2, 1, 'A'],
      [3, 1, 'import.title_missing'],
      [4, 2, 'import.bad_date'],
      [5, 3, 'import.unknown_ip_kind'],
      [7, 1, 'D'],
      [8, 1, 'import.csv_too_many_cells'],
    ]);
  });

  it('reports a row with a broken quote and a file without titles', () => {
    expect(codes('title,abstract\nA,b\nB,"x"y\nC,d\n')).toEqual(
      expect.arrayContaining(['A', 'C', 'import.csv_malformed']),
    );
    expect(codes('abstract,ipc\nx,y\n')).toEqual(['import.csv_no_title_column']);
  });
});

describe('files', () => {
  it('says what it cannot read', () => {
    expect(codes('')).toEqual(['import.empty']);
    expect(codes('PATN\nWKU  039373754\n')).toEqual(['import.green_book']);
    expect(codes('hello')).toEqual(['import.unknown_format']);
    expect([...readSource(Buffer.from([0xff, 0x81, 0xfe, 0xfd, 0x80]))].map((item) => !item.ok && item.code)).toEqual([
      'import.bad_encoding',
    ]);
  });

  it('is bounded in records', () => {
    const items = read(`title\n${'x\n'.repeat(10_005)}`);
    expect(items.length).toBe(10_001);
    expect(items.at(-1)).toMatchObject({ ok: false, code: 'import.too_many_records', place: { line: 10_002 } });
  });
});

describe('a hostile file', () => {
  const timed = (text: string): number => {
    const began = performance.now();
    read(text);
    return performance.now() - began;
  };

  it('of a great many tiny, broken or unending documents takes no more than its length', () => {
    expect(timed('<a/>'.repeat(300_000))).toBeLessThan(3_000);
    expect(timed('<!DOCTYPE a><b></c>'.repeat(100_000))).toBeLessThan(3_000);
    expect(timed(`title\n${'"\n'.repeat(100_000)}`)).toBeLessThan(3_000);
    expect(timed(`title\n${'"x\ny\n'.repeat(100_000)}`)).toBeLessThan(3_000);
  });

  it('that is one endless document is stopped, and what follows it is read', () => {
    const endless = `<us-patent-grant>${'<p>text</p>'.repeat(1_000_000)}</us-patent-grant>`;
    expect(codes(`${endless}<?xml version="1.0"?>${grant('b')}`)).toEqual(['import.xml_too_long', 'b']);
  });
});

describe('classification', () => {
  it.each([
    ['G06F015/16', 'G06F 15/16'],
    ['G06F 1516', 'G06F 15/16'],
    ['B32B  302', 'B32B 3/02'],
    ['A61B 5/00', 'A61B 5/00'],
    ['G06', 'G06'],
  ])('writes %s as %s', (code, expected) => expect(ipcForm(code)).toBe(expected));
});
