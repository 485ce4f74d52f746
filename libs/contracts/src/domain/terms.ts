import { invalid, type Fen } from '@jishi/kernel';
import type { Payee, PaymentTerms } from '@jishi/pricing';

export type ContractType = 'patent_transfer' | 'patent_licence' | 'know_how_transfer' | 'know_how_licence';
export type Party = 'transferor' | 'transferee';

export interface PartyTerms {
  id: string;
  name: string;
  uscc: string | null;
  regionCode: string;
}

export interface SubjectTerms {
  title: string;
  ipKind: string;
  country: string;
  patentNumber: string;
  applicationNumber: string;
  filedOn: string | null;
  grantedOn: string | null;
  inventors: string[];
  assignees: string[];
}

/** What the parties agree on, as data; the document is rendered from it once per version. */
export interface ContractTerms {
  number: string;
  version: number;
  type: ContractType;
  confirmationNumber: string;
  listingNumber: string;
  exchangeName: string;
  place: string;
  concludedOn: string;
  transferor: PartyTerms;
  transferee: PartyTerms;
  subject: SubjectTerms;
  /** Licences only; unspecified is ordinary (domain-rules.md §4). */
  exclusivity: 'exclusive' | 'sole' | 'ordinary' | null;
  contractAmountMinor: Fen;
  nonTechnicalMinor: Fen;
  technicalAmountMinor: Fen;
  payment: PaymentTerms;
  /** Who shares the seller's money; empty or absent: all is the transferor's. */
  payees?: Payee[];
  dispute: 'court_of_transferor';
}

const PATENT_KINDS = ['invention', 'utility_model', 'design'];

export const contractType = (form: 'transfer' | 'licence', ipKind: string): ContractType =>
  `${PATENT_KINDS.includes(ipKind) ? 'patent' : 'know_how'}_${form}`;

/** Technical transaction amount = total − non-technical costs. Errors: `contract.non_technical_out_of_range`. */
export function technicalAmount(contractAmountMinor: Fen, nonTechnicalMinor: Fen): Fen {
  if (!Number.isSafeInteger(nonTechnicalMinor) || nonTechnicalMinor < 0 || nonTechnicalMinor > contractAmountMinor)
    throw invalid('contract.non_technical_out_of_range', {}, [
      { path: 'nonTechnicalMinor', code: 'contract.non_technical_out_of_range' },
    ]);
  return contractAmountMinor - nonTechnicalMinor;
}

/** A person or organisation as written in a source: a plain name, or an object with one. */
export function displayName(entry: unknown): string {
  if (typeof entry === 'string') return entry;
  if (entry === null || typeof entry !== 'object') return '';
  const record = entry as Record<string, unknown>;
  for (const key of ['name', 'organisation', 'orgname'])
    if (typeof record[key] === 'string' && record[key] !== '') return record[key];
  return ['lastName', 'firstName']
    .map((key) => record[key])
    .filter((part): part is string => typeof part === 'string')
    .join(' ');
}
