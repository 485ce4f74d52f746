import { conflict, invalid, isValidUscc, type Fen } from '@jishi/kernel';

export const INVOICE_STATES = ['requested', 'issued', 'reversing', 'reversed', 'declined', 'withdrawn'] as const;
export type InvoiceState = (typeof INVOICE_STATES)[number];

export type InvoiceEvent = 'withdraw' | 'decline' | 'issue' | 'ask_reversal' | 'keep' | 'reverse_part' | 'reverse';

/** The life of an invoice as data. What was reversed is not issued again: a new one that names it takes its place. */
export const INVOICE_TRANSITIONS: Readonly<Record<InvoiceState, Partial<Record<InvoiceEvent, InvoiceState>>>> = {
  requested: { withdraw: 'withdrawn', decline: 'declined', issue: 'issued' },
  issued: { ask_reversal: 'reversing' },
  reversing: { keep: 'issued', reverse_part: 'issued', reverse: 'reversed' },
  reversed: {},
  declined: {},
  withdrawn: {},
};

/** The next state. Errors: `invoice.wrong_state`. */
export function nextInvoiceState(state: InvoiceState, event: InvoiceEvent): InvoiceState {
  const next = INVOICE_TRANSITIONS[state][event];
  if (!next) throw conflict('invoice.wrong_state', { state, event });
  return next;
}

/** Whoever asked takes it back; whoever issues does the rest; either may ask that it be reversed. */
export const INVOICE_ACTORS: Readonly<Record<InvoiceEvent, readonly ('issuer' | 'recipient')[]>> = {
  withdraw: ['recipient'],
  decline: ['issuer'],
  issue: ['issuer'],
  ask_reversal: ['recipient', 'issuer'],
  keep: ['issuer'],
  reverse_part: ['issuer'],
  reverse: ['issuer'],
};

export const INVOICE_KINDS = ['ordinary', 'special'] as const;
export type InvoiceKind = (typeof INVOICE_KINDS)[number];

type Side = 'exchange' | 'seller' | 'buyer';

/** What may be invoiced for a sale: who issues it to whom, and under which rates of tax. */
export const INVOICE_ITEMS = {
  buyer_fee: { issuer: 'exchange', recipient: 'buyer', rates: ['modern_service'] },
  seller_fee: { issuer: 'exchange', recipient: 'seller', rates: ['modern_service'] },
  price: { issuer: 'seller', recipient: 'buyer', rates: ['intangible', 'technology_exempt'] },
} as const satisfies Record<string, { issuer: Side; recipient: Side; rates: readonly string[] }>;
export type InvoiceItem = keyof typeof INVOICE_ITEMS;
export const INVOICE_ITEM_NAMES = Object.keys(INVOICE_ITEMS) as InvoiceItem[];

/** What stands of one item of one sale. */
export interface Standing {
  receivedMinor: Fen;
  /** Asked for and not issued yet. */
  requestedMinor: Fen;
  /** Issued, less what was reversed. */
  invoicedMinor: Fen;
}

/** What may still be asked for: never more than was received. */
export const roomOf = (standing: Standing): Fen =>
  Math.max(0, standing.receivedMinor - standing.requestedMinor - standing.invoicedMinor);

/** Errors: `invoice.nothing_left`, `invoice.over_received`. */
export function checkAmount(amountMinor: Fen, standing: Standing): void {
  const room = roomOf(standing);
  if (room === 0) throw conflict('invoice.nothing_left');
  if (amountMinor <= 0 || amountMinor > room)
    throw invalid('invoice.over_received', { room }, [
      { path: 'amountMinor', code: 'invoice.over_received', params: { room } },
    ]);
}

/** A taxpayer is named by its unified social credit code, and nobody is invoiced for what another one paid. */
export function checkTaxNumber(taxNumber: string, own: string | null): void {
  const code = !isValidUscc(taxNumber) ? 'invoice.bad_tax_number' : taxNumber !== own ? 'invoice.other_taxpayer' : null;
  if (code) throw invalid(code, {}, [{ path: 'taxNumber', code }]);
}

/** What is exempt bears no tax that a buyer could deduct. Errors: `invoice.rate_unfit`, `invoice.special_exempt`, `invoice.no_exemption`. */
export function checkRate(
  item: InvoiceItem,
  kind: InvoiceKind,
  rate: { code: string; exempt: boolean },
  exemption: string,
): void {
  const refuse = (code: string, path: string): never => {
    throw invalid(code, {}, [{ path, code }]);
  };
  if (!(INVOICE_ITEMS[item].rates as readonly string[]).includes(rate.code)) refuse('invoice.rate_unfit', 'vatCode');
  if (rate.exempt && kind === 'special') refuse('invoice.special_exempt', 'vatCode');
  if (rate.exempt !== (exemption.trim() !== '')) refuse('invoice.no_exemption', 'exemption');
}

/** How much of an invoice a reversal takes back, as a negative amount, and what happens with that. Errors: `invoice.over_original`. */
export function reversalOf(
  original: { amountMinor: Fen; reversedMinor: Fen },
  asked: Fen | undefined,
): { amountMinor: Fen; event: 'reverse' | 'reverse_part' } {
  const rest = original.amountMinor - original.reversedMinor;
  const taken = asked ?? rest;
  if (!Number.isSafeInteger(taken) || taken <= 0 || taken > rest)
    throw invalid('invoice.over_original', { rest }, [
      { path: 'amountMinor', code: 'invoice.over_original', params: { rest } },
    ]);
  return { amountMinor: -taken, event: taken === rest ? 'reverse' : 'reverse_part' };
}

/** Digits only, as the tax system prints them: 20 of an electronic invoice without a code, 8 of a paper one with its code. */
export function checkNumber({ code, number }: { code: string; number: string }): void {
  const fits = code === '' ? /^\d{20}$/.test(number) : /^(\d{10}|\d{12})$/.test(code) && /^\d{8}$/.test(number);
  if (!fits) throw invalid('invoice.bad_number', {}, [{ path: 'number', code: 'invoice.bad_number' }]);
}
