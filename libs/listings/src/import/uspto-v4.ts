import { ipcForm, symbol } from './classification-form';
import type { IpKind } from '@jishi/pricing';
import type { Classification, PatentRecord, Person } from './patent-record';
import { all, at, day, text, textAt, type Note, type XmlNode } from './xml-node';

const IP_KINDS: Record<string, IpKind> = { design: 'design', plant: 'plant_variety' };

/** US grants and application publications from 2004 on (`us-patent-grant`, `us-patent-application`, v4.0–4.5). */
export function readV4(root: XmlNode, note: Note): PatentRecord {
  const isGrant = root.name === 'us-patent-grant';
  const bib = at(root, isGrant ? 'us-bibliographic-data-grant' : 'us-bibliographic-data-application');
  const publication = at(bib, 'publication-reference/document-id');
  const application = at(bib, 'application-reference');
  const publishedOn = day(textAt(publication, 'date'), 'published', note);
  const classification = [...ipc(bib), ...ipcr(bib), ...cpc(bib), ...national(bib), ...locarno(bib)];
  return {
    format: isGrant ? 'uspto-grant-v4' : 'uspto-application-v4',
    ipKind: IP_KINDS[application?.attributes['appl-type'] ?? ''] ?? 'invention',
    country: textAt(publication, 'country'),
    patentNumber: textAt(publication, 'doc-number'),
    kindCode: textAt(publication, 'kind'),
    applicationNumber: textAt(application, 'document-id/doc-number'),
    filedOn: day(textAt(application, 'document-id/date'), 'filed', note),
    publishedOn,
    grantedOn: isGrant ? publishedOn : '',
    title: textAt(bib, 'invention-title'),
    abstract: all(root, 'abstract/p')
      .map(text)
      .filter((paragraph) => paragraph !== '')
      .join('\n'),
    inventors: inventors(bib).map(person),
    assignees: all(bib, 'assignees/assignee').map(person),
    classification,
    ipc: classification.filter(({ scheme }) => scheme === 'ipc' || scheme === 'ipcr').map(({ code }) => ipcForm(code)),
    cpc: [...new Set(classification.filter(({ scheme }) => scheme === 'cpc').map(({ code }) => code))],
    fieldCode: '',
  };
}

/** Named as such from v4.3 on; before, an applicant who is also the inventor. */
function inventors(bib: XmlNode | undefined): XmlNode[] {
  for (const parties of ['us-parties', 'parties']) {
    const named = [...all(bib, `${parties}/inventors/inventor`), ...all(bib, `${parties}/inventors/deceased-inventor`)];
    if (named.length > 0) return named;
  }
  return all(bib, 'parties/applicants/applicant').filter(
    (node) => node.attributes['app-type'] === 'applicant-inventor',
  );
}

function person(node: XmlNode): Person {
  // Early files write an assignee's name without an address book.
  const book = at(node, 'addressbook') ?? node;
  const parts = ['first-name', 'middle-name', 'last-name', 'suffix'].map((part) => textAt(book, part));
  return {
    name: textAt(book, 'orgname') || parts.filter((part) => part !== '').join(' '),
    city: textAt(book, 'address/city'),
    country: textAt(book, 'address/country'),
  };
}

function mainAndFurther(node: XmlNode | undefined, scheme: Classification['scheme']): Classification[] {
  const edition = textAt(node, 'edition');
  const of = (name: string, main: boolean): Classification[] =>
    all(node, name).map((child) => ({ scheme, edition, code: text(child), main }));
  return [...of('main-classification', true), ...of('further-classification', false)];
}

const ipc = (bib: XmlNode | undefined) => mainAndFurther(at(bib, 'classification-ipc'), 'ipc');
const national = (bib: XmlNode | undefined) => mainAndFurther(at(bib, 'classification-national'), 'uspc');
const locarno = (bib: XmlNode | undefined) => mainAndFurther(at(bib, 'classification-locarno'), 'locarno');

function composed(node: XmlNode, scheme: 'ipcr' | 'cpc', version: string, main: boolean): Classification {
  const part = (name: string): string => textAt(node, name);
  const code = symbol(part('section') + part('class') + part('subclass'), part('main-group'), part('subgroup'));
  return { scheme, edition: textAt(node, `${version}/date`), code, main };
}

const ipcr = (bib: XmlNode | undefined): Classification[] =>
  all(bib, 'classifications-ipcr/classification-ipcr').map((node) =>
    composed(node, 'ipcr', 'ipc-version-indicator', textAt(node, 'symbol-position') === 'F'),
  );

/** Codes that count only in combination are written in sets after the others. */
const CPC_GROUPS = ['main-cpc', 'further-cpc', 'further-cpc/combination-set/combination-rank'];

const cpc = (bib: XmlNode | undefined): Classification[] =>
  CPC_GROUPS.flatMap((group) =>
    all(bib, `classifications-cpc/${group}/classification-cpc`).map((node) =>
      composed(node, 'cpc', 'cpc-version-indicator', group === 'main-cpc'),
    ),
  );
