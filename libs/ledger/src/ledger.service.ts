import { Injectable } from '@nestjs/common';
import { conflict, newId, notFound, type Fen } from '@jishi/kernel';
import { Database, type Tx } from '@jishi/platform';
import { balanceOf, sumOf } from './domain/balance';
import { checkTransfer, contentHash, type TransferDraft } from './domain/transfer';
import * as repository from './ledger.repository';
import type { AccountRow, AccountSpec, LedgerScope, PostingRow, TransferRow } from './ledger.repository';

export interface TrialBalance {
  accounts: (AccountRow & { balanceMinor: Fen })[];
  debitMinor: Fen;
  creditMinor: Fen;
  /** Credits less debits: zero over the whole ledger. */
  sumMinor: Fen;
}

export type TransferWithPostings = TransferRow & { postings: PostingRow[] };

const OVERDRAWN = 'account_not_overdrawn';

/** Writes and reads transfers. What must never happen is refused by the database, not here. */
@Injectable()
export class LedgerService {
  constructor(private readonly database: Database) {}

  /**
   * Posts a transfer, opening the accounts it needs. The same reference again answers the first transfer.
   * Errors: `ledger.reference_reused` (other content), `ledger.unknown_account`, `ledger.overdrawn`, and those of checkTransfer.
   */
  async post(tx: Tx, draft: TransferDraft, open: readonly AccountSpec[] = []): Promise<TransferRow> {
    checkTransfer(draft);
    const hash = contentHash(draft);
    await repository.ensureAccounts(tx, open);
    const id = newId();
    if (await repository.insertTransfer(tx, id, draft, hash)) await this.postAll(tx, id, draft);
    const stored = await repository.findTransfer(tx, draft.reference);
    if (!stored || stored.contentHash !== hash)
      throw conflict('ledger.reference_reused', { reference: draft.reference });
    return stored;
  }

  private async postAll(tx: Tx, id: string, draft: TransferDraft): Promise<void> {
    const codes = [...new Set(draft.postings.flatMap((posting) => [posting.source, posting.destination]))];
    const ids = await repository.accountIds(tx, codes);
    const idOf = (code: string): string => {
      const found = ids.get(code);
      if (!found) throw notFound('ledger.unknown_account', { account: code });
      return found;
    };
    const postings = draft.postings.map(({ source, destination, amountMinor }) => ({
      sourceId: idOf(source),
      destinationId: idOf(destination),
      amountMinor,
    }));
    try {
      await repository.insertPostings(tx, id, draft.currency ?? 'CNY', postings);
    } catch (error) {
      if ((error as { constraint?: string }).constraint === OVERDRAWN)
        throw conflict('ledger.overdrawn', { reference: draft.reference });
      throw error;
    }
  }

  async balance(tx: Tx, code: string): Promise<Fen> {
    const account = await repository.findAccount(tx, code);
    return account ? balanceOf(account) : 0;
  }

  /** Every account in scope with its balance; without a scope the whole ledger, whose sum must be zero. */
  async trialBalance(scope: LedgerScope = {}): Promise<TrialBalance> {
    const accounts = await repository.listAccounts(this.database.manager, scope);
    return {
      accounts: accounts.map((account) => ({ ...account, balanceMinor: balanceOf(account) })),
      debitMinor: accounts.reduce((sum, account) => sum + account.debitMinor, 0),
      creditMinor: accounts.reduce((sum, account) => sum + account.creditMinor, 0),
      sumMinor: sumOf(accounts),
    };
  }

  async transfers(
    filter: LedgerScope & { account?: string; subjectId?: string; before?: [string, string]; limit: number },
  ): Promise<TransferWithPostings[]> {
    const found = await repository.listTransfers(this.database.manager, filter);
    const postings = await repository.postingsOf(
      this.database.manager,
      found.map((transfer) => transfer.id),
    );
    return found.map((transfer) => ({
      ...transfer,
      postings: postings.filter((posting) => posting.transferId === transfer.id),
    }));
  }

  /** The sum-zero check: projection equal to postings, and all accounts together zero. */
  async check(): Promise<{ sumMinor: Fen; drifted: string[] }> {
    const { sumMinor } = await this.trialBalance();
    const drifted = await repository.findDrift(this.database.manager);
    return { sumMinor, drifted: drifted.map((account) => account.code) };
  }
}
