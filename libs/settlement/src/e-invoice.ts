import { SaxesParser } from 'saxes';
import { invalid, type Fen } from '@jishi/kernel';
import type { InvoiceKind } from './domain/invoice';

/** What an electronic invoice (数电票) says of itself. */
export interface EInvoice {
  number: string;
  issuedOn: string;
  kind: InvoiceKind | null;
  issuerTaxNumber: string;
  recipientTaxNumber: string;
  recipientName: string;
  netMinor: Fen;
  taxMinor: Fen;
  amountMinor: Fen;
}

const MAX_DEPTH = 20;
const MAX_NODES = 20_000;
const DATA = 'EInvoice/EInvoiceData';
const PATHS = {
  number: 'EInvoice/TaxSupervisionInfo/InvoiceNumber',
  issuedOn: 'EInvoice/TaxSupervisionInfo/IssueTime',
  kind: 'EInvoice/Header/InherentLabel/GeneralOrSpecialVAT/LabelCode',
  issuerTaxNumber: `${DATA}/SellerInformation/SellerIdNum`,
  recipientTaxNumber: `${DATA}/BuyerInformation/BuyerIdNum`,
  recipientName: `${DATA}/BuyerInformation/BuyerName`,
  netMinor: `${DATA}/BasicInformation/TotalAmWithoutTax`,
  taxMinor: `${DATA}/BasicInformation/TotalTaxAm`,
  amountMinor: `${DATA}/BasicInformation/TotalTax-includedAmount`,
} as const;
type Field = keyof typeof PATHS;
const FIELD_OF = new Map(Object.entries(PATHS).map(([field, path]) => [path as string, field as Field]));
const KINDS: Readonly<Record<string, InvoiceKind>> = { '01': 'special', '02': 'ordinary' };

const refuse = (field: string): never => {
  throw invalid('invoice.file_unreadable', { field }, [
    { path: 'file', code: 'invoice.file_unreadable', params: { field } },
  ]);
};

/** Well-formed, without declarations of its own, and each wanted value once. Errors: `invoice.file_unreadable`. */
export function texts(source: string): Partial<Record<Field, string>> {
  const found: Partial<Record<Field, string>> = {};
  const path: string[] = [];
  let text = '';
  let nodes = 0;
  const parser = new SaxesParser({ xmlns: false });
  parser.on('doctype', () => refuse('DOCTYPE'));
  parser.on('error', () => refuse('XML'));
  parser.on('opentag', ({ name }) => {
    path.push(name);
    nodes += 1;
    if (path.length > MAX_DEPTH || nodes > MAX_NODES) refuse('XML');
    text = '';
  });
  parser.on('text', (piece) => (text += piece));
  parser.on('cdata', (piece) => (text += piece));
  parser.on('closetag', () => {
    const field = FIELD_OF.get(path.join('/'));
    path.pop();
    if (!field) return;
    if (field in found) refuse(field);
    found[field] = text.trim();
    text = '';
  });
  parser.write(source).close();
  return found;
}

const AMOUNT = /^(-?)(\d{1,13})(?:\.(\d{1,2})0*)?$/;

function amountOf(text: string | undefined, field: Field): Fen {
  const match = AMOUNT.exec(text ?? '');
  if (!match) return refuse(PATHS[field]);
  const minor = Number(match[2]) * 100 + Number((match[3] ?? '').padEnd(2, '0'));
  return match[1] && minor > 0 ? -minor : minor;
}

/** Its signature is not looked at here: whether the tax system knows it is asked there, by the person who hands it in. */
export function readEInvoice(content: Buffer): EInvoice {
  const found = texts(textOf(content));
  const required = (field: Field): string => found[field] || refuse(PATHS[field]);
  const day = /^(\d{4})-?(\d{2})-?(\d{2})/.exec(required('issuedOn'));
  if (!day) return refuse(PATHS.issuedOn);
  return {
    number: required('number'),
    issuedOn: day.slice(1).join('-'),
    kind: KINDS[found.kind ?? ''] ?? null,
    issuerTaxNumber: required('issuerTaxNumber'),
    recipientTaxNumber: required('recipientTaxNumber'),
    recipientName: required('recipientName'),
    netMinor: amountOf(found.netMinor, 'netMinor'),
    taxMinor: amountOf(found.taxMinor, 'taxMinor'),
    amountMinor: amountOf(found.amountMinor, 'amountMinor'),
  };
}

function textOf(content: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    return refuse('UTF-8');
  }
}
