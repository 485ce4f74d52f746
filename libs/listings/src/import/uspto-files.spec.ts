import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { describeWithData } from '../../../../test/support/data';
import { readSource } from './read-source';
import type { PatentRecord } from './patent-record';

/**
 * What each file says, found with regular expressions over its raw text: another way than the importer's parser, so that
 * both would have to be wrong in the same place.
 */
const CHARACTERS: Record<string, string> = {
  amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", ldquo: '“', rdquo: '”', minus: '−', plus: '+', emsp: '\u2003',
}; // prettier-ignore
const plain = (xml: string): string =>
  xml
    .replace(/<[^>]+>/g, '')
    .replace(/\s*\n\s*/g, ' ')
    .replace(/^ +| +$/g, '')
    .replace(/&#x([0-9a-f]+);/gi, (_, hex: string) => String.fromCodePoint(parseInt(hex, 16)))
    .replace(/&(\w+);/g, (whole, name: string) => CHARACTERS[name] ?? whole);
const inside = (xml: string, tag: string): string =>
  new RegExp(`<${tag}(?:\\s[^>]*)?>([^]*?)</${tag}>`).exec(xml)?.[1] ?? '';
const each = (xml: string, tag: string): string[] =>
  [...xml.matchAll(new RegExp(`<${tag}(?:\\s[^>]*)?>([^]*?)</${tag}>`, 'g'))].map((match) => match[1]!);
const iso = (date: string): string => date.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3');
const words = (xml: string, tags: string[]): string =>
  tags.map((tag) => plain(inside(xml, tag))).filter(Boolean).join(' '); // prettier-ignore
const names = (parties: string[], organisation: string, person: string[]): string[] =>
  parties.map((party) => plain(inside(party, organisation)) || words(party, person));

type Expected = Pick<
  PatentRecord,
  | 'title'
  | 'abstract'
  | 'country'
  | 'patentNumber'
  | 'kindCode'
  | 'applicationNumber'
  | 'filedOn'
  | 'publishedOn'
  | 'grantedOn'
> & { inventors: string[]; assignees: string[]; classes: string[] };

function ofPap(xml: string): Expected {
  const bib = inside(xml, 'subdoc-bibliographic-information');
  const id = inside(bib, 'document-id');
  const technical = inside(bib, 'technical-information');
  const person = ['given-name', 'middle-name', 'family-name', 'name-suffix'];
  const parties = inside(bib, 'inventors');
  return {
    title: plain(inside(technical, 'title-of-invention')),
    abstract: each(inside(xml, 'subdoc-abstract'), 'paragraph').map(plain).join('\n'),
    country: '',
    patentNumber: inside(id, 'doc-number'),
    kindCode: inside(id, 'kind-code'),
    applicationNumber: inside(inside(bib, 'domestic-filing-data'), 'doc-number').trim(),
    filedOn: iso(inside(bib, 'filing-date')),
    publishedOn: iso(inside(id, 'document-date')),
    grantedOn: '',
    inventors: names(
      [...each(parties, 'first-named-inventor'), ...each(parties, 'inventor')],
      'organization-name',
      person,
    ),
    assignees: names(each(bib.replace(parties, ''), 'assignee'), 'organization-name', person),
    classes: [
      ...each(technical, 'ipc'),
      ...each(technical, 'uspc').map((uspc) => `${inside(uspc, 'class')}/${inside(uspc, 'subclass')}`),
    ],
  };
}

function ofRedBook(xml: string): Expected {
  const bib = inside(xml, 'SDOBI');
  const date = iso(plain(inside(bib, 'B140')));
  return {
    title: plain(inside(bib, 'B540')),
    abstract: each(inside(xml, 'SDOAB'), 'PARA').map(plain).join('\n'),
    country: plain(inside(bib, 'B190')),
    patentNumber: plain(inside(bib, 'B110')),
    kindCode: plain(inside(bib, 'B130')),
    applicationNumber: plain(inside(bib, 'B210')),
    filedOn: iso(plain(inside(bib, 'B220'))),
    publishedOn: date,
    grantedOn: date,
    inventors: names(each(inside(bib, 'B720'), 'B721'), 'ONM', ['FNM', 'SNM']),
    assignees: names(each(bib, 'B731'), 'ONM', ['FNM', 'SNM']),
    classes: ['B511', 'B512', 'B521', 'B522'].flatMap((tag) =>
      each(inside(bib, 'B500').split('<B560>')[0]!, tag).map(plain),
    ),
  };
}

function ofV4(xml: string): Expected {
  const bib = /<us-bibliographic-data-(grant|application)[^]*?<\/us-bibliographic-data-\1>/.exec(xml)![0];
  const publication = inside(bib, 'publication-reference');
  const application = inside(bib, 'application-reference');
  const date = iso(inside(publication, 'date'));
  const beforeTitle = bib.slice(0, bib.indexOf('<invention-title'));
  const inventors = each(inside(bib, 'inventors'), 'inventor');
  const applicants = [...bib.matchAll(/<applicant [^>]*app-type="applicant-inventor"[^>]*>([^]*?)<\/applicant>/g)];
  const symbols = (tag: string): string[] =>
    each(beforeTitle, tag).map((node) => {
      const part = (name: string): string => inside(node, name);
      return `${part('section')}${part('class')}${part('subclass')} ${part('main-group')}/${part('subgroup')}`;
    });
  const flat = (tag: string): string[] =>
    ['main-classification', 'further-classification'].flatMap((name) =>
      each(inside(beforeTitle, tag), name).map(plain),
    );
  const person = ['first-name', 'middle-name', 'last-name'];
  return {
    title: plain(inside(bib, 'invention-title')),
    abstract: each(inside(xml, 'abstract'), 'p').map(plain).join('\n'),
    country: inside(publication, 'country'),
    patentNumber: inside(publication, 'doc-number'),
    kindCode: inside(publication, 'kind'),
    applicationNumber: inside(application, 'doc-number'),
    filedOn: iso(inside(application, 'date')),
    publishedOn: date,
    grantedOn: xml.includes('</us-patent-grant>') ? date : '',
    inventors: names(inventors.length > 0 ? inventors : applicants.map((match) => match[1]!), 'orgname', person),
    assignees: names(each(inside(bib, 'assignees'), 'assignee'), 'orgname', person),
    classes: [
      ...flat('classification-ipc'),
      ...symbols('classification-ipcr'),
      ...symbols('classification-cpc'),
      ...flat('classification-national'),
    ],
  };
}

const EXPECT: [RegExp, (xml: string) => Expected][] = [
  [/^pap__/, ofPap],
  [/^sgml__/, ofRedBook],
  [/^xml/, ofV4],
];

describeWithData('USPTO files', (dataDir) => {
  const folder = join(dataDir, 'patents', 'uspto');
  const files = readdirSync(folder).filter((name) => name !== 'LICENSE');
  const patents = files.filter((name) => EXPECT.some(([prefix]) => prefix.test(name)));

  it('are all here', () => expect(patents.length).toBe(14));

  it.each(patents)('%s imports as it is written', (name) => {
    const bytes = readFileSync(join(folder, name));
    const [item, ...rest] = [...readSource(bytes)];
    expect(rest).toEqual([]);
    if (!item?.ok) throw new Error(JSON.stringify(item));
    const { record } = item;
    const [, expected] = EXPECT.find(([prefix]) => prefix.test(name))!;
    const { inventors, assignees, classes, ...plainFields } = expected(bytes.toString('utf8'));
    expect(record).toMatchObject(plainFields);
    expect(record.inventors.map((person) => person.name)).toEqual(inventors);
    expect(record.assignees.map((person) => person.name)).toEqual(assignees);
    expect(record.classification.map((entry) => entry.code)).toEqual(classes);
    expect(record.title).not.toBe('');
    expect(record.inventors.length).toBeGreaterThan(0);
    expect(record.classification.length).toBeGreaterThan(0);
    expect(item.remarks).toEqual([]);
  });

  it.each(files.filter((name) => !patents.includes(name)))('%s is reported as what it is', (name) => {
    const items = [...readSource(readFileSync(join(folder, name)))];
    const code = name.startsWith('greenbook') ? 'import.green_book' : 'import.not_a_patent';
    expect(items.map((item) => (item.ok ? 'taken' : item.code))).toEqual([code]);
  });

  it('keeps the rest when several documents are joined and some are broken', () => {
    const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
    const [first, second] = patents.filter((name) => name.startsWith('xml2014'));
    const joined = [read(first!), read(second!).slice(0, 5000), read('cpcMaster__cpcMaster.xml'), read(second!)];
    const items = [...readSource(Buffer.from(joined.join('\n')))];
    expect(items.map((item) => (item.ok ? 'taken' : item.code))).toEqual([
      'taken',
      'import.xml_malformed',
      'import.not_a_patent',
      'taken',
    ]);
    const lines = joined.map((text) => text.split('\n').length);
    expect(items[3]?.place).toEqual({ line: lines[0]! + lines[1]! + lines[2]! + 1, column: 1 });
  });
});

describe('the sample of a Chinese vendor', () => {
  it('is not taken for anything it is not', () => {
    const items = [...readSource(Buffer.from('export default [\n{ Title: "一种方法" }]'))];
    expect(items.map((item) => (item.ok ? 'taken' : item.code))).toEqual(['import.unknown_format']);
  });
});
