import { ipcForm } from './classification-form';
import type { Classification, PatentRecord, Person } from './patent-record';
import { all, at, day, text, textAt, type Note, type XmlNode } from './xml-node';

/** US grants, 2001–2004: WIPO ST.32 tags with US additions (`PATDOC`, B-numbers). */
export function readRedBookGrant(root: XmlNode, note: Note): PatentRecord {
  const bib = at(root, 'SDOBI');
  const kindCode = textAt(bib, 'B100/B130');
  const isDesign = kindCode.startsWith('S');
  const grantedOn = day(textAt(bib, 'B100/B140'), 'published', note);
  const classification = classes(bib, isDesign);
  return {
    format: 'uspto-redbook',
    ipKind: isDesign ? 'design' : kindCode.startsWith('P') ? 'plant_variety' : 'invention',
    country: textAt(bib, 'B100/B190'),
    patentNumber: textAt(bib, 'B100/B110'),
    kindCode,
    applicationNumber: textAt(bib, 'B200/B210'),
    filedOn: day(textAt(bib, 'B200/B220'), 'filed', note),
    // B140 dates the document: a US grant takes effect on the day it is published.
    publishedOn: grantedOn,
    grantedOn,
    title: textAt(bib, 'B500/B540'),
    abstract: all(root, 'SDOAB/BTEXT/PARA')
      .map(text)
      .filter((paragraph) => paragraph !== '')
      .join('\n'),
    inventors: all(bib, 'B700/B720/B721').flatMap(parties),
    assignees: all(bib, 'B700/B730/B731').flatMap(parties),
    classification,
    ipc: classification.filter((entry) => entry.scheme === 'ipc').map((entry) => ipcForm(entry.code)),
    cpc: [],
    fieldCode: '',
  };
}

const parties = (node: XmlNode): Person[] => all(node, 'PARTY-US').map(person);

function person(node: XmlNode): Person {
  const name = at(node, 'NAM');
  const parts = ['FNM', 'SNM', 'SFX'].map((part) => textAt(name, part));
  return {
    name: textAt(name, 'ONM') || parts.filter((part) => part !== '').join(' '),
    city: textAt(node, 'ADR/CITY'),
    country: textAt(node, 'ADR/CTRY'),
  };
}

function classes(bib: XmlNode | undefined, isDesign: boolean): Classification[] {
  const edition = textAt(bib, 'B500/B510/B516');
  const of = (path: string, scheme: Classification['scheme'], main: boolean): Classification[] =>
    all(bib, path).map((node) => ({ scheme, edition: scheme === 'uspc' ? '' : edition, code: text(node), main }));
  // The same tags carry the Locarno class of a design.
  const international = isDesign ? 'locarno' : 'ipc';
  return [
    ...of('B500/B510/B511', international, true),
    ...of('B500/B510/B512', international, false),
    ...of('B500/B520/B521', 'uspc', true),
    ...of('B500/B520/B522', 'uspc', false),
  ];
}
