import type { IpKind } from '@jishi/pricing';

/** What an import reads from one source document. Absent fields stay empty: nothing is guessed. */
export interface PatentRecord {
  format: SourceFormat;
  ipKind: IpKind;
  country: string;
  /** Publication or grant number, as in the source. */
  patentNumber: string;
  kindCode: string;
  applicationNumber: string;
  /** Days as `YYYY-MM-DD`, or empty. */
  filedOn: string;
  publishedOn: string;
  grantedOn: string;
  title: string;
  abstract: string;
  inventors: Person[];
  assignees: Person[];
  /** Codes as in the source; `ipc` and `cpc` are the same ones in the written form `A61B 5/00`, for search. */
  classification: Classification[];
  ipc: string[];
  cpc: string[];
  fieldCode: string;
}

/** `disclosure`: not read from a file but decided on here. */
export type SourceFormat =
  'uspto-pap' | 'uspto-redbook' | 'uspto-grant-v4' | 'uspto-application-v4' | 'csv' | 'disclosure';

/** A person or an organisation, its name as the source writes its parts, given name first. */
export interface Person {
  name: string;
  city: string;
  country: string;
}

export interface Classification {
  scheme: 'ipc' | 'ipcr' | 'cpc' | 'uspc' | 'locarno';
  edition: string;
  code: string;
  main: boolean;
}

/** Where in a file: 1-based line and column. */
export interface Place {
  line: number;
  column: number;
}

/** A document that could not be taken, or one remark on a document that was. */
export interface ImportProblem {
  place: Place;
  code: string;
  params: Record<string, string | number>;
}

export type ImportItem =
  { ok: true; place: Place; record: PatentRecord; remarks: ImportProblem[] } | ({ ok: false } & ImportProblem);

export const LIMITS = {
  fileBytes: 50 * 1024 * 1024,
  records: 10_000,
  /** Characters of one XML document: parsing one holds up everybody else of the process. */
  documentLength: 10_000_000,
  depth: 256,
  title: 2_000,
  abstract: 100_000,
  people: 1_000,
  classifications: 5_000,
  remarks: 20,
} as const;
