import { Injectable } from '@nestjs/common';
import { type FieldError, invalid } from '@jishi/kernel';
import { checkNumber } from './domain/invoice';
import { normaliseName } from './domain/reference';
import type { EInvoice } from './e-invoice';
import { type HandedIn, InvoiceIssuer, type InvoiceOrder, type IssuedInvoice } from './invoice-issuer.port';

const DAY = /^20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/**
 * A person of the issuer issues the invoice in the tax system and hands in what came of it. The XML of an electronic invoice
 * says everything itself: it must be the one that was ordered, to the fen, and nothing is typed that it says otherwise.
 */
@Injectable()
export class OfflineInvoiceIssuer extends InvoiceIssuer {
  readonly name = 'offline';

  async issue(order: InvoiceOrder, handedIn: HandedIn): Promise<IssuedInvoice> {
    const { said } = handedIn;
    if (said) checkSame(order, handedIn, said);
    const issued = {
      code: said ? '' : (handedIn.code ?? ''),
      number: said?.number ?? handedIn.number ?? '',
      issuedOn: said?.issuedOn ?? handedIn.issuedOn ?? '',
    };
    checkNumber(issued);
    if (!isDay(issued.issuedOn)) throw invalid('invoice.bad_day', {}, [{ path: 'issuedOn', code: 'invoice.bad_day' }]);
    return issued;
  }
}

function isDay(day: string): boolean {
  const ms = DAY.test(day) ? Date.parse(`${day}T00:00:00Z`) : NaN;
  return Number.isFinite(ms) && new Date(ms).toISOString().startsWith(day);
}

/** What was ordered, typed and issued is one. Errors: `invoice.file_differs`, each field by name. */
function checkSame(order: InvoiceOrder, typed: HandedIn, said: EInvoice): void {
  const pairs: [string, unknown, unknown][] = [
    ['issuerTaxNumber', order.issuerTaxNumber, said.issuerTaxNumber],
    ['recipientTaxNumber', order.recipientTaxNumber, said.recipientTaxNumber],
    ['recipientName', normaliseName(order.recipientName), normaliseName(said.recipientName)],
    ['kind', order.kind, said.kind ?? order.kind],
    ['amountMinor', order.amountMinor, said.amountMinor],
    ['netMinor', order.netMinor, said.netMinor],
    ['taxMinor', order.taxMinor, said.taxMinor],
    ['number', typed.number || said.number, said.number],
    ['issuedOn', typed.issuedOn || said.issuedOn, said.issuedOn],
  ];
  const errors = pairs
    .filter(([, expected, found]) => expected !== found)
    .map(([field, expected, found]): FieldError => {
      const params = { field, expected: String(expected), found: String(found) };
      return { path: 'fileId', code: 'invoice.file_differs', params };
    });
  if (errors.length > 0) throw invalid('invoice.file_differs', errors[0]!.params, errors);
}
