import { readApplicationPublication } from './uspto-pap';
import { readRedBookGrant } from './uspto-redbook';
import { readV4 } from './uspto-v4';
import { LIMITS, type ImportItem, type ImportProblem, type PatentRecord } from './patent-record';
import { xmlDocuments, type Wanted } from './xml-documents';
import type { Note, XmlNode } from './xml-node';

const WANTED: Wanted = {
  'patent-application-publication': ['subdoc-bibliographic-information', 'subdoc-abstract'],
  PATDOC: ['SDOBI', 'SDOAB'],
  'us-patent-grant': ['us-bibliographic-data-grant', 'abstract'],
  'us-patent-application': ['us-bibliographic-data-application', 'abstract'],
};

const READERS: Record<string, (root: XmlNode, note: Note) => PatentRecord> = {
  'patent-application-publication': readApplicationPublication,
  PATDOC: readRedBookGrant,
  'us-patent-grant': readV4,
  'us-patent-application': readV4,
};

/** Reads every patent of an XML text. What is not a patent, or broken, is an item of its own with its place. */
export function* readPatentXml(source: string): Generator<ImportItem> {
  for (const found of xmlDocuments(source, WANTED)) {
    if (found.kind === 'broken') yield { ok: false, place: found.place, code: found.code, params: found.params };
    else if (found.kind === 'other')
      yield { ok: false, place: found.place, code: 'import.not_a_patent', params: { root: found.rootName } };
    else {
      const remarks = [...found.remarks];
      const note: Note = (code, params) => void remarks.push({ place: found.place, code, params });
      const record = READERS[found.root.name]!(found.root, note);
      const problem = refusal(record);
      yield problem ? { ok: false, place: found.place, ...problem } : { ok: true, place: found.place, record, remarks };
    }
  }
}

/** What a record must have, and what it may not exceed, whatever its source. */
export function refusal(record: PatentRecord): Omit<ImportProblem, 'place'> | null {
  if (record.title === '') return { code: 'import.title_missing', params: {} };
  const sizes = {
    title: record.title.length,
    abstract: record.abstract.length,
    people: Math.max(record.inventors.length, record.assignees.length),
    classifications: record.classification.length,
  };
  for (const key of Object.keys(sizes) as (keyof typeof sizes)[])
    if (sizes[key] > LIMITS[key]) return { code: 'import.field_too_long', params: { field: key, max: LIMITS[key] } };
  return null;
}
