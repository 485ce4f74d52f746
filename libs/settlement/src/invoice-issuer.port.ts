import type { Fen } from '@jishi/kernel';
import type { InvoiceKind } from './domain/invoice';
import type { EInvoice } from './e-invoice';

/** What is to be issued: everything the tax system asks. A negative amount is a red invoice. */
export interface InvoiceOrder {
  issuerTaxNumber: string;
  recipientTaxNumber: string;
  recipientName: string;
  kind: InvoiceKind;
  amountMinor: Fen;
  netMinor: Fen;
  taxMinor: Fen;
}

/** What the person who issued it in the tax system hands in. */
export interface HandedIn {
  code?: string;
  number?: string;
  issuedOn?: string;
  /** What the file says of itself, if it says anything that can be read. */
  said: EInvoice | null;
}

/** An invoice as the tax system has it. */
export interface IssuedInvoice {
  code: string;
  number: string;
  /** `2026-11-23` */
  issuedOn: string;
}

/**
 * Where invoices come from. Called outside any transaction; what it answers fits the order, or it refuses. Issuing one is the
 * tax system's: an adapter that calls it must do nothing when asked for the same order again.
 */
export abstract class InvoiceIssuer {
  abstract readonly name: string;
  /** Errors: `invoice.bad_number`, `invoice.bad_day`, `invoice.file_differs`. */
  abstract issue(order: InvoiceOrder, handedIn: HandedIn): Promise<IssuedInvoice>;
}
