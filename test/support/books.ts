import { LedgerService } from '@jishi/ledger';
import type { Database } from '@jishi/platform';

/** A deposit that has arrived, in an exchange's books: the code of its account, and the transfer. */
export async function bookDeposit(
  database: Database,
  of: { depositId: string; ownerId: string; exchangeId: string; memo: string },
): Promise<{ account: string; transfer: string }> {
  const { ownerId, exchangeId } = of;
  const [bank, account] = [`bank:${exchangeId}`, `deposit:${of.depositId}`];
  const { id } = await database.transaction((tx) =>
    new LedgerService(database).post(
      tx,
      {
        reference: `books:${of.depositId}`,
        kind: 'deposit.held',
        description: of.memo,
        postings: [{ source: bank, destination: account, amountMinor: 5_000 }],
      },
      [
        { code: bank, kind: 'asset', purpose: 'bank', exchangeId },
        { code: account, kind: 'liability', purpose: 'deposit', ownerId, exchangeId },
      ],
    ),
  );
  return { account, transfer: id };
}
