import type { Fen } from '@jishi/kernel';

export type AccountKind = 'asset' | 'liability' | 'income' | 'expense';

/** The side on which a kind of account grows: a debit adds to what we have, a credit to what we owe or earned. */
export const normalSide: Record<AccountKind, 'debit' | 'credit'> = {
  asset: 'debit',
  expense: 'debit',
  liability: 'credit',
  income: 'credit',
};

export interface Sums {
  debitMinor: Fen;
  creditMinor: Fen;
}

export interface Totals extends Sums {
  kind: AccountKind;
}

/** What is set aside, not moved yet. */
export interface Pending {
  pendingDebitMinor: Fen;
  pendingCreditMinor: Fen;
}

export const balanceOn = (side: 'debit' | 'credit', { debitMinor, creditMinor }: Sums): Fen =>
  side === 'debit' ? debitMinor - creditMinor : creditMinor - debitMinor;

/** The balance as an accountant reads it: never negative, the database sees to that. */
export const balanceOf = (totals: Totals): Fen => balanceOn(normalSide[totals.kind], totals);

/** What may still leave the account: what is set aside to leave counts as gone, what is on its way does not count yet. */
export const availableOf = (account: Totals & Pending): Fen =>
  balanceOf(account) - (normalSide[account.kind] === 'debit' ? account.pendingCreditMinor : account.pendingDebitMinor);

/** Credits less debits over all accounts: zero, always. */
export const sumOf = (accounts: readonly Sums[]): Fen =>
  accounts.reduce((sum, account) => sum + account.creditMinor - account.debitMinor, 0);
