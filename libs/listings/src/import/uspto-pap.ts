import type { Classification, PatentRecord, Person } from './patent-record';
import { ipcForm } from './classification-form';
import { all, at, day, text, textAt, type Note, type XmlNode } from './xml-node';

const BIB = 'subdoc-bibliographic-information';

/** US application publications, 2001–2004 (`patent-application-publication`). */
export function readApplicationPublication(root: XmlNode, note: Note): PatentRecord {
  const bib = at(root, BIB);
  const kindCode = textAt(bib, 'document-id/kind-code');
  const classification = [...ipc(bib), ...uspc(bib)];
  return {
    format: 'uspto-pap',
    ipKind: kindCode.startsWith('P') ? 'plant_variety' : 'invention',
    // The source names no country of publication, so none is given.
    country: textAt(bib, 'document-id/country-code'),
    patentNumber: textAt(bib, 'document-id/doc-number'),
    kindCode,
    applicationNumber: textAt(bib, 'domestic-filing-data/application-number/doc-number'),
    filedOn: day(textAt(bib, 'domestic-filing-data/filing-date'), 'filed', note),
    publishedOn: day(textAt(bib, 'document-id/document-date'), 'published', note),
    grantedOn: '',
    title: textAt(bib, 'technical-information/title-of-invention'),
    abstract: abstractOf(at(root, 'subdoc-abstract')),
    inventors: [...all(bib, 'inventors/first-named-inventor'), ...all(bib, 'inventors/inventor')].map(person),
    assignees: all(bib, 'assignee').map(person),
    classification,
    ipc: classification.filter((entry) => entry.scheme === 'ipc').map((entry) => ipcForm(entry.code)),
    cpc: [],
    fieldCode: '',
  };
}

/** Paragraphs, one a line; the heading ("Abstract of Disclosure") is not part of the abstract. */
const abstractOf = (node: XmlNode | undefined): string =>
  all(node, 'paragraph')
    .map(text)
    .filter((paragraph) => paragraph !== '')
    .join('\n');

function person(node: XmlNode): Person {
  const name = at(node, 'name');
  const parts = ['given-name', 'middle-name', 'family-name', 'name-suffix'].map((part) => textAt(name, part));
  const home = at(node, 'residence/residence-us') ?? at(node, 'residence/residence-non-us') ?? at(node, 'address');
  return {
    name: textAt(node, 'organization-name') || parts.filter((part) => part !== '').join(' '),
    city: textAt(home, 'city'),
    country: textAt(home, 'country-code') || textAt(home, 'country/country-code'),
  };
}

function ipc(bib: XmlNode | undefined): Classification[] {
  const group = at(bib, 'technical-information/classification-ipc');
  const edition = textAt(group, 'classification-ipc-edition');
  const of = (path: string, main: boolean): Classification[] =>
    all(group, path).map((node) => ({ scheme: 'ipc', edition, code: text(node), main }));
  return [...of('classification-ipc-primary/ipc', true), ...of('classification-ipc-secondary/ipc', false)];
}

function uspc(bib: XmlNode | undefined): Classification[] {
  const group = at(bib, 'technical-information/classification-us');
  const of = (path: string, main: boolean): Classification[] =>
    all(group, path).map((node) => ({
      scheme: 'uspc',
      edition: '',
      code: `${textAt(node, 'class')}/${textAt(node, 'subclass')}`,
      main,
    }));
  return [...of('classification-us-primary/uspc', true), ...of('classification-us-secondary/uspc', false)];
}
