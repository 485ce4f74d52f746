import type { Account, Statement, StatementLine, TransferMoves } from '@jishi/ledger';
import type { AccountResponse, StatementLineResponse, StatementResponse, TransferResponse } from './ledger.dto';

export function accountView({ exchangeId: _exchangeId, ...account }: Account): AccountResponse {
  return account;
}

export function lineView({
  accountId: _accountId,
  seq: _seq,
  description,
  ...line
}: StatementLine): StatementLineResponse {
  return { ...line, memo: description };
}

export function statementView(statement: Statement, days: { from: string; to: string }): StatementResponse {
  const { account, items, ...sums } = statement;
  return { ...sums, ...days, account: account && accountView(account), items: items.map(lineView) };
}

/** Whose money the rest of a transfer is, is the business of those who keep the books. */
export function transferView(transfer: TransferMoves, keepsBooks: boolean): TransferResponse {
  const { id, reference, kind, description, subjectId, createdAt, postings, moves } = transfer;
  return {
    id,
    reference,
    kind,
    memo: description,
    subjectId,
    at: createdAt.toISOString(),
    postings: keepsBooks
      ? postings.map(({ source, destination, amountMinor, currency }) => ({
          source,
          destination,
          amountMinor,
          currency,
        }))
      : [],
    moves: moves.map(({ account, debitMinor, creditMinor }) => ({ account, debitMinor, creditMinor })),
  };
}
