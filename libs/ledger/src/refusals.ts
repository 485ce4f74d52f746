import { conflict } from '@jishi/kernel';

/** The constraints that a caller can run into, and what they are called outside. */
const REFUSALS: Readonly<Record<string, string>> = {
  account_not_overdrawn: 'ledger.overdrawn',
  pending_not_expired: 'ledger.pending_expired',
  pending_is_due: 'ledger.pending_not_due',
  pending_not_exceeded: 'ledger.pending_exceeded',
  transfer_reverses: 'ledger.already_reversed',
};

/** What the database refuses becomes an error that can be explained; everything else is a defect and stays as it is. */
export async function asRefusal<T>(reference: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = REFUSALS[(error as { constraint?: string }).constraint ?? ''];
    throw code ? conflict(code, { reference, by: '' }) : error;
  }
}
