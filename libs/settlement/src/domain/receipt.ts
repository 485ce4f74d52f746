import type { Fen } from '@jishi/kernel';
import { isSamePayer } from './reference';

export interface Receipt {
  direction: 'credit' | 'debit';
  amountMinor: Fen;
  counterpartyName: string;
}

export interface Due {
  amountMinor: Fen;
  payerName: string;
  isOpen: boolean;
}

/** Why money waits; the words are those of the error with this code. */
export type Doubt = 'bank.not_a_receipt' | 'bank.claim_closed' | 'bank.payer_differs' | 'bank.amount_differs';

export interface Fit {
  doubt: Doubt | null;
  /** More came than was due: what would be left. */
  surplusMinor: Fen;
  /** Less came, together with what came before for the same claim. */
  shortMinor: Fen;
}

/**
 * Whether this money is that claim's. The payer must be the verified bidder itself; of the sum, parts may come one by one, and
 * what is over goes back. `besidesMinor` came for the same claim already and waits with it.
 */
export function fitOf(line: Receipt, due: Due, besidesMinor: Fen = 0): Fit {
  const over = besidesMinor + line.amountMinor - due.amountMinor;
  const fit = (doubt: Doubt | null): Fit => ({
    doubt,
    surplusMinor: Math.max(0, over),
    shortMinor: Math.max(0, -over),
  });
  if (line.direction !== 'credit') return fit('bank.not_a_receipt');
  if (!due.isOpen) return fit('bank.claim_closed');
  if (!isSamePayer(line.counterpartyName, due.payerName)) return fit('bank.payer_differs');
  return fit(over === 0 ? null : 'bank.amount_differs');
}
