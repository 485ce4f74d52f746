import type { Fen } from '@jishi/kernel';

export type AccountKind = 'asset' | 'liability' | 'income' | 'expense';

/** The side on which a kind of account grows: a debit adds to what we have, a credit to what we owe or earned. */
export const normalSide: Record<AccountKind, 'debit' | 'credit'> = {
  asset: 'debit',
  expense: 'debit',
  liability: 'credit',
  income: 'credit',
};

export interface Totals {
  kind: AccountKind;
  debitMinor: Fen;
  creditMinor: Fen;
}

/** The balance as an accountant reads it: never negative, the database sees to that. */
export const balanceOf = (totals: Totals): Fen =>
  normalSide[totals.kind] === 'debit' ? totals.debitMinor - totals.creditMinor : totals.creditMinor - totals.debitMinor;

/** Credits less debits over all accounts: zero, always. */
export const sumOf = (accounts: readonly Totals[]): Fen =>
  accounts.reduce((sum, account) => sum + account.creditMinor - account.debitMinor, 0);
